"""What finds which rows: one long number per value of a filter, bit n for the nth row; made once per content.

Rows stand in the order of their ends, so that what is over is a prefix, and the clock is asked with every question.
Counting a value under any selection is an AND and a count of bits: 10,000 rows cost a few microseconds.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from network.filters.facets import REGION
from network.region_table import region_table
from portal.content_cache import cached

from .kinds import ListKind
from .rows import EVERYWHERE, Row

TOPIC, ORGANISATION = "thema", "organisation"
# The regions that rows name themselves, without those above.
NAMED = "region:named"
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Index:
    """The rows of a kind by end, and the bits of the values that find them, by parameter."""

    rows: tuple[Row, ...]
    values: Mapping[str, Mapping[str, int]]

    @cached_property
    def ends(self) -> list[datetime]:
        """Return the ends, earliest first."""
        return [row.ends_at or NEVER for row in self.rows]

    @cached_property
    def newest(self) -> tuple[int, ...]:
        """Return the places of the rows, latest published first."""
        rows = self.rows
        return tuple(sorted(range(len(rows)), key=lambda at: (_ordinal(rows[at]), rows[at].pk), reverse=True))

    def open(self, now: datetime) -> int:
        """Return what is not over; the moment of the end itself is too late."""
        over = bisect_right(self.ends, now)
        return ((1 << len(self.rows)) - 1) >> over << over

    def next_end(self, now: datetime) -> datetime | None:
        """Return the next moment at which something is over, None where nothing will be."""
        over = bisect_right(self.ends, now)
        return self.rows[over].ends_at if over < len(self.rows) else None

    def any_of(self, parameter: str, keys: Iterable[str]) -> int:
        """Return the rows that one of the values finds."""
        found, known = 0, self.values.get(parameter, {})
        for key in keys:
            found |= known.get(key, 0)
        return found

    def in_region(self, key: str) -> int:
        """Return the rows of a region: what lies in it, and what holds for an area around it or everywhere."""
        around = (*region_table().ancestors(key), EVERYWHERE)
        return self.any_of(REGION, [key]) | self.any_of(NAMED, around)

    def where(self, places: Iterable[int]) -> int:
        """Return the rows at these places."""
        return bits_of(places, len(self.rows))


def index_of(kind: ListKind) -> Index:
    """Return the index of the present generation of content; the first who asks reads the rows."""
    return cached(f"list-{kind.name}:{kind.edition()}", lambda: make_index(kind.load()))


def make_index(rows: Iterable[Row]) -> Index:
    """Return the index of some rows."""
    ordered = tuple(sorted(rows, key=lambda row: (row.ends_at or NEVER, row.title.casefold(), row.pk)))
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, row in enumerate(ordered):
        for parameter, keys in _found_by(row):
            for key in dict.fromkeys(keys):
                found[parameter][key].append(at)
    values = {
        parameter: {key: bits_of(places, len(ordered)) for key, places in of_keys.items()}
        for parameter, of_keys in found.items()
    }
    return Index(ordered, values)


def bits_of(places: Iterable[int], size: int) -> int:
    """Return a number with bits at these places."""
    marks = bytearray(size // 8 + 1)
    for place in places:
        marks[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marks, "little")


def places_in(mask: int, order: Sequence[int]) -> Iterator[int]:
    """Yield the places whose bits are set, in an order."""
    marks = mask.to_bytes(len(order) // 8 + 1, "little")
    return (place for place in order if marks[place >> 3] >> (place & 7) & 1)


def _found_by(row: Row) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the values that find a row, by parameter; a region finds what lies in it."""
    table = region_table()
    yield REGION, (above for key in row.regions for above in (key, *table.ancestors(key)))
    yield NAMED, row.regions
    yield TOPIC, row.topics
    yield ORGANISATION, filter(None, (row.organisation, *(register_id for register_id, _name in row.also)))
    yield from row.more.items()


def _ordinal(row: Row) -> int:
    """Return the day of publication as a number, 0 where there is none."""
    return row.published_on.toordinal() if row.published_on else 0
