"""Keep the search documents of events equal to what is public: published ones with a date that is not over.

The same way as `projection` goes for pages, from `events.records.public_record` alone. An event has no document any
more once its last date is over; until that is noticed both engines leave it out by `visible_until`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import BooleanField, Case, F, Max, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from events.addresses import calendar_is_public
from events.calendar.rows import OFF
from events.models import CoOrganiser, Event, EventCalendarPage, Occurrence
from events.records import EventRecord, public_records
from portal import changes

from .event_documents import event_document
from .models import SearchDocument
from .projection import MOST_AT_ONCE, PAGE, Projected, affected, regions_below, row_to_write, write

EVENT = "events.event"
SHOWN_DATES = 3  # in a row's memory, so that it names the right one although a date has just ended


def consume(changed: Sequence[tuple[str, str]], n: int) -> None:
    """Project every event that these changes concern; one that concerns very many puts them into the journal."""
    own = {int(pk) for label, pk in changed if label == EVENT}
    others = affected_events(changed) - own
    if len(others) > MOST_AT_ONCE:
        changes.record_ids((EVENT, pk) for pk in sorted(others))
        others = set()
    project(own | others, n)


def affected_events(changed: Iterable[tuple[str, str]]) -> set[int]:
    """Return the ids of events whose documents a set of changes may alter."""
    return affected(changed, _DEPENDENTS)


def _of_event(ids: list[str]) -> Iterable[int]:
    """Return the events themselves and those that are part of them, which are found by their title."""
    return {*map(int, ids), *_live().filter(part_of_id__in=ids).values_list("pk", flat=True)}


def _of_venue(ids: list[str]) -> Iterable[int]:
    """Return the events that take place in one of the houses, always or once."""
    here = Q(venue_id__in=ids) | Q(changed_dates__venue_id__in=ids)
    return _live().filter(here).values_list("pk", flat=True)


def _of_organisation(ids: list[str]) -> Iterable[int]:
    """Return the events that one of the organisations or alliances has to do with."""
    together = CoOrganiser.objects.filter(organisation_id__in=ids).values("event_id")
    theirs = Q(organiser_id__in=ids) | Q(alliance_id__in=ids) | Q(pk__in=together)
    return _live().filter(theirs).values_list("pk", flat=True)


def _of_topic(ids: list[str]) -> Iterable[int]:
    """Return the events about one of the topics."""
    return _live().filter(topic_links__tag_id__in=ids).values_list("pk", flat=True)


def _of_region(ids: list[str]) -> Iterable[int]:
    """Return the events in one of the regions or below it."""
    regions = regions_below(ids)
    here = (
        Q(region_id__in=regions)
        | Q(venue__region_id__in=regions)
        | Q(changed_dates__venue__region_id__in=regions)
    )
    return _live().filter(here).values_list("pk", flat=True)


def _of_page(ids: list[str]) -> Iterable[int]:
    """Return every event where the calendar changed: without one that everybody may see, nobody finds them."""
    if EventCalendarPage.objects.filter(pk__in=ids).exists():
        return everything()
    return () if calendar_is_public() else _stored()


def _live() -> QuerySet[Event]:
    """Return the published events."""
    return Event.objects.filter(live=True)


_DEPENDENTS = {
    EVENT: _of_event,
    PAGE: _of_page,
    "events.venue": _of_venue,
    "network.organisation": _of_organisation,
    "network.topic": _of_topic,
    "network.region": _of_region,
}


def project(event_ids: Iterable[int], n: int) -> int:
    """Write the documents of these events; return how many rows changed."""
    ids = sorted(set(event_ids))
    if not ids:
        return 0
    stored = {row.key: row for row in rows_of(ids).defer("data", "shown")}
    return write(changed_rows(ids, stored, n))


def rows_of(ids: Collection[int]) -> QuerySet[SearchDocument]:
    """Return the documents of events."""
    return SearchDocument.objects.filter(event_id__in=ids)


def changed_rows(ids: Sequence[int], stored: Mapping[str, SearchDocument], n: int) -> list[SearchDocument]:
    """Return the rows of these events that are not as the content says, by key; `stored` are those there are."""
    now = timezone.now()
    wanted = {f"event:{item.event_id}": item for item in projections(ids, now)}
    keys = sorted({*wanted, *stored})
    rows = (row_to_write(key, wanted.get(key), stored.get(key), n, now) for key in keys)
    return [row for row in rows if row is not None]


def projections(ids: Sequence[int], now: datetime) -> Iterable[Projected]:
    """Yield what is to be found of these events; drafts and what is over are left out."""
    if not calendar_is_public():
        return
    until = last_ends(ids, now)
    dates = next_dates(until, now)
    for record in public_records(_live().filter(pk__in=until).order_by("pk")):
        data = event_document(record, dates[record.id])
        yield Projected(
            None,
            "event",
            f"event-{record.uuid}",
            data,
            _public_digest(record),
            event_id=record.id,
            visible_until=until[record.id],
        )


def last_ends(ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Return when the last date of each event ends; past events have none."""
    rows = Occurrence.objects.listed().not_over(now).order_by().filter(event__in=ids)
    return dict(rows.values_list("event").annotate(last=Max("end")))


def next_dates(ids: Iterable[int], now: datetime) -> dict[int, list[Occurrence]]:
    """Return the next dates of each event that are not over; those that do not take place only where none does."""
    is_off = Case(When(status__in=OFF, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = Occurrence.objects.listed().not_over(now).order_by().filter(event__in=list(ids))
    order = Window(RowNumber(), partition_by=F("event"), order_by=("is_off", "start", "end", "pk"))
    found: dict[int, list[Occurrence]] = {}
    first = rows.annotate(is_off=is_off).annotate(place=order).filter(place__lte=SHOWN_DATES)
    for row in first.order_by("event", "place"):
        known = found.setdefault(row.event_id, [])
        if not known or row.is_off == known[0].is_off:
            known.append(row)
    return found


def _public_digest(record: EventRecord) -> str:
    """Return by what it is known whether an event changed for the public."""
    return sha256(f"{record.uid} {record.sequence} {record.changed_at}".encode()).hexdigest()


def everything() -> list[int]:
    """Return the ids of every event that has or should have a document."""
    upcoming = Occurrence.objects.listed().not_over(timezone.now()).order_by().values("event")
    return sorted({*_live().filter(pk__in=upcoming).values_list("pk", flat=True), *_stored()})


def _stored() -> QuerySet[Any]:
    """Return the ids of events that have a document."""
    stored = SearchDocument.objects.filter(event_id__isnull=False, deleted=False)
    return stored.values_list("event_id", flat=True)
