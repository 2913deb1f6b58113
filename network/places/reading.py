"""Recognise a file of places by what it holds, never by its name, and read it."""

import zipfile
from datetime import date
from pathlib import Path

from . import geojson, geonames, gv100ad, tables
from .types import DIRECTORY, GEOJSON, GEONAMES, Format, PlaceFile, Scope, UnreadablePlaces

EXPECTED = (
    "Expected one of: GeoJSON in WGS 84, Destatis GV100AD text, GeoNames postal codes (text or its zip), "
    "a CSV table with a heading (ags and name; or plz with ags, place or lat/lon)."
)
MOST_BYTES = 500_000_000  # unpacked; the largest real file, outlines of all municipalities, has a tenth of it
_HEAD = 8192
_SHAPEFILE = b"\x00\x00\x27\x0a"  # file code 9994 of .shp and .shx (ESRI Shapefile, 1998)
_CONVERT = (
    "Convert it to GeoJSON first: ogr2ogr -f GeoJSON -t_srs EPSG:4326 places.geojson <file>. It is spread over "
    "several files and often in a projection of its own, which only a geographic tool can turn into WGS 84."
)


def read_places(path: Path, scope: Scope, as_of: date | None = None) -> PlaceFile:
    """Return the places of a file; raises UnreadablePlaces, which names the file and what was expected."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadablePlaces(f"{path.name}: {error.strerror}.") from None
    name = path.name
    if content[:4] == b"PK\x03\x04":
        name, content = _unpacked(path)
    else:
        _refuse_binary(content[:_HEAD], name)
    text = _decoded(content)
    found = format_of(text[:_HEAD], name)
    file = PlaceFile(path.name, found, as_of)
    reader = {GEOJSON: geojson, DIRECTORY: gv100ad}.get(found, tables)
    if found is GEONAMES and not tables.format_of(_first_line(text)):
        reader = geonames
    reader.read(text, file, scope)
    if as_of:
        file.as_of = as_of
    if not (file.regions or file.postcodes or file.left_out):
        raise UnreadablePlaces(f"{path.name} is {found.label}, but holds no place. {_first(file.problems)}")
    return file


def format_of(head: str, name: str) -> Format:
    """Return the format of a text by its beginning; raises UnreadablePlaces."""
    line = _first_line(head)
    if not line.strip():
        raise UnreadablePlaces(f"{name} is empty. {EXPECTED}")
    if line.lstrip().startswith("{") and '"Feature' in head:
        return GEOJSON
    if gv100ad.LINE.match(line):
        return DIRECTORY
    if geonames.LINE.match(line):
        return GEONAMES
    found = tables.format_of(line)
    if not found:
        raise UnreadablePlaces(f"{name} is in no format of places that is known here. {EXPECTED}")
    return found


def _first_line(text: str) -> str:
    """Return the first line that is not empty."""
    return next((line for line in text[:_HEAD].splitlines() if line.strip()), "")


def _first(problems: list[str]) -> str:
    """Return the first problem as a sentence, else what is expected."""
    return f"First problem: {problems[0]}." if problems else EXPECTED


def _refuse_binary(head: bytes, name: str) -> None:
    """Raise UnreadablePlaces for formats that must be converted first."""
    if head.startswith(_SHAPEFILE) or _is_dbase(head):
        raise UnreadablePlaces(f"{name} is part of an ESRI shapefile. {_CONVERT}")
    if head.startswith(b"SQLite format 3\x00"):
        raise UnreadablePlaces(f"{name} is a database (GeoPackage?). {_CONVERT}")
    if head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise UnreadablePlaces(f"{name} is a workbook or a document. Save its table as CSV. {EXPECTED}")
    if b"\x00" in head and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadablePlaces(f"{name} is no text. {EXPECTED}")


def _is_dbase(head: bytes) -> bool:
    """Return whether this is the table of a shapefile: dBASE III with a plausible date of change."""
    return len(head) > 32 and head[0] == 3 and 1 <= head[2] <= 12 and 1 <= head[3] <= 31


def _decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without mark), UTF-16 with mark, or Windows-1252."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _unpacked(path: Path) -> tuple[str, bytes]:
    """Return name and content of the first file in a zip that can be read, the smallest first."""
    refused = UnreadablePlaces(f"{path.name} holds no file of places. {EXPECTED}")
    try:
        with zipfile.ZipFile(path) as archive:
            if "[Content_Types].xml" in archive.namelist():
                raise UnreadablePlaces(f"{path.name} is a workbook. Save its table as CSV. {EXPECTED}")
            for member in sorted(archive.infolist(), key=lambda member: member.file_size):
                label = f"{path.name} ({member.filename})"
                try:
                    _check_member(archive, member, label)
                except UnreadablePlaces as error:
                    refused = error if "Convert" in str(error) else refused
                    continue
                return label, archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadablePlaces(f"{path.name} is a zip that cannot be unpacked: {error}") from None
    raise refused


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> None:
    """Raise UnreadablePlaces for a file that is no file of places by its beginning."""
    if member.is_dir() or member.file_size > MOST_BYTES:
        raise UnreadablePlaces(f"{label} is a folder or too large.")
    with archive.open(member) as file:
        head = file.read(_HEAD)
    _refuse_binary(head, label)
    format_of(_decoded(head), label)
