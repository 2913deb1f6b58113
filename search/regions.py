"""The table of regions in memory: ancestors, labels and names, as long as content does not change."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from network.models import Region
from network.models.regions import region_key
from portal.content_cache import cached
from portal.slugs import german_slug


@dataclass(frozen=True)
class RegionRow:
    """A region as the search needs it."""

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


@dataclass(frozen=True)
class RegionTable:
    """Every region by key."""

    rows: dict[str, RegionRow] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Return the keys of regions by every folded name, states, then towns by size, then districts."""
        found: dict[str, list[RegionRow]] = {}
        for row in self.rows.values():
            for name in {row.name, row.label, row.name_sorbian, *row.aliases} - {""}:
                found.setdefault(german_slug(name, ""), []).append(row)
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
        """Return the key of a region by key, AGS or name; the largest of equal names."""
        key = region_key(word.strip())
        if key in self.rows:
            return key
        return next(iter(self.by_name.get(german_slug(word, ""), [])), None)

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
    return RegionTable({row.key: row for row in rows})


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
        )
        for region in regions
    )
