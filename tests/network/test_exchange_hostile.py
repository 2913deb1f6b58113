"""Lists of rubbish and lists of many rows: every problem is named, and none costs more than its row."""

import random

from wagtail.models import Page

from network.exchange.importing import Importer
from network.models import OrganisationPage
from tests.benchmarks.generate import generate
from tests.network.exchange_lists import (
    GOOD,
    Importing,
    count_queries,
    csv_text,
    page,
    places_of_problems,
    put,
    read,
    run,
    run_file,
    state,
)


class TestHostile(Importing):
    def test_html_is_text_everywhere(self):
        attack = "<script>alert(1)</script>"
        put(
            {
                "id": "x",
                "name": attack,
                "summary": attack,
                "body": attack,
                "offers": [attack],
                "topics": [attack],
            }
        )
        assert attack not in str(page("x").story)
        assert state("x")["body"] == attack
        assert page("x").slug == "scriptalert1script"

    def test_rows_of_rubbish_are_all_named(self):
        dice = random.Random(3)  # noqa: S311 - rubbish, no secrets
        rubbish = [
            None,
            True,
            17,
            1e300,
            -1,
            "",
            "x" * 400,
            [],
            {},
            [[1]],
            [{"a": 1}],
            {"a": [1]},
            "\x00",
            "\ud800",
            "💥",
        ]
        columns = list(next(generate(1, full=True)))
        rows = [
            {"name": f"R{n}"} | {column: dice.choice(rubbish) for column in dice.sample(columns, 6)}
            for n in range(200)
        ]
        raw = read(*({key: value for key, value in row.items() if value != "\ud800"} for row in rows))
        report = Importer(partial=True).run(raw)
        assert {problem.line for problem in report.problems} <= set(range(1, 201))
        assert len(report.problems) > 100
        assert len(report.created) + len({problem.line for problem in report.problems}) == 200

    def test_lone_surrogates_of_json_are_refused(self):
        report = run_file(b'{"name": "A \\ud800"}\n{"name": "B", "body": "\\udfff"}')
        assert places_of_problems(report) == [(1, "name"), (2, "body")]

    def test_cell_of_ten_megabytes_is_named_with_its_heading(self):
        report = run_file(csv_text([["Name", "Beschreibung"], ["A", "x" * 10_000_000]]).encode())
        assert places_of_problems(report) == [(2, "body")]
        assert report.headings["body"] == "Beschreibung"

    def test_list_without_rows_does_nothing(self):
        report = run_file(b"Name;Ort\n")
        assert report.written
        assert (report.created, report.updated, report.unchanged, report.problems) == ([], [], 0, [])

    def test_thousand_problems_cost_no_more_than_thousand_rows(self):
        rows = [{"name": f"R{n}", "kind": "alliance", "alliances": [f"R{n}"]} for n in range(300)]
        assert len(run(*rows).problems) == 300


class TestManyRows(Importing):
    def test_progress_ends_with_everything(self):
        seen = []
        Importer().run(read(GOOD, {"name": "Zwei"}), lambda done, total: seen.append((done, total)))
        assert seen[-1] == (4, 4)
        assert seen == sorted(seen)

    def test_queries_do_not_grow_with_the_rows(self):
        put(*generate(90, seed=9))
        rows = [state(row["id"]) for row in generate(90, seed=9)]
        few, many = [count_queries(lambda part=part: put(*part)) for part in (rows[4:49], rows)]
        assert many == few

    def test_writing_takes_few_queries_for_each_row(self):
        small = count_queries(lambda: put(*generate(10, seed=2)))
        large = count_queries(lambda: put(*({**row, "id": f"x{row['id']}"} for row in generate(50, seed=3))))
        assert (large - small) / 40 < 10

    def test_pages_are_of_their_type_and_in_the_tree(self):
        put(*generate(60))
        assert OrganisationPage.objects.count() == 58
        assert not any(Page.find_problems())
