"""The list of guides, and guides on other pages."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.seed import load_seed
from network.setup import set_up_portal
from network.subject_urls import SubjectUrls
from portal import changes
from portal.models import HomePage
from publications.models import GuideIndexPage
from publications.searchable import sources
from tests import builders
from tests.publications import guide_pages

URL = "/leitfaeden/"


def titles(answer):
    """Return the titles of the guides that a list shows."""
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").select(".entries h3")
    return [one.get_text(strip=True).replace("\u00ad", "") for one in found]


class TestTheList(TestCase):
    """Three guides about different things."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        cls.index = guide_pages.guide_index(cls.tree)
        cls.asyl, cls.arbeit = builders.topic("Asyl"), builders.topic("Arbeit")
        today = timezone.localdate()
        fresh = guide_pages.section(valid_until=today, law_status_on=today - timedelta(days=9))
        old = guide_pages.section(valid_until=today - timedelta(days=1))
        guide_pages.section("Perwaja", language="uk", original=fresh)
        cls.helping = builders.organisation_page(cls.tree.directory, builders.organisation("Helferkreis"))
        contact = guide_pages.section("Kontakt", guide_pages.contacts(builders.offer(cls.helping)))
        guide_pages.guide(cls.index, "Bleiben", fresh, topics=[cls.asyl], target_groups=["refugees"])
        guide_pages.guide(
            cls.index, "Arbeiten", old, contact, topics=[cls.asyl, cls.arbeit], regions=[cls.places.zwickau]
        )
        guide_pages.guide(cls.index, "Wohnen", guide_pages.section(), target_groups=["volunteers"])
        guide_pages.guide(cls.index, "Entwurf", fresh, live=False)

    def test_published_guides_stand_in_it_by_title(self):
        assert titles(self.client.get(URL)) == ["Arbeiten", "Bleiben", "Wohnen"]

    def test_it_is_narrowed_down_by_topic_audience_language_and_state(self):
        for query, expected in (
            ("thema=asyl", ["Arbeiten", "Bleiben"]),
            ("thema=arbeit&thema=asyl", ["Arbeiten", "Bleiben"]),
            ("zielgruppe=refugees", ["Bleiben"]),
            ("sprache=uk", ["Bleiben"]),
            ("stand=veraltet", ["Arbeiten"]),
            ("stand=aktuell", ["Bleiben", "Wohnen"]),
            ("thema=arbeit&stand=aktuell", []),
        ):
            with self.subTest(query=query):
                assert titles(self.client.get(f"{URL}?{query}")) == expected

    def test_a_value_counts_what_it_finds_beside_the_other_filters(self):
        page = BeautifulSoup(self.client.get(f"{URL}?stand=aktuell").content, "html.parser")
        counts = {
            tick.input["value"]: tick.select_one(".num").get_text() for tick in page.select(".filters .tick")
        }
        assert counts["asyl"] == "1"
        assert "arbeit" not in counts
        assert counts["veraltet"] == "1"

    def test_what_cannot_be_meant_gives_a_message_and_never_a_failure(self):
        for query in (
            "thema=gibtesnicht", "stand=morgen", "seite=0", "seite=9", "seite=" + "9" * 40, "thema=%00", "x=1",
            "sprache=" + ",".join("abcdefghijklmnopqrstuvwxyz" * 2), "zielgruppe=%F0%9F%92%A9", "thema=,,,",
        ):  # fmt: skip
            with self.subTest(query=query[:40]):
                answer = self.client.get(f"{URL}?{query}")
                assert answer.status_code == 200
                assert BeautifulSoup(answer.content, "html.parser").select(".message")

    def test_an_outdated_guide_says_so_in_the_list(self):
        entry = BeautifulSoup(self.client.get(URL).content, "html.parser").select_one(".entries li")
        assert entry.select_one(".badge.stale")

    def test_in_english_a_guide_stands_in_it_once(self):
        page = type(self.index).objects.get(pk=self.index.pk).get_children().get(slug="bleiben").specific
        builders.translated(page, "en", title="Staying")
        assert titles(self.client.get("/en" + URL)) == ["Arbeiten", "Staying", "Wohnen"]
        assert titles(self.client.get(URL)) == ["Arbeiten", "Bleiben", "Wohnen"]

    def test_pages_of_topics_places_and_organisations_show_their_guides(self):
        for path, expected in (
            ("/themen/arbeit/", ["Arbeiten"]),
            ("/themen/asyl/", ["Arbeiten", "Bleiben"]),
            (SubjectUrls().region(self.places.zwickau.key), ["Arbeiten"]),
            (SubjectUrls().region(self.places.zwickau_district.key), ["Arbeiten"]),
            (self.helping.get_url(), ["Arbeiten"]),
        ):
            with self.subTest(path=path):
                page = BeautifulSoup(self.client.get(path).content, "html.parser")
                section = page.find(id="leitfaeden")
                assert [one.get_text(strip=True) for one in section.select("h3")] == expected

    def test_search_engines_are_told_of_list_and_guides(self):
        body = b"".join(self.client.get("/sitemap.xml").streaming_content).decode()
        assert f"{URL}</loc>" in body
        assert f"{URL}bleiben/</loc>" in body
        assert f"{URL}entwurf/" not in body

    def test_it_costs_as_much_with_many_guides(self):
        before = self._cost()
        for _number in range(12):
            guide_pages.guide(self.index, "", guide_pages.section())
        assert self._cost() == before <= 30

    def _cost(self):
        """Return how many queries the first visit after a change takes."""
        changes.record(self.index)
        builders.drain()
        with CaptureQueriesContext(connection) as queries:
            assert self.client.get(URL).status_code == 200
        return len(queries)


