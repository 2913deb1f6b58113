"""An organisation takes itself off an event of somebody else: what is public, worked on, checked, or planned.

Nothing is published for it. A further organiser is no word of the writer: it goes from the row and from every version
that may still become public, while a check, a lock or a plan for later stays as it is and cannot be used to hold
anybody.
"""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex

from events import publishing
from events.addresses import event_path
from events.curation.log_actions import LEFT
from events.models import CoOrganiser, Event
from network.care import drafts
from network.models import Organisation
from network.named.letters import tell_left
from portal.models import User
from portal.sites import base_url

from .naming import events_naming


@transaction.atomic
def leave(event_id: int, organisation: Organisation, user: User, now: datetime) -> None:
    """Take an organisation off an event and tell its organiser; raises Event.DoesNotExist."""
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event_id)
    # Asked behind the lock: another press may have been faster.
    if not events_naming(organisation).filter(pk=event_id).exists():
        raise Event.DoesNotExist
    CoOrganiser.objects.filter(event=event, organisation=organisation).delete()
    for revision in event.revisions.filter(pk__gte=event.live_revision_id or 0).order_by("pk"):
        named = revision.content.get("co_organisers") or []
        others = [row for row in named if row["organisation"] != organisation.pk]
        if others != named:
            drafts.rewrite(revision, {"co_organisers": others})
    ReferenceIndex.create_or_update_for_object(event)
    publishing.restamp(event, now)
    log(instance=event, action=LEFT, user=user, data={"other": organisation.name})
    if event.organiser:
        key = f"left-date:{event.uuid}:{organisation.pk}:{now:%Y%m%d%H%M}"
        where = event.title, base_url() + event_path(event.slug, event.short_id)
        tell_left(key, event.organiser, organisation.name, where, now)
