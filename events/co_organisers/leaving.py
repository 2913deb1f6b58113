"""An organisation takes itself off an event of somebody else."""

from datetime import datetime

from django.db import transaction

from events import publishing
from events.addresses import event_path
from events.models import Event, Publication
from network.models import Organisation
from network.named.leaving import take_off
from network.named.letters import forget_waiting, tell_left
from portal.sites import base_url

from .naming import events_naming


@transaction.atomic
def leave(event_id: int, organisation: Organisation, now: datetime) -> int:
    """Take an organisation off an event and tell its organiser; return how many mails that were.

    Raises Event.DoesNotExist for what does not name it in public.
    """
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event_id)
    # Asked behind the lock: another press may have been faster.
    if not events_naming(organisation).filter(pk=event_id).exists():
        raise Event.DoesNotExist
    take_off(event, "co_organisers", organisation)
    # Whoever is named again is told again.
    for known in Publication.objects.select_for_update().filter(event=event):
        known.named = [pk for pk in known.named if pk != organisation.pk]
        known.save(update_fields=["named"])
    publishing.restamp(event, now)
    forget_waiting(organisation, f"date:{event.uuid}")
    key = f"date:{event.uuid}:{organisation.pk}:{now:%Y%m%d%H%M}"
    where = event.title, base_url() + event_path(event.slug, event.short_id)
    return tell_left(key, event.organiser, organisation.name, where, now)
