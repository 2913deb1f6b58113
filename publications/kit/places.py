"""From what people type to districts: on the server, and as a table for devices that have no reception."""

from network.models import Postcode
from network.region_table import RegionTable, region_table
from portal.content_cache import cached

DIGITS = 5


def districts_of(word: str) -> frozenset[str] | None:
    """Return the districts that a postcode or a place lies in, none for a whole state; None where it is unknown."""
    word = word.strip()
    digits = word[:DIGITS]
    if digits.isascii() and digits.isdigit() and len(digits) == DIGITS:
        return _by_postcode().get(digits)
    table = region_table()
    key = table.find(word)
    return _districts(table, [key]) if key else None


def table_for_devices() -> dict[str, str]:
    """Return the codes of districts by postcode and by folded name of a place, with blanks between several."""
    return cached("kit-places", _table_for_devices)


def code_of(district: str) -> str:
    """Return the code that devices know a district by."""
    return district.partition(":")[2]


def _table_for_devices() -> dict[str, str]:
    """Make the table of places: a name means what it means on the server."""
    table = region_table()
    named = {name: _districts(table, keys[:1]) for name, keys in table.by_name.items()}
    found = {**named, **_by_postcode()}
    return {name: " ".join(sorted(map(code_of, districts))) for name, districts in sorted(found.items())}


def _by_postcode() -> dict[str, frozenset[str]]:
    """Return the districts of every postcode; one query while no content changes."""
    return cached("kit-postcodes", _read_postcodes)


def _read_postcodes() -> dict[str, frozenset[str]]:
    """Read the postcodes."""
    table = region_table()
    found: dict[str, list[str]] = {}
    rows = Postcode.objects.order_by("code").values_list("code", "regions__kind", "regions__code")
    for code, kind, region in rows:
        found.setdefault(code, []).append(f"{kind}:{region}")
    return {code: _districts(table, keys) for code, keys in found.items()}


def _districts(table: RegionTable, keys: list[str]) -> frozenset[str]:
    """Return the districts that regions are, or lie in."""
    return frozenset(district for key in keys if (district := table.district_of(key)))
