"""What a row says stands on the organisation and its page as if somebody had typed it; what it leaves out stays."""

from datetime import date, time

from django.test import SimpleTestCase, TestCase
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.search.backends import get_search_backend

from network.exchange.prose import body_of, story_of
from network.models import (
    ActorPage,
    Address,
    AlliancePage,
    AlliancesPage,
    DirectoryPage,
    Organisation,
    OrganisationPage,
    Region,
)
from network.models.actors import StoryBlock
from network.setup import set_up_portal
from portal.models import PendingChange
from portal.tiles import as_tile
from tests.network.exchange_lists import FULL, entry, page, put


class TestProse(SimpleTestCase):
    def story(self, *blocks):
        """Return a story."""
        return StreamValue(
            StoryBlock(), [(kind, StoryBlock().child_blocks[kind].to_python(value)) for kind, value in blocks]
        )

    def test_whatever_is_typed_comes_back(self):
        for body in (
            "ein Satz", "a\nb\n\nc", "<script>alert(1)</script> & &amp; &nbsp; <br/>", "a  b\u00a0c",
            "- x\n- y", "„x“ 'y' \"z\"", "",
        ):  # fmt: skip
            with self.subTest(body=body):
                assert body_of(self.story(*story_of(body))) == body

    def test_html_is_shown_not_run(self):
        assert story_of("<img src=x onerror=alert(1)>") == [
            ("text", "<p>&lt;img src=x onerror=alert(1)&gt;</p>")
        ]

    def test_formatted_text_becomes_paragraphs_and_lists(self):
        html = "<h3>Wir</h3><p>sind <b>viele</b>,<br/>und</p><ul><li>du</li><li>ich</li></ul><hr/><p>auch</p>"
        story = self.story(
            ("text", html), ("quote", {"text": "Ja.", "source": "Eine"}), ("image", {"caption": "Bild"})
        )
        assert body_of(story) == "Wir\n\nsind viele,\nund\n\n- du\n- ich\n\nauch\n\nJa.\nEine\n\nBild"


