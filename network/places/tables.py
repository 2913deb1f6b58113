"""CSV tables with a heading: regions, postcodes, and the Destatis extract (GV-Auszug) saved as CSV.

The heading decides what a table holds; columns that are not known are not read.
"""

import csv
import io
import re
from collections.abc import Iterator

from . import geonames
from .gv100ad import DIGITS, DISTRICT_KINDS, OTHERS
from .keys import count_of, official_key, point_of, postcode_of
from .names import everyday_names, official_name, split_name
from .types import (
    EXTRACT,
    GEONAMES,
    OSM_TABLE,
    POSTCODE_TABLE,
    REGION_TABLE,
    Format,
    PlaceFile,
    PostcodeRow,
    RegionRow,
    Scope,
    UnreadablePlaces,
)

_NAMES = {
    "key": "ags rs ars schluessel gemeindeschluessel regionalschluessel code",
    "name": "name gen gemeindename bezeichnung",
    "kind": "kind bez art",
    "sorbian": "name_sorbian sorbisch",
    "aliases": "aliases",
    "lat": "lat latitude plz_lat breitengrad breite",
    "lon": "lon lng longitude plz_lon laengengrad laenge",
    "population": "population bevoelkerung einwohner ewz",
    "seat_postcode": "seat_plz seat_postcode",
    "postcode": "plz postcode zipcode postal_code",
    "place": "place ort ortsname place_name name",
    "municipality": "municipality_ags ags gemeindeschluessel",
    "district": "district_ags community_code",
}
_COLUMNS = {column: names.split() for column, names in _NAMES.items()}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SEPARATORS = ",;\t|"
Cells = dict[str, str]


def format_of(line: str) -> Format | None:
    """Return the format of a table by its heading, None for a table without places."""
    _separator, heads = _heading(line)
    columns = set(heads)
    if {"satzart", "land", "kreis", "gemeindename"} <= columns:
        return EXTRACT
    if {"zipcode", "community_code", "state_code"} <= columns:
        return GEONAMES
    if columns & set(_COLUMNS["postcode"]):
        if columns & {"osm_id", "plz_lat"}:
            return OSM_TABLE
        known = ("municipality", "district", "place", "lat")
        return POSTCODE_TABLE if any(columns & set(_COLUMNS[name]) for name in known) else None
    return REGION_TABLE if all(columns & set(_COLUMNS[name]) for name in ("key", "name")) else None


def read(text: str, file: PlaceFile, scope: Scope) -> None:
    """Add the rows of a table whose format is known."""
    add = {EXTRACT: _add_extract, GEONAMES: geonames.add, REGION_TABLE: _add_region}.get(
        file.format, _add_postcode
    )
    try:
        for number, cells in _rows(text):
            add(number, cells, file, scope)
    except csv.Error as error:
        raise UnreadablePlaces(f"{file.name} is no proper CSV: {error}") from None
    if file.format is GEONAMES:
        geonames.refuse_only_bulk(file)


def _heading(line: str) -> tuple[str, list[str]]:
    """Return the separator a heading has most of, and its words in one spelling."""
    separator = max(_SEPARATORS, key=line.count)
    cells = next(csv.reader([line], delimiter=separator), [])
    return separator, [re.sub(r"[\s-]+", "_", cell.strip().lower().translate(_UMLAUTS)) for cell in cells]


def _rows(text: str) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below the heading with their line."""
    text = text.lstrip()
    separator, heads = _heading(text[:8192].splitlines()[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(reader)
    for cells in reader:
        if any(cells):
            yield reader.line_num, dict(zip(heads, (cell.strip() for cell in cells), strict=False))


def _get(cells: Cells, column: str) -> str:
    """Return the text of a column under any of its names."""
    return next((cells[name] for name in _COLUMNS[column] if cells.get(name)), "")


def _add_region(number: int, cells: Cells, file: PlaceFile, scope: Scope) -> None:
    """Add a region."""
    code = official_key(_get(cells, "key"))
    if not code:
        file.problems.append(f"line {number}: “{_get(cells, 'key')}” is no official key (AGS)")
        return
    name, sorbian = split_name(_get(cells, "name"), code)
    lat, lon = point_of(_get(cells, "lat"), _get(cells, "lon"))
    extra = tuple(word.strip() for word in _get(cells, "aliases").split("|") if word.strip())
    row = RegionRow(
        code,
        name,
        official_name(name, code, _get(cells, "kind")),
        _get(cells, "sorbian") or sorbian,
        extra + everyday_names(name),
        lat,
        lon,
        population=count_of(_get(cells, "population")),
        seat_postcode=postcode_of(_get(cells, "seat_postcode")),
    )
    file.add_region(row, scope)


def _add_extract(number: int, cells: Cells, file: PlaceFile, scope: Scope) -> None:
    """Add a region of the Destatis extract: the key stands in one column per level, numbers have blanks."""
    record = cells.get("satzart", "")
    if record not in DIGITS:
        file.left_out[OTHERS.get(record, "lines that are no records")] += 1
        return
    parts = (("land", 2), ("rb", 1), ("kreis", 2), ("gemeinde", 3))
    code = official_key("".join(cells.get(part, "").zfill(width) for part, width in parts)[: DIGITS[record]])
    if not code:
        file.problems.append(f"line {number}: no official key in the columns land, rb, kreis, gemeinde")
        return
    name, sorbian = split_name(cells.get("gemeindename", ""), code)
    lat, lon = point_of(_get(cells, "lat"), _get(cells, "lon"))
    kind = DISTRICT_KINDS.get(cells.get("textkennzeichen", ""), "")
    row = RegionRow(
        code,
        name,
        official_name(name, code, kind),
        sorbian,
        everyday_names(name),
        lat,
        lon,
        population=count_of(_get(cells, "population")),
        seat_postcode=postcode_of(cells.get("postleitzahl", "")),
    )
    file.add_region(row, scope)


def _add_postcode(number: int, cells: Cells, file: PlaceFile, scope: Scope) -> None:
    """Add a postcode with one of its municipalities."""
    code = postcode_of(_get(cells, "postcode"))
    municipality, district = official_key(_get(cells, "municipality")), official_key(_get(cells, "district"))
    if not code:
        file.problems.append(f"line {number}: “{_get(cells, 'postcode')}” is no postcode")
        return
    if _get(cells, "municipality") and len(municipality) != 8:
        file.problems.append(f"line {number}: “{_get(cells, 'municipality')}” is no key of a municipality")
    lat, lon = point_of(_get(cells, "lat"), _get(cells, "lon"))
    file.add_postcode(
        PostcodeRow(
            code,
            _get(cells, "place"),
            municipality if len(municipality) == 8 else "",
            district if len(district) == 5 else municipality[:5],
            lat,
            lon,
        ),
        scope,
    )
