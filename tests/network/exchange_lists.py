"""Lists of organisations as tests write them, and what an import made of them."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from network.exchange.exporting import all_states, write_list
from network.exchange.importing import Importer
from network.exchange.reading import RawList, parse_list, read_list
from network.exchange.report import Report
from network.models import ActorPage, Organisation
from network.setup import set_up_portal
from portal import changes

FULL = {
    "id": "haus", "name": "Haus Übermut e. V.", "short_name": "HÜ",
    "former_names": ["Haus Mut", "Mut | Übermut"],
    "legal_form": "e. V.", "kind": "Verein", "register_number": "VR 12", "summary": "Ein Haus für alle.",
    "body": "Erster <b>Absatz</b> & mehr\nzweite Zeile\n\nZweiter Absatz", "website": "example.org",
    "email": "rat@example.org", "phone": "030 23125-001", "street": "Gasse 1", "postcode": "8056",
    "municipality": "Zwickau", "district": "Landkreis Zwickau", "regions_served": ["14524", "mobil"],
    "topics": ["sport", "Wohnen"], "target_groups": ["Mädchen"], "languages": ["Arabisch"],
    "accessibility": ["Aufzug"],
    "offers": [
        {"title": "Sprachcafé", "kind": "meeting_place", "languages": ["de"], "cost": "frei", "status": "full"}
    ],
    "opening_hours": ["Mo-Di 10-12 (Hof)"], "disclosure": {"phone": "office", "address": "municipality"},
    "founded": "2012", "confirmed_on": "4.11.2024",
    "links": [{"label": "Satzung", "url": "https://example.org/s"}],
    "milestones": ["2013: Haus bezogen"],
}  # fmt: skip
GOOD = {"id": "gut", "name": "Gut", "municipality": "Zwickau", "topics": ["Sport"]}
ALLIANCE = {"id": "b", "name": "Bündnis", "kind": "alliance", "short_name": "BÜ"}


class Importing(TestCase):
    """A portal with its places and topics, and no organisation."""

    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        changes.drain()


def jsonl(*rows: Any) -> bytes:
    """Return JSON Lines."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ";") -> str:
    """Return CSV as spreadsheets write it."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def xlsx(*rows: Sequence[Any]) -> bytes:
    """Return a spreadsheet; cells that begin with = are formulas, as openpyxl writes them."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx_with(cells: Mapping[str, Any]) -> bytes:
    """Return a spreadsheet with these cells by their coordinates."""
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(*rows: Any) -> RawList:
    """Return rows as the importer takes them."""
    return parse_list(jsonl(*rows), "list.jsonl")


def run(*rows: Any, **options: bool) -> Report:
    """Import rows and return the report."""
    return Importer(**options).run(read(*rows))


def run_file(content: bytes, name: str = "list", **options: bool) -> Report:
    """Import the content of a file and return the report."""
    return Importer(**options).run(parse_list(content, name))


def put(*rows: Any, **options: bool) -> Report:
    """Import rows that must be good, and return the report."""
    report = run(*rows, **options)
    assert [str(problem) for problem in report.problems] == []
    return report


def places_of_problems(report: Report) -> list[tuple[int, str]]:
    """Return line and column of every problem."""
    return [(problem.line, problem.column) for problem in report.problems]


def entry(register_id: str) -> Organisation:
    """Return an entry of the register."""
    return Organisation.objects.get(register_id=register_id)


def page(register_id: str) -> Any:
    """Return the page of an entry, read anew."""
    return ActorPage.objects.get(organisation__register_id=register_id).specific


def state(register_id: str) -> dict[str, Any]:
    """Return what an export would say about an entry, without what is empty."""
    found = next(one for one in all_states() if one["id"] == register_id)
    return {key: value for key, value in found.items() if value not in ("", [], {})}


def exported(folder: Path, name: str) -> RawList:
    """Return an export in a format, read again."""
    path = folder / f"list.{name}"
    write_list(path, name)
    return read_list(path)


def count_queries(work: Callable[[], Any]) -> int:
    """Return how many queries a piece of work takes."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
