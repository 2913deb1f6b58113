"""The search on the command line: one question, or one per line."""

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from search.plain_questions import BadQuestion, ask

from .towns import Network, network


class Command(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()

    def ask(self, *words, **options):
        """Return the answer to one question."""
        out = io.StringIO()
        call_command("search_query", *words, stdout=out, **options)
        return json.loads(out.getvalue())

    def ids(self, *words, **options):
        """Return the register ids of the hits."""
        return [hit["id"] for hit in self.ask(*words, **options)["hits"]]

    def batch(self, *lines, encoding="utf-8"):
        """Return the answers to the lines of a file, and what was said about them."""
        out, err = io.StringIO(), io.StringIO()
        with TemporaryDirectory() as folder:
            file = Path(folder) / "questions.jsonl"
            file.write_bytes("\n".join(lines).encode(encoding))
            call_command("search_query", batch=file, stdout=out, stderr=err)
        return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


class TestOneQuestion(Command):
    def test_the_answer_is_plain_data(self):
        found = self.ask("chor", "--json")
        assert set(found) == {"total", "took_ms", "engine", "hits", "facets", "corrected"}
        assert (found["total"], found["engine"], found["corrected"]) == (1, "embedded", None)
        assert found["hits"][0]["id"] == "chor-werdau"
        assert found["hits"][0]["title"] == "Chor Werdau"
        assert found["hits"][0]["score"] > 0
        assert self.client.get(found["hits"][0]["url"]).status_code == 200
        assert found["facets"]["topic"] == {"musik": 1}

    def test_filters(self):
        assert self.ids("beratung", "--region", "14713") == ["landesweite-stelle", "ortlos"]
        assert self.ids("beratung", "--region", "district:14524", "--topic", "asyl") == [
            "haus-zwickau",
            "kreisweite-hilfe",
            "landesweite-stelle",
        ]
        assert set(self.ids("", "--topic", "Musik")) == {"chor-werdau", "ortlos", "verein-hoyerswerda"}

    def test_near(self):
        found = self.ask("--near", "08056", "--radius", "10")
        assert [(hit["id"], hit["distance_km"]) for hit in found["hits"]] == [
            ("haus-zwickau", 0.0),
            ("chor-werdau", 8.06),
        ]

    def test_limit_and_total(self):
        found = self.ask("--limit", "2")
        assert (found["total"], len(found["hits"])) == (7, 2)

    def test_a_corrected_question_says_so(self):
        assert self.ask("beratnug")["corrected"].casefold() == "beratung"

    def test_what_means_nothing_is_said(self):
        for options in (
            ["--region", "district:99999"],
            ["--topic", "gibt-es-nicht"],
            ["--near", "Atlantis"],
            ["--near", "08056", "--radius", "-5"],
            ["--near", "08056", "--radius", "nan"],
            ["--limit", "0"],
        ):
            with self.subTest(options=options), pytest.raises(CommandError, match="“"):
                self.ask("x", *options)

    def test_an_engine_that_is_not_there_is_said(self):
        with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
            self.ask("x", "--engine", "elastic")

    @override_settings(ELASTICSEARCH_URL="http://127.0.0.1:9")
    def test_an_engine_that_does_not_answer_is_not_replaced_by_the_other(self):
        with pytest.raises(CommandError):
            self.ask("chor", "--engine", "elastic")
        assert self.ask("chor", "--engine", "embedded")["total"] == 1

    def test_hostile_words(self):
        for words in ("a" * 10_000, "\ud83dx", "a\x00b", "((", "*:*", "مقهى"):
            with self.subTest(words=words[:10]):
                assert self.ask(words)["hits"] == []


class TestBatch(Command):
    def test_one_answer_per_line_in_order(self):
        answers, said = self.batch(
            '{"q": "chor"}',
            "",
            '{"q": "beratung", "region": "14713", "limit": 1}',
            '{"region": ["14524330", "14713"], "topic": "asyl"}',
            '{"near": "08056", "radius": 10}',
            '{"near": 8056, "radius": 5}',
            '"chor"',
            "{}",
        )
        assert [answer["total"] for answer in answers] == [1, 2, 3, 2, 1, 1, 7]
        assert said == ""

    def test_a_question_that_means_nothing_does_not_stop_the_others(self):
        answers, said = self.batch(
            '{"q": "chor"}',
            "{no json",
            "[1, 2]",
            '{"region": "district:99999"}',
            '{"topic": {"a": 1}}',
            '{"near": "Atlantis"}',
            '{"near": "08056", "radius": "weit"}',
            '{"near": "08056", "radius": 1e999}',
            '{"q": "chor", "limit": "viele"}',
            '{"q": "chor", "limit": true}',
            "[" * 100_000,
            '{"q": "chor"}',
        )
        assert [answer["total"] for answer in answers] == [1, *([0] * 10), 1]
        assert all("error" in answer for answer in answers[1:-1])
        assert said.count("\n") == 10
        assert "line 4: region" in said

    def test_plain_values_of_any_kind_are_taken(self):
        answers, said = self.batch(
            '{"q": null, "region": null, "topic": [], "near": "", "radius": null, "x": 1}'
        )
        assert (answers[0]["total"], said) == (7, "")
        answers, said = self.batch('{"q": 12345}', '{"q": ["chor"]}', '{"q": "a\\u0000b \\ud83d"}')
        assert (len(answers), said) == (3, "")

    def test_files_as_windows_writes_them(self):
        answers, said = self.batch('{"q": "chor"}\r', '{"q": "begegnung"}\r', encoding="utf-8-sig")
        assert ([answer["total"] for answer in answers], said) == ([1, 2], "")

    def test_a_separator_of_lines_within_a_text_is_no_end(self):
        answers, _said = self.batch('{"q": "chor\u2028werdau"}')
        assert len(answers) == 1

    def test_standard_input(self):
        out = io.StringIO()
        with mock.patch("sys.stdin", io.StringIO('{"q": "chor"}\n"chor"\n')):
            call_command("search_query", batch=Path("-"), stdout=out)
        assert len(out.getvalue().splitlines()) == 2

    def test_a_file_that_cannot_be_read_is_said(self):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("search_query", batch=Path("gibt-es-nicht.jsonl"))
        with pytest.raises(CommandError, match="cannot be read"):
            self.batch("ä", encoding="latin-1")


class TestAsking(Command):
    def test_what_is_near_is_sorted_by_distance_unless_words_say_more(self):
        assert ask({"near": "Zwickau"}, 20).sort == "distance"
        assert ask({"near": "Zwickau", "q": "chor"}, 20).sort == "relevance"

    def test_words_are_cut_and_areas_named_once(self):
        request = ask({"q": "a" * 500, "region": ["14524", "Landkreis Zwickau"]}, 20)
        assert (len(request.q), request.regions) == (200, ("district:14524",))

    def test_questions_are_objects_or_words(self):
        for question in (None, 5, ["chor"], True):
            with self.subTest(question=question), pytest.raises(BadQuestion):
                ask(question, 20)
