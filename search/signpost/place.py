"""The place somebody gave: its point for distances, and the area that stands for it in links to pass on."""

from dataclasses import dataclass

from django.conf import settings

from network.models import Postcode
from network.region_table import RegionRow, RegionTable

DIGITS = 5


@dataclass(frozen=True)
class Place:
    """A place: what it is called, its region (municipality, district or state) and its point where one is known.

    Nothing in it tells the postcode that led to it, except the point.
    """

    label: str
    region: str
    share_key: str
    lat: float | None = None
    lon: float | None = None

    def keys(self, table: RegionTable) -> tuple[str, ...]:
        """Return the keys of the region and of everything above it, nearest first."""
        return (self.region, *table.ancestors(self.region))

    @property
    def is_state(self) -> bool:
        """Return whether the place is a whole state: too large to measure distances from."""
        return self.region.startswith("state:")

    def area(self, table: RegionTable) -> str:
        """Return the district around a municipality, any other region itself: where people will go for this."""
        return table.district_of(self.region) or self.region


def place_of(word: str, table: RegionTable) -> Place | None:
    """Return the place of a postcode or a name, None for one that is unknown; two queries for a postcode."""
    digits = word.strip()[:DIGITS]
    if digits.isascii() and digits.isdigit() and len(digits) == DIGITS:
        return _of_postcode(digits, table)
    row = table.get(table.find(word) or "")
    return _of_row(row) if row else None


def place_in(key: str, table: RegionTable) -> Place | None:
    """Return the place that a link names by the key of its region; names are none."""
    row = table.get(table.find(key) or "") if not any(map(str.isalpha, key.rpartition(":")[2])) else None
    return _of_row(row) if row else None


def home_state(table: RegionTable) -> Place | None:
    """Return the state that "everywhere" means."""
    return place_in(settings.HOME_STATE, table)


def _of_row(row: RegionRow) -> Place:
    """Return a region as a place."""
    return Place(row.label, row.key, row.url_key, row.lat, row.lon)


def _of_postcode(code: str, table: RegionTable) -> Place | None:
    """Return the place of a postcode: its point, and the smallest area that holds all of its municipalities."""
    found = Postcode.objects.filter(code=code).prefetch_related("regions").first()
    if found is None:
        return None
    chains = [(region.key, *table.ancestors(region.key)) for region in found.regions.all()]
    common = [key for key in chains[0] if all(key in chain for chain in chains)] if chains else []
    row = table.get(common[0]) if common else None
    if row is None:
        return Place(found.place or code, "", "", found.lat, found.lon)
    label = row.label if row.kind == "municipality" else found.place or row.label
    return Place(label, row.key, row.url_key, found.lat, found.lon)
