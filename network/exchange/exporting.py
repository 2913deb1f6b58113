"""Write the organisations as the importer reads them."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from network.models import Organisation

from .cells import write_cell
from .columns import COLUMNS
from .spreadsheet import write_xlsx
from .state import State, empty, pages_with_facts, states

CHUNK = 250


def all_states() -> Iterator[State]:
    """Yield the columns of every organisation in the order of their ids, in chunks that fit in memory."""
    ids = list(Organisation.objects.order_by("register_id").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        entries = Organisation.objects.filter(pk__in=chunk).select_related("seat__parent")
        yield from states(
            entries.order_by("register_id"), pages_with_facts().filter(organisation_id__in=chunk)
        )


def write_list(path: Path, name: str) -> int:
    """Write every organisation in a format and return how many there were; raises OSError, CellTooLong."""
    return FORMATS[name](path, all_states())


def _write_jsonl(path: Path, rows: Iterable[State]) -> int:
    """Write JSON Lines without empty columns."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            filled = {key: value for key, value in row.items() if value not in ("", [], {})}
            file.write(json.dumps(filled, ensure_ascii=False) + "\n")
            count += 1
    return count


def _write_csv(path: Path, rows: Iterable[State]) -> int:
    """Write CSV that German Excel opens with a double click: UTF-8 with mark, semicolons."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([column.key for column in COLUMNS])
        for row in rows:
            writer.writerow(_cells(row))
            count += 1
    return count


def _write_xlsx(path: Path, rows: Iterable[State]) -> int:
    """Write a spreadsheet of text cells."""
    headings = [column.key for column in COLUMNS]
    return write_xlsx(path, headings, (_cells(row, runs_formulas=False) for row in rows))


def _cells(row: State, runs_formulas: bool = True) -> list[str]:
    """Return a row's cells as text."""
    return [write_cell(column, row.get(column.key, empty(column.key)), runs_formulas) for column in COLUMNS]


FORMATS: dict[str, Callable[[Path, Iterable[dict[str, Any]]], int]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
