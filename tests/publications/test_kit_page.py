"""The page of an emergency kit: whom to call where, every language, its own date, what it costs."""

import json
from datetime import date, timedelta
from unittest import mock

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Offer
from network.shielding import shield, unshield
from portal import changes, content_cache
from portal.http import page_cache
from publications.guides.law import USUAL
from publications.kit.building import kit_record
from publications.kit.card import card_view
from publications.kit.places import districts_of, table_for_devices
from publications.models import GuideSection
from publications.paper.kits import CARDS, KITS, card_sheet, kit_sheet
from tests import builders
from tests.publications import guide_pages, kit_pages

NEAR, EVERYWHERE = "0375 555 01 00", "0341 555 02 00"
HOSTILE = (
    "?sprache=%00&ort=%00", "?sprache=klingonisch", "?ort=" + "x" * 5000, "?ort=<script>alert(1)</script>",
    "?ort[]=1&sprache[]=ar", "?ort=99999&ort=08056", "?sprache=ar&sprache=de&ort=%F0%9F%98%80", "?ort=%ff%fe",
)  # fmt: skip


def soup(answer):
    """Return an answer's page."""
    return BeautifulSoup(answer.content, "html.parser")


def first_numbers(page):
    """Return the numbers in large type."""
    return [one.get_text(strip=True) for one in page.select("[data-first] strong")]


