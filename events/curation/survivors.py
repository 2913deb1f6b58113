"""Where an event went that was made one with another: its short id leads to what remains."""

from collections.abc import Collection

from events.models import Event, EventMerge
from portal.merge_chains import end_of


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


def survivors(ids: Collection[int]) -> dict[int, str]:
    """Return the short ids of the public events that these became part of, by id; two queries."""
    merges = EventMerge.objects.filter(undone_at__isnull=True).values_list("source_id", "target_id")
    into = dict(merges) if ids else {}
    ends = {pk: end for pk in ids if (end := end_of(pk, into)) != pk}
    public = Event.objects.filter(pk__in=ends.values(), live=True) if ends else Event.objects.none()
    found = dict(public.values_list("pk", "short_id"))
    return {pk: found[end] for pk, end in ends.items() if end in found}
