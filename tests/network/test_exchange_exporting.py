"""What is exported is imported again without a change, in every format and into an empty portal."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TestCase
from openpyxl import load_workbook

from network.exchange.cells import read_cell, write_cell
from network.exchange.columns import BY_KEY, COLUMNS
from network.exchange.exporting import all_states, write_list
from network.exchange.importing import Importer
from network.exchange.reading import parse_list
from network.exchange.spreadsheet import CellTooLong
from network.models import (
    ActorPage,
    Address,
    ContactPoint,
    Funding,
    Membership,
    Offer,
    OpeningHours,
    Organisation,
    Region,
)
from network.setup import set_up_portal
from tests.benchmarks.generate import generate
from tests.network.exchange_lists import count_queries, entry, exported, jsonl, page, put, state

FORMATS = ("jsonl", "csv", "xlsx")
TRICKY = [
    "a", "=1+1", "+49 341 1", "-x", "@x", "'=x", "''", "'x", "a | b", "a; b", "a, b", "[a]", "[a", "{a}",
    '["a"]', "a: b",
    '"', '""a"', "–", "a\u00a0b", "<b>&amp;</b>", "x" * 90, "08056", "1.0", "TRUE", "#REF!x", "💥", "é", "ﬁ",
]  # fmt: skip


@pytest.mark.parametrize("runs_formulas", [True, False])
def test_every_cell_is_read_as_what_was_written(runs_formulas):
    for text in TRICKY:
        for key in ("name", "body", "topics", "former_names", "regions_served", "opening_hours"):
            column = BY_KEY[key]
            values = (
                [text] if column.holds in {"text", "prose"} else [[text], [text, "z"], ["z", text], TRICKY]
            )
            for value in values:
                cell = write_cell(column, value, runs_formulas)
                assert read_cell(column, cell) == value, (key, value, cell)
                assert not (runs_formulas and cell[:1] in {"=", "+", "-", "@"})
    assert read_cell(BY_KEY["topics"], write_cell(BY_KEY["topics"], [])) == []


def test_disclosure_is_written_as_people_write_it():
    rules = {"email": "office", "address": "district", "address_audience": "members"}
    cell = write_cell(BY_KEY["disclosure"], rules)
    assert cell == "email: office | address: district | address_audience: members"
    assert read_cell(BY_KEY["disclosure"], cell) == rules


class RoundTrip(TestCase):
    """A portal without organisations, and a folder."""

    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.folder = tmp_path

    def assert_unchanged(self) -> None:
        """Export in every format and import it: nothing may be said to change."""
        before = list(all_states())
        for name in FORMATS:
            with self.subTest(format=name):
                report = Importer().run(exported(self.folder, name))
                assert report.problems == []
                assert (report.created, report.updated) == ([], [])
                assert report.unchanged == Organisation.objects.count()
        assert list(all_states()) == before

    def assert_complete(self) -> None:
        """Export in every format, forget everything, import it: everything must be there again."""
        before = list(all_states())
        for name in FORMATS:
            with self.subTest(format=name):
                raw = exported(self.folder, name)
                _forget_everything()
                assert Importer().run(raw).problems == []
                assert list(all_states()) == before


def _forget_everything():
    """Delete every organisation and page."""
    Membership.objects.all().delete()
    Funding.objects.all().delete()
    for one in ActorPage.objects.all():
        one.specific.delete()
    Organisation.objects.all().delete()


class TestLists(RoundTrip):
    def test_generated_organisations_with_every_column(self):
        put(*generate(60, seed=11, full=True))
        self.assert_unchanged()
        self.assert_complete()

    def test_generated_organisations_with_gaps(self):
        rows = list(generate(80, seed=12))
        put(*rows)
        assert put(*rows).unchanged == 80
        self.assert_unchanged()

    def test_demo_network(self):
        folder = Path(settings.BASE_DIR) / "network" / "demo"
        content = b"".join(
            (folder / name).read_bytes() for name in ("alliances.jsonl", "organisations.jsonl")
        )
        raw = parse_list(content, "demo")
        assert Importer().run(raw).problems == []
        assert Importer().run(raw).unchanged == len(raw.rows)
        self.assert_unchanged()

    def test_every_generated_column_comes_back(self):
        row = next(one for one in generate(10, seed=3, full=True) if one["kind"] == "alliance")
        every = {column.key for column in COLUMNS}
        assert set(row) == every - {"alliances"}
        put(row)
        assert set(state(row["id"])) == set(row)

    def test_unknown_words_and_tricky_texts(self):
        lists = (
            "former_names",
            "topics",
            "languages",
            "target_groups",
            "accessibility",
            "regions_served",
            "partner_lines",
        )
        put(
            *(
                {"id": f"t{n}", "name": f"{text} {n}", "body": text, "summary": text, "offers": [text]}
                for n, text in enumerate(TRICKY)
            ),
            {"id": "b", "name": "=B", "kind": "alliance", "legal_note": "=x"} | dict.fromkeys(lists, TRICKY),
            {
                "id": "u",
                "name": "U",
                "kind": "=Art",
                "legal_form": "+Form",
                "municipality": "'=Ort",
                "district": "-Kreis",
            },
            {
                "id": "o",
                "name": "O",
                "offers": [{"title": "=x", "kind": "@y", "languages": ["=z"]}],
                "alliances": ["=B!"],
            },
            {"id": "h", "name": "H", "opening_hours": ["=nach Absprache", "Mo 10-12 (a | b; (c))"]},
        )
        self.assert_unchanged()
        self.assert_complete()


class TestWhatTheOfficeTyped(RoundTrip):
    """Pages that were edited by hand hold more than a list can say; a round trip leaves it alone."""

    def setUp(self):
        put(
            {
                "id": "x",
                "name": "Haus",
                "municipality": "Zwickau",
                "email": "a@example.org",
                "offers": ["Rat"],
            }
        )
        put({"id": "b", "name": "Bündnis", "kind": "alliance"})

    def change(self, **fields):
        """Change fields of the page as an editor would."""
        found = page("x")
        for name, value in fields.items():
            setattr(found, name, value)
        found.save(clean=False)

    def test_formatted_story(self):
        html = "<h3>Wir</h3><p>sind <b>viele</b>,<br/>und</p><ul><li>du</li></ul>"
        self.change(story=[("text", html), ("quote", {"text": "Ja.", "source": "Eine"})])
        self.assert_unchanged()
        assert "<b>viele</b>" in str(page("x").story)

    def test_texts_with_spaces_that_a_list_would_not_keep(self):
        self.change(summary="Ein  Haus \u00a0", title="Haus")
        Organisation.objects.filter(register_id="x").update(
            name=" Haus  mit ", short_name="H\x0bX", former_names=[" a "]
        )
        Offer.objects.update(title="Rat  und Tat", description="a\r\n\r\n\r\nb\x1b", cost=" x ")
        self.assert_unchanged()

    def test_more_contacts_and_addresses_than_columns(self):
        found = page("x")
        found.contact_points.add(
            ContactPoint(kind="email", value="p@example.org", label="Presse", sort_order=2)
        )
        found.contact_points.add(
            ContactPoint(kind="fax", value="030 23125-001", sort_order=3, disclosure="office")
        )
        found.addresses.add(Address(label="Café", town="Pirna", sort_order=1))
        found.save(clean=False)
        self.assert_unchanged()
        assert page("x").contact_points.count() == 3

    def test_ended_offers_and_seasonal_hours(self):
        Offer.objects.update(status="ended")
        found = page("x")
        found.opening_hours.add(
            OpeningHours(weekday=0, opens_at="10:00", closes_at="12:00", since="2026-05-01", note="a (b)")
        )
        found.save(clean=False)
        self.assert_unchanged()
        assert page("x").opening_hours.get().since is not None

    def test_seat_and_address_in_different_towns(self):
        Organisation.objects.filter(register_id="x").update(seat=Region.objects.get(code="14628270"))
        self.assert_unchanged()
        assert entry("x").seat.name == "Pirna"

    def test_entries_without_page(self):
        Organisation.objects.create(register_id="still", name="Still", seat=Region.objects.get(code="14524"))
        Organisation.objects.create(register_id="fern", name="Fern", is_external=True, status="dissolved")
        self.assert_unchanged()

    def test_memberships_with_more_than_a_list_says(self):
        Membership.objects.create(
            organisation=entry("x"),
            alliance=entry("b"),
            since="2012-05-01",
            since_text="im Mai",
            decided_by="Plenum",
        )
        Membership.objects.create(
            organisation=entry("x"), alliance=entry("b"), until="2010-01-01", status="left"
        )
        self.assert_unchanged()
        assert Membership.objects.get(until=None).decided_by == "Plenum"


class TestFiles(RoundTrip):
    def write(self, name):
        """Write an export and return its path."""
        path = self.folder / f"list.{name}"
        write_list(path, name)
        return path

    def test_german_excel_opens_the_csv_and_runs_nothing(self):
        put({"id": "x", "name": "=Übermut()", "phone": "+49 341 1", "body": "a\n\nb"})
        content = self.write("csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbfid;name;")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert [row[1] for row in rows] == ["name", "'=Übermut()"]

    def test_spreadsheet_holds_texts_alone(self):
        put({"id": "x", "name": "=Übermut()", "postcode": "08056", "founded": "2012"})
        sheet = load_workbook(self.write("xlsx")).active
        cells = {cell.value: cell.data_type for cell in sheet[2] if cell.value}
        assert cells == {
            "x": "s",
            "=Übermut()": "s",
            "08056": "s",
            "2012": "s",
            "initiative": "s",
            "none": "s",
        }

    def test_text_too_long_for_a_spreadsheet_is_refused_not_cut(self):
        offers = [{"title": f"T{n}", "description": "x" * 20_000} for n in range(2)]
        put({"id": "x", "name": "X", "offers": offers})
        with pytest.raises(CellTooLong, match="offers"):
            self.write("xlsx")
        assert len(self.write("jsonl").read_text()) > 40_000

    def test_json_lines_leave_out_what_is_empty(self):
        put({"id": "x", "name": "X"})
        assert json.loads(self.write("jsonl").read_text()) == {
            "id": "x",
            "name": "X",
            "legal_form": "none",
            "kind": "initiative",
        }

    def test_rows_are_ordered_by_id(self):
        put({"id": "b", "name": "B"}, {"id": "a", "name": "A"}, {"id": "c", "name": "C"})
        assert [row["id"] for row in all_states()] == ["a", "b", "c"]

    def test_queries_do_not_grow_with_the_organisations(self):
        put(*generate(50, seed=4))
        few = count_queries(lambda: list(all_states()))
        put(*generate(90, seed=4))
        assert count_queries(lambda: list(all_states())) == few

    def test_nothing_that_is_not_public_is_left_out(self):
        row = {
            "id": "x",
            "name": "X",
            "email": "a@example.org",
            "disclosure": {"email": "nobody"},
        }
        put(row)
        assert {key: state("x")[key] for key in row} == row
        Organisation.objects.update(is_shielded=True)
        assert state("x")["email"] == "a@example.org"

    def test_lines_are_those_of_an_import(self):
        rows = [{"id": "x", "name": "X", "body": "a\u2028b"}]
        put(*rows)
        assert len(parse_list(self.write("jsonl").read_bytes(), "list").rows) == 1
        assert jsonl(*rows).count(b"\n") == 0
