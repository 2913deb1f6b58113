"""The open data as a table for spreadsheets."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from network.exchange.sheets import MARK, sheet_lines

from .columns import COLUMNS
from .entries import PublicEntry


def csv_lines(portions: Iterable[list[PublicEntry]], language: str) -> Iterator[str]:
    """Yield the file: a heading, then a line for each entry."""
    with translation.override(language):
        heading = [str(column.heading) for column in COLUMNS]
    yield MARK + sheet_lines([heading])
    for portion in portions:
        with translation.override(language):
            lines = sheet_lines([column.read(entry) for column in COLUMNS] for entry in portion)
        yield lines
