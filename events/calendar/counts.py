"""How many dates each value of a filter finds, under all other conditions; what it has chosen itself is ignored.

Counted are dates, as the lists count them: those ahead, those past, those of a month, a week or a day. How many each
event has is one grouped query per stretch of time, kept with the content and until the next date begins or ends;
the numbers are spread over one bitset per binary digit, so that summing up is counting bits.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, QuerySet

from events.models import Event, Occurrence
from network.filters.facets import REGION
from network.filters.given import Near

from . import long_dates, whereabouts, words
from .asked import Asked
from .facet_bits import FREE_OF_CHARGE, HOST, FacetBits, bits_of, facet_bits
from .light import LONGEST_SHORT
from .selection import dates
from .sequence import running_now
from .turning import next_turn

Planes = tuple[int, ...]


@dataclass(frozen=True)
class Stretch:
    """A stretch of time: what it is kept under, and how many dates each event has in it."""

    name: tuple[object, ...]
    count: Callable[[], Mapping[int, int]]


def ahead(asked: Asked, now: datetime) -> Stretch:
    """Return what runs and what comes, on the chosen days if there are any."""
    rows = dates(days_alone(asked)).order_by()

    def count() -> Mapping[int, int]:
        running = Counter(row.event_id for row in running_now(rows, now))
        return running + Counter(per_event(rows.filter(start__gt=now)))

    return Stretch(("ahead", next_turn(now), asked.first_day, asked.last_day), count)


def past(asked: Asked, now: datetime) -> Stretch:
    """Return what is over; what has ended has begun, and the index of beginnings holds all that is asked."""
    rows = dates(days_alone(asked)).filter(start__lte=now, end__lte=now)
    name = ("past", next_turn(now), asked.first_day, asked.last_day)
    return Stretch(name, lambda: per_event(rows))


def on_days(asked: Asked, first: date, last: date) -> Stretch:
    """Return what takes place on some days; no date that is not long can have begun a month before."""
    rows = dates(days_alone(asked))
    earliest = first - LONGEST_SHORT

    def count() -> Mapping[int, int]:
        found = Counter(per_event(rows.filter(first_day__range=(earliest, last), last_day__gte=first)))
        if ids := long_dates.on_days(first, last):
            found += Counter(per_event(rows.filter(pk__in=ids, first_day__lt=earliest)))
        return found

    return Stretch(("days", first, last, asked.first_day, asked.last_day), count)


@dataclass(frozen=True)
class FacetCounts:
    """The counts of every filter for a question."""

    bits: FacetBits
    planes: Planes
    conditions: Mapping[str, int]
    chosen_hosts: frozenset[str] = frozenset()

    def of(self, parameter: str) -> Mapping[str, int]:
        """Return how many dates each value finds; those that find none are left out."""
        planes = self._planes_without(parameter)
        keys = self.chosen_hosts if parameter == HOST else self.bits.values[parameter]
        found = ((key, _sum(self.bits.of(parameter, key), planes)) for key in keys)
        return {key: number for key, number in found if number}

    @property
    def total(self) -> int:
        """Return how many dates the whole question finds."""
        return _sum(-1, self._planes_without(""))

    @property
    def events(self) -> int:
        """Return how many events have one of these dates."""
        found = 0
        for plane in self._planes_without(""):
            found |= plane
        return found.bit_count()

    def _planes_without(self, parameter: str) -> Planes:
        """Return the numbers of what all conditions but one select."""
        planes = self.planes
        for name, bits in self.conditions.items():
            if name != parameter:
                planes = tuple(plane & bits for plane in planes)
        return planes


def counts_of(asked: Asked, stretch: Stretch) -> FacetCounts:
    """Return the counts for a question; no query where the stretch is known, a few more for a new place."""
    bits = facet_bits()
    conditions = dict(_conditions(asked, bits))
    return FacetCounts(bits, _planes(stretch, bits), conditions, asked.chosen.get(HOST, frozenset()))


def _conditions(asked: Asked, bits: FacetBits) -> Iterable[tuple[str, int]]:
    """Yield the events that meet each condition, by the parameter that asks for it."""
    if asked.words:
        yield "q", bits.kept(("q", asked.words), lambda: bits.of_ids(words.matching(asked.words)))
    if near := asked.near:
        yield "ort", bits.kept(near, lambda: bits.of_ids(_near(near)))
    if asked.regions:
        yield REGION, bits.any_of(REGION, asked.regions)
    if asked.is_free:
        yield FREE_OF_CHARGE, bits.any_of(FREE_OF_CHARGE, ("1",))
    for parameter, keys in asked.chosen.items():
        yield parameter, bits.any_of(parameter, keys)


def _planes(stretch: Stretch, bits: FacetBits) -> Planes:
    """Return the number of dates of each event as bitsets, the lowest digit first."""
    return bits.kept(stretch.name, lambda: tuple(_spread(stretch.count(), bits)))


def _spread(numbers: Mapping[int, int], bits: FacetBits) -> Iterable[int]:
    """Yield a bitset for each binary digit of the numbers."""
    rows = [(bits.places[pk], number) for pk, number in numbers.items() if pk in bits.places]
    for digit in range(max((number for _place, number in rows), default=0).bit_length()):
        yield bits_of((place for place, number in rows if number >> digit & 1), len(bits.places))


def _near(near: Near) -> QuerySet:
    """Return the ids of the events in a circle."""
    around = whereabouts.near(near.lat, near.lon, near.radius_km)
    return Event.objects.filter(around, live=True).order_by().values_list("pk", flat=True)


def days_alone(asked: Asked) -> Asked:
    """Return a question without anything that filters ask but the days."""
    return replace(asked, words="", regions=(), near=None, chosen={}, is_free=False)


def per_event(rows: QuerySet[Occurrence]) -> Mapping[int, int]:
    """Read how many of these dates each event has; one query of an index that holds all it asks for."""
    return dict(rows.order_by().values_list("event").annotate(many=Count("pk")))


def _sum(bits: int, planes: Planes) -> int:
    """Return how many dates events have together."""
    return sum((bits & plane).bit_count() << digit for digit, plane in enumerate(planes))
