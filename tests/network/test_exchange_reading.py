"""Lists are read as people have them, and what cannot be read is named with its line and the remedy."""

import csv
import json
import time
from datetime import date, datetime

import pytest
from django.utils.translation import override

from network.exchange import spreadsheet
from network.exchange.reading import UnreadableList, parse_list, read_list
from network.exchange.spreadsheet import MAX_EMPTY_ROWS
from tests.network.exchange_lists import csv_text, jsonl, xlsx, xlsx_with


@pytest.fixture(autouse=True)
def english():
    """Let messages be compared."""
    with override("en"):
        yield


def cells(content, name="list"):
    """Return the cells of every row."""
    return [row.cells for row in parse_list(content, name).rows]


def refusal(content):
    """Return why a file cannot be read."""
    with pytest.raises(UnreadableList) as caught:
        parse_list(content, "liste.csv")
    return str(caught.value)


GERMAN = csv_text(
    [
        ["Name", "Straße", "PLZ", "Ort", "Beschreibung", "Themen"],
        [
            "Haus Übermut",
            "Große Gasse 1",
            "08056",
            "Zwickau",
            'Sie sagen „offen“ und "frei".\n\nJa.',
            "Sport | Wohnen",
        ],
    ]
)
AS_CELLS = {
    "name": "Haus Übermut",
    "street": "Große Gasse 1",
    "postcode": "08056",
    "municipality": "Zwickau",
    "body": 'Sie sagen „offen“ und "frei".\n\nJa.',
    "topics": ["Sport", "Wohnen"],
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_german_excel_is_read_in_every_encoding_it_writes(encoding):
    assert cells(GERMAN.encode(encoding)) == [AS_CELLS]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_separator_is_the_one_the_heading_has_most_of(delimiter):
    text = csv_text([["Name", "Ort", "Kurzname"], ["Haus, hell; weit", "Zwickau", "HHW"]], delimiter)
    assert cells(text.encode()) == [
        {"name": "Haus, hell; weit", "municipality": "Zwickau", "short_name": "HHW"}
    ]


def test_excels_hint_about_the_separator_is_no_heading():
    raw = parse_list(b"sep=;\r\nName;Ort\r\nHaus;Zwickau\r\n", "list")
    assert [(row.line, row.cells["municipality"]) for row in raw.rows] == [(3, "Zwickau")]


def test_rows_keep_their_line_behind_cells_with_line_breaks_and_empty_lines():
    text = 'Name;Beschreibung\r\nEins;"a\nb\nc"\r\n;\r\nZwei;d\r\n'
    assert [(row.line, row.cells["name"]) for row in parse_list(text.encode(), "list").rows] == [
        (2, "Eins"),
        (6, "Zwei"),
    ]


def test_headings_are_known_in_both_languages_and_any_case():
    text = csv_text(
        [["ORGANISATION", "e-mail", "strasse", "Tel.", "regions served"], ["A", "b", "c", "d", "e"]]
    )
    assert cells(text.encode()) == [
        {"name": "A", "email": "b", "street": "c", "phone": "d", "regions_served": ["e"]}
    ]


def test_unknown_headings_are_listed_and_their_cells_left_alone():
    raw = parse_list(
        csv_text([["Name", "Lfd. Nr.", "E-Mail 2", ""], ["A", "1", "x@y.de", ""]]).encode(), "list"
    )
    assert raw.unknown_headings == ("Lfd. Nr.", "E-Mail 2")
    assert raw.rows[0].cells == {"name": "A"}


def test_headings_of_the_file_are_kept_for_messages():
    assert parse_list(GERMAN.encode(), "list").headings["postcode"] == "PLZ"


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ("Sport | Wohnen", ["Sport", "Wohnen"]),
        ("Sport\nWohnen", ["Sport", "Wohnen"]),
        ("Sport; Wohnen", ["Sport", "Wohnen"]),
        ("Sport, Wohnen", ["Sport", "Wohnen"]),
        ("Kunst, Kultur | Wohnen", ["Kunst, Kultur", "Wohnen"]),
        ('["Sport", "Wohnen"]', ["Sport", "Wohnen"]),
        ("[Sport", ["[Sport"]),
        ("", []),
    ],
)
def test_lists_stand_in_a_cell_separated_or_as_json(cell, entries):
    assert cells(csv_text([["Name", "Themen"], ["A", cell]]).encode())[0]["topics"] == entries


def test_district_after_a_comma_stays_with_its_name():
    cell = "Leipzig, Stadt, Landkreis Zwickau, Görlitz"
    found = cells(csv_text([["Name", "Einzugsgebiet"], ["A", cell]]).encode())[0]["regions_served"]
    assert found == ["Leipzig, Stadt", "Landkreis Zwickau", "Görlitz"]


def test_disclosure_stands_in_a_cell_as_parts_or_one_word():
    rows = [["Name", "Veröffentlichung"], ["A", "E-Mail: intern | Adresse: Ort"], ["B", "intern"]]
    found = [row["disclosure"] for row in cells(csv_text(rows).encode())]
    assert found == [{"E-Mail": "intern", "Adresse": "Ort"}, "intern"]


