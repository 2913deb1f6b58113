"""Find the municipality of a place that a file of postcodes names without its key."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.slugs import german_slug

from .names import everyday_names
from .outlines import Polygons, contains


@dataclass(frozen=True)
class Town:
    """A municipality as matching and postcodes need it."""

    pk: int
    code: str
    name: str
    other_names: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    shape: Polygons | None = field(default=None, compare=False, repr=False)


class Matcher:
    """Finds municipalities by district and name of the place, or by point and outline."""

    def __init__(self, towns: Iterable[Town]) -> None:
        self._districts: dict[str, list[Town]] = {}
        self._exact: dict[tuple[str, str], set[Town]] = {}
        self._names: dict[str, dict[str, set[Town]]] = {}
        for town in towns:
            self._districts.setdefault(town.code[:5], []).append(town)
            self._exact.setdefault((town.code[:5], _slug(town.name)), set()).add(town)
            names = self._names.setdefault(town.code[:5], {})
            for name in (town.name, *town.other_names, *everyday_names(town.name)):
                names.setdefault(_slug(name), set()).add(town)

    def find(self, district: str, place: str, lat: float | None, lon: float | None) -> Town | None:
        """Return the municipality of a place in a district (AGS, 5 digits), None where nothing is certain.

        A district that is one town leaves no question; then the name decides, then the outline around the
        point, then a part of the name: Mühltroff lies in Pausa-Mühltroff, “Freiberg Zug” in Freiberg.
        """
        towns = self._districts.get(district, [])
        if not towns or towns[0].code.endswith("000"):
            return towns[0] if towns else None
        names = self._names[district]
        slug = _slug(place)
        short = _slug(_short(place))
        for found in (self._exact.get((district, slug)), names.get(slug), names.get(short)):
            if found and len(found) == 1:
                return next(iter(found))
        around = [
            town
            for town in towns
            if town.shape and lat is not None and lon is not None and contains(town.shape, lon, lat)
        ]
        return around[0] if around else _by_part(slug, names)


def is_namesake(place: str, town: Town) -> bool:
    """Return whether a place bears the town's name, landscapes and abbreviations aside."""
    return not place or _slug(_short(place)) == _slug(_short(town.name))


def _short(name: str) -> str:
    """Return a name without what only tells it from others: “Lugau/Erzgebirge” is Lugau."""
    return (everyday_names(name) or (name,))[0]


def _by_part(slug: str, names: dict[str, set[Town]]) -> Town | None:
    """Return the only town whose name begins the place's name, or has it as one of its parts."""
    found = set()
    for name, towns in names.items():
        if f"-{slug}-" in f"-{name}-" or slug.startswith(f"{name}-"):
            found |= towns
    return next(iter(found)) if len(found) == 1 else None


def _slug(name: str) -> str:
    """Return a name as it is compared."""
    return german_slug(name, "").replace("sankt-", "st-")
