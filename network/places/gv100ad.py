"""Destatis GV100AD: the municipality directory, one entry per line in fixed columns.

Columns as the publisher's record description numbers them, from 1: kind of record 1-2, date 3-10, key 11-18
(state 2, government region 1, district 2, municipality 3), association 19-22, name 23-72, kind of area 123-124,
area 129-139, population 140-150, postcode of the administration 166-170.
"""

import re
from datetime import date

from .keys import count_of, official_key, postcode_of
from .names import everyday_names, official_name, split_name
from .types import PlaceFile, RegionRow, Scope

LINE = re.compile(r"[1-6]0(?:19|20)\d{6}(?:0[1-9]|1[0-6])[\d ]{6}")
DIGITS = {"10": 2, "40": 5, "60": 8}  # digits of the key by kind of record
OTHERS = {"20": "government regions", "30": "planning regions", "50": "associations of municipalities"}
DISTRICT_KINDS = {
    "41": "Kreisfreie Stadt",
    "42": "Stadtkreis",
    "43": "Kreis",
    "44": "Landkreis",
    "45": "Regionalverband",
}


def read(text: str, file: PlaceFile, scope: Scope) -> None:
    """Add states, districts and municipalities; the date of the file is the latest of its records."""
    for number, line in enumerate(text.splitlines(), start=1):
        record = line[:2]
        if record in OTHERS:
            file.left_out[OTHERS[record]] += 1
        elif record in DIGITS and LINE.match(line):
            file.as_of = max(filter(None, (file.as_of, _date(line[2:10]))), default=None)
            file.add_region(_region(line, DIGITS[record]), scope)
        elif line.strip():
            file.problems.append(f"line {number} is no record of the directory: {line[:40].strip()}")


def _region(line: str, digits: int) -> RegionRow:
    """Return the region of a line."""
    code = official_key(line[10 : 10 + digits])
    name, sorbian = split_name(line[22:72], code)
    is_municipality = digits == 8
    return RegionRow(
        code=code,
        name=name,
        official_name=official_name(name, code, DISTRICT_KINDS.get(line[122:124], "")),
        name_sorbian=sorbian,
        aliases=everyday_names(name),
        population=count_of(line[139:150]) if is_municipality else None,
        seat_postcode=postcode_of(line[165:170]) if is_municipality else "",
    )


def _date(digits: str) -> date | None:
    """Return the date of a record, None where it is none."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