def test_apostrophe_that_keeps_a_spreadsheet_from_computing_is_taken_off():
    rows = [["Name", "Telefon", "Straße"], ["'=A", "'+49 341 1", "'s Gässchen 1"]]
    assert cells(csv_text(rows).encode()) == [{"name": "=A", "phone": "+49 341 1", "street": "'s Gässchen 1"}]


class TestJson:
    def test_every_line_is_an_organisation(self):
        assert cells(jsonl({"name": "A"}, {"Name": "B", "Ort": "Zwickau"})) == [
            {"name": "A"},
            {"name": "B", "municipality": "Zwickau"},
        ]

    def test_windows_line_ends_mark_and_empty_lines_do_no_harm(self):
        raw = parse_list(b'\xef\xbb\xbf{"name": "A"}\r\n\r\n{"name": "B"}\r\n', "list")
        assert [(row.line, row.cells["name"]) for row in raw.rows] == [(1, "A"), (3, "B")]

    def test_line_separator_inside_a_text_does_not_end_the_line(self):
        assert cells('{"name": "A\u2028B"}'.encode()) == [{"name": "A\u2028B"}]

    def test_one_list_is_read_with_the_lines_of_its_entries(self):
        content = json.dumps([{"name": "A"}, {"name": "B"}], indent=1).encode()
        raw = parse_list(content, "list")
        assert [(row.line, row.cells["name"]) for row in raw.rows] == [(2, "A"), (5, "B")]
        assert cells(b"[]") == []

    def test_one_object_over_many_lines_is_one_organisation(self):
        assert cells(json.dumps({"name": "A", "topics": ["x"]}, indent=2).encode()) == [
            {"name": "A", "topics": ["x"]}
        ]

    @pytest.mark.parametrize(
        "line", ['{"name": "A"', "17", '"A"', '{"name": NaN}', '{"name": "A", "name": "B"}', '{"a":' * 5000]
    )
    def test_bad_line_is_a_problem_of_that_line_alone(self, line):
        raw = parse_list(f'{{"name": "A"}}\n{line}\n{{"name": "C"}}'.encode(), "list")
        assert [bool(row.problems) for row in raw.rows] == [False, True, False]
        assert raw.rows[1].line == 2

    @pytest.mark.parametrize(
        "content", [b'[{"name": "A"} {"name": "B"}]', b'[{"name": "A"},\n{]', b"[" * 5000, b"[{}] x"]
    )
    def test_broken_list_is_refused_with_its_line(self, content):
        assert "line" in refusal(content)

    def test_same_column_in_two_languages_is_a_problem(self):
        assert parse_list(jsonl({"name": "A", "Organisation": "B"}), "list").rows[0].problems[0][0] == "name"

    def test_unknown_keys_are_listed_once(self):
        raw = parse_list(jsonl({"name": "A", "colour": 1}, {"name": "B", "colour": 2, "x": 3}), "list")
        assert raw.unknown_headings == ("colour", "x")


NOON = datetime(2024, 1, 2, 12, 0)  # noqa: DTZ001 - spreadsheets know no zones


