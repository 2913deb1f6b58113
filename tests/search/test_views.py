"""The site search: every kind of page, in every language, with a word for whatever went wrong."""

from unittest import mock

import pytest
from django.test import TestCase

from portal.http import page_cache
from search.engine_room import NotReady, room
from tests import builders

from .towns import Network, network, parameters, titles


class SiteSearch(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        builders.alliance_page(
            cls.network.tree.alliances, title="Netz gegen Gewalt", summary="Beratung im Netz."
        )
        text = builders.standard_page(
            cls.network.tree.home,
            "Datenschutz",
            intro="Beratung zu Daten.",
            body=[("text", "<p>Gar keine.</p>")],
        )
        builders.translated(text, "en", title="Privacy", intro="Advice on data.")
        while builders.drain():
            pass

    def shown(self, query="", prefix=""):
        """Return what the site search shows, made anew."""
        page_cache.store.clear()
        response = self.client.get(f"{prefix}/suche/{query}")
        assert response.status_code == 200
        return response.context["listing"]


class TestResults(SiteSearch):
    def test_every_kind_of_page_is_found(self):
        found = {entry.type_label for entry in self.shown("?q=beratung", "/en").entries}
        assert len(found) == 3

    def test_one_kind_can_be_chosen(self):
        shown = self.shown("?q=beratung&art=page")
        assert titles(shown) == ["Datenschutz"]
        current = [link for link in shown.types if link.current]
        assert parameters(current[0].url) == {"art": ["page"], "q": ["beratung"]}

    def test_everything_is_chosen_at_first(self):
        shown = self.shown("?q=beratung")
        assert [link.current for link in shown.types].index(True) == 0
        assert parameters(shown.types[0].url) == {"q": ["beratung"]}

    def test_places_are_words_here(self):
        assert titles(self.shown("?q=chor+werdau"))[0] == "Chor Werdau"

    def test_pages_are_shown_in_the_reader_s_language(self):
        shown = self.shown("?q=privacy", "/en")
        assert titles(shown) == ["Privacy"]
        assert self.client.get(shown.entries[0].url).status_code == 200
        assert titles(self.shown("?q=privacy")) == ["Datenschutz"]

    def test_private_pages_are_not_found_even_before_the_journal_is_worked_in(self):
        assert titles(self.shown("?q=chor"))
        builders.restrict(self.network.pages["Chor Werdau"])
        assert titles(self.shown("?q=chor")) == []
        self.network.pages["Haus Zwickau"].unpublish()
        assert "Haus Zwickau" not in titles(self.shown("?q=haus"))

    def test_the_page_is_not_for_search_engines(self):
        assert "noindex" in self.client.get("/suche/?q=chor").content.decode()


class TestWords(SiteSearch):
    def test_nothing_asked_shows_nothing_and_says_what_to_do(self):
        shown = self.shown()
        assert (shown.total, [message.level for message in shown.messages]) == (0, ["info"])
        assert shown.empty_text == ""

    def test_nothing_found_names_the_words_and_the_office(self):
        shown = self.shown("?q=zauberei")
        assert "zauberei" in shown.empty_text
        assert shown.office.email == "buero@example.org"

    def test_vague_words_are_said_to_be(self):
        assert [message.level for message in self.shown("?q=der+die").messages] == ["warn"]

    def test_a_mistyped_word_is_corrected_and_can_be_searched_as_it_is(self):
        shown = self.shown("?q=beratnug")
        assert shown.corrected.corrected.casefold() == "beratung"
        again = self.shown("?" + shown.corrected.original_url.partition("?")[2])
        assert (again.corrected, again.total) == (None, 0)

    def test_markup_is_text(self):
        response = self.client.get("/suche/?q=<script>alert(1)</script>")
        assert b"<script>alert" not in response.content

    def test_english_words_around_it(self):
        assert self.shown("?q=chor", "/en").count_label == "1 result"


class TestStart(SiteSearch):
    def test_while_the_search_starts_there_is_an_answer_that_nobody_keeps(self):
        room.reset()
        with mock.patch.object(room, "follow", side_effect=NotReady):
            for path in ("/initiativen/", "/suche/?q=chor", "/"):
                with self.subTest(path=path):
                    assert self.client.get(path).status_code == 200
            assert self.client.get("/suche/vorschlaege/?q=chor")["Cache-Control"] == "no-store"
            shown = self.client.get("/initiativen/").context["listing"]
            assert len(shown.entries) == shown.total == 8
            assert [message.level for message in shown.messages] == ["info"]
        shown = self.client.get("/initiativen/").context["listing"]
        assert shown.messages == []
        assert shown.facets[0].values
        assert self.client.get("/").context["home"]["map"].context["map"].districts
        assert len(self.client.get("/suche/vorschlaege/?q=chor").json()["suggestions"]) == 1


@pytest.mark.django_db
def test_a_directory_that_nobody_described_describes_itself(client):
    directory = builders.site_tree().directory
    assert 'name="description" content="Vereine, Initiativen' in client.get("/initiativen/").content.decode()
    directory.lead = "Unsere Worte."
    directory.save_revision().publish()
    builders.drain()
    assert 'name="description" content="Unsere Worte."' in client.get("/initiativen/").content.decode()
