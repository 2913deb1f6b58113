"""GeoNames postal codes: twelve columns separated by tabs, without a heading.

Country, postcode, place, then name and key of state, government region and district, latitude, longitude,
accuracy. Rows whose state key is a number are customers with a postcode of their own (“Commerzbank AG”).
"""

import re
from collections.abc import Mapping

from .keys import official_key, point_of, postcode_of
from .types import PlaceFile, PostcodeRow, Scope, UnreadablePlaces

LINE = re.compile(r"[A-Z]{2}\t[^\t]+\t[^\t]+(?:\t[^\t]*){6}\t-?\d+\.?\d*\t-?\d+\.?\d*(?:\t[^\t]*)?$")
COLUMNS = (
    "country_code",
    "zipcode",
    "place",
    "state",
    "state_code",
    "province",
    "province_code",
    "community",
    "community_code",
    "latitude",
    "longitude",
)
BULK = "bulk-mail customers (rows with a number as state)"


def read(text: str, file: PlaceFile, scope: Scope) -> None:
    """Add the German postcodes."""
    for number, line in enumerate(text.splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) < 11:
            if line.strip():
                file.problems.append(f"line {number} has {len(cells)} columns instead of 12")
        elif cells[0] != "DE":
            file.left_out["postcodes outside Germany"] += 1
        else:
            add(number, dict(zip(COLUMNS, cells, strict=False)), file, scope)
    refuse_only_bulk(file)


def add(number: int, cells: Mapping[str, str], file: PlaceFile, scope: Scope) -> None:
    """Add the row of a line, or count it as a bulk-mail customer."""
    code = postcode_of(cells.get("zipcode", ""))
    if cells.get("state_code", "").strip().isdigit():
        file.left_out[BULK] += 1
    elif not code:
        file.problems.append(f"line {number}: “{cells.get('zipcode', '')}” is no postcode")
    else:
        district = official_key(cells.get("community_code", ""))
        lat, lon = point_of(cells.get("latitude", ""), cells.get("longitude", ""))
        place = cells.get("place", "").strip()
        row = PostcodeRow(code, place, district=district if len(district) == 5 else "", lat=lat, lon=lon)
        file.add_postcode(row, scope)


def refuse_only_bulk(file: PlaceFile) -> None:
    """Raise UnreadablePlaces where every row went as bulk mail: then the publisher changed its keys of states."""
    if file.left_out[BULK] and not file.postcodes and not file.left_out["rows of postcodes in other states"]:
        raise UnreadablePlaces(
            f"{file.name}: every row has a number as state and would be left out as a bulk-mail customer. "
            "Expected keys such as SN for Saxony."
        )
