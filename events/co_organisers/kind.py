"""Dates as a kind of thing on which others are named."""

from events import publishing
from events.models import Event
from network.named.kinds import NamedKind

from .leaving import take_off_event

DATES = NamedKind(
    model=Event,
    relation="co_organisers",
    work="uuid",
    writer=lambda event: event.organiser,
    written_by=lambda writer: Event.objects.filter(organiser=writer),
    take_off=take_off_event,
    follow=publishing.restamp,
)
