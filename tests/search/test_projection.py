"""Search documents follow what is public: whatever changes, however it changes."""

from unittest import mock

from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from network.models import Organisation
from portal import changes
from portal.models import Clock, PendingChange
from search import projection
from search.models import SearchDocument
from tests import builders


class Documents(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.places = builders.places()
        cls.page = builders.organisation_page(
            cls.tree.directory, builders.organisation("Haus", seat=cls.places.werdau)
        )
        builders.drain()

    def row(self, page=None):
        """Return the document of a page after everything that waits was worked in, None without one."""
        builders.drain()
        return SearchDocument.objects.filter(page_id=(page or self.page).pk, deleted=False).first()

    def terms(self, page=None):
        """Return the terms of a page's document."""
        return self.row(page).data["terms"].split("\n")


class TestWhenItChanged(Documents):
    def test_a_new_document_appeared_and_changed_at_once(self):
        row = self.row()
        assert row.appeared_at == row.changed_at is not None

    def test_a_change_that_no_search_sees_is_a_change(self):
        before = self.row()
        builders.contact(self.page, kind="phone", value="0375 123456")
        changes.record_ids([(projection.PAGE, self.page.pk)])
        after = self.row()
        assert after.digest == before.digest
        assert after.changed_at > before.changed_at
        assert after.appeared_at == before.appeared_at

    def test_what_only_members_may_know_is_none(self):
        before = self.row()
        builders.contact(self.page, kind="phone", value="0375 123456", disclosure="members")
        builders.contact(self.page, kind="phone", value="0375 654321", disclosure="nobody")
        changes.record_ids([(projection.PAGE, self.page.pk)])
        withheld = self.row()
        assert withheld.changed_at > before.changed_at  # the page says that members see more
        builders.contact(self.page, kind="phone", value="0375 111111", disclosure="nobody")
        changes.record_ids([(projection.PAGE, self.page.pk)])
        assert self.row().changed_at == withheld.changed_at

    def test_another_analysis_is_none(self):
        before = self.row()
        SearchDocument.objects.update(digest="of another version")
        changes.record_ids([(projection.PAGE, self.page.pk)])
        after = self.row()
        assert after.digest == before.digest
        assert after.changed_at == before.changed_at

    def test_rows_from_before_changes_were_dated_keep_their_date(self):
        before = self.row()
        SearchDocument.objects.update(public_digest="")
        changes.record_ids([(projection.PAGE, self.page.pk)])
        after = self.row()
        assert after.public_digest == before.public_digest
        assert after.changed_at == before.changed_at

    def test_a_tombstone_says_when_it_went_and_what_comes_back_appears_anew(self):
        before = self.row()
        self.page.unpublish()
        assert self.row() is None
        gone = SearchDocument.objects.get(key=before.key)
        assert gone.changed_at > before.changed_at
        assert gone.public_digest == ""
        self.page.save_revision().publish()
        assert self.row().appeared_at > gone.changed_at


class TestWhoHasADocument(Documents):
    def test_a_published_page_has_one(self):
        row = self.row()
        assert (row.type, row.locale, row.register_id) == (
            "organisation",
            "de",
            self.page.organisation.register_id,
        )
        assert row.key == f"page:{self.page.pk}"

    def test_alliances_and_pages_of_text_have_one(self):
        alliance = builders.alliance_page(self.tree.alliances)
        assert self.row(alliance).type == "alliance"
        row = self.row(self.tree.standard)
        assert (row.type, row.register_id) == ("page", f"page-{self.tree.standard.pk}")

    def test_drafts_have_none(self):
        assert self.row(builders.organisation_page(self.tree.directory, live=False)) is None

    def test_a_newer_draft_changes_nothing(self):
        before = self.row().digest
        page = type(self.page).objects.get(pk=self.page.pk)
        page.title = "Entwurf"
        page.save_revision()
        assert self.row().digest == before

    def test_entries_that_are_not_listed_have_none(self):
        for status, listed in (
            ("proposed", False), ("dissolved", False), ("merged", False), ("dormant", True), ("active", True),
        ):  # fmt: skip
            entry = self.page.organisation
            entry.status = status
            entry.save()
            with self.subTest(status=status):
                assert (self.row() is not None) == listed

    def test_a_private_page_and_what_lies_below_it_has_none(self):
        restriction = builders.restrict(self.tree.directory)
        assert self.row() is None
        restriction.delete()
        assert self.row() is not None

    def test_publishing_and_unpublishing(self):
        page = type(self.page).objects.get(pk=self.page.pk)
        page.unpublish()
        assert self.row() is None
        page.save_revision().publish()
        assert self.row() is not None

    def test_a_deleted_page_leaves_an_empty_trace(self):
        pk = self.page.pk
        type(self.page).objects.get(pk=pk).delete()
        builders.drain()
        trace = SearchDocument.objects.get(page_id=pk)
        assert (trace.deleted, trace.title, trace.data, trace.shown, trace.digest) == (True, "", {}, {}, "")

    def test_a_copied_page_has_its_own(self):
        copy = self.tree.standard.copy(update_attrs={"slug": "zweite", "title": "Zweite"})
        assert self.row(copy).title == "Zweite"

    def test_aliases_have_none(self):
        alias = self.tree.standard.create_alias(update_slug="spiegel", parent=self.tree.home)
        assert self.row(alias) is None


class TestWhatChangesIt(Documents):
    def test_facts_and_fields_of_the_page(self):
        builders.offer(self.page, "Fahrradwerkstatt")
        assert "k.w:fahrradwerkstatt" in self.terms()

    def test_the_entry_in_the_register(self):
        entry = self.page.organisation
        entry.former_names = ["Uhlenhorst"]
        entry.save()
        assert "n.w:uhlenhorst" in self.terms()
        entry.is_shielded = True
        entry.save()
        assert self.row().shown["seat"] == "Landkreis Zwickau"

    def test_a_renamed_topic(self):
        topic = builders.topic("Asyl")
        builders.topic_of(self.page, topic)
        builders.drain()
        topic.name = "Bleiberecht"
        topic.save()
        assert "k.w:bleiberecht" in self.terms()
        assert self.row().data["facets"]["topic"] == ["asyl"]

    def test_a_renamed_region_above_the_seat(self):
        self.places.zwickau_district.official_name = "Landkreis Westsachsen"
        self.places.zwickau_district.save()
        assert "p.w:westsachsen" in self.terms()

    def test_a_region_of_an_address_and_one_that_is_served(self):
        builders.address(self.page, self.places.bautzen)
        builders.served_area(self.page, self.places.hoyerswerda)
        builders.drain()
        for place, name in ((self.places.bautzen, "Budissin"), (self.places.hoyerswerda, "Wojerecy")):
            place.aliases = [name]
            place.save()
            assert f"p.w:{name.lower()}" in self.terms()

    def test_a_postcode_that_moves(self):
        builders.address(self.page, self.places.werdau, postcode="08412")
        assert self.row().data["lat"] == self.places.werdau.lat
        postcode = builders.postcode("08412", self.places.werdau, lat=50.9)
        assert self.row().data["lat"] == 50.9
        postcode.delete()
        assert self.row().data["lat"] == self.places.werdau.lat

    def test_a_membership_that_begins_and_ends(self):
        alliance = builders.organisation("Netz", kind="alliance")
        made = builders.membership(self.page, alliance)
        assert self.row().data["facets"]["alliance"] == [alliance.register_id]
        alliance.name = "Umbenanntes Netzwerk"
        alliance.save()
        assert "b.w:umbenanntes" in self.terms()
        made.delete()
        assert self.row().data["facets"]["alliance"] == []

    def test_a_moved_page(self):
        directory = type(self.tree.directory).objects.get(pk=self.tree.directory.pk)
        directory.slug = "vereine"
        with self.captureOnCommitCallbacks(execute=True):
            directory.save()
        assert self.row().shown["url_path"] == "/start/vereine/haus/"
        section = builders.standard_page(self.tree.home, "Bereich")
        text = Page.objects.get(pk=self.tree.standard.pk)
        text.move(section, "last-child")
        assert self.row(self.tree.standard).shown["url_path"] == "/start/bereich/ueber-uns/"

    def test_what_says_the_same_writes_nothing(self):
        before = self.row().seq
        self.page.organisation.save()
        assert self.row().seq == before
        assert PendingChange.objects.count() == 0

    def test_what_was_rolled_back_changes_nothing(self):
        before = self.row().digest
        try:
            with transaction.atomic():
                Organisation.objects.filter(pk=self.page.organisation_id).update(name="Verworfen")
                self.page.organisation.refresh_from_db()
                self.page.organisation.save()
                raise RuntimeError
        except RuntimeError:
            pass
        assert self.row().digest == before


class TestTranslations(Documents):
    def test_one_document_stands_for_a_page_and_its_translations(self):
        builders.translated(self.page, "en", title="Refuge", summary="We help.")
        row = self.row()
        assert row.shown["languages"]["en"]["title"] == "Refuge"
        assert "n.w:refuge" in row.data["terms"]
        assert SearchDocument.objects.filter(deleted=False, type="organisation").count() == 1

    def test_a_draft_or_private_translation_is_not_part_of_it(self):
        english = builders.translated(self.page, "en", title="Refuge")
        restriction = builders.restrict(english)
        assert self.row().shown["languages"] == {}
        restriction.delete()
        assert set(self.row().shown["languages"]) == {"en"}
        english.unpublish()
        assert self.row().shown["languages"] == {}

    def test_a_translation_of_a_page_that_is_not_public_is_not_found(self):
        english = builders.translated(self.page, "en", title="Refuge")
        type(self.page).objects.get(pk=self.page.pk).unpublish()
        assert self.row() is None
        assert self.row(english) is None

    def test_the_translation_of_a_protected_story_names_nobody_either(self):
        english = builders.translated(
            self.page, "en", title="Refuge", story=[("quote", {"text": "Stay.", "source": "Jane Sample"})]
        )
        assert "Sample" in self.row().shown["languages"]["en"]["text"]
        entry = self.page.organisation
        entry.is_shielded = True
        entry.save()
        assert self.row().shown["languages"]["en"]["text"] == "Stay."
        assert english.story[0].value["source"] == "Jane Sample"

    def test_a_text_in_another_language_alone_has_a_document_of_its_own(self):
        english = builders.translated(self.tree.standard, "en", title="About us")
        assert self.row(english) is None
        Page.objects.get(pk=self.tree.standard.pk).delete()
        row = self.row(english)
        assert (row.shown["locale"], row.locale) == ("en", "de")


class TestJournal(Documents):
    def test_a_change_of_very_many_pages_is_worked_in_piece_by_piece(self):
        others = [builders.organisation_page(self.tree.directory, builders.organisation(seat=self.places.werdau))
                  for _number in range(3)]  # fmt: skip
        builders.drain()
        self.places.saxony.aliases = ["Freistaat"]
        with _at_most(2):
            self.places.saxony.save()
            builders.drain()
        assert PendingChange.objects.count() == 0
        self.places.werdau.aliases = ["Wirdowia"]
        with _at_most(2):
            self.places.werdau.save()
            builders.drain()
        assert all("p.w:wirdowia" in self.terms(page) for page in [self.page, *others])

    def test_every_document_carries_the_number_of_its_batch(self):
        builders.offer(self.page)
        assert self.row().seq == Clock.objects.get().n

    def test_changes_of_things_nobody_shows_concern_no_page(self):
        assert projection.affected_pages([("auth.group", "1"), ("network.seed", "1")]) == set()
        assert projection.project([], 1) == 0

    def test_ids_that_are_gone_are_no_error(self):
        gone = [(label, "999999") for label in ("wagtailcore.page", "network.organisation", "network.region")]
        changes.record_ids([*gone, ("network.topic", "999999"), ("network.postcode", "99999")])
        builders.drain()
        assert PendingChange.objects.count() == 0

    def test_everything_is_every_page_that_could_have_a_document(self):
        draft = builders.organisation_page(self.tree.directory, live=False)
        assert {self.page.pk, draft.pk, self.tree.standard.pk} <= set(projection.everything())

    def test_many_pages_cost_as_many_queries_as_few(self):
        pages = [
            builders.organisation_page(self.tree.directory, builders.organisation(seat=self.places.werdau)).pk
            for _number in range(12)
        ]
        list(projection.projections(pages))
        counts = []
        for size in (3, 12):
            with changes.reading_once(), CaptureQueriesContext(connection) as queries:
                assert len(list(projection.projections(pages[:size]))) == size
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 25


def _at_most(pages):
    """Let one batch project so many pages."""
    return mock.patch.object(projection, "MOST_AT_ONCE", pages)
