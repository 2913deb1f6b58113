"""A later list changes what it says, leaves what it leaves out, and makes nothing public by silence."""

from django.test import TestCase
from wagtail.search.backends import get_search_backend

from network.models import ActorPage, Address, ContactPoint, Offer, Organisation, OrganisationPage
from network.setup import set_up_portal
from tests.network.exchange_lists import FULL, entry, page, put, state


class TestChangedOrganisation(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        put(FULL)

    def change(self, **cells):
        """Import changed cells and return the columns that the report names."""
        report = put({"id": "haus", "name": FULL["name"]} | cells)
        return set(report.updated[0][1]) if report.updated else set()

    def test_columns_left_out_stay(self):
        before = state("haus")
        assert self.change(summary="Neu.") == {"summary"}
        assert state("haus") == before | {"summary": "Neu."}

    def test_title_follows_the_name(self):
        slug = page("haus").slug
        assert self.change(name="Haus Anders") == {"name"}
        found = page("haus")
        assert (found.title, found.draft_title, found.slug) == ("Haus Anders", "Haus Anders", slug)

    def test_explorer_learns_when_the_page_changed(self):
        before = page("haus").latest_revision_created_at
        self.change(summary="Neu.")
        found = page("haus")
        assert found.latest_revision_id is None
        assert before < found.latest_revision_created_at == found.last_published_at

    def test_empty_cells_empty_what_may_be_empty(self):
        assert self.change(street="", topics=[], body="", phone="") == {"street", "topics", "body", "phone"}
        found = state("haus")
        assert not {"street", "topics", "body", "phone"} & set(found)
        assert found["municipality"] == "Zwickau"

    def test_what_every_page_needs_is_never_emptied(self):
        assert self.change(summary="", kind="", legal_form="", district="", disclosure="") == set()

    def test_further_contacts_and_addresses_stay(self):
        found = page("haus")
        found.contact_points.add(
            ContactPoint(
                kind="email", value="presse@example.org", label="Presse", disclosure="office", sort_order=3
            )
        )
        found.addresses.add(Address(label="Café", town="Pirna", sort_order=1))
        found.save()
        assert self.change(email="neu@example.org", street="Gasse 2") == {"email", "street"}
        emails = {one.value: one.disclosure for one in page("haus").contact_points.filter(kind="email")}
        assert emails == {"neu@example.org": "public", "presse@example.org": "office"}
        assert [one.town for one in page("haus").addresses.all()] == ["Zwickau", "Pirna"]

    def test_exact_point_of_the_old_place_is_forgotten(self):
        Address.objects.update(lat=50.7, lon=12.5)
        self.change(street="Gasse 2")
        assert (page("haus").addresses.get().lat, page("haus").addresses.get().lon) == (None, None)

    def test_offers_keep_their_key_and_end_when_no_longer_named(self):
        key = page("haus").offers.get().key
        self.change(offers=[{"title": "Neu", "kind": "course"}])
        assert {offer.title: offer.status for offer in page("haus").offers.all()} == {
            "Neu": "active",
            "Sprachcafé": "ended",
        }
        assert self.change(offers=[{"title": "Neu", "kind": "course"}]) == set()
        self.change(offers=["Sprachcafé"])
        assert Offer.objects.get(title="Sprachcafé").key == key
        assert Offer.objects.get(title="Sprachcafé").status == "active"

    def test_offers_of_one_title_stay_apart(self):
        offers = [{"title": "Rat", "kind": "course", "cost": cost} for cost in ("1 €", "2 €")]
        self.change(offers=offers)
        assert self.change(offers=offers) == set()
        assert self.change(offers=offers[:1]) == {"offers"}
        assert self.change(offers=offers[:1]) == set()
        assert sorted(Offer.objects.filter(title="Rat").values_list("cost", "status")) == [
            ("1 €", "active"),
            ("2 €", "ended"),
        ]

    def test_changed_rows_keep_the_order_of_the_list(self):
        titles = ["C", "A", "D", "B"]
        links = [{"label": title, "url": f"https://example.org/{title}"} for title in titles]
        self.change(offers=titles, links=links)
        assert [offer.title for offer in page("haus").offers.all()] == [*titles, "Sprachcafé"]
        assert [link.label for link in page("haus").links.all()] == titles
        assert self.change(offers=titles, links=links) == set()
        self.change(offers=titles[::-1])
        assert [offer.title for offer in page("haus").offers.all()] == [*titles[::-1], "Sprachcafé"]

    def test_moved_organisation_gets_its_new_seat(self):
        assert self.change(municipality="Pirna", district="14628") == {"municipality", "district"}
        assert entry("haus").seat.name == page("haus").addresses.get().region.name == "Pirna"

    def test_page_with_a_history_gets_a_revision(self):
        page("haus").save_revision().publish()
        self.change(summary="Neu.")
        found = page("haus")
        assert found.get_latest_revision_as_object().summary == found.summary == "Neu."
        assert not found.has_unpublished_changes

    def test_changed_page_is_found_anew_in_the_admin(self):
        self.change(name="Kolibri")
        assert [hit.pk for hit in get_search_backend().search("Kolibri", OrganisationPage)] == [
            page("haus").pk
        ]

    def test_page_that_the_office_emptied_of_its_summary_is_still_changed(self):
        ActorPage.objects.update(summary="")
        assert self.change(street="Gasse 3") == {"street"}

    def test_entry_without_page_gets_one_once_a_list_tells_facts(self):
        Organisation.objects.create(register_id="still", name="Still")
        assert put({"id": "still", "name": "Still", "street": "", "topics": []}).unchanged == 1
        assert not ActorPage.objects.filter(organisation__register_id="still").exists()
        assert put({"id": "still", "name": "Still", "summary": "Spricht."}).updated == [
            ("Still", ("summary",))
        ]
        assert page("still").summary == "Spricht."
        assert put({"id": "still", "name": "Still", "summary": "Spricht."}).unchanged == 1


class TestDisclosureIsNeverLost(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        put(
            FULL
            | {
                "disclosure": {
                    "email": "office",
                    "phone": "nobody",
                    "address": "district",
                    "address_audience": "members",
                }
            }
        )

    def audiences(self):
        """Return who may see what."""
        found = {one.kind: one.disclosure for one in page("haus").contact_points.all()}
        address = page("haus").addresses.get()
        return found | {"address": (address.precision, address.disclosure)}

    def test_lists_that_say_nothing_of_it_change_nothing_of_it(self):
        before = self.audiences()
        row = {key: value for key, value in FULL.items() if key != "disclosure"}
        for disclosure in ({}, {"disclosure": None}, {"disclosure": ""}, {"disclosure": {}}):
            put(
                row | disclosure | {"email": "neu@example.org", "phone": "030 23125-009", "street": "Gasse 9"}
            )
            assert self.audiences() == before
            put(row | disclosure)

    def test_parts_not_named_stay(self):
        put({"id": "haus", "name": FULL["name"], "disclosure": {"email": "members"}})
        assert self.audiences() == {
            "email": "members", "phone": "nobody", "website": "public", "address": ("district", "members"),
        }  # fmt: skip

    def test_only_the_word_itself_makes_public(self):
        put({"id": "haus", "name": FULL["name"], "disclosure": "öffentlich"})
        assert self.audiences() == {
            "email": "public", "phone": "public", "website": "public", "address": ("district", "public"),
        }  # fmt: skip

    def test_new_contact_gets_the_audience_of_its_row(self):
        put(
            {
                "id": "neu",
                "name": "Neu",
                "email": "a@example.org",
                "street": "Gasse 1",
                "disclosure": "intern",
            }
        )
        found = page("neu")
        assert found.contact_points.get().disclosure == found.addresses.get().disclosure == "office"
        put({"id": "neu", "name": "Neu", "phone": "030 23125-004", "disclosure": {"Telefon": "niemand"}})
        assert found.contact_points.get(kind="phone").disclosure == "nobody"

    def test_rule_for_what_is_not_there_is_said(self):
        report = put({"id": "leer", "name": "Leer", "disclosure": {"email": "office", "phone": "public"}})
        assert [(note.line, note.column) for note in report.notes] == [(1, "disclosure")]
        assert "email" in report.notes[0].reason
