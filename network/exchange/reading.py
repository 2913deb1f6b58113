"""Read organisation lists as people have them: German Excel's CSV, XLSX, JSON Lines, one JSON list.

The format is recognised by content, not by the file's name. Every row keeps its line in the file.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .cells import read_cell
from .columns import BY_KEY, column_of, seems_to_disclose
from .spreadsheet import SheetTooLarge, Unreadable, UnreadableSheet, xlsx_rows
from .strict_json import parse_json, parse_json_at
from .texts import shown

SEPARATORS = ";,\t|"
MAX_CELL = 100_000  # characters; more is no list of organisations any more
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
_UTF8_LETTERS = re.compile("|".join("äöüÄÖÜß–„“").encode())


class UnreadableList(Exception):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True)
class RawRow:
    """A row with its line and its cells by column; cells that could not be read are named with the reason."""

    line: int
    cells: dict[str, Any]
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RawList:
    """The rows of a file, the headings that no column has, and what the others are called in this file."""

    rows: list[RawRow]
    unknown_headings: tuple[str, ...] = ()
    headings: dict[str, str] = field(default_factory=dict)


def read_list(path: Path) -> RawList:
    """Return the rows of a file; raises UnreadableList with the remedy."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableList(f"{path.name}: {error.strerror}.") from None
    return parse_list(content, path.name)


def parse_list(content: bytes, name: str) -> RawList:
    """Return the rows of a file's content; raises UnreadableList with the remedy."""
    if not content.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        raise UnreadableList(_("%(file)s is empty.") % {"file": name})
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableList(
            _("%(file)s is an old or locked Excel file. Save it as .xlsx without a password.")
            % {"file": name}
        )
    if content[:4] == b"PK\x03\x04":
        try:
            return _from_table(xlsx_rows(content), name)
        except SheetTooLarge as error:
            raise UnreadableList(f"{name} {error}.") from error
        except UnreadableSheet as error:
            reason = {"file": name, "reason": shown(error)}
            raise UnreadableList(_("%(file)s is no readable XLSX file (%(reason)s).") % reason) from error
    text = _decoded(content, name)
    if text.lstrip()[:1] in {"{", "["}:
        return _from_json(text, name)
    return _from_table(_csv_rows(text, name), name)


def _decoded(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 (with or without mark), UTF-16 or Windows-1252; raises UnreadableList."""
    is_utf16 = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_utf16 or content[:3] == b"\xef\xbb\xbf" or _UTF8_LETTERS.search(content):
            where = {"file": name, "line": content[: error.start].count(b"\n") + 1}
            raise UnreadableList(
                _("%(file)s: line %(line)s holds a broken character. Save it as UTF-8 again.") % where
            ) from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield lines of a CSV file with their number; raises UnreadableList where quotes do not close."""
    skipped = 0
    if hint := _SEPARATOR_LINE.match(text):
        separator, text, skipped = hint[1], text[hint.end() :], 1
    else:
        separator = max(SEPARATORS, key=text.lstrip("\r\n").split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    # Never lower than usual: whoever reads other files meanwhile must not meet a smaller limit.
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, len(text) + 1))
    start = skipped + 1
    try:
        for cells in reader:
            yield start, [cell.strip() for cell in cells]
            start = skipped + reader.line_num + 1
    except csv.Error:
        where = {"file": name, "line": start}
        raise UnreadableList(
            _(
                "%(file)s, line %(line)s: the quotation marks of a cell do not close. Double those within a text."
            )
            % where
        ) from None
    finally:
        csv.field_size_limit(usual)


def _from_table(lines: Iterator[tuple[int, list[Any]]], name: str) -> RawList:
    """Return rows of lines below a heading."""
    filled = (line for line in lines if any(cell != "" for cell in line[1]))
    heading = next(filled, (1, []))[1]
    keys = [column_of(cell) for cell in heading]
    if "name" not in keys:
        raise UnreadableList(
            _(
                "%(file)s has no column “Name”, “Organisation” or “name”. The first line must hold the headings."
            )
            % {"file": name}
        )
    headings: dict[str, str] = {}
    for cell, key in zip(heading, keys, strict=True):
        if key in headings:
            both = {"file": name, "one": shown(headings[key]), "other": shown(cell)}
            raise UnreadableList(
                _("%(file)s: “%(one)s” and “%(other)s” are the same column. Delete or rename one.") % both
            )
        if key is not None:
            headings[key] = str(cell)
    unknown = [str(cell) for cell, key in zip(heading, keys, strict=True) if key is None and cell != ""]
    if disclosing := next(filter(seems_to_disclose, unknown), None):
        raise UnreadableList(
            _(
                "%(file)s: “%(heading)s” seems to say who may see what. Call it “Veröffentlichung”, or delete it."
            )
            % {"file": name, "heading": shown(disclosing)}
        )
    return RawList([_table_row(number, keys, cells) for number, cells in filled], tuple(unknown), headings)


