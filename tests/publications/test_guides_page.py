"""The page of a guide: what it shows, in which language, and what it costs."""

import json
import re
from datetime import date
from unittest import mock

from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from network.models import Offer, Organisation
from portal import changes
from portal.http import page_cache
from portal.models import PortalDocument
from publications.guides.building import guide_record
from publications.models import GuidePage, GuideSection
from tests import builders
from tests.portal.pictures import picture
from tests.publications import guide_pages

CARRIED = (
    "Ruhe bewahren, Zeit aufschreiben", "Vollmacht ist unterschrieben", "Medikamente für zwei Wochen",
    "Ist die Person noch in Deutschland?", "Asyl- und Verfahrensberatung", "Sagen Sie zuerst das Aktenzeichen.",
    "Aufenthaltsgesetz, § 11", "Arbeitskreis Asylrecht", "§ 58 AufenthG, Erlass des Innenministeriums",
    "15. Oktober 2026", "15. April 2027", "Für Nachbar:innen und Ehrenamtliche", "Läuft es gerade jetzt?",
    "Lesezeit 1 Minute", "Drucken", "Stimmt etwas nicht?",
)  # fmt: skip


def file(title, **fields):
    """Return a stored file."""
    return PortalDocument.objects.create(title=title, file=ContentFile(b"Text", "vordruck.txt"), **fields)


def soup(answer):
    """Return an answer's page."""
    return BeautifulSoup(answer.content, "html.parser")


def entity(answer):
    """Return what machines read of the guide itself."""
    nodes = json.loads(soup(answer).find("script", type="application/ld+json").string)["@graph"]
    return next(node for node in nodes if node["@type"] in {"HowTo", "Article"})


