"""The table of regions in memory: ancestors, labels and names, as long as content does not change."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from network.models import Region
from network.models.regions import region_key
from portal.content_cache import cached
from portal.slugs import german_slug

# How districts are called in writing and on envelopes, as slugs begin.
_DISTRICT = re.compile(r"^(?:lkr|lk|kr|kreis|landkr)-")


@dataclass(frozen=True)
class RegionRow:
    """A region as the search needs it; the `label` of a town named as another one says its district."""

    key: str
    url_key: str
    kind: str
    name: str
    label: str
    name_sorbian: str
    aliases: tuple[str, ...]
    parent: str | None
    lat: float | None
    lon: float | None
    population: int
    official: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Return every name the region has."""
        return frozenset({self.name, self.official, self.label, self.name_sorbian, *self.aliases} - {""})


@dataclass(frozen=True)
class RegionTable:
    """Every region by key."""

    rows: dict[str, RegionRow] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Return the keys of regions by every folded name, states, then towns by size, then districts."""
        found: dict[str, list[RegionRow]] = {}
        for row in self.rows.values():
            for name in {german_slug(name, "") for name in row.names}:
                found.setdefault(name, []).append(row)
        order = {"state": 0, "municipality": 1, "district": 2}
        return {
            name: [
                row.key
                for row in sorted(rows, key=lambda row: (order.get(row.kind, 3), -row.population, row.key))
            ]
            for name, rows in found.items()
            if name
        }

    def find(self, word: str) -> str | None:
        """Return the key of a region by key, AGS or name; the largest of equal names.

        "Kreis Görlitz" and "Lkr. Görlitz" are the district, if none is called so.
        """
        key = region_key(word.strip())
        if key in self.rows:
            return key
        slug = german_slug(word, "")
        keys = self.by_name.get(slug) or self.by_name.get(_DISTRICT.sub("landkreis-", slug), [])
        return next(iter(keys), None)

    def namesakes(self, word: str) -> tuple[str, ...]:
        """Return the keys of all towns that a name may mean, none if it means one region only."""
        found = (
            self.by_name.get(german_slug(word, ""), []) if self.find(word) != region_key(word.strip()) else []
        )
        towns = tuple(key for key in found if key.startswith("municipality:"))
        return towns if len(towns) > 1 and towns[0] == found[0] else ()

    @property
    def size(self) -> int:
        """Return how many regions there are."""
        return len(self.rows)

    def get(self, key: str) -> RegionRow | None:
        """Return the region of a key."""
        return self.rows.get(key)

    def ancestors(self, key: str) -> tuple[str, ...]:
        """Return the keys above a region, nearest first."""
        found: list[str] = []
        row = self.rows.get(key)
        while row is not None and row.parent and row.parent not in found:
            found.append(row.parent)
            row = self.rows.get(row.parent)
        return tuple(found)

    def district_of(self, key: str) -> str | None:
        """Return the district of a region: itself or the one above, None for states."""
        return next((k for k in (key, *self.ancestors(key)) if k.startswith("district:")), None)


def region_table() -> RegionTable:
    """Return the regions; read again when content changed, and the same object as long as no region did."""
    return cached("search-regions", lambda: _table(_read()))


@lru_cache(maxsize=1)
def _table(rows: tuple[RegionRow, ...]) -> RegionTable:
    """Return the table of these regions, so that what it computed from them outlives changes of other content."""
    return RegionTable({row.key: row for row in _distinct(rows)})


def _distinct(rows: tuple[RegionRow, ...]) -> Iterator[RegionRow]:
    """Yield the regions, towns named as another one with district or AGS: "Bernsdorf (Landkreis Zwickau)"."""
    labels = {row.key: row.label for row in rows}
    towns = [row for row in rows if row.kind == "municipality"]
    shared = Counter(name for row in towns for name in row.names)
    in_district = Counter((row.label, row.parent) for row in towns)
    for row in rows:
        if row.kind == "municipality" and shared[row.label] > 1:
            district = labels.get(row.parent or "") if in_district[row.label, row.parent] == 1 else None
            yield replace(row, label=f"{row.label} ({district or row.url_key})")
        else:
            yield row


def _read() -> tuple[RegionRow, ...]:
    """Read every region."""
    regions = list(Region.objects.defer("shape").order_by("pk"))
    keys = {region.pk: region.key for region in regions}
    return tuple(
        RegionRow(
            region.key,
            region.url_key,
            region.kind,
            region.name,
            str(region),
            region.name_sorbian,
            tuple(region.aliases),
            keys.get(region.parent_id),
            region.lat,
            region.lon,
            region.population or 0,
            str(region),
        )
        for region in regions
    )
