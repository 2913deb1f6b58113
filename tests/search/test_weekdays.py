"""Days of the week in the words of a query and of the signpost: understood, marked, and nobody is left out."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.http import page_cache
from search import service
from search.analysis import analyser
from search.indexing import fill_new_index
from search.plan import read_query
from search.query import SearchRequest
from search.signpost.day import without_day
from search.store import refresh_statistics
from search.weekdays import KEYS, sight_days
from tests import builders
from tests.search.small_lore import document, find, lore_of, read, thesaurus_of
from tests.search.test_plan import among


def folded(text):
    """Return the folded words of a text."""
    analysis = analyser("de")
    return [analysis.word(token) for token in analysis.tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dienstags", [(0, 1, 1)]),
        ("am Dienstag", [(0, 2, 1)]),
        ("Deutsch Dienstagnachmittag", [(1, 2, 1)]),
        ("Dienstag Nachmittag Deutsch", [(0, 2, 1)]),
        ("jeden Mittwochabend", [(0, 2, 2)]),
        ("Sonnabend vormittags", [(0, 2, 5)]),
        ("on Tuesday afternoon", [(0, 3, 1)]),
        ("Mondays and Sundays", [(0, 1, 0), (2, 3, 6)]),
        ("Montag oder freitags früh", [(0, 1, 0), (2, 4, 4)]),
        ("Montagsdemo Sonntagscafé Dienst Tag Freitagsgebet", []),
        ("am Abend", []),
        ("", []),
    ],
)
def test_days_are_recognised_in_the_forms_people_type(text, expected):
    assert [(one.first, one.last, one.day) for one in sight_days(folded(text))] == expected


def test_every_key_is_its_own_day():
    assert [next(sight_days([key])).day for key in KEYS] == list(range(7))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dienstags in Görlitz", ("Görlitz", 1)),
        ("Görlitz am Dienstag", ("Görlitz", 1)),
        ("02826", ("02826", None)),
        ("in Görlitz", ("in Görlitz", None)),
        ("am Dienstag", ("", 1)),
        ("Mittweida", ("Mittweida", None)),
    ],
)
def test_a_day_is_told_from_the_place_it_is_said_with(text, expected):
    assert without_day(text) == expected


class TestReading:
    def test_the_day_is_taken_out_and_says_where_it_stood(self):
        q = "ich möchte dienstags in Zwickau Deutsch unterrichten"
        reading = read(q)
        assert [q[day.start : day.end] for day in reading.days] == ["dienstags"]
        assert [place.label for place in reading.places] == ["Zwickau"]
        assert reading.rest == "Deutsch unterrichten"

    def test_what_fits_is_found_whoever_is_open_then_comes_first(self):
        closed, other = document("a", "A", b="Chor"), document("b", "B", b="Chor")
        is_open, idle = (
            replace(one, terms=(*one.terms, "t.d:1"))
            for one in (document("c", "C", b="Chor"), document("d", "D", b="Garten"))
        )
        assert find("Chor", among(closed, other, is_open, idle)) == ["a", "b", "c"]
        for q in ("Chor dienstags", "am Dienstag Chor", "on Tuesdays Chor"):
            assert find(q, among(closed, other, is_open, idle)) == ["c", "a", "b"]
        assert find("Chor mittwochs", among(closed, other, is_open, idle)) == ["a", "b", "c"]

    def test_a_day_in_a_name_belongs_to_the_name(self):
        group = document("fff", "Fridays for Future Zwickau")
        assert read("fridays for future", among(group)).days == ()
        assert find("fridays for future", among(group)) == ["fff"]

    def test_a_day_in_a_listed_phrase_belongs_to_the_phrase(self):
        listed = thesaurus_of("Fridays for Future > Klimaschutz")
        climate = document("k", "Klima", k="Klimaschutz")
        assert read("Fridays for Future", among(climate), listed).days == ()
        assert find("Fridays for Future", among(climate), listed) == ["k"]

    def test_a_day_alone_is_a_word(self):
        reading = read("Dienstag", among(document("a", "A", b="Treff am Dienstag")))
        assert (reading.days, reading.too_vague) == ((), False)

    def test_a_day_and_a_place_list_the_place(self):
        reading = read("dienstags in Zwickau")
        assert (reading.groups, [day.day for day in reading.days]) == ((), [1])

    def test_taken_literally_it_is_a_word(self):
        assert read_query("Chor dienstags", lore_of(()), recognise_places=False).days == ()


def network():
    """Build organisations that are open on one day or another."""
    tree, places = builders.site_tree(), builders.places()
    builders.topic("Sprache lernen")
    for title, day in (("Anna", None), ("Berta", 0), ("Clara", 1), ("Dora", 1)):
        entry = builders.organisation(title, seat=places.zwickau, register_id=title.lower())
        page = builders.organisation_page(tree.directory, entry, summary="Wir unterrichten Deutsch.")
        builders.topic_of(page, builders.Topic.objects.get(name="Sprache lernen"))
        if day is not None:
            builders.opening_hours(page, day, "09:00", "12:00")
            builders.opening_hours(page, day, "14:00", "18:00")
    while builders.drain():
        pass
    refresh_statistics()
    return tree


class Days(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = network()

    def get(self, address):
        """Fetch an address anew; return the answer."""
        page_cache.store.clear()
        response = self.client.get(address)
        assert response.status_code == 200
        return response


def names(entries):
    """Return the titles of entries."""
    return ["".join(part.text for part in entry.title_segments) for entry in entries]


class TestDirectory(Days):
    def listing(self, q):
        """Return the listing of a query in English."""
        return self.get(f"/en/initiativen/?q={q}").context["listing"]

    def test_whoever_is_open_then_is_first_and_marked_and_nobody_is_left_out(self):
        listing = self.listing("dienstags in Zwickau Deutsch unterrichten")
        assert names(listing.entries) == ["Clara", "Dora", "Anna", "Berta"]
        marks = [entry.meta[-1] for entry in listing.entries]
        assert marks[:2] == ["Open on Tuesday: 9:00–12:00, 14:00–18:00"] * 2
        assert not any("Open on" in mark for mark in marks[2:])

    def test_the_day_is_a_hint_that_can_be_removed(self):
        listing = self.listing("am Dienstag in Zwickau Deutsch")
        chip = next(chip for chip in listing.chips if chip.label == "Tuesday")
        assert chip.remove_url.endswith("?q=in+Zwickau+Deutsch")
        assert any("Tuesday" in message.text for message in listing.messages)
        without = self.get(chip.remove_url).context["listing"]
        assert names(without.entries) == ["Anna", "Berta", "Clara", "Dora"]
        literally = next(m.links[-1].url for m in listing.messages if "Tuesday" in m.text)
        assert "woertlich=1" in literally

    def test_a_day_on_which_nobody_is_open_changes_nothing(self):
        assert names(self.listing("sonntags Deutsch").entries) == ["Anna", "Berta", "Clara", "Dora"]

    def test_a_day_and_a_place_mark(self):
        listing = self.listing("dienstags Zwickau")
        assert len(listing.entries) == 4
        assert sum("Open on" in entry.meta[-1] for entry in listing.entries) == 2

    def test_marks_cost_one_query_however_many_are_shown(self):
        for q, expected in (("Deutsch", 0), ("Deutsch dienstags", 1), ("Deutsch unterrichten dienstags", 1)):
            self.listing(q)
            page_cache.store.clear()
            with self.subTest(q=q), CaptureQueriesContext(connection) as queries:
                self.client.get(f"/en/initiativen/?q={q}")
            asked = [one for one in queries if "search_searchdocument" in one["sql"] and "open" in one["sql"]]
            assert len(asked) == expected


class TestSignpost(Days):
    def answer(self, query, prefix="/en"):
        """Return the answer of a need in Zwickau."""
        return self.get(f"{prefix}/mitmachen/helfen/?bedarf=deutsch&{query}").context["answer"]

    def test_the_day_is_chosen_or_said_with_the_place(self):
        for query in ("ort=Zwickau&tag=dienstag", "ort=dienstags+in+Zwickau", "ort=Zwickau+on+Tuesday"):
            with self.subTest(query=query):
                answer = self.answer(query)
                assert answer.day == "Tuesday"
                assert [match.entry.title_segments[0].text for match in answer.open] == ["Clara", "Dora"]
                assert len(answer.others) == 2
                assert answer.open[0].hours == "Open on Tuesday: 9:00–12:00, 14:00–18:00"
                assert answer.share_url.endswith("?bedarf=deutsch&region=14524330&tag=dienstag")

    def test_a_chosen_day_goes_before_one_that_was_said(self):
        assert self.answer("ort=dienstags+Zwickau&tag=montag").day == "Monday"

    def test_it_can_be_taken_back(self):
        answer = self.answer("ort=Zwickau&tag=dienstag")
        (chip,) = answer.chips
        assert self.get(chip.remove_url).context["answer"].chips == ()

    def test_a_day_on_which_nobody_is_open_leaves_nobody_out(self):
        answer = self.answer("ort=Zwickau&tag=sonntag")
        assert (len(answer.open), len(answer.others)) == (0, 4)

    def test_only_a_day_means_everywhere(self):
        answer = self.answer("ort=dienstags")
        assert (answer.day, answer.place) == ("Tuesday", "Sachsen")

    def test_the_step_for_the_place_asks_for_a_day_and_keeps_it(self):
        step = self.get("/en/mitmachen/helfen/?bedarf=deutsch&tag=freitag").context["place_step"]
        assert [day.key for day in step.days if day.is_chosen] == ["freitag"]
        assert "tag=freitag" in step.everywhere.url
        step = self.get("/en/mitmachen/helfen/?bedarf=deutsch&ort=freitags+in+Atlantis").context["place_step"]
        assert (step.value, [day.key for day in step.days if day.is_chosen]) == ("Atlantis", ["freitag"])

    def test_a_day_before_the_need_goes_along(self):
        choices = self.get("/mitmachen/helfen/?ort=Zwickau&tag=freitag").context["choices"]
        assert choices[0].url.endswith("&tag=freitag")

    def test_strange_days_are_none(self):
        for value in ("zauberei", "%00", "8", "a" * 2000, "dienstag'"):
            with self.subTest(value=value):
                assert self.answer(f"ort=Zwickau&tag={value}").day == ""


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_both_engines_say_the_same(elastic_settings):
    network()
    fill_new_index()
    for q in (
        "dienstags Deutsch unterrichten",
        "Tuesday Zwickau Deutsch",
        "Deutsch montags dienstags",
        "dienstags",
    ):
        request = SearchRequest(now=timezone.now(), q=q)
        answers = [service.search(request, engine=engine) for engine in ("embedded", "elastic")]
        found = [[(hit.key, hit.score) for hit in answer.found] for answer in answers]
        assert found[0] == found[1], q
        assert answers[0].facets == answers[1].facets
