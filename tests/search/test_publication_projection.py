"""Documents of publications follow what their sources tell, and the clock."""

from datetime import datetime, time, timedelta
from unittest import mock

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from network.models import Organisation, OrganisationPage, Region
from portal.validity import BERLIN
from publications.models import DeadlinePage, GuidePage, GuideSection, InfopostPage, JobPostingPage
from publications.searchable import sources
from search import housekeeping, publication_projection
from search.drift import outdated_documents, repair_documents, stale_documents
from search.models import SearchDocument
from search.passing_time import changed_since
from search.projection import PAGE
from search.publication_kinds import KINDS
from search.publication_projection import consume
from search.query import PUBLICATIONS
from search.type_labels import single_labels, type_labels
from search.weights import STALE_TERM
from tests import builders
from tests.publications.guide_pages import guide, guide_index, section
from tests.publications.infoposts_pages import infopost, news_page
from tests.publications.postings_pages import body, deadline, lists, posting


def settle() -> None:
    """Work in everything that waits."""
    while builders.drain():
        pass


def rows(**fields) -> dict[str, SearchDocument]:
    """Return the documents of publications that are not deleted, by title."""
    settle()
    found = SearchDocument.objects.filter(type__in=PUBLICATIONS, deleted=False, **fields)
    return {row.title: row for row in found}


def terms(title: str) -> list[str]:
    """Return the terms of a publication's document."""
    return rows()[title].data["terms"].split("\n")


