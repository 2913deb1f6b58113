"""An organisation takes itself off a post of somebody else."""

from datetime import datetime

from django.db import transaction

from network.models import Organisation
from network.named.leaving import take_off
from network.named.letters import forget_waiting, tell_left
from portal import changes
from portal.addresses import page_url
from portal.sites import language_of
from publications.infoposts.partners.withdrawing import hold_back_from
from publications.models import InfopostPage
from publications.records.infoposts import record_and_cover

from .naming import posts_naming


@transaction.atomic
def leave(page_id: int, organisation: Organisation, now: datetime) -> int:
    """Take an organisation off a post in all languages and tell whoever wrote it; return how many mails that were.

    Raises InfopostPage.DoesNotExist for what does not name it in public.
    """
    page = InfopostPage.objects.select_for_update(of=["self"]).get(pk=page_id)
    # Asked behind the lock: another press may have been faster.
    if not posts_naming(organisation).filter(pk=page_id).exists():
        raise InfopostPage.DoesNotExist
    for version in InfopostPage.objects.filter(translation_key=page.translation_key).order_by("pk"):
        take_off(version, "co_authors", organisation)
        changes.record_ids([("wagtailcore.page", version.pk)])
    hold_back_from(organisation, page.pk)
    forget_waiting(organisation, f"post:{page.pk}")
    key = f"post:{page.pk}:{organisation.pk}:{now:%Y%m%d%H%M}"
    title = record_and_cover(page)[0].title
    where = title, page_url(page, language_of(page.locale_id))
    return tell_left(key, page.organisation, organisation.name, where, now)