class TestNewOrganisation(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        put(FULL)

    def test_register_holds_what_the_list_says(self):
        found = entry("haus")
        assert (found.name, found.short_name, found.legal_form, found.kind) == (
            "Haus Übermut e. V.",
            "HÜ",
            "ev",
            "association",
        )
        assert found.former_names == ["Haus Mut", "Mut | Übermut"]
        assert (found.register_number, found.founded, found.seat.code) == ("VR 12", "2012", "14524330")
        assert found.is_non_state
        assert found.unmatched == {}
        assert as_tile(found.tile)

    def test_page_holds_what_the_list_says(self):
        found = page("haus")
        assert isinstance(found, OrganisationPage)
        assert (found.title, found.summary, found.confirmed_on) == (
            FULL["name"],
            FULL["summary"],
            date(2024, 11, 4),
        )
        assert body_of(found.story) == FULL["body"]
        assert (found.reach, found.languages, found.target_groups, found.accessibility) == (
            ["mobile"], ["ar"], ["girls"], ["lift"],
        )  # fmt: skip
        assert {link.tag.slug for link in found.topic_links.all()} == {"sport", "wohnen"}
        assert [area.region.code for area in found.served_areas.all()] == ["14524"]
        assert [(link.label, link.url) for link in found.links.all()] == [
            ("Satzung", "https://example.org/s")
        ]
        assert [(one.year, one.text) for one in found.milestones.all()] == [(2013, "Haus bezogen")]

    def test_contacts_and_address_carry_their_disclosure(self):
        contacts = {one.kind: (one.value, one.disclosure) for one in page("haus").contact_points.all()}
        assert contacts == {
            "email": ("rat@example.org", "public"),
            "phone": ("030 23125-001", "office"),
            "website": ("https://example.org", "public"),
        }
        address = page("haus").addresses.get()
        assert (str(address), address.region.code) == ("Gasse 1, 08056 Zwickau", "14524330")
        assert (address.precision, address.disclosure) == ("municipality", "public")

    def test_offers_and_hours_are_rows_of_their_own(self):
        offer = page("haus").offers.get()
        assert (offer.title, offer.kind, offer.languages, offer.cost, offer.status) == (
            "Sprachcafé", "meeting_place", ["de"], "frei", "full",
        )  # fmt: skip
        hours = [
            (one.weekday, one.opens_at, one.closes_at, one.note) for one in page("haus").opening_hours.all()
        ]
        assert hours == [(day, time(10), time(12), "Hof") for day in (0, 1)]

    def test_fields_left_out_have_their_defaults(self):
        put({"name": "Kurz"})
        found = ActorPage.objects.get(title="Kurz").specific
        assert (found.organisation.kind, found.organisation.legal_form, found.summary) == (
            "initiative",
            "none",
            "",
        )
        assert not found.addresses.exists()
        assert not found.contact_points.exists()

    def test_authorities_are_of_the_state(self):
        put({"id": "amt", "name": "Amt", "kind": "Behörde"})
        assert not entry("amt").is_non_state

    def test_editor_can_open_change_and_publish_the_page(self):
        found = page("haus")
        found.summary = "Neu."
        found.save_revision().publish()
        assert page("haus").summary == "Neu."
        assert body_of(page("haus").story) == FULL["body"]
        assert page("haus").offers.count() == 1


class TestTree(TestCase):
    """Pages written in bulk are what Wagtail's own way makes of them."""

    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        cls.directory = DirectoryPage.objects.get()
        own = OrganisationPage(
            title="Von Hand",
            slug="von-hand",
            organisation=Organisation.objects.create(name="Von Hand"),
            summary="x",
        )
        own.addresses = [Address(town="Zwickau", region=entry_region())]
        cls.own = cls.directory.add_child(instance=own)
        put(
            FULL,
            {"name": "Haus Übermut e. V.", "id": "zwei"},
            {"name": "Bündnis", "id": "b", "kind": "Bündnis"},
        )

    def test_tree_has_no_faults(self):
        assert not any(Page.find_problems())
        assert Page.objects.get(pk=self.directory.pk).numchild == 3
        assert [child.title for child in DirectoryPage.objects.get().get_children()] == [
            "Von Hand", FULL["name"], FULL["name"],
        ]  # fmt: skip

    def test_pages_have_addresses_of_their_own(self):
        found = page("haus")
        assert found.slug == "haus-uebermut-e-v"
        assert page("zwei").slug == "haus-uebermut-e-v-2"
        assert found.url_path == f"{self.directory.url_path}haus-uebermut-e-v/"
        assert found.get_parent().pk == self.directory.pk

    def test_alliances_stand_below_their_own_list(self):
        assert isinstance(page("b"), AlliancePage)
        assert page("b").get_parent().specific == AlliancesPage.objects.get()

    def test_next_page_made_by_hand_comes_behind(self):
        other = Organisation.objects.create(name="Danach")
        parent = DirectoryPage.objects.get()
        new = parent.add_child(instance=OrganisationPage(title="Danach", organisation=other, summary="x"))
        assert new.path > page("zwei").path
        assert not any(Page.find_problems())

    def test_every_column_of_the_page_is_set_as_by_hand(self):
        by_hand, found = Page.objects.get(pk=self.own.pk), Page.objects.get(pk=page("haus").pk)
        same = (
            "depth",
            "live",
            "has_unpublished_changes",
            "content_type_id",
            "locale_id",
            "owner_id",
            "alias_of_id",
            "numchild",
        )
        for name in same:
            assert getattr(found, name) == getattr(by_hand, name), name
        assert found.draft_title == found.title
        assert found.first_published_at == found.last_published_at is not None
        assert found.latest_revision_created_at == found.last_published_at
        assert found.translation_key != by_hand.translation_key

    def test_page_is_found_in_the_admin(self):
        hits = get_search_backend().search("Übermut", OrganisationPage)
        assert {hit.pk for hit in hits} == {page("haus").pk, page("zwei").pk}

    def test_references_are_those_that_wagtail_finds_itself(self):
        found = page("haus")

        def references():
            rows = ReferenceIndex.get_references_for_object(found)
            return sorted(rows.values_list("to_content_type", "to_object_id", "model_path", "content_path"))

        bulk = references()
        ReferenceIndex.remove_for_object(found)
        ReferenceIndex.create_or_update_for_object(ActorPage.objects.get(pk=found.pk).specific)
        assert bulk == references()
        assert len(bulk) >= 5
        assert ReferenceIndex.get_references_to(entry("haus")).exists()

    def test_history_begins_with_the_creation(self):
        assert [log.action for log in PageLogEntry.objects.filter(page=page("haus").pk)] == ["wagtail.create"]

    def test_every_page_is_recorded_as_changed_once(self):
        recorded = PendingChange.objects.filter(model="wagtailcore.page").values_list("object_id", flat=True)
        for register_id in ("haus", "zwei", "b"):
            assert list(recorded).count(str(page(register_id).pk)) == 1

    def test_rows_of_a_page_keep_their_order(self):
        put({"id": "viele", "name": "Viele", "offers": ["C", "A", "B"]})
        assert [(offer.title, offer.sort_order) for offer in page("viele").offers.all()] == [
            ("C", 0),
            ("A", 1),
            ("B", 2),
        ]


def entry_region():
    """Return the town of Zwickau."""
    return Region.objects.get(code="14524330")
