"""The guides of the demo: right in themselves, in every state, there again where something went, gone on demand."""

from datetime import timedelta
from unittest import mock

from django.contrib.admin.utils import flatten
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from network.demo import accounts, content
from network.demo.register import DemoFailed
from network.models import ActorPage, DirectoryPage, Offer, Region, Topic
from network.setup import set_up_portal
from portal.models import PortalDocument
from publications.demo import guides
from publications.demo.guide_sections import sections_of_demo
from publications.demo.guide_texts import DOWNLOADS, guide_id, section_id, section_keys, sections
from publications.demo.guide_texts import guides as texts
from publications.guides.law import AHEAD
from publications.guides.uses import places, uses_of
from publications.models import GuideIndexPage, GuidePage, GuideRegion, GuideSection, GuideTopic
from tests import builders
from tests.publications import guide_pages

HOTLINE = "demo-nachklang"


def bodies():
    """Return every block of every section, versions included."""
    found = [words["body"] for words in sections().values()]
    found += [one["body"] for words in sections().values() for one in words.get("versions", ())]
    return flatten(found)


class TestTheWords(SimpleTestCase):
    """What the files say, without a database."""

    def test_there_are_enough_of_them(self):
        assert len(texts()) >= 6
        assert len(sections()) >= 60
        shown = [key for guide in texts() for chapter in guide["chapters"] for key in section_keys(chapter)]
        assert set(shown) == set(sections())
        assert len({key for key in shown if shown.count(key) > 1}) >= 2

    def test_every_contact_is_an_offer_of_the_demo(self):
        rows = content.register().rows
        offers = {(row.cells["id"], one["title"]) for row in rows for one in row.cells.get("offers", ())}
        named = [tuple(one[:2]) for block in bodies() for one in block.get("contacts", ())]
        named += [tuple(one[:2]) for guide in texts() for one in guide["urgent"]]
        assert len(named) > 50
        assert set(named) - offers == set()

    def test_every_answer_leads_to_a_section_and_every_file_is_there(self):
        answers = [one for block in bodies() for one in block.get("answers", ())]
        assert {one[2] for one in answers if len(one) > 2} - set(sections()) == set()
        assert {block["download"] for block in bodies() if "download" in block} == set(DOWNLOADS)

    def test_what_names_a_law_says_when_it_was_checked_by_whom(self):
        for key, words in sections().items():
            if "§" in str(words["body"]) or "Artikel" in str(words["body"]):
                assert words.get("law") and words.get("by"), key


class TestTheGuides(TestCase):
    """A portal with one organisation of the demo, and its guides; built once, because it takes seconds."""

    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        accounts.open_accounts()
        page = builders.organisation_page(
            DirectoryPage.objects.get(), builders.organisation("Nachklang", register_id=HOTLINE)
        )
        builders.contact(page, "030 23125-037", kind="phone")
        cls.offer = builders.offer(page, "Nach dem Angriff", kind="emergency")
        cls.before = cls.rows()
        cls.made = guides.build()

    @staticmethod
    def rows() -> list:
        """Return every row of what guides consist of."""
        models = (GuidePage, GuideSection, GuideTopic, GuideRegion, PortalDocument)
        return [list(model.objects.order_by("pk").values()) for model in models]

    def test_it_says_what_it_made(self):
        versions = sum(len(one.get("versions", ())) for one in sections().values())
        assert self.made == {"sections of guides": len(sections()) + versions, "guides": len(texts())}

    def test_sections_are_in_every_state(self):
        today = timezone.localdate()
        found = GuideSection.objects.filter(original=None)
        assert found.filter(valid_until__lt=today).count() >= 4
        assert found.filter(valid_until__range=(today, today + AHEAD)).count() >= 4
        assert found.filter(valid_until__gt=today + AHEAD).count() >= 30
        assert found.filter(valid_until=None).count() >= 5
        assert not found.exclude(valid_until=None).filter(reviewer=None).exists()

    def test_some_sections_stand_in_two_guides(self):
        assert sum(len(pages) > 1 for pages in places().values()) >= 2

    def test_topics_and_places_are_known(self):
        named = {slug for guide in texts() for slug in guide["topics"]}
        assert set(Topic.objects.filter(slug__in=named).values_list("slug", flat=True)) == named
        assert Region.objects.filter(kind="state", code="14").exists()
        assert GuideRegion.objects.count() == sum(len(guide["regions"]) for guide in texts())

    def test_an_editor_could_save_everything_as_it_is(self):
        for row in sections_of_demo():
            row.full_clean()
            row._meta.get_field("body").stream_block.clean(row.body)
        for page in GuidePage.objects.all():
            page.full_clean()
            for name in ("chapters", "urgent"):
                page._meta.get_field(name).stream_block.clean(getattr(page, name))

    def test_pages_show_numbers_files_and_ways_to_other_guides(self):
        self.client.force_login(builders.user())
        text = self.client.get("/leitfaeden/nach-einem-angriff/").text
        for words in ("030 23125-037", "Gedächtnisprotokoll: Fragen zum Ausfüllen", "?sprache=en"):
            assert words in text
        assert "/leitfaeden/versammlung/#" in self.client.get("/leitfaeden/wahljahr/").text
        answer = self.client.get("/leitfaeden/?stand=veraltet")
        assert 0 < answer.context["listing"].total < len(texts())

    def test_weeks_later_a_second_run_changes_nothing(self):
        before = self.rows()
        later = timezone.now() + timedelta(weeks=3)
        with mock.patch.object(timezone, "now", return_value=later):
            assert guides.build() == {"sections of guides": 0, "guides": 0}
        assert self.rows() == before

    def test_what_was_deleted_comes_back_as_it_was(self):
        page = GuidePage.objects.get(slug="barrierearm")
        section = GuideSection.objects.get(uuid=section_id("rueckmeldung"))
        kept = section.title, section.valid_until, section.anchor, page.title
        page.delete()
        section.delete()
        later = timezone.now() + timedelta(weeks=3)
        with mock.patch.object(timezone, "now", return_value=later):
            assert guides.build() == {"sections of guides": 1, "guides": 1}
        page = GuidePage.objects.get(translation_key=guide_id("barrierearm"))
        again = GuideSection.objects.get(uuid=section.uuid)
        assert (again.title, again.valid_until, again.anchor, page.title) == kept
        assert [use.page_id for use in uses_of(again)] == [page.pk]

    def test_what_somebody_changed_stays_changed(self):
        GuideSection.objects.filter(uuid=section_id("zu-zweit")).update(title="Zu dritt")
        GuidePage.objects.filter(slug="buendnis").update(title="Bund")
        guides.build()
        assert GuideSection.objects.get(uuid=section_id("zu-zweit")).title == "Zu dritt"
        assert GuidePage.objects.get(slug="buendnis").title == "Bund"

    def test_it_leaves_the_portal_as_it_was(self):
        own = guide_pages.section("Eigener Abschnitt")
        assert guides.remove() == {**self.made, "files": len(DOWNLOADS)}
        assert list(GuideSection.objects.all()) == [own]
        own.delete()
        assert self.rows() == self.before
        assert Offer.objects.get() == self.offer and ActorPage.objects.get().live

    def test_it_stops_where_a_guide_of_others_shows_a_section(self):
        index = GuideIndexPage.objects.get()
        guide_pages.guide(index, "Eigener Leitfaden", GuideSection.objects.get(uuid=section_id("fotos")))
        with self.assertRaisesMessage(DemoFailed, "“Eigener Leitfaden”"):
            guides.remove()