class TestTheGuide(TestCase):
    """A guide as a coalition writes it."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.found = guide_pages.realistic(cls.tree, builders.places())
        cls.url = cls.found.page.get_url()

    def page(self, path="", day=date(2026, 11, 4)):
        """Return the guide as it is shown on a day; what was kept ended with the day before."""
        page_cache.store.clear()
        with mock.patch("django.utils.timezone.localdate", lambda *args: day):
            answer = self.client.get(self.url + path)
        assert answer.status_code == 200
        return soup(answer)

    def test_everything_that_was_written_is_shown(self):
        text = " ".join(self.page().main.get_text(" ").split()).replace("\u00ad", "")
        assert [words for words in CARRIED if words not in text] == []

    def test_the_number_to_call_stands_before_everything_else(self):
        main = self.page().main
        call = main.select_one("a.call")
        assert call["href"] == "tel:+493415550100"
        assert call.sourceline < main.find("h2", id="contents").sourceline

    def test_contents_and_neighbours_lead_to_marks_that_are_there_once(self):
        page = self.page()
        marks = [tag["id"] for tag in page.find_all(id=True)]
        assert len(marks) == len(set(marks))
        links = {link["href"][1:] for link in page.select(".toc a, .section-nav a, .answers a")}
        assert links <= set(marks)
        assert {"die-ersten-stunden", "wenn-jemand-schon-fort-ist"} <= links

    def test_a_mark_stays_when_its_section_or_chapter_gets_another_title_or_place(self):
        marks = {head.get_text(): head["id"] for head in self.page().select(".chapter > h2")}
        section = self.found.first_hours
        section.title = "Was zuerst zählt"
        section.save_revision().publish()
        page = GuidePage.objects.get(pk=self.found.page.pk)
        page.chapters.insert(0, page.chapters.pop())
        page.chapters[1].value["heading"] = "Vorher"
        page.save_revision().publish()
        shown = self.page()
        assert shown.find("h3", id="die-ersten-stunden").get_text() == "Was zuerst zählt"
        found = [(head.get_text(), head["id"]) for head in shown.select(".chapter > h2")]
        assert found[:2] == [("Danach", marks["Danach"]), ("Vorher", marks["Vorbereiten"])]

    def test_a_number_that_changes_on_the_page_of_the_organisation_changes_here(self):
        self.page()
        self.found.hotline.contact_points.update(value="0341 777")
        self.found.hotline.save()
        assert self.page().select_one("a.call").get_text() == "0341 777"

    def test_an_offer_that_has_ended_gives_no_number_and_says_so(self):
        Offer.objects.filter(pk=self.found.hotline_offer.pk).update(status="ended")
        self.found.hotline.save()
        page = self.page()
        assert page.select_one("a.call") is None
        assert page.select_one(".notice.danger .badge.stale")

    def test_an_offer_that_is_gone_or_not_public_is_left_out(self):
        for change in (
            lambda: Offer.objects.filter(pk=self.found.advice_offer.pk).delete(),
            lambda: Organisation.objects.filter(pk=self.found.hotline.organisation_id).update(
                status="proposed"
            ),
        ):
            change()
            self.found.advice.save()
        text = self.page().main.get_text()
        assert "Asyl- und Verfahrensberatung" not in text
        assert "Runder Tisch" not in text
        assert "Die ersten Stunden" in text

    def test_who_is_gone_with_their_page_is_gone_from_the_guide(self):
        assert "Lindenhof" in self.page().main.get_text()
        self.found.advice.delete()
        text = self.page().main.get_text()
        assert "Lindenhof" not in text
        assert "Runder Tisch" in text

    def test_a_protected_organisation_tells_no_number_in_guides_and_can_be_written_to(self):
        Organisation.objects.filter(pk=self.found.advice.organisation_id).update(is_shielded=True)
        self.found.advice.save()
        page = self.page()
        assert not re.search("lindenhof.example|555020|Bitte anrufen", str(page.main))
        helper = page.select_one(".helper")
        assert helper.select_one(".badge.calm")
        assert helper.select_one(f"a[href='/id/{self.found.advice.organisation.uuid}/nachricht/']")

    def test_a_contact_that_is_not_public_stays_so(self):
        builders.contact(self.found.advice, "intern@lindenhof.example.org", disclosure="office")
        self.found.advice.save()
        assert "intern@" not in str(guide_record(self.found.page))

    def test_a_section_says_the_day_after_its_last_one_that_it_may_be_out_of_date(self):
        assert self.page(day=date(2027, 4, 15)).select(".notice.warn") == []
        page = self.page(day=date(2027, 4, 16))
        assert len(page.select(".chapter .notice.warn")) == 3
        assert len(page.select(".toc .badge.stale")) == 3
        assert page.select_one(".aside .badge.stale")

    def test_drafts_of_a_section_are_not_shown(self):
        section = self.found.after
        section.body = [("text", "<p>Noch nicht.</p>")]
        section.save_revision()
        self.assertNotContains(self.client.get(self.url), "Noch nicht.")

    def test_a_section_that_is_withdrawn_is_left_out(self):
        self.found.folder.unpublish()
        self.assertNotContains(self.client.get(self.url), "Die Mappe packen")

    def test_in_another_language_its_sections_are_in_that_language_as_far_as_there_are_any(self):
        page = self.page("?sprache=ar")
        head = page.find(id="die-ersten-stunden")
        assert (head["lang"], head["dir"], head.get_text()) == ("ar", "rtl", "الساعات الأولى")
        assert (page.h1.parent["lang"], page.h1.get_text()) == ("ar", "عند التهديد بالترحيل")
        chapters = page.select(".chapter > h2")
        assert [one.get("lang") for one in chapters] == [None, "ar", None]
        assert page.select_one(f".toc a[href='#{chapters[1]['id']}']")["dir"] == "rtl"
        assert page.find(id="die-mappe-packen").get("lang") is None
        assert len(page.select(".chapter > section > p > .badge.calm")) == 3  # not yet in this language
        assert page.select_one(".chapter .badge.stale")  # older than its original
        assert page.find("meta", {"name": "robots"})["content"] == "noindex"
        chip = page.select_one(".chips a[hreflang=ar]")
        assert chip["aria-current"] == "true"

    def test_what_cannot_be_meant_gives_a_message_and_the_guide(self):
        for query in (
            "sprache=klingon",
            "sprache=%00",
            "sprache=fr",
            "q=1",
            "sprache[]=ar",
            "sprache=" + "a" * 5000,
        ):
            with self.subTest(query=query[:30]):
                answer = self.client.get(f"{self.url}?{query}")
                self.assertContains(answer, "Die ersten Stunden")
                assert soup(answer).select(".message")

    def test_the_page_of_a_translation_reads_sections_and_facts(self):
        english = builders.translated(self.found.page, "en", title="When deportation looms")
        version = guide_pages.section("The first hours", language="en", original=self.found.first_hours)
        answer = self.client.get(english.get_url())
        self.assertContains(answer, version.title)
        self.assertContains(answer, "Bleiberecht")
        assert english.topic_links.count() == 0

    def test_machines_are_told_of_its_steps_or_that_it_is_an_article(self):
        told = entity(self.client.get(self.url))
        assert told["@type"] == "HowTo"
        assert [step["name"] for step in told["step"]][1] == "Beratungsstelle anrufen"
        assert told["step"][0]["url"].endswith("/wenn-eine-abschiebung-droht/#die-ersten-stunden")
        plain = guide_pages.guide(self.found.index, "Nur Text", guide_pages.section())
        told = entity(self.client.get(plain.get_url()))
        assert (told["@type"], told["headline"]) == ("Article", "Nur Text")

    def test_an_answer_leads_to_the_guide_in_which_its_section_stands(self):
        alone = guide_pages.section("Nur hier")
        asking = guide_pages.section(
            "Fragen", ("question", {"question": "Wohin?", "answers": [
                {"answer": "Dahin", "text": "", "section": alone},
                {"answer": "Nirgends", "text": "", "section": None},
            ]})
        )  # fmt: skip
        other = guide_pages.guide(self.found.index, "Anderswo", alone)
        mine = guide_pages.guide(self.found.index, "Hier", asking)
        answers = soup(self.client.get(mine.get_url())).select(".answers > li")
        assert answers[0].a["href"] == f"{other.get_url()}#nur-hier"
        assert answers[1].a is None

    def test_nobody_is_led_to_a_guide_that_is_not_for_everybody(self):
        alone = guide_pages.section("Nur hier")
        answers = [{"answer": "Dahin", "text": "", "section": alone}]
        asking = guide_pages.section("Fragen", ("question", {"question": "Wohin?", "answers": answers}))
        builders.restrict(guide_pages.guide(self.found.index, "Anderswo", alone))
        mine = guide_pages.guide(self.found.index, "Hier", asking)
        assert soup(self.client.get(mine.get_url())).select_one(".answers a") is None

    def test_files_and_pictures_are_shown_as_far_as_they_are_for_everybody(self):
        shown, kept = file("Vollmacht"), file("Intern", disclosure="office")
        image = picture("Bild", description="Ein Formular")
        section = guide_pages.section(
            "Vordrucke",
            ("download", {"document": shown, "label": "Vollmacht zum Ausdrucken"}),
            ("download", {"document": kept, "label": ""}),
            ("image", {"image": image, "caption": "So sieht es aus"}),
        )
        page = guide_pages.guide(self.found.index, "Papiere", section)
        found = soup(self.client.get(page.get_url())).find(id="vordrucke").parent
        assert [link["href"] for link in found.select("a.more")] == [shown.url]
        assert (found.img["alt"], found.figcaption.get_text(strip=True)) == (
            "Ein Formular",
            "So sieht es aus",
        )

    def test_a_preview_shows_the_draft(self):
        page = GuidePage.objects.get(pk=self.found.page.pk)
        page.chapters = [guide_pages.chapter("Ganz neu", self.found.after)]
        page.save_revision()
        self.client.force_login(builders.superuser())
        latest = page.latest_revision
        answer = self.client.get(f"/admin/pages/{page.pk}/revisions/{latest.pk}/view/")
        self.assertContains(answer, "Ganz neu")
        self.assertNotContains(answer, "Die Mappe packen")


class TestWhatItCosts(TestCase):
    """Sixty sections cost as many queries as six."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.index = guide_pages.guide_index(cls.tree)
        pages = [builders.organisation_page(cls.tree.directory) for _number in range(5)]
        for page in pages:
            builders.contact(page, "0341 1", kind="phone")
        offers = tuple(builders.offer(page, f"Angebot {at}") for at, page in enumerate(pages))
        cls.guides = [guide_pages.long_guide(cls.index, number, offers) for number in (6, 60)]

    def test_a_guide_is_built_with_a_constant_number_of_queries(self):
        self.client.get(self.guides[0].get_url())
        costs = [self._cost(page) for page in self.guides]
        assert costs[0] == costs[1] <= 36

    def _cost(self, page):
        """Return how many queries the first visit after a change takes."""
        changes.record(page)
        builders.drain()
        with CaptureQueriesContext(connection) as queries:
            assert self.client.get(page.get_url()).status_code == 200
        return len(queries)

    def test_and_shown_again_with_next_to_none(self):
        page = self.guides[1]
        self.client.get(page.get_url())
        with self.assertNumQueries(1):
            assert self.client.get(page.get_url()).status_code == 200

    def test_every_section_is_there(self):
        answer = self.client.get(self.guides[1].get_url())
        assert len(soup(answer).select(".chapter > section")) == 60
        assert GuideSection.objects.count() == 66
