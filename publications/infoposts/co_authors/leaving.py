"""An organisation takes itself off a post of somebody else."""

from datetime import datetime

from django.db import transaction

from network.models import Organisation
from network.named.leaving import take_off
from network.named.letters import forget_told, tell_left
from network.named.refusing import remember
from portal import changes
from portal.addresses import page_url
from portal.sites import language_of
from publications.infoposts.partners.withdrawing import hold_back_from
from publications.models import InfopostAuthor, InfopostPage, ToldInfopost
from publications.records.infoposts import record_and_cover

from .naming import posts_naming


@transaction.atomic
def leave(page_id: int, organisation: Organisation, now: datetime, for_good: bool = False) -> int:
    """Take an organisation off a post in all languages, for as long as it wants, and tell whoever wrote it.

    `for_good` tells them that they may name the organisation nowhere. Returns how many mails there were; raises
    InfopostPage.DoesNotExist for what does not name it in public.
    """
    if not posts_naming(organisation).filter(pk=page_id).exists():
        raise InfopostPage.DoesNotExist
    page = take_off_post(page_id, organisation, now)
    title = record_and_cover(page)[0].title
    remember(organisation, page.translation_key, title, page.organisation, now)
    key = f"post:{page.translation_key}:{organisation.pk}:{now:%Y%m%d%H%M}"
    where = title, page_url(page, language_of(page.locale_id))
    return tell_left(key, page.organisation, organisation.name, where, now, for_good=for_good)


@transaction.atomic
def take_off_post(page_id: int, organisation: Organisation, now: datetime) -> InfopostPage:
    """Take an organisation off a post in all languages, public or not, tell nobody, and return the post.

    The pages are locked before their versions, as by whoever publishes one. Raises InfopostPage.DoesNotExist for a
    post that does not name it.
    """
    page = InfopostPage.objects.get(pk=page_id)
    page.lock_row()
    versions = InfopostPage.objects.filter(translation_key=page.translation_key).in_bulk()
    # Asked behind the lock: another press may have been faster.
    if not InfopostAuthor.objects.filter(page=page_id, organisation=organisation).exists():
        raise InfopostPage.DoesNotExist
    for pk in sorted(versions):
        take_off(versions[pk], "co_authors", organisation)
        changes.record_ids([("wagtailcore.page", pk)])
        hold_back_from(organisation, pk)
    # Whoever allows it and is named again is told again.
    for told in ToldInfopost.objects.select_for_update().filter(page__in=versions):
        told.named = [pk for pk in told.named if pk != organisation.pk]
        told.save(update_fields=["named"])
    forget_told(organisation, f"post:{page.translation_key}")
    return versions[page_id]
