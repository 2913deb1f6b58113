"""Suggestions while typing: public names, topics, places; never more than asked for."""

import json

from django.test import TestCase

from search.suggesting import LIMIT, place_suggestions, suggestions
from tests import builders

from .towns import Network, network


class Typed(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()

    def labels(self, typed, kind=None):
        """Return the labels of suggestions, of one kind if given."""
        return [one.label for one in suggestions(typed) if kind in {None, one.kind}]


class TestSuggestions(Typed):
    def test_names_are_found_by_their_beginning_and_that_of_their_words(self):
        assert self.labels("Haus") == ["Haus Zwickau"]
        assert "Haus Zwickau" in self.labels("zwick")
        assert "Chor Werdau" in self.labels("chor w")

    def test_topics_and_places_stand_before_names(self):
        found = suggestions("zwi")
        assert [one.kind for one in found] == ["place", "place", "organisation"]
        assert [one.label for one in found] == ["Zwickau", "Landkreis Zwickau", "Haus Zwickau"]
        assert [one.url for one in found] == [
            "/initiativen/?region=14524330", "/initiativen/?region=14524", "/initiativen/haus-zwickau/",
        ]  # fmt: skip
        assert suggestions("mus")[0].url == "/initiativen/?thema=musik"

    def test_a_town_says_in_which_district_it_lies(self):
        assert [one.note for one in suggestions("werd") if one.kind == "place"] == ["Landkreis Zwickau"]

    def test_spelling_does_not_matter(self):
        entry = builders.organisation("Fünf Türen", former_names=["Groß & Klein"])
        builders.organisation_page(self.network.tree.directory, entry)
        builders.drain()
        for typed in ("fünf", "fuenf", "FUNF", "turen", "gross", "groß"):
            with self.subTest(typed=typed):
                assert self.labels(typed) == ["Fünf Türen"]

    def test_sorbian_names_and_other_names_find_the_place(self):
        assert "Bautzen" in self.labels("budys")

    def test_one_letter_signs_and_nothing_suggest_nothing(self):
        for typed in ("", " ", "z", "!", "\u200b", "🏳", "%"):
            with self.subTest(typed=typed):
                assert self.labels(typed) == []

    def test_there_are_never_more_than_eight(self):
        for number in range(12):
            builders.organisation_page(self.network.tree.directory, builders.organisation(f"Gruppe {number}"))
            builders.topic(f"Gruppenarbeit {number}")
        builders.drain()
        found = suggestions("gruppe")
        assert len(found) == LIMIT
        assert [one.kind for one in found].count("topic") == 4

    def test_only_what_is_public_is_suggested(self):
        page = self.network.pages["Chor Werdau"]
        restriction = builders.restrict(page)
        assert self.labels("chor") == []  # the journal has not been worked in yet: the database is asked
        builders.drain()
        assert self.labels("chor") == []
        restriction.delete()
        builders.drain()
        assert self.labels("chor") == ["Chor Werdau"]

    def test_without_a_directory_nothing_leads_there(self):
        self.network.tree.directory.unpublish()
        builders.drain()
        assert {one.kind for one in suggestions("zwi")} == {"organisation"}
        assert place_suggestions("zwi") != []

    def test_in_english(self):
        with builders.language("en"):
            found = suggestions("asy")
            assert (found[0].label, found[0].kind_label) == ("Asylum", "Topic")
            assert found[0].url == "/en/initiativen/?thema=asyl"
            assert suggestions("haus")[0].url == "/en/initiativen/haus-zwickau/"


class TestPlaces(Typed):
    def test_larger_places_come_first_and_are_words(self):
        found = place_suggestions("ba")
        assert [(one.label, one.url) for one in found] == [("Bautzen", ""), ("Landkreis Bautzen", "")]

    def test_nothing_else_than_places(self):
        assert place_suggestions("haus") == []
        assert place_suggestions("a") == []


class TestAnswers(Typed):
    def test_they_are_json_that_browsers_keep_for_a_minute(self):
        response = self.client.get("/suche/vorschlaege/?q=haus")
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "max-age=60"
        found = json.loads(response.content)["suggestions"]
        assert found == [
            {
                "label": "Haus Zwickau",
                "url": "/initiativen/haus-zwickau/",
                "note": "Zwickau",
                "kind": "organisation",
                "kind_label": "Initiative",
            }
        ]

    def test_places_have_an_address_of_their_own(self):
        found = json.loads(self.client.get("/suche/orte/?q=leip").content)["suggestions"]
        assert [one["label"] for one in found] == ["Leipzig", "Stadt Leipzig"]

    def test_the_number_of_queries_does_not_grow(self):
        for typed in ("ha", "hau"):
            self.client.get(f"/suche/vorschlaege/?q={typed}")
        with self.assertNumQueries(2):
            self.client.get("/suche/vorschlaege/?q=haus")
