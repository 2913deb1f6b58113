"""What the readers of place files hand over: rows of regions and postcodes, and what was left out."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

# The coordinates of a GeoJSON MultiPolygon: polygons of rings (outer first) of [longitude, latitude].
Shape = list[list[list[list[float]]]]


class UnreadablePlaces(Exception):
    """The file as a whole cannot be read; the message names it and says what to do."""


@dataclass(frozen=True)
class Format:
    """A publisher's format with the attribution its usual licence asks for."""

    key: str
    label: str
    publisher: str = ""
    terms: str = ""

    def attribution(self, as_of: date | None) -> str:
        """Return the attribution with the year of the data where it is known; empty where nobody can tell."""
        year = f" {as_of.year}" if as_of and self.publisher else ""
        return f"{self.publisher}{year}{self.terms}"


GEOJSON = Format("geojson", "GeoJSON", "© GeoBasis-DE / BKG", " (Daten verändert), dl-de/by-2-0")
DIRECTORY = Format("gv100ad", "Destatis GV100AD", "© Statistisches Bundesamt (Destatis),")
EXTRACT = Format("gv-auszug", "Destatis GV-Auszug (CSV)", "© Statistisches Bundesamt (Destatis),")
GEONAMES = Format("geonames", "GeoNames postal codes", "", "GeoNames (geonames.org), CC BY 4.0")
OSM_TABLE = Format("osm-csv", "CSV from OpenStreetMap", "", "© OpenStreetMap contributors, ODbL 1.0")
REGION_TABLE = Format("csv-regions", "CSV of regions")
POSTCODE_TABLE = Format("csv-postcodes", "CSV of postcodes")


@dataclass(frozen=True)
class Scope:
    """The states whose municipalities and postcodes are wanted; None wants all of them."""

    states: frozenset[str] | None = None

    def has_state_of(self, code: str) -> bool:
        """Return whether a key lies in a wanted state."""
        return self.states is None or code[:2] in self.states

    def wants_region(self, code: str) -> bool:
        """Return whether a region is wanted: every state and district, municipalities of wanted states."""
        return len(code) < 8 or self.has_state_of(code)


@dataclass(frozen=True)
class RegionRow:
    """A region as a file tells it; what the file does not say is empty and overwrites nothing."""

    code: str
    name: str = ""
    official_name: str = ""
    name_sorbian: str = ""
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    is_computed_point: bool = False
    population: int | None = None
    seat_postcode: str = ""
    shape: Shape | None = None


@dataclass(frozen=True)
class PostcodeRow:
    """A postcode with one of its places; keys are those of the file, not checked against anything."""

    code: str
    place: str = ""
    municipality: str = ""
    district: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass
class PlaceFile:
    """What was read from one file."""

    name: str
    format: Format
    as_of: date | None = None
    regions: dict[str, RegionRow] = field(default_factory=dict)
    postcodes: list[PostcodeRow] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add_region(self, row: RegionRow, scope: Scope) -> None:
        """Keep a region that is wanted; parts of one region (islands, say) become one outline."""
        if not scope.wants_region(row.code):
            self.left_out["municipalities of other states"] += 1
        elif (earlier := self.regions.get(row.code)) is None:
            self.regions[row.code] = row
        elif row.shape and earlier.shape:
            self.regions[row.code] = replace(earlier, shape=earlier.shape + row.shape)
        else:
            self.problems.append(f"{row.code} {row.name}: stands in the file twice, the first one is kept")

    def add_postcode(self, row: PostcodeRow, scope: Scope) -> None:
        """Keep a row that is wanted, or whose state the file does not tell."""
        key = row.municipality or row.district
        if key and not scope.has_state_of(key):
            self.left_out["rows of postcodes in other states"] += 1
        else:
            self.postcodes.append(row)
