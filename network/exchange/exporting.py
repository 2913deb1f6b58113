"""Write the organisations as the importer reads them."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from network.models import Organisation

from .columns import COLUMNS, OBJECTS, TEXT
from .state import pages_with_facts, states

CHUNK = 500


def all_states() -> Iterator[dict[str, Any]]:
    """Yield the columns of every organisation in the order of their ids, in chunks that fit in memory."""
    ids = list(Organisation.objects.order_by("register_id").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        entries = (
            Organisation.objects.filter(pk__in=chunk).select_related("seat__parent").order_by("register_id")
        )
        yield from states(entries, pages_with_facts().filter(organisation_id__in=chunk))


def write_list(path: Path, name: str) -> int:
    """Write every organisation in a format and return how many there were."""
    return FORMATS[name](path, all_states())


def _write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write JSON Lines without empty columns."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            filled = {key: value for key, value in row.items() if value not in ("", [], {}, None)}
            file.write(json.dumps(filled, ensure_ascii=False) + "\n")
            count += 1
    return count


def _write_csv(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write CSV that German Excel opens with a double click: UTF-8 with mark, semicolons."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([column.key for column in COLUMNS])
        for row in rows:
            writer.writerow(_cells(row))
            count += 1
    return count


def _write_xlsx(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write a spreadsheet; every cell is text, so that postcodes keep their zero."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, only where a spreadsheet is written

    book = Workbook(write_only=True)
    sheet = book.create_sheet("organisations")
    sheet.append([column.key for column in COLUMNS])
    count = 0
    for row in rows:
        sheet.append(_cells(row))
        count += 1
    book.save(path)
    return count


def _cells(row: dict[str, Any]) -> list[str]:
    """Return a row's cells as text; lists are separated by `|`, objects stand as JSON."""
    cells = []
    for column in COLUMNS:
        value = row.get(column.key, "")
        if column.holds == TEXT:
            cells.append(str(value))
        elif not value:
            cells.append("")
        elif (
            column.holds == OBJECTS
            or isinstance(value, dict)
            or any("|" in item or "\n" in item for item in value)
        ):
            cells.append(json.dumps(value, ensure_ascii=False))
        else:
            cells.append(value[0] if len(value) == 1 and not _would_split(value[0]) else _joined(value))
    return cells


def _would_split(text: str) -> bool:
    """Return whether a single entry would be read as several, or as JSON."""
    return any(mark in text for mark in "|;,\n[{")


def _joined(items: list[str]) -> str:
    """Return a list as a cell that is read as the same list."""
    return " | ".join(items) if len(items) > 1 else json.dumps(items, ensure_ascii=False)


FORMATS: dict[str, Callable[[Path, Iterable[dict[str, Any]]], int]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
