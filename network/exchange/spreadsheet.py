"""XLSX in and out; openpyxl is loaded only where a spreadsheet is at hand."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

MAX_CELL = 32_767  # characters; more are cut off without a word by spreadsheet programs
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_EMPTY_ROWS = 1_000
"""After so many empty rows nothing is looked for any more."""
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


class UnreadableSheet(Exception):
    """The file cannot be read as a spreadsheet; the message says why."""


class SheetTooLarge(UnreadableSheet):
    """The sheet is larger than any list of organisations; the message says what to do."""


class CellTooLong(Exception):
    """A text does not fit into a cell."""


@dataclass(frozen=True)
class Unreadable:
    """A cell without a value of its own, and why."""

    reason: str


def xlsx_rows(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Yield number and cells of the first sheet's rows; raises UnreadableSheet."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = _unsized(book.worksheets[0]).iter_rows(values_only=True)
        if not _has_formulas(content):
            read = ([_value(cell) for cell in cells] for cells in rows)
        else:
            formulas = load_workbook(io.BytesIO(content), read_only=True)
            read = (
                [_computed(*pair) for pair in zip(cells, sources, strict=False)]
                for cells, sources in zip(rows, _unsized(formulas.worksheets[0]).iter_rows(), strict=False)
            )
        yield from _within_bounds(read)
    except (GeneratorExit, UnreadableSheet):
        raise
    except Exception as error:
        raise UnreadableSheet(str(error)) from error  # openpyxl raises many kinds for broken files


def _unsized(sheet: Any) -> Any:
    """Return a sheet whose rows end with their last cell, not with the last column that any cell stands in."""
    sheet.reset_dimensions()
    return sheet


def _within_bounds(rows: Iterable[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """Yield number and cells of filled rows, as many as there are headings; raises SheetTooLarge.

    One cell that somebody touched by mistake in the last row or column would otherwise make a million rows of
    sixteen thousand cells.
    """
    width = filled = 0
    last = 0
    for number, cells in enumerate(rows, start=1):
        if all(cell == "" for cell in cells):
            if number - last >= MAX_EMPTY_ROWS:
                return
            continue
        last, filled = number, filled + 1
        width = width or _width(cells)
        if filled > MAX_ROWS + 1:
            raise SheetTooLarge(_("has more than %(most)s rows; split it") % {"most": MAX_ROWS})
        yield number, [*cells[:width], *[""] * (width - len(cells))]


def _width(headings: Sequence[Any]) -> int:
    """Return how many columns the first line names; raises SheetTooLarge."""
    width = max(number for number, cell in enumerate(headings, start=1) if cell != "")
    if width > MAX_COLUMNS:
        raise SheetTooLarge(
            _("has a heading behind column %(most)s; delete what does not belong there")
            % {"most": MAX_COLUMNS}
        )
    return width


def _has_formulas(content: bytes) -> bool:
    """Return whether any sheet of the file may compute a cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f" in archive.read(name) for name in sheets)


def _computed(value: Any, source: Any) -> Any:
    """Return a cell's stored value; a formula that was never computed has none, and must not look empty."""
    if value is None and getattr(source, "data_type", "") == "f":
        return Unreadable(
            _("is a formula without a stored result; open and save the file, or paste the values")
        )
    return _value(value)


def _value(value: Any) -> Any:
    """Return a spreadsheet's value: whole numbers without a decimal point, days and times as text."""
    if isinstance(value, str):
        if value in ERRORS:
            return Unreadable(_("is a formula that failed with %(error)s") % {"error": value})
        return value.replace("_x000D_", "")
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else value


def write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a sheet of text cells, so that postcodes keep their zero, and return how many rows it has.

    Raises CellTooLong with row and column rather than cutting a text off.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    book = Workbook(write_only=True)
    sheet = book.create_sheet("organisations")
    sheet.append(list(headings))
    count = 0
    for row in rows:
        for heading, text in zip(headings, row, strict=True):
            if len(text) > MAX_CELL:
                sheet.close()
                cell = {"row": row[0], "column": heading, "count": len(text), "most": MAX_CELL}
                raise CellTooLong(
                    _(
                        "%(row)s: %(column)s has %(count)s characters, a spreadsheet's cell holds %(most)s. "
                        "Write JSON Lines or CSV."
                    )
                    % cell
                )
        sheet.append([_text_cell(sheet, text) for text in row])
        count += 1
    book.save(path)
    return count


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that shows a text as it is; None for an empty one."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - heavy

    if not text:
        return None
    cell = WriteOnlyCell(sheet)
    cell.value = text
    cell.data_type = "s"  # else “=…” becomes a formula
    return cell
