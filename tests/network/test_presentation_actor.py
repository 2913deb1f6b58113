"""What the page of an organisation shows, from a record made by hand."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from network.presentation.actor import (
    Addresses,
    actor_fields,
    is_new,
    is_stale,
    open_now,
    present_organisation,
    topic_label,
)
from network.records import (
    AddressFact,
    AreaFact,
    ContactFact,
    HoursFact,
    LinkFact,
    MilestoneFact,
    OfferFact,
    TopicFact,
)
from network.tilemap import tile_map
from tests.builders import actor_record, day, language, membership_fact, place_fact

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = day("2026-03-10")
TO = Addresses("/initiativen/", {7: "/buendnisse/netz/"})
SAXONY = place_fact("state:14", "Sachsen")
DISTRICT = place_fact("district:14524", "Zwickau", SAXONY, official_name="Landkreis Zwickau")
TOWN = place_fact("municipality:14524330", "Zwickau", DISTRICT, SAXONY)


@pytest.fixture(autouse=True)
def no_outlines(monkeypatch):
    """Draw the map without imported outlines, which stand in the database."""
    monkeypatch.setattr("network.presentation.actor.district_map", tile_map)


@pytest.fixture(autouse=True)
def english():
    """Read in English, whose words stand in the code."""
    with language("en"):
        yield


def shown(**facts):
    """Return the view of a record with these facts."""
    return present_organisation(actor_record(**facts), TO, 14)


def offer(title, status="active", **fields):
    """Return an offer made by hand."""
    defaults = {"description": "", "for_whom": "", "languages": (), "cost": "", "how_to_apply": ""}
    return OfferFact(f"{title}-12345678", "course", title, status=status, **{**defaults, **fields})


class TestAddresses:
    def test_parameters_are_sorted_and_written_so_that_they_arrive(self):
        assert TO.filtered(thema="asyl", region="14524") == "/initiativen/?region=14524&thema=asyl"
        assert TO.filtered(buendnis="VR 12 & Söhne") == "/initiativen/?buendnis=VR+12+%26+S%C3%B6hne"
        assert TO.filtered(region="area:nord") == "/initiativen/?region=area:nord"

    def test_without_a_directory_there_are_no_filters(self):
        assert Addresses("", {}).filtered(thema="asyl") == ""

    def test_pages_nobody_may_see_have_no_address(self):
        assert (TO.page(7), TO.page(8), TO.page(None)) == ("/buendnisse/netz/", "", "")


class TestSeat:
    def test_a_town_is_shown_with_its_district(self):
        seat = shown(seat=TOWN).seat
        assert (seat.label, seat.district_label) == ("Zwickau", "Landkreis Zwickau")
        assert seat.district_url == "/initiativen/?region=14524"

    def test_a_seat_known_by_its_district_is_named_once(self):
        seat = shown(seat=DISTRICT).seat
        assert (seat.label, seat.district_label) == ("Landkreis Zwickau", "")

    def test_a_seat_outside_districts_and_no_seat_are_fine(self):
        assert shown(seat=SAXONY).seat.label == "Sachsen"
        assert shown().seat is None


class TestContacts:
    def test_web_addresses_are_shown_without_scheme(self):
        contacts = shown(
            contacts=(
                ContactFact("website", "https://www.example.org/"),
                ContactFact("social", "https://social.example.org/@ini", "Mastodon"),
                ContactFact("email", "a@example.org", "Press", "Frau Muster"),
            )
        ).contacts
        assert [(one.kind, one.label, one.note) for one in contacts] == [
            ("website", "example.org", ""),
            ("website", "social.example.org/@ini", "Mastodon"),
            ("email", "", "Press"),
        ]
        assert contacts[2].person == "Frau Muster"

    def test_what_is_kept_for_others_is_counted(self):
        assert shown().withheld == ()
        assert shown(withheld_contacts=1).withheld[0].text == "1 further contact is not public."
        assert shown(withheld_contacts=3).withheld[0].text == "3 further contacts are not public."

    def test_a_protected_organisation_does_not_speak_of_contacts(self):
        assert shown(withheld_contacts=3, is_shielded=True).withheld == ()

    def test_an_address_says_how_exact_it_is(self):
        exact = AddressFact("exact", "Office", "Hauptstraße 1", "08056", "Zwickau", "Second floor")
        town = AddressFact("municipality", "Café", town="Zwickau", place=TOWN)
        district = AddressFact("district", place=DISTRICT)
        found = shown(addresses=(exact, town, district, AddressFact("district"))).addresses
        assert found[0].lines == ("Hauptstraße 1", "08056 Zwickau")
        assert (found[0].label, found[0].note) == ("Office", "Second floor")
        assert (found[1].lines, found[1].note) == (("Zwickau",), "We tell the exact address on request.")
        assert (found[2].lines, found[2].note) == (("Landkreis Zwickau",), "We do not publish the place.")
        assert found[3].lines == ()

    def test_an_address_without_street_has_no_empty_line(self):
        assert shown(addresses=(AddressFact("exact", town="Zwickau"),)).addresses[0].lines == ("Zwickau",)


class TestOpenNow:
    RECORD = actor_record(opening_hours=(HoursFact(9 * 60, 12 * 60), HoursFact(6 * 1440 + 18 * 60, 7 * 1440)))

    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-03-09T08:59", False),
            ("2026-03-09T09:00", True),
            ("2026-03-09T11:59", True),
            ("2026-03-09T12:00", False),
            ("2026-03-10T09:00", False),
            ("2026-03-15T17:59", False),
            ("2026-03-15T23:59", True),
            ("2026-03-16T00:00", False),
        ],
    )
    def test_hours_are_half_open_to_the_minute(self, moment, expected):
        now = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
        assert open_now(self.RECORD, now) is expected

    def test_without_hours_nobody_knows(self):
        assert open_now(actor_record(), datetime(2026, 3, 9, tzinfo=BERLIN)) is None


class TestOffers:
    def test_what_can_be_had_comes_first_and_what_ended_is_gone(self):
        record = actor_record(
            offers=tuple(offer(status, status) for status in ("paused", "ended", "full", "active", "unknown"))
        )
        found = actor_fields(record, TO, 14)["offers"]
        assert [(one.title, one.status_label) for one in found] == [
            ("active", ""),
            ("full", "Full at the moment"),
            ("paused", "Paused"),
        ]
        assert [one.is_open for one in found] == [True, False, False]

    def test_an_offer_is_told_in_words(self):
        found = shown(offers=(offer("Kurs", languages=("ar", "de")),)).offers[0]
        assert (found.kind_label, found.languages) == ("Course", "Arabic, German")
        assert found.anchor == "angebot-Kurs-123"

    def test_a_kind_that_no_longer_exists_has_no_label(self):
        fact = OfferFact("key", "gone", "Kurs", "", "", (), "", "", "active")
        assert shown(offers=(fact,)).offers[0].kind_label == ""


class TestArea:
    def test_areas_and_ways_of_reaching_out_lead_into_the_directory(self):
        found = shown(areas=(AreaFact(TOWN),), reach=("statewide", "online")).areas
        assert [(one.label, one.url, one.kind) for one in found] == [
            ("Zwickau", "/initiativen/?region=14524330", "region"),
            ("Statewide", "/initiativen/?reichweite=statewide", "statewide"),
            ("Online", "/initiativen/?reichweite=online", "online"),
        ]

    def test_the_map_marks_the_districts_served_else_the_seat_s(self):
        bautzen = place_fact("district:14625", "Bautzen", SAXONY)
        for facts, expected in (
            ({"areas": (AreaFact(bautzen),), "seat": TOWN}, ["14625"]),
            ({"seat": TOWN}, ["14524"]),
        ):
            with_map = shown(**facts).area_map
            assert [one.ags for one in with_map.districts if one.selected] == expected
        assert shown().area_map is None
        assert shown(seat=SAXONY).area_map is None


class TestMemberships:
    def test_a_membership_says_role_and_time(self):
        fact = membership_fact(
            "Netz", other_page_id=7, kind="founding", since=day("2012-03-01"), until=day("2027-01-01"),
            represented_by="Vorstand", statement="Weil es hilft.", status="dormant",
        )  # fmt: skip
        found = shown(memberships=(fact,)).memberships[0]
        assert (found.name, found.url) == ("Netz", "/buendnisse/netz/")
        assert found.role_label == "Founding member, Vorstand"
        assert (found.since_label, found.until_label) == ("March 2012", "2026")
        assert (found.status_label, found.statement) == ("Dormant", "Weil es hilft.")

    def test_an_alliance_without_page_is_named_without_link(self):
        assert shown(memberships=(membership_fact(),)).memberships[0].url == ""


class TestFreshness:
    def test_an_entry_is_stale_after_so_many_months(self):
        assert not is_stale(TODAY - timedelta(days=426), TODAY, 14)
        assert is_stale(TODAY - timedelta(days=427), TODAY, 14)
        assert not is_stale(None, TODAY, 14)

    def test_an_entry_is_new_for_two_months(self):
        assert is_new(TODAY - timedelta(days=60), TODAY)
        assert not is_new(TODAY - timedelta(days=61), TODAY)
        assert not is_new(None, TODAY)


class TestWords:
    def test_names_and_labels(self):
        view = shown(title="Refuge", legal_form="ev", kind="youth", founded="2012", short_name="RE")
        assert (view.name, view.legal_form_label) == ("Refuge", "Registered association (e. V.)")
        assert (view.kind_label, view.founded_label, view.short_name) == ("Youth organisation", "2012", "RE")
        assert shown().legal_form_label == ""

    def test_access_is_labels_and_a_note(self):
        assert shown(accessibility=("lift",), accessibility_note="Ring twice.").accessibility == (
            "Lift",
            "Ring twice.",
        )
        assert shown().accessibility == ()

    def test_topics_lead_into_the_directory_in_the_reader_s_language(self):
        topic = TopicFact("asyl", "Asyl", "Asylum", ())
        assert [(link.label, link.url) for link in shown(topics=(topic,)).topics] == [
            ("Asylum", "/initiativen/?thema=asyl")
        ]
        with language("de"):
            assert topic_label(topic) == "Asyl"
        assert topic_label(TopicFact("sorbisch", "Sorbisch", "", ())) == "Sorbisch"

    def test_links_and_milestones(self):
        view = shown(
            links=(LinkFact("More", "https://example.org"),), milestones=(MilestoneFact(2012, "Founded"),)
        )
        assert view.links[0].url == "https://example.org"
        assert (view.milestones[0].when, view.milestones[0].text) == ("2012", "Founded")

    def test_equal_records_give_equal_views(self):
        record = actor_record(seat=TOWN, offers=(offer("Kurs"),))
        views = [present_organisation(record, TO, 14) for _number in range(2)]
        assert views[0] == views[1]
        assert hash(views[0]) == hash(views[1])
