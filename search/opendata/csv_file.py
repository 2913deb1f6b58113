"""CSV as spreadsheets in German offices open it by a double click: UTF-8 with a mark, semicolons, no formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.utils import translation

from network.exchange.cells import write_cell
from network.exchange.columns import Column as ImportColumn

from .columns import COLUMNS
from .entries import PublicEntry

MARK = "\ufeff"
_TEXT = ImportColumn("text", ("Text",))


def csv_lines(portions: Iterable[list[PublicEntry]], language: str) -> Iterator[str]:
    """Yield the file: a heading, then a line for each entry (RFC 4180 with semicolons)."""
    with translation.override(language):
        heading = [str(column.heading) for column in COLUMNS]
    yield MARK + _lines([heading])
    for portion in portions:
        with translation.override(language):
            lines = _lines([[cell(column.read(entry)) for column in COLUMNS] for entry in portion])
        yield lines


def cell(value: str | None) -> str:
    """Return a value as a cell that no spreadsheet runs as a formula; line breaks become spaces."""
    return write_cell(_TEXT, " ".join((value or "").split()))


def _lines(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines."""
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    return file.getvalue()
