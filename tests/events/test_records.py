"""What leaves the house about an event."""

from itertools import product

import pytest

from events.models import Event
from events.records import draft_record, public_record, public_records
from portal.disclosure import Audience
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """Return a venue in a town of a district."""
    district = builders.region("14524", "Zwickau")
    town = builders.region("14524330", "Werdau", parent=district, lat=50.7, lon=12.3)
    return builders.venue("Gasometer", street="Kleine Gasse 7", postcode="08412", town="Werdau", region=town)


def test_the_public_sees_an_open_place_exactly(house):
    record = public_record(builders.event(venue=house))
    assert (record.venue.name, record.venue.street, record.withholds_place) == (
        "Gasometer",
        "Kleine Gasse 7",
        False,
    )


def test_a_place_for_registrants_is_told_by_its_town(house):
    event = builders.event(venue=house, place_disclosure=Audience.REGISTRANTS)
    assert public_record(event).venue.town == "Werdau"
    assert public_record(event).venue.street == ""
    assert public_record(event).withholds_place
    assert public_record(event, Audience.REGISTRANTS).venue.street == "Kleine Gasse 7"


def test_a_place_for_nobody_is_not_told_at_all(house):
    record = public_record(builders.event(venue=house, place_disclosure=Audience.NOBODY))
    assert (record.venue, record.region) == (None, None)


def test_the_emergency_switch_leaves_the_district(house):
    shielded = builders.organisation(is_shielded=True)
    event = builders.event(
        venue=house,
        co_organisers=[shielded],
        online_url="https://example.org/raum",
        online_disclosure="public",
    )
    record = public_record(event)
    assert (record.venue.street, record.venue.place.name, record.online_url) == ("", "Zwickau", "")


def test_the_gaps_in_words_of_others_tell_nothing_that_was_not_public():
    tree = builders.site_tree()
    entry = builders.organisation("Zuflucht", is_shielded=True)
    page = builders.organisation_page(tree.directory, entry)
    builders.address(page, street="Lindenallee 7", disclosure=Audience.NOBODY)
    builders.address(page, street="Marktplatz 1")
    builders.contact(page, "geheim.example", person="Mira Hoffmann", disclosure="office")
    builders.contact(page, "offen.example", person="Ada Beispiel", person_disclosure="members")
    words = "Lindenallee 7, geheim.example, Mira Hoffmann, Ada Beispiel"
    text = f"<p>{words}; Marktplatz 1, offen.example</p>"
    for named in ({"co_organisers": [entry]}, {"alliance": entry}):
        assert public_record(builders.event(description=text, **named)).description == f"<p>{words}; …, …</p>"
    own = builders.event(description=text, organiser=entry)
    assert public_record(own).description == "<p>…, …, …, …; …, …</p>"


def test_titles_of_events_dates_and_programmes_are_covered_as_all_words_are():
    tree = builders.site_tree()
    entry = builders.organisation("Zuflucht", is_shielded=True)
    builders.contact(
        builders.organisation_page(tree.directory, entry), "a@example.org", person="Ada Beispiel"
    )
    changed = {"2026-03-04T19:00": {"title": "Ada Beispiel liest"}}
    programme = builders.event("Woche mit Ada Beispiel", organiser=entry, is_programme=True, changed=changed)
    part = builders.event("Lesung", organiser=builders.organisation("Haus Ost"), part_of=programme)
    record = public_record(programme)
    assert (record.title, [fact.title for fact in record.dates.values()]) == ("Woche mit …", ["… liest"])
    assert public_record(part).part_of.title == "Woche mit …"


MAY_SEE = {
    Audience.PUBLIC: {"public"},
    Audience.REGISTRANTS: {"public", "registrants"},
    Audience.MEMBERS: {"public", "members"},
    Audience.OFFICE: {"public", "registrants", "members", "office"},
}


@pytest.mark.parametrize(("audience", "disclosure"), list(product(MAY_SEE, Audience)))
def test_no_audience_sees_more_than_it_may(house, audience, disclosure):
    event = builders.event(
        venue=house,
        place_disclosure=disclosure,
        online_url="https://example.org/raum",
        online_disclosure=disclosure,
    )
    record = public_record(event, audience)
    assert bool(record.online_url) == (disclosure in MAY_SEE[audience])
    assert bool(record.venue and record.venue.street) == (disclosure in MAY_SEE[audience])


def test_records_of_many_events_cost_the_same_number_of_queries(house, django_assert_num_queries):
    def make(many: int) -> list[Event]:
        topic = builders.topic(f"Thema {many}")
        changed = {"2026-03-04T19:00": {"note": "Hinterhaus"}}
        ids = [builders.event(venue=house, topics=[topic], changed=changed).pk for _ in range(many)]
        return list(Event.objects.filter(pk__in=ids))

    few, many = make(3), make(12)
    builders.drain()
    list(public_records(few))  # languages are read once per generation
    for events in (few, many):
        with django_assert_num_queries(10):
            assert len(list(public_records(events))) == len(events)


def test_a_preview_shows_the_draft(house):
    event = builders.event(live=False, venue=house)
    event.title = "Entwurf"
    assert draft_record(event).title == "Entwurf"
