"""Read organisation lists as people have them: German Excel's CSV, XLSX, JSON Lines.

The format is recognised by content, not by the file's name. Every row keeps its line in the file.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .columns import BY_KEY, MAIN_FIELD, MAPPING, OBJECTS, TEXT, column_of

Cells = dict[str, Any]
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ";,\t|"


class UnreadableList(Exception):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True)
class RawRow:
    """A row with its line and its cells by column; cells that could not be read are named with the reason."""

    line: int
    cells: Cells
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RawList:
    """The rows of a file and the headings that no column has."""

    rows: list[RawRow]
    unknown_headings: tuple[str, ...] = ()


def read_list(path: Path) -> RawList:
    """Return the rows of a file; raises UnreadableList with the remedy."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableList(f"{path.name}: {error.strerror}.") from None
    if not content.strip():
        raise UnreadableList(f"{path.name} is empty.")
    if content[:4] == b"PK\x03\x04":
        return _from_table(_xlsx_rows(content, path.name), path.name)
    text = _decoded(content)
    if text.lstrip()[:1] in {"{", "["}:
        return _from_json(text, path.name)
    return _from_table(_csv_rows(text), path.name)


def _decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without mark) or Windows-1252."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield lines of a CSV file with their number; the separator is the one the heading has most of."""
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    start = 1
    for cells in reader:
        yield start, [cell.strip() for cell in cells]
        start = reader.line_num + 1


def _xlsx_rows(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet as text."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, only where a spreadsheet is read

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - openpyxl raises many kinds for broken files
        raise UnreadableList(f"{name} is no readable XLSX file: {error}") from None
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        yield number, [_cell_text(cell) for cell in cells]


def _cell_text(value: Any) -> str:
    """Return a spreadsheet cell as text; whole numbers without a decimal point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return str(value).strip()


def _from_table(lines: Iterator[tuple[int, list[str]]], name: str) -> RawList:
    """Return rows of lines below a heading."""
    filled = (line for line in lines if any(line[1]))
    heading = next(filled, None)
    keys = [column_of(cell) for cell in heading[1]] if heading else []
    if "name" not in keys:
        raise UnreadableList(
            f"{name} has no column “name” (or “Name”, “Organisation”). The first line must hold the headings."
        )
    unknown = tuple(cell for cell, key in zip(heading[1], keys, strict=True) if key is None and cell)
    return RawList([_table_row(number, keys, cells) for number, cells in filled], unknown)


def _table_row(line: int, keys: list[str | None], cells: list[str]) -> RawRow:
    """Return a row of text cells; what a column holds decides how its text is read."""
    found: Cells = {}
    problems: list[tuple[str, str]] = []
    if len(cells) > len(keys) and any(cells[len(keys) :]):
        problems.append(
            ("", f"has {len(cells)} cells, the heading only {len(keys)}; check quotes and separators")
        )
    for key, text in zip(keys, cells, strict=False):
        if key is None:
            continue
        try:
            found[key] = _parsed(key, text)
        except ValueError as error:
            problems.append((key, f"cannot be read as JSON: {error}"))
    return RawRow(line, found, tuple(problems))


def _parsed(key: str, text: str) -> Any:
    """Return a cell's text as its column holds it: text, list, objects, mapping."""
    holds = BY_KEY[key].holds
    if holds == TEXT:
        return text.replace("\r\n", "\n")
    if text[:1] in {"[", "{"}:
        return json.loads(text)
    if holds == MAPPING:
        return text
    return split_cell(text, commas=holds != OBJECTS)


def split_cell(text: str, commas: bool = True) -> list[str]:
    """Return the entries of a cell: separated by `|` or line breaks, else by `;`, else by commas."""
    for separators in ("|\n", ";", "," if commas else ""):
        if any(separator in text for separator in separators):
            for separator in separators[1:]:
                text = text.replace(separator, separators[0])
            return [part.strip() for part in text.split(separators[0]) if part.strip()]
    return [text.strip()] if text.strip() else []


def _from_json(text: str, name: str) -> RawList:
    """Return the rows of JSON Lines, or of one JSON list."""
    if text.lstrip().startswith("["):
        try:
            items = [(number, item, "") for number, item in enumerate(json.loads(text), start=1)]
        except ValueError as error:
            raise UnreadableList(f"{name} is no valid JSON: {error}") from None
    else:
        items = [_json_line(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    rows, unknown = [], {}
    for number, item, problem in items:
        if not isinstance(item, dict):
            rows.append(RawRow(number, {}, (("", problem or "is no JSON object"),)))
            continue
        unknown.update({key: None for key in item if column_of(key) is None})
        rows.append(RawRow(number, {key: item[word] for word in item if (key := column_of(word))}))
    return RawList(rows, tuple(unknown))


def _json_line(number: int, line: str) -> tuple[int, Any, str]:
    """Return a line's object, or what is wrong with it."""
    try:
        return number, json.loads(line), ""
    except ValueError as error:
        return number, None, f"is no valid JSON: {error}"


def as_objects(key: str, value: Any) -> list[dict[str, Any]]:
    """Return a column of objects with plain texts as their main field; raises ValueError for anything else."""
    items = value if isinstance(value, list) else [value] if value else []
    found = []
    for item in items:
        if isinstance(item, dict):
            found.append(item)
        elif isinstance(item, str):
            if item.strip():
                found.append({MAIN_FIELD[key]: item.strip()})
        else:
            raise ValueError(f"{item!r} is neither text nor object")
    return found
