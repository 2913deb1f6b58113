"""The commands tell a volunteer what happened, in which line what is wrong, and leave nothing half done."""

from contextlib import nullcontext
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils.translation import override

from network.models import ActorPage, Organisation, Region
from network.setup import set_up_portal
from portal import registries
from portal.models import PendingChange
from tests.network.exchange_lists import csv_text, entry, jsonl, page, put, state

ROWS = (
    {"id": "a", "name": "Haus A", "municipality": "Zwickau", "topics": ["Sport"]},
    {"id": "b", "name": "Bündnis B", "kind": "alliance"},
)


class Commands(TestCase):
    """A portal without organisations, a folder, and English messages."""

    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.folder = tmp_path
        with override("en"):
            yield

    def file(self, content, name="list.csv"):
        """Return the path of a file with this content."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run_import(self, content, *options):
        """Run the import and return what it printed to output and errors, refusal included."""
        out, err = StringIO(), StringIO()
        try:
            call_command("import_organisations", self.file(content), *options, stdout=out, stderr=err)
        except CommandError as error:
            err.write(f"refused: {error}")
        return out.getvalue(), err.getvalue()


class TestImport(Commands):
    def test_says_what_was_created_updated_and_left(self):
        assert self.run_import(jsonl(*ROWS)) == ("2 created, 0 updated, 0 unchanged, 0 problems.\n", "")
        changed = ROWS[0] | {"summary": "Neu."}
        out, err = self.run_import(jsonl(changed, ROWS[1]))
        assert out == "updated: Haus A (summary)\n0 created, 1 updated, 1 unchanged, 0 problems.\n"
        assert err == ""

    def test_names_every_bad_row_with_line_column_and_reason(self):
        text = csv_text(
            [
                ["Name", "PLZ", "E-Mail"],
                ["A", "1", "a@example.org"],
                ["", "", ""],
                ["B", "", "x"],
                ["", "08056", ""],
            ]
        )
        out, err = self.run_import(text)
        assert out == ""
        lines = err.splitlines()
        assert lines[0].startswith("line 2, column PLZ (postcode): “1” is no postcode")
        assert lines[1].startswith("line 4, column E-Mail (email): ")
        assert lines[2] == "line 5, column Name (name): is empty; every organisation needs a name"
        assert lines[3].startswith("refused: 3 problems, nothing was written.")
        assert not Organisation.objects.exists()

    def test_partial_writes_the_good_rows_and_names_the_bad_ones(self):
        out, err = self.run_import(jsonl({"name": "A"}, {"name": "B", "postcode": "?"}), "--partial")
        assert "1 created, 0 updated, 0 unchanged, 1 problems." in out
        assert err.startswith("line 2, column postcode:")
        assert "refused" not in err
        assert Organisation.objects.get().name == "A"

    def test_dry_run_prints_what_would_change(self):
        put(ROWS[0])
        changed = (
            ROWS[0] | {"street": "Gasse 1"},
            ROWS[1],
            {"name": "C", "postcode": "?", "topics": ["Neu"]},
        )
        out, err = self.run_import(jsonl(*changed), "--dry-run")
        assert out.splitlines() == [
            "would be updated: Haus A (street)",
            "would be created: Bündnis B",
            "unknown topics, kept as written: “Neu” (line 3)",
            "1 would be created, 1 would be updated, 0 unchanged, 1 problems.",
        ]
        assert err.startswith("line 3, column postcode:")
        assert err.splitlines()[-1].startswith("refused: 1 problems, nothing would be written.")
        assert Organisation.objects.count() == 1

    def test_dry_run_is_refused_exactly_where_the_import_would_be(self):
        good, bad = {"name": "A"}, {"name": "B", "postcode": "?"}
        cases = (((good,), (), False), ((good, bad), (), True), ((good, bad), ("--partial",), False))
        for rows, options, refused in cases:
            with self.subTest(rows=len(rows), options=options):
                for more in (("--dry-run",), ()):
                    _out, err = self.run_import(jsonl(*rows), *options, *more)
                    assert ("refused" in err) == refused
                ActorPage.objects.all().delete()
                Organisation.objects.all().delete()

    def test_unknown_words_are_listed_with_their_lines(self):
        rows = [{"name": f"A{n}", "topics": ["Teiche"], "municipality": "Kleinweltwitz"} for n in range(8)]
        out, _err = self.run_import(jsonl(*rows))
        assert "unknown topics, kept as written: “Teiche” (line 1, 2, 3, 4, 5 …)" in out
        assert "unknown municipality, kept as written: “Kleinweltwitz” (line 1, 2, 3, 4, 5 …)" in out

    def test_place_of_which_there_are_two_is_called_ambiguous_with_its_candidates(self):
        for district in ("14524", "14625"):
            parent = Region.objects.get(code=district)
            Region.objects.create(kind="municipality", code=f"{district}999", name="Neudorf", parent=parent)
        rows = (
            {"name": "A", "municipality": "Neudorf"},
            {"name": "B", "municipality": "Neudorf", "district": "Landkreis Zwickau"},
            {"name": "C", "regions_served": ["Neudorf"], "district": "Leipzig"},
        )
        out, err = self.run_import(jsonl(*rows))
        both = "Neudorf (Landkreis Zwickau, 14524999); Neudorf (Landkreis Bautzen, 14625999)"
        cities = "Stadt Leipzig (Sachsen, 14713); Landkreis Leipzig (Sachsen, 14729)"
        assert err == ""
        assert (
            f"ambiguous municipality, kept as written: “Neudorf” (line 1) may be {both}. "
            "Give the district, too, or the key instead of the name.\n"
        ) in out
        assert f"ambiguous regions_served, kept as written: “Neudorf” (line 3) may be {both}." in out
        assert f"ambiguous district, kept as written: “Leipzig” (line 3) may be {cities}." in out
        assert "unknown" not in out

    def test_every_message_is_in_one_language(self):
        class Marked:
            """A catalogue that marks what went through it."""

            def gettext(self, message):
                return f"°{message}"

        rows = ({"name": "A", "postcode": "?", "topics": ["Teiche"], "sonst": 1}, {"name": "B"})
        with mock.patch("django.utils.translation._trans.gettext", Marked().gettext):
            out, err = self.run_import(jsonl(*rows), "--dry-run", "--create-topics")
        for line in (out + err).splitlines():
            with self.subTest(line=line):
                assert line.removeprefix("refused: ").startswith("°")

    def test_create_topics_says_which(self):
        out, _err = self.run_import(jsonl({"name": "A", "topics": ["Teiche"]}), "--create-topics")
        assert "topic added: Teiche" in out
        out, _err = self.run_import(jsonl({"name": "A", "topics": ["Seen"]}), "--create-topics", "--dry-run")
        assert "topic that would be added: Seen" in out

    def test_unknown_columns_are_listed_but_not_by_the_thousand(self):
        headings = ["Name", *(f"Spalte {n}" for n in range(1000))]
        out, _err = self.run_import(csv_text([headings, ["A", *["x"] * 1000]]))
        assert "unknown column, not read: Spalte 0\n" in out
        assert "and 970 more unknown columns, not read" in out
        assert len(out.splitlines()) < 40

    def test_rules_that_hold_for_nothing_are_noted(self):
        out, _err = self.run_import(csv_text([["Name", "Sichtbarkeit"], ["A", "Telefon: intern"]]))
        assert "note: line 2, column Sichtbarkeit (disclosure): limits who may see “phone”" in out

    def test_unreadable_files_are_refused_with_the_remedy(self):
        for content in (b"", b"Ort\nZwickau\n", b'Name\n"A\n', b"PK\x03\x04", b"[{]"):
            with self.subTest(content=content):
                out, err = self.run_import(content)
                assert out == ""
                assert err.startswith("refused: list.csv")
        with pytest.raises(CommandError, match=r"missing\.csv"):
            call_command("import_organisations", self.folder / "missing.csv")

    def test_messages_stay_short_whatever_a_cell_holds(self):
        rows = {"name": "A", "email": "x" * 1_000_000, "topics": ["\x1b[31m" * 10]}
        out, err = self.run_import(jsonl(rows))
        assert len(out + err) < 2000
        assert "\x1b" not in out + err

    def test_search_and_statistics_follow_a_written_list_only(self):
        steps = mock.Mock()
        with mock.patch.dict(registries.after_import._entries, {"test": steps}, clear=True):
            self.run_import(jsonl(*ROWS), "--dry-run")
            self.run_import(jsonl({"name": ""}))
            steps.assert_not_called()
            self.run_import(jsonl(*ROWS))
            steps.assert_called_once_with()
        assert not PendingChange.objects.exists()

    def test_two_imports_at_once_are_one_too_many(self):
        busy = "network.management.commands.import_organisations.exclusively"
        with mock.patch(busy, return_value=nullcontext(False)):
            assert self.run_import(jsonl(*ROWS)) == (
                "",
                "refused: Another import is running; nothing was written.",
            )
        assert not Organisation.objects.exists()

    def test_every_kind_of_problem_of_a_relation_is_named(self):
        rows = (ROWS[1] | {"alliances": ["b"]}, ROWS[0] | {"alliances": ["a"]})
        _out, err = self.run_import(jsonl(*rows))
        assert "line 1, column alliances: nobody can be a member of itself" in err
        assert "line 2, column alliances: “a” is no alliance" in err


class TestExport(Commands):
    def export(self, name, *options):
        """Run the export and return its file and what it printed."""
        out = StringIO()
        call_command("export_organisations", self.folder / name, *options, stdout=out)
        return self.folder / name, out.getvalue()

    def test_format_follows_the_ending_or_the_option(self):
        put(*ROWS)
        starts = {"a.csv": b"\xef\xbb\xbf", "a.xlsx": b"PK", "a.jsonl": b"{", "a.txt": b"{"}
        for name, start in starts.items():
            path, said = self.export(name)
            assert path.read_bytes().startswith(start)
            assert said == f"2 organisations written to {name}.\n"
        assert self.export("b.txt", "--format", "csv")[0].read_bytes().startswith(b"\xef\xbb\xbf")

    def test_round_trip_by_the_commands_changes_nothing(self):
        put(ROWS[0] | {"alliances": ["b"], "disclosure": "intern", "email": "a@example.org"}, ROWS[1])
        before = state("a"), page("a").last_published_at, entry("a").updated_at
        for name in ("a.csv", "a.xlsx", "a.jsonl"):
            path, _said = self.export(name)
            out = StringIO()
            call_command("import_organisations", path, stdout=out)
            assert out.getvalue() == "0 created, 0 updated, 2 unchanged, 0 problems.\n"
        assert (state("a"), page("a").last_published_at, entry("a").updated_at) == before

    def test_export_of_nothing_is_a_list_that_can_be_imported(self):
        for name in ("a.csv", "a.xlsx"):
            path, said = self.export(name)
            assert said.startswith("0 organisations")
            call_command("import_organisations", path, stdout=StringIO())

    def test_file_that_cannot_be_written_is_refused(self):
        with pytest.raises(CommandError, match="nowhere"):
            self.export("nowhere/a.csv")

    def test_text_too_long_for_a_spreadsheet_is_refused(self):
        put(
            {
                "id": "x",
                "name": "X",
                "offers": [{"title": f"T{n}", "description": "x" * 20_000} for n in range(2)],
            }
        )
        with pytest.raises(CommandError, match="JSON Lines or CSV"):
            self.export("a.xlsx")
