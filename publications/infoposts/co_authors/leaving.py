"""An organisation takes itself off a post of somebody else."""

from datetime import datetime

from django.db import transaction

from network.models import Organisation
from network.named.leaving import take_off
from network.named.letters import tell_left
from portal import changes
from portal.addresses import page_url
from portal.sites import language_of
from publications.models import InfopostPage

from .naming import posts_naming


@transaction.atomic
def leave(page_id: int, organisation: Organisation, now: datetime) -> None:
    """Take an organisation off a post and tell whoever wrote it; raises InfopostPage.DoesNotExist."""
    page = InfopostPage.objects.select_for_update(of=["self"]).get(pk=page_id)
    # Asked behind the lock: another press may have been faster.
    if not posts_naming(organisation).filter(pk=page_id).exists():
        raise InfopostPage.DoesNotExist
    take_off(page, "co_authors", organisation)
    changes.record_ids([("wagtailcore.page", page.pk)])
    if page.organisation:
        key = f"left-post:{page.pk}:{organisation.pk}:{now:%Y%m%d%H%M}"
        where = page.title, page_url(page, language_of(page.locale_id))
        tell_left(key, page.organisation, organisation.name, where, now)
