"""Find the point of a postcode or a town."""

from dataclasses import dataclass

from network.models import Postcode
from network.region_table import region_table


@dataclass(frozen=True)
class Point:
    """A point with what it is called and the region it stands for; a postcode stands for none."""

    lat: float
    lon: float
    label: str
    region: str = ""


def find_point(word: str) -> Point | None:
    """Return the point of a postcode, or of a town or district by name; None when it is unknown."""
    word = word.strip()
    digits = word[:5]
    if digits.isascii() and digits.isdigit() and len(digits) == 5:
        postcode = Postcode.objects.filter(code=digits).first()
        return Point(postcode.lat, postcode.lon, str(postcode)) if postcode else None
    table = region_table()
    row = table.get(table.find(word) or "")
    if row is None or row.lat is None or row.lon is None:
        return None
    return Point(row.lat, row.lon, row.label, row.key)
