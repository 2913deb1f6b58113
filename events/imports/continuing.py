"""The later parts of a series that somebody split here: its source still speaks of them as of one event."""

from events.models import Event


def continuations(event: Event) -> list[Event]:
    """Return what was split off an event, and off that, locked until the end of the transaction."""
    found: list[Event] = []
    parts = [event.pk]
    while parts:
        rows = Event.objects.select_for_update(of=("self",)).filter(split_from__in=parts).order_by("pk")
        new = [row for row in rows if row not in found and row != event]
        found += new
        parts = [row.pk for row in new]
    return found
