"""Dates as light rows, a few for each of many days: what the month and the week read, however much is on.

Slugs and languages are not cut to an audience, so they may be read beside the record; titles are covered like its.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from events.keys import key_start
from events.models import ChangedDate, Occurrence
from events.models.occurrences import OccurrenceQuerySet
from events.records.covered import covered_words
from events.recurrence.schedule import Schedule

from . import long_dates, wording

# No other date can have begun earlier; longer ones are asked for apart.
LONGEST_SHORT = timedelta(days=32)
DATE_FIELDS = (
    "pk",
    "event_id",
    "key",
    "start",
    "end",
    "first_day",
    "last_day",
    "is_all_day",
    "status",
    "is_moved",
)
EVENT_FIELDS = ("title", "slug", "short_id", "language", "rule", "extra_dates", "starts_on", "starts_at")


@dataclass(frozen=True)
class Light:
    """A date with as little of its event as a table shows."""

    pk: int
    event_id: int
    key: str
    start: datetime
    end: datetime
    first_day: date
    last_day: date
    is_all_day: bool
    status: str
    is_moved: bool
    title: str
    slug: str
    short_id: str
    language: str
    rule: str
    extra_dates: tuple[str, ...]
    starts_on: date
    starts_at: time | None

    @property
    def schedule(self) -> Schedule:
        """Return as much of its schedule as its address depends on."""
        start = datetime.combine(self.starts_on, self.starts_at or time(0))
        return Schedule(start, start, rule=self.rule, extra=tuple(map(key_start, self.extra_dates)))


@dataclass(frozen=True)
class DayOfDates:
    """The first dates of a day, in order, and how many there are."""

    rows: tuple[Light, ...]
    total: int


def by_day(rows: OccurrenceQuerySet, first: date, last: date, most: int) -> Mapping[date, DayOfDates]:
    """Return the first dates of each day that has some; four queries, at most `most` rows a day.

    Dates over several days stand on each of them, those of a night on its evening alone, those longer than a month
    on their first day. One index has all that the counting and choosing needs.
    """
    rows = rows.order_by()
    within = rows.filter(first_day__range=(first, last))
    totals = Counter(dict(within.values_list("first_day").annotate(many=Count("pk"))))
    order = Window(RowNumber(), partition_by=F("first_day"), order_by=("start", "end", "pk"))
    begin = [pk for (pk,) in within.annotate(place=order).filter(place__lte=most).values_list("pk")]
    over = rows.filter(
        is_long=False,
        first_day__range=(first - LONGEST_SHORT, last),
        last_day__gte=first,
        last_day__gt=F("first_day"),
    )
    spread: dict[date, dict[int, Light]] = defaultdict(dict)
    for row in read(Occurrence.objects.filter(pk__in=begin)):
        spread[row.first_day][row.pk] = row
    for row in read(over):
        if not wording.is_overnight(row.start, row.end):
            for day in _further_days(row, first, last):
                totals[day] += 1
                spread[day][row.pk] = row
    return {
        day: DayOfDates(tuple(_in_order(found.values())[:most]), totals[day]) for day, found in spread.items()
    }


def _further_days(row: Light, first: date, last: date) -> Iterable[date]:
    """Return the days after the first one on which a date goes on, within a span."""
    begin = max(first, row.first_day + timedelta(days=1))
    return (begin + timedelta(days=n) for n in range((min(last, row.last_day) - begin).days + 1))


def long_ones(rows: OccurrenceQuerySet, first: date, last: date, most: int) -> list[Light]:
    """Return dates that last longer than a month and take place on some days; one query."""
    ids = long_dates.on_days(first, last)
    return read(rows.filter(pk__in=ids).order_by("start", "pk")[:most]) if ids else []


def read(rows: OccurrenceQuerySet) -> list[Light]:
    """Return dates as light rows; one query."""
    fields = (*DATE_FIELDS, *(f"event__{name}" for name in EVENT_FIELDS))
    found, covered = [Light(*values) for values in rows.values_list(*fields)], covered_words()
    return [
        replace(row, title=covered[row.event_id].title) if row.event_id in covered else row for row in found
    ]


def with_own_titles(rows: Iterable[Light]) -> dict[int, str]:
    """Return the titles of dates that have one of their own, by the id of the date; one query."""
    known = {(row.event_id, row.key): row.pk for row in rows}
    changed = ChangedDate.objects.filter(event_id__in={event for event, _key in known}).exclude(title="")
    found = changed.values_list("event_id", "key", "title")
    covered = covered_words()
    return {
        known[event, key]: covered[event].dates[key] if event in covered else title
        for event, key, title in found
        if (event, key) in known
    }


def _in_order(rows: Iterable[Light]) -> list[Light]:
    """Return dates by their start."""
    return sorted(rows, key=lambda row: (row.start, row.end, row.pk))