class Published(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        lists(cls.tree.home)
        cls.topic = builders.topic("Flucht", label_en="Asylum")
        cls.house = builders.organisation_page(cls.tree.directory, builders.organisation("Haus der Vielfalt"))
        cls.friend = builders.organisation_page(cls.tree.directory, builders.organisation("Chor der Stadt"))
        cls.end = timezone.now() + timedelta(days=20)
        cls.job = posting(
            cls.house,
            "Projektleitung",
            ends_at=cls.end,
            topics=[cls.topic],
            workplaces=[{"region": cls.places.werdau}],
            body=body("<p>Netzwerke knüpfen.</p>"),
        )
        cls.fund = deadline(
            cls.house,
            "Kleine Hilfe",
            ends_at=cls.end,
            topics=[cls.topic],
            regions=[cls.places.zwickau_district],
        )
        cls.news = infopost(
            news_page(cls.tree.home),
            "Wir gedenken",
            topics=[cls.topic],
            places=[cls.places.bautzen],
            co_authors=[cls.friend.organisation],
        )
        cls.index = guide_index(cls.tree)
        cls.part = section("Ruhe bewahren", ("text", "<p>Sonnenblume.</p>"))
        cls.guide = guide(cls.index, "Wenn Post kommt", cls.part, topics=[cls.topic])
        cls.other = guide(cls.index, "Wenn es klingelt", cls.part, section("Tür zulassen"))


class TestWhatHasADocument(Published):
    def test_each_kind_has_one_and_a_section_in_two_guides_one(self):
        kinds = {title: (row.type, row.page_id) for title, row in rows().items()}
        assert kinds == {
            "Projektleitung": ("job", self.job.pk),
            "Kleine Hilfe": ("deadline", self.fund.pk),
            "Wir gedenken": ("infopost", self.news.pk),
            "Wenn Post kommt": ("guide", self.guide.pk),
            "Wenn es klingelt": ("guide", self.other.pk),
            "Ruhe bewahren": ("guide", self.guide.pk),
            "Tür zulassen": ("guide", self.other.pk),
        }
        assert stale_documents() == outdated_documents() == {}

    def test_every_kind_that_tells_of_something_has_a_name_in_the_search(self):
        assert {one.kind for source in sources for one in source(None)} == set(KINDS)
        types = {kind.type for kind in KINDS.values()}
        assert types == PUBLICATIONS
        assert types <= type_labels().keys() & single_labels().keys()

    def test_what_it_says_where_it_is_and_when_it_ends(self):
        row = rows()["Projektleitung"]
        assert (row.visible_until, row.data["facets"]["topic"]) == (self.end, ["flucht"])
        assert row.data["facets"]["alliance"] == [self.house.organisation.register_id]
        assert {"municipality:14524330", "district:14524"} & set(row.data["facets"]["region"])
        for term in ("n.w:projektleitung", "k.w:flucht", "c.w:asylum", "b.w:netzwerke", "p.w:werdau"):
            assert term in terms("Projektleitung")
        assert "t.w:stellenangebot" in terms("Projektleitung")

    def test_what_holds_within_regions_is_found_in_every_place_there(self):
        found = rows()
        assert found["Kleine Hilfe"].data["areas"] == [self.places.zwickau_district.key]
        assert found["Wenn Post kommt"].data["areas"] == ["state:14"]
        assert found["Projektleitung"].data["areas"] == []

    def test_drafts_withdrawn_restricted_and_deleted_ones_have_none(self):
        posting(self.house, "Nur ein Entwurf", live=False).unpublish()
        assert "Nur ein Entwurf" not in rows()
        JobPostingPage.objects.get(pk=self.job.pk).unpublish()
        DeadlinePage.objects.get(pk=self.fund.pk).delete()
        builders.restrict(self.guide)
        found = rows()
        assert found.keys() == {"Wir gedenken", "Wenn es klingelt", "Ruhe bewahren", "Tür zulassen"}
        assert found["Ruhe bewahren"].page_id == self.other.pk
        assert SearchDocument.objects.filter(type="deadline", deleted=True).count() == 1

    def test_nothing_of_an_organisation_whose_page_or_entry_is_public_no_more(self):
        OrganisationPage.objects.get(pk=self.house.pk).unpublish()
        assert not {"Projektleitung", "Kleine Hilfe"} & rows().keys()
        OrganisationPage.objects.get(pk=self.house.pk).save_revision().publish()
        assert {"Projektleitung", "Kleine Hilfe"} <= rows().keys()
        entry = Organisation.objects.get(pk=self.house.organisation_id)
        entry.status = "dissolved"
        entry.save()
        assert not {"Projektleitung", "Kleine Hilfe"} & rows().keys()

    def test_pages_themselves_keep_their_own_documents(self):
        settle()
        pages = SearchDocument.objects.filter(deleted=False, key__startswith="page:")
        assert set(pages.values_list("title", flat=True)) >= {"Haus der Vielfalt", "Chor der Stadt"}
        assert not pages.filter(page_id__in=[self.job.pk, self.guide.pk]).exists()


class TestWhatChangesIt(Published):
    def test_its_own_words_and_a_newer_draft_nothing(self):
        page = InfopostPage.objects.get(pk=self.news.pk)
        before = rows()["Wir gedenken"].seq
        page.title = "Wir erinnern"
        page.save_revision()
        assert rows()["Wir gedenken"].seq == before
        page.save_revision().publish()
        assert "Wir erinnern" in rows()

    def test_topics_regions_and_authors(self):
        self.topic.name = "Bleiberecht"
        self.topic.save()
        region = Region.objects.get(pk=self.places.werdau.pk)
        region.aliases = ["Blumenstadt"]
        region.save()
        for title in ("Projektleitung", "Kleine Hilfe", "Wir gedenken", "Wenn Post kommt"):
            assert "k.w:bleiberecht" in terms(title), title
        assert "p.w:blumenstadt" in terms("Projektleitung")
        entry = Organisation.objects.get(pk=self.friend.organisation_id)
        entry.name = "Chor Mohnblume"
        entry.save()
        assert "b.w:mohnblume" in terms("Wir gedenken")

    def test_a_section_that_changes_changes_its_one_document(self):
        before = rows()
        part = GuideSection.objects.get(pk=self.part.pk)
        part.body = [("text", "<p>Mohnblume.</p>")]
        part.save_revision().publish()
        assert {title for title, row in rows().items() if row.seq != before[title].seq} == {"Ruhe bewahren"}
        assert "b.w:mohnblume" in terms("Ruhe bewahren")

    def test_a_section_leads_to_the_first_guide_that_shows_it(self):
        key = rows()["Ruhe bewahren"].key
        page = GuidePage.objects.get(pk=self.guide.pk)
        page.chapters = []
        page.save_revision().publish()
        row = rows()["Ruhe bewahren"]
        assert (row.key, row.page_id, row.shown["guide"]) == (key, self.other.pk, "Wenn es klingelt")
        GuidePage.objects.get(pk=self.other.pk).unpublish()
        assert "Ruhe bewahren" not in rows()

    def test_versions_in_other_languages_share_a_document(self):
        section("حافظ على هدوئك", language="ar", original=self.part)
        publication_projection.project([self.guide.pk], 900)
        row = rows()["Ruhe bewahren"]
        assert row.shown["languages"]["ar"]["title"] == "حافظ على هدوئك"
        assert row.shown["languages"]["ar"]["mark"] == f"?sprache=ar#{self.part.anchor}"
        assert row.data["facets"]["language"] == ["ar", "de"]

    def test_a_deleted_version_takes_its_words_along(self):
        version = section("Keep calm", language="en", original=self.part)
        publication_projection.project([self.guide.pk], 900)
        assert "en" in rows()["Ruhe bewahren"].shown["languages"]
        version.delete()
        assert "en" not in rows()["Ruhe bewahren"].shown["languages"]

    def test_the_emergency_switch_hides_the_exact_place(self):
        rows()
        entry = Organisation.objects.get(pk=self.house.organisation_id)
        entry.is_shielded = True
        entry.save()
        row = rows()["Projektleitung"]
        assert "werdau" not in f"{row.data} {row.shown}".casefold()
        assert stale_documents() == {}

    def test_a_change_that_concerns_many_is_worked_in_piece_by_piece(self):
        settle()
        region = Region.objects.filter(pk=self.places.saxony.pk)
        region.update(aliases=["Sachsenland"])
        type(self.topic).objects.filter(pk=self.topic.pk).update(name="Ankommen")
        with mock.patch.object(publication_projection, "MOST_AT_ONCE", 2):
            consume([("network.topic", str(self.topic.pk))], 900)
        assert "ankommen" not in SearchDocument.objects.get(title="Projektleitung").data["terms"]
        assert "k.w:ankommen" in terms("Projektleitung")


class TestTheClock(Published):
    def test_what_ended_loses_its_document_and_a_new_end_brings_it_back(self):
        rows()
        mark = {(PAGE, self.job.pk), (PAGE, self.fund.pk)}
        assert changed_since(self.end - timedelta(seconds=1), self.end) == mark
        with mock.patch.object(timezone, "now", return_value=self.end):
            housekeeping.project_what_time_changed(timezone.now())
            settle()
            assert stale_documents() == {}
        assert SearchDocument.objects.filter(type__in=["job", "deadline"], deleted=True).count() == 2
        page = JobPostingPage.objects.get(pk=self.job.pk)
        page.ends_at = self.end + timedelta(days=9)
        page.save_revision().publish()
        assert rows()["Projektleitung"].visible_until == page.ends_at

    def test_an_outdated_section_sinks_from_the_day_after_its_last_and_says_so(self):
        last = timezone.localdate() + timedelta(days=3)
        part = GuideSection.objects.get(pk=self.part.pk)
        part.valid_until = last
        part.save_revision().publish()
        titles = ("Ruhe bewahren", "Wenn Post kommt", "Wenn es klingelt")
        assert not any(STALE_TERM in terms(title) or rows()[title].shown["is_outdated"] for title in titles)
        midnight = datetime.combine(last + timedelta(days=1), time.min, BERLIN)
        with mock.patch.object(timezone, "now", return_value=midnight):
            before = midnight - timedelta(hours=1)
            assert changed_since(before, midnight) >= {("publications.guidesection", part.pk)}
            consume([("publications.guidesection", str(part.pk))], 900)
            assert all(STALE_TERM in terms(title) and rows()[title].shown["is_outdated"] for title in titles)


class TestDrift(Published):
    def test_what_slipped_past_the_signals_is_found_and_mended(self):
        settle()
        job = SearchDocument.objects.get(title="Projektleitung")
        for change in (
            lambda: JobPostingPage.objects.filter(pk=self.job.pk).update(title="Bauleitung"),
            lambda: SearchDocument.objects.filter(pk=job.pk).update(visible_until=None),
            lambda: SearchDocument.objects.filter(pk=job.pk).update(title="Falsch"),
            lambda: JobPostingPage.objects.filter(pk=self.job.pk).update(live=False),
        ):
            change()
            assert stale_documents() == {job.pk: self.job.pk}
            repair_documents(stale_documents())
            assert stale_documents() == {}
        assert SearchDocument.objects.get(pk=job.pk).deleted

    def test_lost_and_surplus_rows_are_mended_by_the_command(self):
        settle()
        SearchDocument.objects.filter(title="Ruhe bewahren").delete()
        row = SearchDocument.objects.get(title="Tür zulassen")
        row.key, row.page_id = "publication:guide_section:99999", 99999
        row.save(force_insert=True)
        assert set(stale_documents()) == {
            "publication:guide_section:99999",
            f"publication:guide_section:{self.part.pk}",
        }
        call_command("search_check", repair=True)
        assert SearchDocument.objects.get(pk="publication:guide_section:99999").deleted
        assert "Ruhe bewahren" in rows()
        assert stale_documents() == {}

    def test_documents_of_another_analysis_are_made_again(self):
        settle()
        SearchDocument.objects.filter(type="job").update(analysis_version="older")
        assert set(outdated_documents().values()) == {self.job.pk}
        repair_documents(outdated_documents())
        assert outdated_documents() == {}

    def test_one_that_cannot_be_read_does_not_hide_the_others(self):
        settle()
        JobPostingPage.objects.filter(pk=self.job.pk).update(title="Bauleitung")
        made = publication_projection.publication_document

        def failing(versions, facts):
            if versions[0].kind == "deadline":
                raise ValueError("broken")
            return made(versions, facts)

        with mock.patch.object(publication_projection, "publication_document", failing):
            assert set(stale_documents().values()) == {self.job.pk, self.fund.pk}
