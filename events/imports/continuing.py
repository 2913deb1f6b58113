"""The later parts of a series that somebody split here: its source still speaks of them as of one event."""

from events.models import Event


def parts_of(event: Event) -> list[Event]:
    """Return all parts of a series that was split, the first one first; of any other event, itself."""
    first, seen = event, {event.pk}
    while first.split_from is not None and first.split_from_id not in seen:
        first = first.split_from
        seen.add(first.pk)
    found = new = [first]
    while new:
        rows = Event.objects.filter(split_from__in=new).exclude(pk__in=[one.pk for one in found])
        new = list(rows.order_by("pk").prefetch_related("changed_dates"))
        found = [*found, *new]
    return found


def continuations(event: Event) -> list[Event]:
    """Return what was split off an event, and off that, locked until the end of the transaction."""
    found: list[Event] = []
    parts = [event.pk]
    while parts:
        rows = (
            Event.objects.select_for_update(of=("self",), no_key=True)
            .filter(split_from__in=parts)
            .order_by("pk")
        )
        new = [row for row in rows if row not in found and row != event]
        found += new
        parts = [row.pk for row in new]
    return found
