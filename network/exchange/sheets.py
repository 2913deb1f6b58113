"""CSV as German spreadsheets open it by a double click: UTF-8 with a mark, semicolons (RFC 4180), no formulas."""

import csv
import io
from collections.abc import Iterable

from .cells import write_cell
from .columns import Column

# Stands at the beginning of a file, once.
MARK = "\ufeff"
_TEXT = Column("text", ("Text",))


def sheet_lines(rows: Iterable[Iterable[str | None]]) -> str:
    """Return rows as lines."""
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(map(cell, row) for row in rows)
    return file.getvalue()


def cell(value: str | None) -> str:
    """Return a value as a cell that no spreadsheet runs as a formula; line breaks become spaces."""
    return write_cell(_TEXT, " ".join((value or "").split()))
