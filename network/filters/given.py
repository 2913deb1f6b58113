"""What a query string gives to filters: what exists of it, and notes about what does not; nothing drops silently."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from network.place_finding import Point, find_point
from network.region_table import RegionTable
from portal.query_forms import some

DEFAULT_RADIUS_KM = 25
Kind = TypeVar("Kind")  # of filters: a parameter, a heading, and labels


@dataclass(frozen=True)
class Near:
    """A point with what it is called and how far around it somebody would go, in km."""

    lat: float
    lon: float
    label: str
    radius_km: int


def known_regions(words: Sequence[str], table: RegionTable, notes: list[str]) -> tuple[str, ...]:
    """Return the keys of regions that exist."""
    found = {word: table.find(word) for word in words}
    if unknown := [word for word, key in found.items() if key is None]:
        notes.append(
            _("We do not know the area “%(word)s”; this filter was left out.") % {"word": some(unknown)}
        )
    return tuple(dict.fromkeys(key for key in found.values() if key))


def known_choices(
    kinds: Iterable[Kind], values: Mapping[str, Any], notes: list[str]
) -> Iterator[tuple[Kind, frozenset[str]]]:
    """Yield the filters that were given a value with a label, and these values."""
    for kind in kinds:
        words = values[kind.parameter]
        labels = kind.labels() if words else {}
        if unknown := [word for word in words if word not in labels]:
            notes.append(
                _("%(filter)s: there is no “%(word)s”; this filter was left out.")
                % {"filter": kind.heading, "word": some(unknown)}
            )
        if known := frozenset(word for word in words if word in labels):
            yield kind, known


def known_place(word: str, table: RegionTable, notes: list[str]) -> tuple[Point | None, str]:
    """Return the point of a town or postcode, or the key of a district or state, which is too large for a point."""
    if not word:
        return None, ""
    point = find_point(word)
    region = point.region if point else table.find(word)
    if region and (point is None or region.startswith(("state:", "district:"))):
        return None, region
    if point is None:
        notes.append(
            _("We do not know the place “%(place)s”. Try the postcode or the nearest larger town.")
            % {"place": word}
        )
    return point, ""


def around(point: Point | None, radius_km: int | None) -> Near | None:
    """Return what lies around a point, within the usual radius where none is given."""
    return Near(point.lat, point.lon, point.label, radius_km or DEFAULT_RADIUS_KM) if point else None
