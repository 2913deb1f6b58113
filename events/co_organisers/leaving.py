"""An organisation takes itself off an event of somebody else."""

from datetime import datetime

from django.db import transaction

from events import publishing
from events.addresses import event_path
from events.models import Event
from network.models import Organisation
from network.named.leaving import take_off
from network.named.letters import tell_left
from portal.sites import base_url

from .naming import events_naming


@transaction.atomic
def leave(event_id: int, organisation: Organisation, now: datetime) -> None:
    """Take an organisation off an event and tell its organiser; raises Event.DoesNotExist."""
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event_id)
    # Asked behind the lock: another press may have been faster.
    if not events_naming(organisation).filter(pk=event_id).exists():
        raise Event.DoesNotExist
    take_off(event, "co_organisers", organisation)
    publishing.restamp(event, now)
    if event.organiser:
        key = f"left-date:{event.uuid}:{organisation.pk}:{now:%Y%m%d%H%M}"
        where = event.title, base_url() + event_path(event.slug, event.short_id)
        tell_left(key, event.organiser, organisation.name, where, now)