class KitCase(TestCase):
    """A kit in four languages."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        cls.found = kit_pages.in_four_languages(cls.tree, cls.places)
        cls.url = cls.found.page.get_url()

    def page(self, query="", day=date(2026, 11, 4)):
        """Return the kit as it is shown on a day."""
        page_cache.store.clear()
        with mock.patch("django.utils.timezone.localdate", lambda *args: day):
            return soup(self.client.get(self.url + query))


class TestNumbers(KitCase):
    """Whom to call."""

    def test_a_postcode_or_a_place_puts_its_own_number_first(self):
        for place in ("08056", "08056 Zwickau", "Zwickau", "werdau", "Landkreis Zwickau", "Lkr. Zwickau"):
            with self.subTest(place):
                assert first_numbers(self.page(f"?ort={place}")) == [NEAR, EVERYWHERE]

    def test_elsewhere_and_without_a_place_there_is_the_number_for_everywhere(self):
        for query in ("", "?ort=02625", "?ort=Sachsen"):
            with self.subTest(query):
                page = self.page(query)
                assert first_numbers(page) == [EVERYWHERE]
                assert page.select_one("#content a[href='tel:112']")
                assert not page.select(".message.warn")

    def test_an_unknown_place_says_so_and_still_shows_numbers(self):
        page = self.page("?ort=Atlantis")
        assert "Atlantis" in page.select_one(".message.warn").get_text()
        assert first_numbers(page) == [EVERYWHERE]

    def test_every_number_is_one_tap_and_stands_in_the_list_of_all(self):
        page = self.page()
        shown = {one["href"] for one in page.select("[data-all] a.call-now")}
        assert shown == {"tel:+493755550100", "tel:+493415550200"}
        assert [one["data-districts"] for one in page.select("[data-all] > li")] == ["14524", ""]

    def test_devices_look_up_what_the_server_would(self):
        table = table_for_devices()
        for word, name in (
            ("08056", "08056"),
            ("Budyšin", "budysin"),
            ("Landkreis Zwickau", "landkreis-zwickau"),
        ):
            with self.subTest(word):
                assert {f"district:{code}" for code in table[name].split()} == districts_of(word)
        assert table["sachsen"] == ""
        assert districts_of("Sachsen") == frozenset()
        assert districts_of("99999") is None

    def test_a_number_that_is_hidden_or_gone_is_nowhere_and_the_others_stand_in_for_it(self):
        shield(self.found.near.organisation, None)
        worker = self.client.get(f"/id/notfallkoffer/{self.found.page.pk}/offline.js").content
        page = self.page("?ort=08056")
        assert first_numbers(page) == [EVERYWHERE]
        assert NEAR not in page.get_text()
        for make in (kit_sheet, card_sheet):
            assert NEAR not in make(self.found.page, "de").html
        unshield(self.found.near.organisation, None)
        assert first_numbers(self.page("?ort=08056")) == [NEAR, EVERYWHERE]
        assert self.client.get(f"/id/notfallkoffer/{self.found.page.pk}/offline.js").content != worker
        Offer.objects.filter(page=self.found.everywhere).update(status="ended")
        changes.record(self.found.everywhere)
        assert first_numbers(self.page("?ort=08056")) == [NEAR]

    def test_hostile_parameters_get_a_page_with_a_number(self):
        for query in HOSTILE:
            with self.subTest(query[:30]):
                answer = self.client.get(self.url + query)
                assert answer.status_code == 200
                assert EVERYWHERE in answer.content.decode()
                assert b"<script>alert" not in answer.content


class TestLanguages(KitCase):
    """Every language at once."""

    def test_a_section_stands_in_all_languages_with_its_direction(self):
        page = self.page()
        section = page.select_one(".kit-section")
        assert section.find("h3").get_text() == "An der Tür"
        versions = {one["lang"]: one for one in section.select("details.version")}
        assert set(versions) == {"en", "ar", "ru"}
        assert versions["ar"]["dir"] == "rtl"
        for code, version in versions.items():
            assert not version.has_attr("open")
            assert all(words in version.get_text() for words in kit_pages.WORDS[code]), code

    def test_another_language_comes_first_and_that_of_the_page_lies_open_beside_it(self):
        page = self.page("?sprache=ar")
        first = page.select_one(".kit-section > .flow")
        assert first.find("h3")["lang"] == "ar"
        assert first.find("h3")["dir"] == "rtl"
        assert [one["lang"] for one in page.select("details[open].version")] == ["de"]
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
        assert page.find("link", rel="canonical")["href"].endswith(self.url)

    def test_a_language_that_it_does_not_have_is_its_own(self):
        page = self.page("?sprache=fa")
        assert page.select_one(".kit-section h3").get_text() == "An der Tür"
        assert page.select_one(".message.warn")

    def test_what_is_not_translated_says_so_and_stands_there_once(self):
        lonely = guide_pages.section("Nur auf Deutsch")
        self.found.page.chapters = [guide_pages.chapter("Alles", self.found.door, lonely)]
        self.found.page.save_revision().publish()
        second = self.page("?sprache=ar").select(".kit-section")[1]
        assert second.select_one(".badge.calm")
        assert not second.select("details.version")

    def test_any_number_of_languages(self):
        for code in ("fa", "tr", "ti"):
            guide_pages.section(f"Tür {code}", language=code, original=self.found.door)
        changes.record(self.found.door)
        assert len(self.page().select(".kit-section details.version")) == 6


class TestDates(KitCase):
    """What it says about itself."""

    def test_it_states_its_date_and_its_last_day_and_devices_can_read_it(self):
        page = self.page()
        assert "15. April 2027" in page.select_one("[aria-labelledby=state]").get_text()
        assert page.select_one("[data-kit]")["data-expires"] == "2027-04-16T00:00:00+02:00"
        assert page.select_one("[data-expired]").has_attr("hidden")

    def test_it_is_out_of_date_from_the_day_after_its_last_one(self):
        assert self.page(day=kit_pages.LAST_DAY).select_one("[data-expired]").has_attr("hidden")
        late = self.page(day=kit_pages.LAST_DAY + timedelta(days=1)).select_one("[data-expired]")
        assert not late.has_attr("hidden")
        assert "15. April 2027" in late.get_text()

    def test_the_first_language_to_end_ends_it(self):
        GuideSection.objects.filter(language="ru").update(valid_until=date(2026, 12, 1))
        content_cache.clear()
        assert kit_record(self.found.page).last_day == date(2026, 12, 1)

    def test_without_a_last_day_it_holds_half_a_year_from_its_last_change(self):
        GuideSection.objects.update(valid_until=None)
        content_cache.clear()
        record = kit_record(self.found.page)
        assert record.last_day == timezone.localdate() + timedelta(days=USUAL.days)


class TestEverywhereElse(KitCase):
    """Search engines, home page, list of guides, search."""

    def test_machines_read_the_steps(self):
        nodes = json.loads(self.page().find("script", type="application/ld+json").string)["@graph"]
        entity = next(node for node in nodes if node["@type"] == "HowTo")
        assert entity["step"][0]["name"] == "Tür zu lassen und fragen"
        assert entity["expires"] == "2027-04-15"

    def test_ways_lead_there_from_home_the_list_of_guides_and_the_sitemap(self):
        for path in ("/", "/leitfaeden/", "/sitemap.xml"):
            with self.subTest(path):
                answer = self.client.get(path)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert f"{self.url}".encode() in body
        assert soup(self.client.get("/")).select_one(f"#notfallkoffer a[href='{self.url}']")
        self.found.page.unpublish()
        assert soup(self.client.get("/")).select_one("#notfallkoffer") is None

    def test_what_changes_a_kit_drops_its_papers(self):
        pk = self.found.page.pk
        for changed in (
            {"wagtailcore.page": [str(pk)]},
            {"publications.guidesection": [str(GuideSection.objects.get(language="ar").pk)]},
            {"network.organisation": [str(self.found.near.organisation_id)]},
        ):
            with self.subTest(changed):
                assert f"kit-{pk}-" in set(KITS.concerned(changed))
                assert f"card-{pk}-" in set(CARDS.concerned(changed))
        for make, papers in ((kit_sheet, KITS), (card_sheet, CARDS)):
            sheet = make(self.found.page, "ar")
            assert papers.sheet(sheet.subject).digest == sheet.digest
        self.found.page.unpublish()
        assert KITS.sheet(kit_sheet(self.found.page, "de").subject) is None

    def test_the_card_says_sentences_in_the_language_of_the_door_too_and_is_short(self):
        card = card_view(kit_record(self.found.page, "ar"))
        assert [(one.words, one.said) for one in card.sentences] == [
            (kit_pages.WORDS["ar"][2], kit_pages.WORDS["de"][2])
        ]
        assert card_view(kit_record(self.found.page)).sentences[0].said == ""
        long = [("phrases", {"heading": "", "phrases": ["x" * 290] * 9})]
        self.found.door.body = long
        self.found.door.save_revision().publish()
        assert len(card_view(kit_record(self.found.page)).sentences) == 1
        # another number of sentences: nobody knows which belongs to which
        assert card_view(kit_record(self.found.page, "ar")).sentences[0].said == ""

    def test_it_costs_the_same_however_many_numbers_there_are(self):
        few = self.queries(self.found.page)
        offers = []
        for number in range(10):
            helper = kit_pages.helper(
                self.tree, f"Hilfe {number}", f"0351 55503{number:02}", seat=self.places.bautzen
            )
            builders.served_area(helper, self.places.bautzen_district)
            offers.append(builders.offer(helper, f"Notruf {number}"))
        more = kit_pages.kit(
            self.found.index,
            guide_pages.chapter("Viele", self.found.door),
            title="Zweiter Koffer",
            slug="zweiter",
            urgent=[("contact", guide_pages.contact(offer)) for offer in offers],
        )
        assert self.queries(more) == few

    def queries(self, page):
        """Return how many queries the first visitor after a change causes, and the next one."""
        self.client.get(page.get_url())
        changes.record(page)
        page_cache.store.clear()
        content_cache.clear()
        counts = []
        for query in ("?ort=02625", "?ort=Bautzen"):
            with CaptureQueriesContext(connection) as asked:
                assert self.client.get(page.get_url() + query).status_code == 200
            counts.append(len(asked))
        assert counts[1] <= 2
        return counts
