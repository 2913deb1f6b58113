"""Which events each value of a filter finds: one long number per value, bit n for the nth event.

Read once per generation of content. Counting a value under any selection is then an AND and a count of bits, for
20,000 events a microsecond; `selection` and `whereabouts` say the same in SQL, and a test compares them.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import TextField
from django.db.models.functions import Cast

from events.choices import AttendanceMode
from events.models import CoOrganiser, Event, EventTopic
from network.filters.facets import REGION
from network.models import Organisation
from network.region_table import region_table
from portal.content_cache import cached
from portal.disclosure import Audience, Precision

from . import whereabouts
from .filter_kinds import FILTER_KINDS
from .selection import FREE

FREE_OF_CHARGE, ALLIANCE, HOST = "kostenfrei", "buendnis", "veranstalter"
COLUMNS = ("pk", "kind", "attendance_mode", "cost", "organiser_id", "alliance_id")
WHERE = ("place_disclosure", "place_precision", "venue_id", "venue__region_id", "region_id")
LISTS = {"targets": "target_groups", "spoken": "languages", "own": "access", "house": "venue__access"}
BOTH = (AttendanceMode.ON_SITE, AttendanceMode.ONLINE)

# Stretches of time, words, circles: each a few bitsets.
MOST_KEPT = 200

T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)
Groups = Mapping[Key, Sequence[int]]


@dataclass(frozen=True)
class FacetBits:
    """The published events by what finds them: places by id, bits by parameter and value, places by who invites.

    What was worked out with them is kept with them, because it means nothing beside other ones.
    """

    places: Mapping[int, int]
    values: Mapping[str, Mapping[str, int]]
    hosts: Groups[str]
    worked_out: dict[Hashable, Any] = field(default_factory=dict)

    def any_of(self, parameter: str, keys: Iterable[str]) -> int:
        """Return the events that one of the values finds."""
        found = 0
        for key in keys:
            found |= self.of(parameter, key)
        return found

    def of(self, parameter: str, key: str) -> int:
        """Return the events that a value finds; of the many who invite, bits are only made when asked for."""
        if parameter == HOST:
            return self.bits(self.hosts.get(key, ()))
        return self.values[parameter].get(key, 0)

    def kept(self, key: Hashable, build: Callable[[], T]) -> T:
        """Return what was worked out under a key, or work it out now; the oldest makes room."""
        if key in self.worked_out:
            return self.worked_out[key]
        found = self.worked_out[key] = build()
        while len(self.worked_out) > MOST_KEPT:
            self.worked_out.pop(next(iter(self.worked_out)), None)
        return found

    def of_ids(self, ids: Iterable[int]) -> int:
        """Return the events with these ids."""
        return self.bits(self.places[pk] for pk in ids if pk in self.places)

    def bits(self, places: Iterable[int]) -> int:
        """Return the events at these places."""
        return bits_of(places, len(self.places))


def facet_bits() -> FacetBits:
    """Return the bits of the present generation of content; five queries for the first who asks."""
    return cached("calendar-bits", _read)


def bits_of(places: Iterable[int], size: int) -> int:
    """Return a number with bits at these places."""
    marks = bytearray(size // 8 + 1)
    for place in places:
        marks[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marks, "little")


def _read() -> FacetBits:
    """Read every published event, a list per column."""
    names = (*COLUMNS, *WHERE, *LISTS)
    texts = {name: Cast(field, TextField()) for name, field in LISTS.items()}
    events = Event.objects.filter(live=True).order_by("pk").annotate(**texts)
    rows = list(events.values_list(*names))
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    places = {pk: place for place, pk in enumerate(columns["pk"])}
    hosts = _hosts(columns, places)
    told = _told(columns, hosts.shielded)
    groups: dict[str, Groups[str]] = {kind.parameter: {} for kind in FILTER_KINDS}
    groups |= {
        "thema": _topics(places),
        "art": _grouped(columns["kind"]),
        "teilnahme": _spread(_grouped(columns["attendance_mode"]), _modes),
        "zielgruppe": _spread(_grouped(columns["targets"]), _keys),
        "sprache": _spread(_grouped(columns["spoken"]), _keys),
        "zugang": _access(columns, told),
        FREE_OF_CHARGE: _spread(_grouped(columns["cost"]), lambda cost: ("1",) if cost in FREE else ()),
        ALLIANCE: hosts.of_alliances,
    }
    values = {
        name: {key: bits_of(at, len(rows)) for key, at in found.items()} for name, found in groups.items()
    }
    return FacetBits(places, {**values, REGION: _regions(told, len(rows))}, hosts.of_all)


def _grouped(values: Iterable[Key]) -> dict[Key, list[int]]:
    """Return where each value of a column stands."""
    found: dict[Key, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        found[value].append(place)
    return found


def _spread(groups: Groups[Any], keys_of: Callable[[Any], Iterable[str]]) -> dict[str, list[int]]:
    """Return where the keys that values stand for stand; columns have few different values."""
    found: dict[str, list[int]] = defaultdict(list)
    for value, places in groups.items():
        for key in keys_of(value):
            found[key] += places
    return found


def _keys(text: str | None) -> Collection[str]:
    """Return the keys in a list as JSON has it."""
    return set(json.loads(text)) if text else ()


def _modes(mode: str) -> Collection[str]:
    """Return the ways to take part that find an event."""
    return BOTH if mode == AttendanceMode.HYBRID else (mode,)


def _topics(places: Mapping[int, int]) -> dict[str, list[int]]:
    """Return where each topic stands."""
    found: dict[str, list[int]] = defaultdict(list)
    links = EventTopic.objects.filter(content_object__live=True).order_by()
    for pk, slug in links.values_list("content_object_id", "tag__slug"):
        if pk in places:
            found[slug].append(places[pk])
    return found


@dataclass(frozen=True)
class _Hosts:
    """Where those who invite stand, and alliances in whose name it is; where somebody is under the switch."""

    of_all: Groups[str]
    of_alliances: Groups[str]
    shielded: frozenset[int]


def _hosts(columns: Mapping[str, Sequence[Any]], places: Mapping[int, int]) -> _Hosts:
    """Read who invites; two queries."""
    entries = list(Organisation.objects.order_by().values_list("pk", "register_id", "is_shielded"))
    inviting = _grouped(columns["organiser_id"])
    for pk, entry in CoOrganiser.objects.filter(event__live=True).values_list("event_id", "organisation_id"):
        if pk in places:
            inviting[entry].append(places[pk])
    named = _grouped(columns["alliance_id"])
    shielded = {
        place
        for pk, _register_id, is_shielded in entries
        if is_shielded
        for place in (*inviting.get(pk, ()), *named.get(pk, ()))
    }
    register_ids = {pk: register_id for pk, register_id, _shielded in entries}
    return _Hosts(
        {register_ids[pk]: at for pk, at in inviting.items() if pk},
        {register_ids[pk]: [*at, *inviting.get(pk, ())] for pk, at in named.items() if pk},
        frozenset(shielded),
    )


def _told(columns: Mapping[str, Sequence[Any]], shielded: Collection[int]) -> dict[str, dict[int, list[int]]]:
    """Return where each region stands, by how exactly everybody may know it: as `whereabouts` says it."""
    found: dict[str, dict[int, list[int]]] = {
        level: defaultdict(list) for level in ("coarse", "town", "exact")
    }
    where = zip(*(columns[name] for name in WHERE), strict=True)
    groups = _grouped((*row, place in shielded) for place, row in enumerate(where))
    for (disclosure, precision, venue, of_venue, own, is_shielded), at in groups.items():
        for level in _levels(disclosure, precision, venue is not None, is_shielded):
            found[level][own if venue is None else of_venue] += at
    return found


def _levels(disclosure: str, precision: str, has_venue: bool, is_shielded: bool) -> Iterator[str]:
    """Yield how exactly everybody may know where it is."""
    is_hidden = disclosure == Audience.NOBODY
    if not is_hidden or not has_venue:
        yield "coarse"
    if is_shielded:
        return
    if not is_hidden and precision != Precision.DISTRICT:
        yield "town"
    if disclosure == Audience.PUBLIC and precision == Precision.EXACT:
        yield "exact"


def _access(
    columns: Mapping[str, Sequence[Any]], told: Mapping[str, Mapping[int, Sequence[int]]]
) -> dict[str, list[int]]:
    """Return where it is accessible: by itself, or by a house that may be told."""
    found = _spread(_grouped(columns["own"]), _keys)
    exact = {place for places in told["exact"].values() for place in places}
    for text, places in _grouped(columns["house"]).items():
        for key in _keys(text):
            found[key] += (place for place in places if place in exact)
    return found


def _regions(told: Mapping[str, Mapping[int, Sequence[int]]], size: int) -> dict[str, int]:
    """Return the events in each region or below it, by the region's key."""
    table, ids = region_table(), whereabouts.region_ids()
    found: dict[str, int] = defaultdict(int)
    for level, regions in told.items():
        for key in table.rows:
            places = regions.get(ids.get(key, 0), ())
            here = bits_of(places, size) if places else 0
            for above in (key, *table.ancestors(key)) if here else ():
                if _level_of(above) == level:
                    found[above] |= here
    return dict(found)


def _level_of(key: str) -> str:
    """Return how exactly a place must be told to be found by a region."""
    if key.startswith(whereabouts.COARSE):
        return "coarse"
    return "town" if key.startswith("municipality:") else "exact"
