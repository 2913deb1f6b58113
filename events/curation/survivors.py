"""Where an event went that was made one with another: its short id leads to what remains."""

from events.models import Event, EventMerge


def survivor_of(short_id: str) -> Event | None:
    """Return the public event that a merged one became part of, through any number of merges; None where none is."""
    current = Event.objects.filter(short_id=short_id).values_list("pk", flat=True).first()
    seen: set[int] = set()
    while current is not None and current not in seen:
        seen.add(current)
        into = EventMerge.objects.filter(source_id=current, undone_at__isnull=True)
        following = into.values_list("target_id", flat=True).first()
        if following is None:
            break
        current = following
    if current is None or len(seen) < 2:
        return None
    return Event.objects.filter(pk=current, live=True).first()