def _table_row(line: int, keys: list[str | None], cells: list[Any]) -> RawRow:
    """Return a row of cells; what a column holds decides how its text is read."""
    found: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    if any(cell != "" for cell in cells[len(keys) :]):
        counts = {"cells": len(cells), "headings": len(keys)}
        problems.append(
            (
                "",
                _("has %(cells)s cells, but there are %(headings)s headings; check quotes and separators")
                % counts,
            )
        )
    for key, cell in zip(keys, cells, strict=False):
        if key is None:
            continue
        try:
            found[key] = _cell_value(key, cell)
        except ValueError as error:
            problems.append((key, str(error)))
    return RawRow(line, found, tuple(problems))


def _cell_value(key: str, cell: Any) -> Any:
    """Return a table's cell as its column holds it; raises ValueError."""
    if isinstance(cell, Unreadable):
        raise ValueError(cell.reason)
    if not isinstance(cell, str):
        return cell
    if len(cell) > MAX_CELL:
        raise ValueError(_("has %(count)s characters, far too many") % {"count": len(cell)})
    return read_cell(BY_KEY[key], cell)


def _from_json(text: str, name: str) -> RawList:
    """Return the rows of JSON Lines, or of one JSON list."""
    items = list(_list_items(text, name) if text.lstrip().startswith("[") else _line_items(text))
    unknown: dict[str, None] = {}
    rows = [_json_row(line, item, problem, unknown) for line, item, problem in items]
    return RawList(rows, tuple(unknown))


def _line_items(text: str) -> Iterable[tuple[int, Any, str]]:
    """Yield line, value and problem of every line; a single object may stand over many lines."""
    for line, part in enumerate(text.split("\n"), start=1):
        if not part.strip():
            continue
        try:
            yield line, parse_json(part), ""
        except ValueError as error:
            if line == 1 and (whole := _whole(text)) is not None:
                yield 1, whole, ""
                return
            yield line, None, _("is no valid JSON: %(reason)s") % {"reason": error}


def _whole(text: str) -> Any:
    """Return the one value that a text is, None if it is not one."""
    try:
        return parse_json(text)
    except ValueError:
        return None


def _list_items(text: str, name: str) -> Iterator[tuple[int, Any, str]]:
    """Yield line, value and problem of a JSON list's entries; raises UnreadableList where it breaks."""
    at = text.index("[") + 1
    line, counted = 1, 0
    try:
        while True:
            at = _next_mark(text, at)
            if text[at : at + 1] == "]":
                if text[at + 1 :].strip():
                    raise ValueError(_("something follows the end of the list"))
                return
            line, counted = line + text.count("\n", counted, at), at
            item, at = parse_json_at(text, at)
            yield line, item, ""
            at = _next_mark(text, at)
            if text[at : at + 1] == ",":
                at += 1
            elif text[at : at + 1] != "]":
                raise ValueError(_("a comma or the end of the list is missing"))
    except ValueError as error:
        line += text.count("\n", counted, at)
        where = {"file": name, "line": line, "reason": error}
        raise UnreadableList(_("%(file)s, line %(line)s: no valid JSON: %(reason)s") % where) from None


def _next_mark(text: str, at: int) -> int:
    """Return the position of the next character that is no space."""
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _json_row(line: int, item: Any, problem: str, unknown: dict[str, None]) -> RawRow:
    """Return a row of an object; keys that no column has are added to `unknown`."""
    if not isinstance(item, dict):
        return RawRow(line, {}, (("", problem or _("is no JSON object")),))
    cells: dict[str, Any] = {}
    problems = []
    for word, value in item.items():
        key = column_of(word)
        if key is None and seems_to_disclose(word):
            problems.append((shown(word), _("seems to say who may see what; it is called “disclosure”")))
        elif key is None:
            unknown[word] = None
        elif key in cells:
            problems.append((key, _("stands twice, once as “%(word)s”") % {"word": shown(word)}))
        else:
            cells[key] = value
    return RawRow(line, cells, tuple(problems))
