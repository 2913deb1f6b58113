"""One record leaves the house: what an audience may know on a day."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from network.models import Goal
from network.records import public_record, public_records
from network.records.build import draft_record, records_by_id
from network.records.load import actor_pages
from portal import changes
from portal.disclosure import Audience, Precision
from tests import builders

TODAY = builders.day("2026-03-10")


class Network(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.places = builders.places()

    def page(self, **fields):
        """Return the page of an organisation that sits in the town of Werdau."""
        entry = builders.organisation(seat=fields.pop("seat", self.places.werdau), **fields)
        return builders.organisation_page(self.tree.directory, entry)

    def record(self, page, audience=Audience.PUBLIC, day=TODAY):
        """Return the record of a page as it is stored."""
        return public_record(actor_pages([page.pk]).get(), audience, day)


class TestContacts(Network):
    def test_each_audience_sees_its_own_contacts(self):
        page = self.page()
        for audience in Audience:
            builders.contact(page, f"{audience}@example.org", disclosure=audience)
        seen = {
            Audience.PUBLIC: ["public"],
            Audience.REGISTRANTS: ["public", "registrants"],
            Audience.MEMBERS: ["public", "members"],
            Audience.OFFICE: ["public", "registrants", "members", "office"],
        }
        for audience, expected in seen.items():
            with self.subTest(audience=audience):
                contacts = self.record(page, audience).contacts
                assert sorted(c.value for c in contacts) == sorted(f"{name}@example.org" for name in expected)

    def test_a_person_has_an_audience_of_its_own(self):
        page = self.page()
        builders.contact(page, person="Frau Muster", person_disclosure=Audience.MEMBERS)
        assert self.record(page).contacts[0].person == ""
        assert self.record(page, Audience.MEMBERS).contacts[0].person == "Frau Muster"

    def test_contacts_for_others_are_counted_and_those_for_nobody_are_not(self):
        page = self.page()
        for audience in Audience:
            builders.contact(page, disclosure=audience)
        assert self.record(page).withheld_contacts == 3
        assert self.record(page, Audience.OFFICE).withheld_contacts == 0

    def test_contacts_keep_the_editors_order(self):
        page = self.page()
        for number in (3, 1, 2):
            builders.contact(page, f"{number}@example.org", sort_order=number)
        assert [contact.value[0] for contact in self.record(page).contacts] == ["1", "2", "3"]


class TestPlaces(Network):
    def test_an_exact_address_is_told_with_its_own_point(self):
        page = self.page()
        builders.address(page, self.places.werdau, lat=50.1, lon=12.1, note="Hinterhof")
        record = self.record(page)
        assert record.addresses[0].street == "Hauptstraße 1"
        assert record.addresses[0].note == "Hinterhof"
        assert (record.point.lat, record.point.lon, record.point.precision) == (50.1, 12.1, Precision.EXACT)

    def test_an_exact_address_without_a_point_stands_at_its_postcode(self):
        page = self.page()
        builders.address(page, self.places.zwickau, postcode="04109")
        assert (self.record(page).point.lat, self.record(page).point.lon) == (51.34, 12.37)

    def test_without_points_at_all_the_region_s_own_is_used(self):
        page = self.page()
        builders.address(page, self.places.bautzen, postcode="99999")
        assert self.record(page).point.lat == self.places.bautzen.lat
        assert self.record(self.page()).point.lat == self.places.werdau.lat
        assert self.record(self.page(seat=None)).point is None

    def test_a_town_is_told_without_street_and_with_the_town_s_own_point(self):
        page = self.page()
        builders.address(
            page, self.places.werdau, lat=50.1, lon=12.1, label="Café", precision=Precision.MUNICIPALITY
        )
        address = self.record(page).addresses[0]
        assert (address.label, address.street, address.postcode, address.lat) == ("Café", "", "", None)
        assert self.record(page).point.lat == self.places.werdau.lat

    def test_a_town_that_nobody_wrote_down_is_its_region_s(self):
        page = self.page()
        builders.address(page, self.places.werdau, town="", precision=Precision.MUNICIPALITY)
        assert self.record(page).addresses[0].town == "Werdau"

    def test_a_district_is_told_without_town_label_and_with_the_district_s_own_point(self):
        page = self.page()
        builders.address(page, self.places.werdau, label="Schutzhaus", precision=Precision.DISTRICT)
        record = self.record(page)
        assert (record.addresses[0].label, record.addresses[0].town) == ("", "")
        assert record.addresses[0].place.key == "district:14524"
        assert record.seat.key == "district:14524"
        assert record.point.lat == self.places.zwickau_district.lat

    def test_the_office_sees_every_place_exactly(self):
        page = self.page()
        builders.address(page, self.places.werdau, precision=Precision.DISTRICT, disclosure=Audience.OFFICE)
        record = self.record(page, Audience.OFFICE)
        assert record.addresses[0].street == "Hauptstraße 1"
        assert record.seat.key == "municipality:14524300"

    def test_a_kept_back_address_hides_the_town_of_the_seat(self):
        for audience in (Audience.MEMBERS, Audience.OFFICE, Audience.NOBODY):
            page = self.page()
            builders.address(page, self.places.werdau, disclosure=audience)
            with self.subTest(audience=audience):
                assert self.record(page).seat.key == "district:14524"

    def test_an_open_address_elsewhere_does_not_betray_the_seat(self):
        page = self.page()
        builders.address(page, self.places.werdau, disclosure=Audience.NOBODY)
        builders.address(page, self.places.zwickau)
        assert self.record(page).seat.key == "district:14524"

    def test_an_open_address_in_the_town_of_the_seat_tells_it(self):
        for fields in ({}, {"precision": Precision.MUNICIPALITY}):
            page = self.page()
            builders.address(page, self.places.bautzen, disclosure=Audience.NOBODY)
            builders.address(page, self.places.werdau, **fields)
            with self.subTest(fields=fields):
                assert self.record(page).seat.key == "municipality:14524300"

    def test_an_open_address_without_region_tells_the_town_by_its_name(self):
        page = self.page()
        builders.address(page, self.places.bautzen, disclosure=Audience.NOBODY)
        builders.address(page, None, town="werdau")
        assert self.record(page).seat.key == "municipality:14524300"

    def test_a_seat_finer_than_its_town_is_told_by_its_town(self):
        quarter = builders.region("nord", "Nordviertel", kind="area", parent=self.places.zwickau)
        page = self.page(seat=quarter)
        assert self.record(page).seat.key == "municipality:14524330"
        builders.address(page, quarter, precision=Precision.EXACT)
        assert self.record(page).seat.key == "area:nord"

    def test_a_wide_area_is_no_finer_than_a_town(self):
        lusatia = builders.region("lausitz", "Lausitz", kind="area", parent=self.places.saxony)
        assert self.record(self.page(seat=lusatia)).seat.key == "area:lausitz"

    def test_a_hidden_place_without_a_known_district_is_not_told(self):
        page = self.page(seat=self.places.saxony)
        builders.address(page, None, precision=Precision.DISTRICT)
        assert self.record(page).seat is None
        assert self.record(page).addresses[0].place is None


class TestShield(Network):
    def test_an_organisation_under_attack_hides_everything_that_leads_to_people(self):
        page = self.page(is_shielded=True, unmatched={"places": ["Werdau"], "topics": ["Chor"]})
        builders.contact(page, person="Frau Muster", person_disclosure=Audience.PUBLIC)
        builders.address(page, self.places.werdau)
        builders.link(page, "https://example.org")
        builders.served_area(page, self.places.werdau)
        builders.served_area(page, self.places.zwickau)
        builders.opening_hours(page, note="bei Frau Muster")
        builders.offer(page, how_to_apply="bei Frau Muster")
        record = self.record(page)
        assert (record.contacts, record.addresses, record.links, record.unmatched) == ((), (), (), ())
        assert record.seat.key == "district:14524"
        assert [area.place.key for area in record.areas] == ["district:14524"]
        assert record.point.lat == self.places.zwickau_district.lat
        assert record.opening_hours[0].note == ""
        assert record.offers[0].how_to_apply == ""

    def test_its_story_names_nobody_and_shows_no_faces(self):
        page = self.page(is_shielded=True)
        page.story = [
            ("text", "<p>Wir helfen.</p>"),
            ("quote", {"text": "Ich bleibe.", "source": "Frau Muster"}),
        ]
        page.save()
        assert self.record(page).text == "Wir helfen.\nIch bleibe."

    def test_it_works_on_under_its_name(self):
        page = self.page(is_shielded=True, name="Initiative", short_name="Ini")
        builders.offer(page)
        record = self.record(page)
        assert (record.name, record.is_shielded, len(record.offers)) == ("Initiative", True, 1)


class TestTime(Network):
    def test_hours_hold_from_their_first_day_to_before_their_last(self):
        page = self.page()
        builders.opening_hours(page, since=TODAY, until=builders.day("2026-03-20"))
        expected = {"2026-03-09": 0, "2026-03-10": 1, "2026-03-19": 1, "2026-03-20": 0}
        for day, count in expected.items():
            with self.subTest(day=day):
                assert len(self.record(page, day=builders.day(day)).opening_hours) == count

    def test_hours_until_midnight_end_with_the_day(self):
        page = self.page()
        builders.opening_hours(page, 6, "18:00", "00:00")
        hours = self.record(page).opening_hours[0]
        assert (hours.start, hours.end) == (6 * 1440 + 18 * 60, 7 * 1440)

    def test_memberships_hold_from_their_first_day_to_before_their_last(self):
        page = self.page()
        alliance = builders.alliance_page(self.tree.alliances)
        builders.membership(page, alliance, since=TODAY, until=builders.day("2026-03-20"))
        for day, count in {"2026-03-09": 0, "2026-03-10": 1, "2026-03-19": 1, "2026-03-20": 0}.items():
            with self.subTest(day=day):
                assert len(self.record(page, day=builders.day(day)).memberships) == count

    def test_only_those_who_take_part_are_members(self):
        page = self.page()
        for status in ("active", "dormant", "left", "excluded"):
            alliance = builders.organisation(status, kind="alliance")
            builders.membership(page, alliance, status=status)
        assert sorted(fact.other_name for fact in self.record(page).memberships) == ["active", "dormant"]

    def test_alliances_that_are_not_listed_are_not_named(self):
        page = self.page()
        for status in ("active", "dormant", "proposed", "dissolved", "merged"):
            builders.membership(page, builders.organisation(status, kind="alliance", status=status))
        assert sorted(fact.other_name for fact in self.record(page).memberships) == ["active", "dormant"]

    def test_an_alliance_without_public_page_has_no_link(self):
        page = self.page()
        shown = builders.alliance_page(self.tree.alliances)
        draft = builders.alliance_page(self.tree.alliances, live=False)
        for alliance in (shown, draft, builders.organisation("Nur im Register", kind="alliance")):
            builders.membership(page, alliance)
        ids = {fact.other_page_id for fact in self.record(page).memberships}
        assert ids == {shown.pk, None}


class TestAlliance(Network):
    def test_goals_keep_their_order_and_name_who_is_responsible(self):
        page = builders.alliance_page(self.tree.alliances)
        office = builders.organisation("Büro")
        Goal.objects.create(page=page, level="mittlerziel", text="B", sort_order=2, responsible_text="AG 1")
        Goal.objects.create(page=page, level="leitziel", text="A", sort_order=1, responsible=office)
        goals = self.record(page).goals
        assert [(goal.text, goal.responsible) for goal in goals] == [("A", "Büro"), ("B", "AG 1")]

    def test_an_organisation_has_no_goals(self):
        assert self.record(self.page()).goals == ()

    def test_alliances_may_be_members_of_alliances(self):
        inner, outer = (builders.alliance_page(self.tree.alliances) for _number in range(2))
        builders.membership(inner, outer)
        assert [fact.other_page_id for fact in self.record(inner).memberships] == [outer.pk]


class TestTranslations(Network):
    def test_a_translation_holds_prose_and_reads_facts_through_its_source(self):
        page = self.page()
        for make in (builders.contact, builders.offer, builders.opening_hours):
            make(page)
        builders.address(page, self.places.werdau)
        builders.topic_of(page, builders.topic())
        english = builders.translated(page, "en", title="Refuge", summary="We help.")
        record, original = self.record(english), self.record(page)
        assert (record.title, record.summary, record.locale) == ("Refuge", "We help.", "en")
        for fact in ("contacts", "offers", "opening_hours", "addresses", "topics", "seat", "point"):
            with self.subTest(fact=fact):
                assert getattr(record, fact) == getattr(original, fact)

    def test_copying_for_translation_copies_no_facts(self):
        page = self.page()
        for make in (builders.contact, builders.offer, builders.milestone, builders.opening_hours):
            make(page)
        builders.topic_of(page, builders.topic())
        english = builders.translated(page, "en")
        for relation in ("contact_points", "offers", "milestones", "opening_hours", "topic_links"):
            with self.subTest(relation=relation):
                assert getattr(english, relation).count() == 0
                assert getattr(page, relation).count() == 1

    def test_a_page_that_exists_in_no_default_language_holds_its_own_facts(self):
        english = builders.translated(page := self.page(), "en")
        builders.contact(english, "own@example.org")
        assert self.record(english).contacts == ()
        page.delete()
        assert [contact.value for contact in self.record(english).contacts] == ["own@example.org"]


class TestDrafts(Network):
    def test_a_preview_shows_the_draft_s_own_facts(self):
        page = self.page()
        builders.contact(page, "old@example.org")
        draft = actor_pages([page.pk]).get().specific
        draft.contact_points = [draft.contact_points.model(kind="email", value="new@example.org")]
        assert [contact.value for contact in draft_record(draft).contacts] == ["new@example.org"]
        assert [contact.value for contact in self.record(page).contacts] == ["old@example.org"]

    def test_the_preview_of_a_translation_reads_facts_through_its_source(self):
        page = self.page()
        builders.contact(page, "here@example.org")
        draft = builders.translated(page, "en")
        draft.title = "Draft"
        record = draft_record(draft)
        assert record.title == "Draft"
        assert [contact.value for contact in record.contacts] == ["here@example.org"]


class TestQueries(Network):
    def test_many_records_cost_as_many_queries_as_few(self):
        alliance = builders.alliance_page(self.tree.alliances)
        for number in range(12):
            page = self.page()
            builders.address(page, self.places.werdau)
            builders.served_area(page, self.places.zwickau)
            builders.membership(page, alliance)
            builders.topic_of(page, builders.topic(f"Thema {number}"))
        pages = list(actor_pages().order_by("pk"))
        list(public_records(pages))
        for size in (3, 13):
            with self.subTest(size=size), changes.reading_once(), self.assertNumQueries(17):
                list(public_records(pages[:size], day=TODAY))

    def test_records_come_by_page(self):
        pages = [self.page() for _number in range(3)]
        found = records_by_id([page.pk for page in pages])
        assert {pk: record.page_id for pk, record in found.items()} == {page.pk: page.pk for page in pages}

    def test_a_record_is_of_today_unless_told(self):
        page = self.page()
        builders.opening_hours(page, since=timezone.localdate() + timedelta(days=1))
        assert public_record(actor_pages([page.pk]).get()).opening_hours == ()
