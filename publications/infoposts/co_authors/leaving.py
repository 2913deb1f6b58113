"""An organisation takes itself off a post of somebody else: from what is public and from the draft."""

from datetime import datetime

from django.db import transaction

from network.care import page_edits
from network.models import Organisation
from network.named.leaving import Refused
from network.named.letters import tell_left
from portal.addresses import page_url
from portal.models import User
from portal.sites import language_of
from publications.models import InfopostPage

from .naming import posts_naming


@transaction.atomic
def leave(page_id: int, organisation: Organisation, user: User, now: datetime) -> None:
    """Take an organisation off a post and tell whoever wrote it; raises Refused, InfopostPage.DoesNotExist."""
    page = InfopostPage.objects.select_for_update(of=["self"]).get(pk=page_id)
    # Asked behind the lock: another press may have been faster.
    if not posts_naming(organisation).filter(pk=page_id).exists():
        raise InfopostPage.DoesNotExist
    if reason := page_edits.obstacle(page):
        raise Refused(reason)

    def without(version: InfopostPage) -> None:
        version.co_authors = [
            row for row in version.co_authors.all() if row.organisation_id != organisation.pk
        ]

    page_edits.apply(page.pk, without, user)
    if page.organisation:
        key = f"left-post:{page.pk}:{organisation.pk}:{now:%Y%m%d%H%M}"
        where = page.title, page_url(page, language_of(page.locale_id))
        tell_left(key, page.organisation, organisation.name, where, now)