class TestAnEmptyPortal(TestCase):
    """What a new portal has."""

    def test_setting_up_makes_the_list_once(self):
        for _round in range(2):
            set_up_portal()
        assert GuideIndexPage.objects.count() == 1
        assert HomePage.objects.count() == 1
        load_seed()
        self.assertContains(self.client.get(URL), "<h1>Leitfäden</h1>", html=True)


class TestWhatIsFound(TestCase):
    """What the search reads of guides."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, places = builders.site_tree(), builders.places()
        cls.found = guide_pages.realistic(cls.tree, places)
        cls.saxony = places.saxony

    def told(self, kind, ids=None):
        """Return what is told of a kind, by title."""
        return {one.title: one for one in sources["guides"](ids) if one.kind == kind}

    def test_a_guide_is_found_by_its_own_words_and_what_it_is_about(self):
        guide = self.told("guide")["Wenn eine Abschiebung droht"]
        assert (guide.topics, guide.region_ids, guide.locale) == (("bleiberecht",), (self.saxony.pk,), "de")
        assert "Danach" in guide.texts
        assert guide.url == "/leitfaeden/wenn-eine-abschiebung-droht/"
        arabic = self.told("guide")["عند التهديد بالترحيل"]
        assert (arabic.key, arabic.locale, arabic.texts) == (guide.key, "ar", ("عندما يحين الوقت",))
        assert arabic.url == f"{guide.url}?sprache=ar"

    def test_a_section_in_two_guides_is_found_once_in_each_language(self):
        guide_pages.guide(self.found.index, "Noch einer", self.found.first_hours)
        told = [one for one in sources["guides"](None) if one.kind == "guide_section"]
        assert sorted(one.title for one in told) == sorted({one.title for one in told})
        found = self.told("guide_section")
        german, arabic = found["Die ersten Stunden"], found[self.found.first_hours_arabic.title]
        assert german.url == "/leitfaeden/wenn-eine-abschiebung-droht/#die-ersten-stunden"
        assert arabic.url == "/leitfaeden/wenn-eine-abschiebung-droht/?sprache=ar#die-ersten-stunden"
        assert arabic.summary == "عند التهديد بالترحيل"
        assert {"Vollmacht ist unterschrieben", "§ 58 AufenthG, Erlass des Innenministeriums"} <= {
            *german.texts
        }
        assert not any("<" in text for text in german.texts)

    def test_facts_of_organisations_are_found_with_them_alone(self):
        told = str(list(sources["guides"](None)))
        assert not [number for number in ("0341 5550100", "0375 555020") if number in told]

    def test_it_costs_as_much_for_many_and_can_be_asked_for_some(self):
        costs = []
        for _round in range(2):
            builders.drain()
            with changes.reading_once(), CaptureQueriesContext(connection) as queries:
                list(sources["guides"](None))
            costs.append(len(queries))
            other = guide_pages.long_guide(self.found.index, 12)
        assert costs[0] == costs[1] <= 16
        assert {one.page_id for one in sources["guides"]([other.pk])} == {other.pk}
