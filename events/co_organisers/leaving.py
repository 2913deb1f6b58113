"""An organisation takes itself off an event of somebody else."""

from datetime import datetime

from django.db import transaction

from events import publishing
from events.addresses import event_path
from events.models import CoOrganiser, Event, Publication
from network.models import Organisation
from network.named.leaving import take_off
from network.named.letters import forget_told, tell_left
from network.named.refusing import remember
from portal.sites import base_url

from .naming import events_naming


@transaction.atomic
def leave(event_id: int, organisation: Organisation, now: datetime, for_good: bool = False) -> int:
    """Take an organisation off an event, for as long as it wants, and tell its organiser.

    `for_good` tells it that it may name the organisation nowhere. Returns how many mails there were; raises
    Event.DoesNotExist for what does not name it in public.
    """
    if not events_naming(organisation).filter(pk=event_id).exists():
        raise Event.DoesNotExist
    event = take_off_event(event_id, organisation, now)
    remember(organisation, event.uuid, event.title, event.organiser, now)
    key = f"date:{event.uuid}:{organisation.pk}:{now:%Y%m%d%H%M}"
    where = event.title, base_url() + event_path(event.slug, event.short_id)
    return tell_left(key, event.organiser, organisation.name, where, now, for_good=for_good)


@transaction.atomic
def take_off_event(event_id: int, organisation: Organisation, now: datetime) -> Event:
    """Take an organisation off an event, public or not, tell nobody, and return the event.

    The event is locked before its versions, as by whoever publishes it. Raises Event.DoesNotExist for one that does
    not name it.
    """
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event_id)
    # Asked behind the lock: another press may have been faster.
    if not CoOrganiser.objects.filter(event=event, organisation=organisation).exists():
        raise Event.DoesNotExist
    take_off(event, "co_organisers", organisation)
    # Whoever allows it and is named again is told again.
    for known in Publication.objects.select_for_update().filter(event=event):
        known.named = [pk for pk in known.named if pk != organisation.pk]
        known.save(update_fields=["named"])
    publishing.restamp(event, now)
    forget_told(organisation, f"date:{event.uuid}")
    return event
