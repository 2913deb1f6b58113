"""Events that may be one, kept as entries of the queue: looked for nightly in all that is near, and when one appears.

Only the next two months are compared: whoever plans further ahead is found in time, and 20,000 events stay a matter
of seconds (measured in the README). What an editor kept apart stays so, because its entry stays.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from events.models import Event, FeedItem, Occurrence, QueueEntry, Venue
from events.models.curation import QueueKind
from events.occurrences import days_of
from events.recurrence.expand import moments

from .likeness import Match, Sighting, match, matches

AHEAD = timedelta(days=60)
# Of one event so many of its next dates are compared when it appears.
MOST_DATES = 12
_COLUMNS = (
    "event_id",
    "first_day",
    "start",
    "event__title",
    "event__venue__place_key",
    "event__venue__town",
    "event__organiser_id",
    "event__info_url",
)


def find_all(now: datetime) -> str:
    """Bring the open entries about possible duplicates in step; return what was found."""
    rows = Occurrence.objects.listed().filter(start__gte=now - timedelta(days=1), start__lt=now + AHEAD)
    found = list(matches(_sightings(rows, FeedItem.objects.filter(event__live=True))))
    new = _propose(found)
    gone = _withdraw(found, now)
    return f"{new} possible duplicates new, {gone} gone"


def find_for(event: Event, now: datetime) -> int:
    """Look for duplicates of one event, which need not be public yet; return how many are new."""
    mine = _sightings_of(event, now)
    if not mine or event.is_programme:
        return 0
    first = mine[0]
    same = Q(event__venue__place_key=first.place_key) if first.place_key else Q(pk=None)
    same |= Q(event__venue__town__iexact=first.town) if first.town else Q(pk=None)
    same |= Q(event__info_url=first.url) if first.url else Q(pk=None)
    items = FeedItem.objects.filter(Q(external_uid__in=first.uids) | Q(feed__in=first.feeds))
    same |= Q(event__in=items.values("event")) if first.uids else Q(pk=None)
    near = (
        Occurrence.objects.listed().filter(same, first_day__in={one.day for one in mine}).exclude(event=event)
    )
    by_day: dict[object, list[Sighting]] = defaultdict(list)
    for one in _sightings(near, items):
        by_day[one.day].append(one)
    found: dict[tuple[int, int], Match] = {}
    for one in mine:
        for other in by_day[one.day]:
            if alike := match(one, other):
                found.setdefault((alike.first, alike.second), alike)
    return _propose(found.values())


def _sightings(rows: QuerySet[Occurrence], items: QuerySet[FeedItem]) -> list[Sighting]:
    """Return dates of public events, with what the given items of feeds tell about them; two queries."""
    values = rows.filter(event__is_programme=False).order_by().values_list(*_COLUMNS)
    uids: dict[int, set[str]] = defaultdict(set)
    feeds: dict[int, set[int]] = defaultdict(set)
    for event, uid, feed in items.values_list("event_id", "external_uid", "feed_id"):
        feeds[event].add(feed)
        uids[event] |= {uid} - {""}
    return [
        Sighting(
            event, day, start, title, place or "", town or "", organiser, url,
            frozenset(uids.get(event, ())), frozenset(feeds.get(event, ())),
        )
        for event, day, start, title, place, town, organiser, url in values
    ]  # fmt: skip


def _sightings_of(event: Event, now: datetime) -> list[Sighting]:
    """Return the next dates of an event's newest version."""
    draft = event.get_latest_revision_as_object() if event.latest_revision_id else event
    venue: Venue | None = draft.venue
    items = list(FeedItem.objects.filter(event=event).values_list("external_uid", "feed_id"))
    found = []
    for moment in moments(draft.schedule, now - timedelta(days=1), now + AHEAD, limit=MOST_DATES):
        first_day, _last = days_of(moment)
        found.append(
            Sighting(
                event.pk,
                first_day,
                moment.start,
                draft.title,
                venue.place_key if venue else "",
                venue.town if venue else "",
                draft.organiser_id,
                draft.info_url,
                frozenset(uid for uid, _feed in items if uid),
                frozenset(feed for _uid, feed in items),
            )
        )
    return found


def _propose(found: Iterable[Match]) -> int:
    """Put pairs into the queue that were never there; return how many."""
    found = list(found)
    keys = {one.first for one in found} | {one.second for one in found}
    known = QueueEntry.objects.filter(kind=QueueKind.DUPLICATE, event__in=keys)
    there = set(known.values_list("event_id", "other_id"))
    new = [
        QueueEntry(
            kind=QueueKind.DUPLICATE,
            event_id=one.first,
            other_id=one.second,
            score=one.score,
            text=" ".join(one.reasons),
        )
        for one in found
        if (one.first, one.second) not in there
    ]
    QueueEntry.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(new)


def _withdraw(found: Iterable[Match], now: datetime) -> int:
    """Take open pairs out of the queue whose dates have passed or that are no longer alike; return how many.

    One about an event that is not public yet is left to whoever decides about that.
    """
    still = {(one.first, one.second) for one in found}
    waiting = QueueEntry.objects.filter(
        kind=QueueKind.DUPLICATE, settled_at=None, event__live=True, other__live=True
    )
    gone = [pk for pk, *pair in waiting.values_list("pk", "event_id", "other_id") if tuple(pair) not in still]
    return QueueEntry.objects.filter(pk__in=gone).delete()[0]