class TestSpreadsheet:
    def test_first_sheet_is_read_with_numbers_and_dates_as_people_see_them(self):
        content = xlsx(
            ["Name", "PLZ", "Gegründet", "Stand", "Kurzname"],
            ["Haus", 8056.0, 2012, date(2024, 11, 4), NOON],
        )
        assert cells(content) == [
            {
                "name": "Haus",
                "postcode": 8056,
                "founded": 2012,
                "confirmed_on": "2024-11-04",
                "short_name": "2024-01-02",
            }
        ]

    def test_format_is_recognised_by_content(self, tmp_path):
        path = tmp_path / "liste.csv"
        path.write_bytes(xlsx(["Name"], ["Haus"]))
        assert [row.cells for row in read_list(path).rows] == [{"name": "Haus"}]

    def test_rows_keep_their_line_behind_empty_ones(self):
        raw = parse_list(xlsx(["Name"], [None], ["Haus"]), "list")
        assert [row.line for row in raw.rows] == [3]

    def test_formula_without_a_result_is_a_problem_not_an_empty_cell(self):
        row = parse_list(xlsx(["Name", "Veröffentlichung"], ["Haus", '="int"&"ern"']), "list").rows[0]
        assert row.problems[0][0] == "disclosure"
        assert "formula" in row.problems[0][1]

    def test_failed_formula_is_a_problem(self):
        row = parse_list(xlsx(["Name", "E-Mail"], ["Haus", "#NAME?"]), "list").rows[0]
        assert row.problems[0][0] == "email"

    @pytest.mark.parametrize(
        "content", [b"PK\x03\x04 nothing", xlsx(["Name"])[:900], b"\xd0\xcf\x11\xe0 old"]
    )
    def test_unreadable_file_is_refused(self, content):
        assert "liste.csv" in refusal(content)

    def test_carriage_returns_as_excel_writes_them_are_dropped(self):
        assert cells(xlsx(["Name", "Beschreibung"], ["A", "eins_x000D_\nzwei"]))[0]["body"] == "eins\nzwei"

    def test_empty_cells_at_the_end_of_a_row_are_given_and_empty(self):
        assert cells(xlsx(["Name", "Ort", "PLZ"], ["A"])) == [
            {"name": "A", "municipality": "", "postcode": ""}
        ]

    @pytest.mark.parametrize("last", ["XFD1048576", "A1048576", "XFD2", "ZZ7"])
    @pytest.mark.parametrize("ort", ["Zwickau", '="Zwi"&"ckau"'])
    def test_cell_touched_by_mistake_far_away_costs_nothing_and_says_nothing(self, last, ort):
        content = xlsx_with({"A1": "Name", "B1": "Ort", "A2": "Eins", "B2": ort, "A3": "Zwei", last: "x"})
        started = time.perf_counter()
        raw = parse_list(content, "liste.xlsx")
        assert time.perf_counter() - started < 5
        assert [(row.line, row.cells["name"]) for row in raw.rows][:2] == [(2, "Eins"), (3, "Zwei")]
        assert all(len(row.cells) <= 2 for row in raw.rows)
        assert not any(column == "" for row in raw.rows for column, _reason in row.problems)

    def test_rows_are_looked_for_behind_a_gap_but_not_behind_a_desert(self):
        near, far = f"A{MAX_EMPTY_ROWS}", f"A{2 * MAX_EMPTY_ROWS + 1}"
        raw = parse_list(xlsx_with({"A1": "Name", near: "Eins", far: "Zwei"}), "liste.xlsx")
        assert [row.cells["name"] for row in raw.rows] == ["Eins"]

    def test_more_rows_than_any_list_has_are_refused(self, monkeypatch):
        monkeypatch.setattr(spreadsheet, "MAX_ROWS", 3)
        assert len(cells(xlsx(["Name"], *[["A"]] * 3))) == 3
        assert refusal(xlsx(["Name"], *[["A"]] * 4)) == "liste.csv has more than 3 rows; split it."

    def test_heading_behind_the_last_column_of_any_list_is_refused(self):
        assert "behind column 1000" in refusal(xlsx_with({"A1": "Name", "XFD1": "x", "A2": "Eins"}))


class TestRefused:
    @pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf", b"\x00\x00"])
    def test_empty_file(self, content):
        assert "is empty" in refusal(content)

    def test_file_without_names(self):
        assert "Name" in refusal(b"Ort;PLZ\nZwickau;08056\n")

    def test_same_column_twice(self):
        assert "“Ort” and “Stadt”" in refusal(csv_text([["Name", "Ort", "Stadt"], ["A", "B", "C"]]).encode())

    def test_quotation_marks_that_do_not_close_would_swallow_rows(self):
        assert "line 2" in refusal(b'Name;Text\nEins;"offen\nZwei;zwei\nDrei;drei\n')

    def test_quotation_marks_in_the_middle_of_a_quoted_cell(self):
        assert "line 3" in refusal(b'Name;Text\nEins;eins\nZwei;"das "offene" Haus"\n')

    def test_broken_character_in_utf8_is_not_read_as_something_else(self):
        content = "Name\nHaus Übermut\n".encode() + b"Gr\xfcn\n"
        assert "line 3" in refusal(content)

    @pytest.mark.parametrize(
        "heading",
        [
            "Veröffentlichng",
            "Disclosure!s",
            "sichtbar für",
            "Vertraulich",
            "Freigabe",
            "Datenschutz",
            "disclosur",
        ],
    )
    def test_heading_that_may_limit_who_sees_what_is_never_passed_over(self, heading):
        assert "who may see what" in refusal(csv_text([["Name", heading], ["A", "intern"]]).encode())

    def test_key_that_may_limit_who_sees_what_is_a_problem_of_its_row(self):
        raw = parse_list(jsonl({"name": "A", "disclosures": "office"}), "list")
        assert raw.rows[0].problems

    def test_missing_file(self, tmp_path):
        with pytest.raises(UnreadableList):
            read_list(tmp_path / "no.csv")


class TestHostile:
    def test_only_headings_is_an_empty_list(self):
        assert cells(b"Name;Ort\n") == []

    def test_cell_of_ten_megabytes_is_a_problem(self):
        row = parse_list(csv_text([["Name", "Beschreibung"], ["A", "x" * 10_000_000]]).encode(), "list").rows[
            0
        ]
        assert row.problems[0][0] == "body"

    def test_ten_thousand_columns_are_read(self):
        headings = ["Name", *(f"Spalte {n}" for n in range(10_000))]
        raw = parse_list(csv_text([headings, ["A", *["x"] * 10_000]]).encode(), "list")
        assert raw.rows[0].cells == {"name": "A"}
        assert len(raw.unknown_headings) == 10_000

    def test_more_cells_than_headings_is_a_problem(self):
        raw = parse_list(b"Name;Ort\nA;B;C\nD;E;;\n", "list")
        assert [bool(row.problems) for row in raw.rows] == [True, False]

    def test_limit_of_cell_size_of_others_stays_as_it_was(self):
        before = csv.field_size_limit()
        cells(csv_text([["Name"], ["x" * 200_000]]).encode())
        assert csv.field_size_limit() == before
