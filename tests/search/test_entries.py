"""A result as a row: marked words, the passage that matched, place and freshness, in the reader's language."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from search.entries import entry_of, meta_of, page_address
from search.query import SearchRequest
from search.reading import Reading
from search.service import Found, SearchResult
from tests import builders

SHOWN = {
    "url_path": "/start/initiativen/haus/",
    "locale": "de",
    "summary": "Hilft Familien.",
    "text": "Wir laden ein. Jeden Montag ist Sprachcafé im Hof. Kommt vorbei.",
    "tile": "1-2-3-0",
    "kind": "association",
    "seat": "Zwickau",
    "districts": ["district:14524", "district:14625"],
    "topics": [],
    "reach": [],
    "confirmed_on": "",
    "published_on": "",
    "languages": {},
}
ENGLISH = {
    "title": "Open house",
    "summary": "Helps families.",
    "text": "Language café.",
    "url_path": "/start-en/initiativen/house/",
}


class Rows(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.translated(cls.tree.home, "en", slug="start-en")
        builders.drain()

    def row(self, title="Offenes Haus", marks=(), distance_m=None, **shown):
        """Return the row of a result."""
        found = Found("page:1", "nr-1", "organisation", 1, title, {**SHOWN, **shown}, 1, 0, distance_m)
        result = SearchResult(
            SearchRequest(timezone.now()), 1, (found,), {}, None, "none", 0.0, Reading(marks=frozenset(marks))
        )
        return entry_of(found, result, 14, "/initiativen/")


def marked(segments):
    """Return a text with its marked words in brackets."""
    return "".join(f"[{part.text}]" if part.marked else part.text for part in segments)


class TestWords(Rows):
    def test_without_words_title_and_summary_stand_as_they_are(self):
        row = self.row()
        assert marked(row.title_segments) == "Offenes Haus"
        assert marked(row.snippet_segments) == "Hilft Familien."

    def test_words_are_marked_in_title_and_summary(self):
        row = self.row(marks=("haus", "famili"))
        assert marked(row.title_segments) == "Offenes [Haus]"
        assert marked(row.snippet_segments) == "Hilft [Familien]."

    def test_the_text_answers_where_the_summary_does_not(self):
        passage = marked(self.row(marks=("sprachcaf",)).snippet_segments)
        assert "[Sprachcafé]" in passage

    def test_the_summary_stays_where_the_text_has_nothing_either(self):
        assert marked(self.row(marks=("xyz",)).snippet_segments) == "Hilft Familien."

    def test_without_summary_the_text_begins(self):
        long = "Wort " * 100
        passage = marked(self.row(summary="", text=long).snippet_segments)
        assert passage.startswith("Wort Wort")
        assert passage.endswith(" …")
        assert len(passage) < 230
        assert marked(self.row(summary="", text="").snippet_segments) == ""


class TestLanguages(Rows):
    def test_a_translated_entry_is_shown_in_the_reader_s_language(self):
        with builders.language("en"):
            row = self.row(languages={"en": ENGLISH}, marks=("hous",))
        assert marked(row.title_segments).startswith("Open ")
        assert (row.url, row.lang, row.dir) == ("/en/initiativen/house/", "", "")

    def test_an_untranslated_one_says_in_which_language_it_is(self):
        with builders.language("en"):
            row = self.row()
            assert (row.lang, row.dir, row.url) == ("de", "ltr", "/en/initiativen/haus/")
            assert "Association" in row.meta

    def test_german_readers_see_the_original(self):
        row = self.row(languages={"en": ENGLISH})
        assert (marked(row.title_segments), row.lang, row.url) == ("Offenes Haus", "", "/initiativen/haus/")

    def test_a_text_from_right_to_left_says_so(self):
        row = self.row(title="مقهى", locale="ar")
        assert (row.lang, row.dir) == ("ar", "rtl")

    def test_addresses_are_under_the_page_s_own_language_where_it_is_foreign(self):
        assert page_address("/start-en/initiativen/house/", "en") == "/en/initiativen/house/"
        with builders.language("en"):
            assert page_address("/start/initiativen/haus/", "de") == "/en/initiativen/haus/"

    def test_a_page_below_no_site_has_no_address(self):
        assert page_address("/anderswo/", "de") == ""


class TestFacts(Rows):
    def test_place_reach_and_kind_are_words(self):
        with builders.language("en"):
            shown = {"seat": "Zwickau", "reach": ["statewide", "gone"], "kind": "association"}
            assert meta_of(shown) == ("Zwickau", "Statewide", "Association")
            assert meta_of({"kind": "gone"}) == ()
            assert meta_of({}) == ()

    def test_distance_in_kilometres(self):
        assert self.row(distance_m=1250.0).distance_km == 1.25
        assert self.row(distance_m=0.0).distance_km == 0
        assert self.row().distance_km is None

    def test_three_topics_lead_into_the_directory(self):
        for slug in ("a", "b", "c", "d"):
            builders.topic(slug.upper(), slug=slug)
        builders.drain()
        row = self.row(topics=["gone", "d", "b", "a"])
        assert [(link.label, link.url) for link in row.topics] == [
            ("D", "/initiativen/?thema=d"),
            ("B", "/initiativen/?thema=b"),
        ]

    def test_freshness(self):
        today = timezone.localdate()
        old, new = (today - timedelta(days=days) for days in (500, 5))
        row = self.row(confirmed_on=old.isoformat(), published_on=new.isoformat())
        assert (row.confirmed_on, row.is_stale, row.is_new) == (old, True, True)
        assert (self.row().is_stale, self.row().is_new) == (False, False)

    def test_districts_for_the_map(self):
        assert self.row().region_keys == ("14524", "14625")

    def test_a_page_of_text_has_no_facts(self):
        row = self.row(tile="", kind="", seat="", districts=[])
        assert (row.tile, row.meta, row.topics, row.region_keys) == ("", (), (), ())

    def test_equal_results_give_equal_rows(self):
        assert self.row() == self.row()
        assert hash(self.row()) == hash(self.row())
