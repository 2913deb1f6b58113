"""Whom a venue is shown to and who changes it, by which events use it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.editing.choosable import venues
from events.imports.venues import Venues
from events.models import Event, Venue
from events.setup import ensure_workflow
from tests import builders
from tests.events.event_answers import ADD, answers

pytestmark = pytest.mark.django_db

LIST, CHOOSE = "wagtailsnippets_events_venue:list", "wagtailsnippetchoosers_events_venue:choose_results"
STREET, NAME = "Geheimweg 3", "Schutzwohnung"
KEY = "2027-03-10T19:00"
WEEKLY = {"start": datetime(2027, 3, 3, 19), "rule": "FREQ=WEEKLY;COUNT=4"}


@pytest.fixture
def steward(house):
    """Return somebody who acts for it."""
    return builders.steward(house)


@pytest.fixture
def other():
    """Return another organisation."""
    return builders.organisation("Verein B")


@pytest.fixture
def refuge(other):
    """Return the other one's place that nobody shall know."""
    place = builders.venue(NAME, street=STREET, postcode="08056", town="Zwickau", keeper=other)
    builders.event("Treffen", organiser=other, venue=place, place_disclosure="nobody")
    return place


def shield(entry):
    """Press the emergency switch."""
    type(entry).objects.filter(pk=entry.pk).update(is_shielded=True)


def draft_elsewhere(event, **values):
    """Write values into a version that is not public, leaving the row as it is."""
    for name, value in values.items():
        setattr(event, name, value)
    event.save_revision()


def in_a_version(other, place):
    """Use a place secretly in the changes of an event that is public elsewhere."""
    event = builders.event(organiser=other)
    draft_elsewhere(event, venue=place, place_disclosure="registrants")


def at_one_date_of_a_version(other, place):
    """Use a place at one date of a series in changes that are not public."""
    event = builders.event(
        organiser=other, place_precision="district", changed={KEY: {"title": "Da"}}, **WEEKLY
    )
    row = event.changed_dates.get()
    row.venue = place
    draft_elsewhere(event, changed_dates=[row])


def by_somebody_shielded(other, place):
    """Use a place in public together with somebody shielded."""
    builders.event(organiser=other, venue=place, co_organisers=[guest := builders.organisation()])
    shield(guest)


@pytest.mark.parametrize(
    "use",
    [
        lambda other, place: builders.event(organiser=other, venue=place, place_disclosure="members"),
        lambda other, place: builders.event(organiser=other, venue=place, place_precision="municipality"),
        lambda other, place: builders.event(organiser_text="Wir", venue=place, place_disclosure="nobody"),
        lambda other, place: builders.event(
            organiser=other, venue=place, place_disclosure="registrants", live=False
        ),
        lambda other, place: builders.event(
            organiser=other, place_disclosure="office", changed={KEY: {"venue": place}}, **WEEKLY
        ),
        by_somebody_shielded,
        in_a_version,
        at_one_date_of_a_version,
    ],
)
def test_a_place_nobody_keeps_is_hidden_from_others_while_it_is_used_in_secret(steward, other, use):
    place = builders.venue()
    assert place in venues(steward)
    use(other, place)
    assert place not in venues(steward)
    assert {place in venues(person) for person in (builders.editor(), builders.office())} == {True}


def test_a_kept_place_is_for_others_only_as_long_as_everybody_sees_it(steward, other):
    place = builders.venue(keeper=other)
    assert place not in venues(steward)
    assert place in venues(builders.steward(other))
    event = builders.event(organiser_text="Wir", venue=place)
    assert place in venues(steward)
    builders.event(organiser=other, venue=place, place_disclosure="nobody")
    assert place in venues(steward)
    Event.objects.filter(pk=event.pk).update(live=False)
    assert place not in venues(steward)
    builders.event(organiser=other, changed={KEY: {"venue": place}}, **WEEKLY)
    assert place in venues(steward)
    shield(other)
    assert place not in venues(steward)


def test_the_place_of_a_shielded_keeper_is_hidden_though_others_show_it(steward, other):
    place = builders.venue(keeper=other)
    builders.event(venue=place)
    shield(other)
    assert place not in venues(steward)


def test_the_own_secret_place_can_be_chosen_again(steward, house):
    place = builders.venue()
    builders.event(organiser=house, venue=place, place_disclosure="nobody")
    assert place in venues(steward)


def test_no_page_of_the_admin_tells_a_secret_place(client, steward, house, refuge):
    series = builders.event(organiser=house, **WEEKLY)
    named = {"name": NAME, "postcode": "08056", "town": "Zwickau"}
    event = {**answers(house), "venue": refuge.pk}
    preview = reverse("wagtailsnippets_events_event:preview_on_add")
    client.force_login(steward)
    pages = [
        client.get(reverse(LIST)),
        client.get(reverse(CHOOSE)),
        client.post(reverse(ADD), event),
        client.post(
            reverse("wagtailsnippets_events_event:date_words", args=[series.pk, KEY]), {"venue": refuge.pk}
        ),
        client.post(preview, event),
        client.get(preview),
    ]
    assert all(STREET not in page.content.decode() and NAME not in page.content.decode() for page in pages)
    assert not Event.objects.exclude(pk=series.pk).filter(organiser=house).exists()
    added = client.post(reverse("wagtailsnippets_events_venue:add"), {**named, "keeper": house.pk})
    assert added.status_code == 302


def test_a_calendar_that_is_read_finds_no_secret_place(house, refuge):
    known = Venue.objects.create(name="Gasometer", postcode="08056", town="Zwickau")
    found = Venues(house)
    assert found.find(f"{NAME}, 08056 Zwickau") is None
    assert found.find("Gasometer, 08056 Zwickau") == known.pk


def test_what_an_event_has_may_stay(client, steward, house, refuge):
    event = builders.event("Bei uns", organiser=house, venue=refuge, **WEEKLY)
    Event.objects.filter(pk=event.pk).update(live=False)
    client.force_login(steward)
    url = reverse("wagtailsnippets_events_event:date_words", args=[event.pk, KEY])
    assert client.post(url, {"venue": refuge.pk, "title": "Anders"}).status_code == 302


def handed_in(other, place):
    """Hand in a change of a public event that brings it to a place."""
    ensure_workflow()
    event = builders.event(organiser=other)
    draft_elsewhere(event, venue=place)
    event.get_workflow().start(event, builders.steward(other))


def planned(other, place):
    """Plan the publication of an event at a place, and write a newer draft that leads elsewhere."""
    event = builders.event(organiser=other, venue=place, live=False)
    event.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    draft_elsewhere(event, venue=None)


@pytest.mark.parametrize(
    "use",
    [
        lambda other, place: builders.event(organiser=other, venue=place),
        lambda other, place: builders.event(organiser=other, venue=place, place_disclosure="nobody"),
        lambda other, place: builders.event(organiser=other, changed={KEY: {"venue": place}}, **WEEKLY),
        handed_in,
        planned,
    ],
)
def test_a_place_that_others_use_is_not_its_keepers_to_change(client, steward, house, other, use):
    place = builders.venue("Rathaus", keeper=house)
    builders.event(organiser=house, venue=place)
    client.force_login(steward)
    url = reverse("wagtailsnippets_events_venue:edit", args=[place.pk])
    office = "Auch andere nutzen ihn"
    assert client.post(url, {"name": "Haus", "keeper": house.pk}).status_code == 302
    assert office not in client.get(reverse(LIST)).content.decode()
    use(other, place)
    assert client.post(url, {"name": "Betrug", "keeper": house.pk}).status_code == 404
    listed = client.get(reverse(LIST)).content.decode()
    assert office in listed and url not in listed
    client.force_login(builders.editor())
    assert office not in client.get(reverse(LIST)).content.decode()
    assert client.post(url, {"name": "Rathaus"}).status_code == 302


@pytest.mark.parametrize(
    "use",
    [
        lambda other, place: builders.event(organiser=other, venue=place, live=False),
        lambda other, place: builders.event(organiser_text="Wir", venue=place, live=False),
        in_a_version,
        at_one_date_of_a_version,
    ],
)
def test_a_draft_of_others_neither_stops_the_keeper_nor_tells_of_itself(client, steward, house, other, use):
    place = builders.venue("Rathaus", keeper=house)
    client.force_login(steward)
    url = reverse("wagtailsnippets_events_venue:edit", args=[place.pk])
    before = client.get(reverse(LIST)).content.decode().count("andere")
    use(other, place)
    listed = client.get(reverse(LIST)).content.decode()
    assert url in listed
    assert listed.count("andere") == before
    assert client.post(url, {"name": "Stadthaus", "keeper": house.pk}).status_code == 302


def test_a_draft_that_is_published_later_shows_the_place_as_it_is_then(client, steward, house, other):
    place = builders.venue("Rathaus", keeper=house)
    event = builders.event(organiser=other, venue=place, live=False)
    client.force_login(steward)
    url = reverse("wagtailsnippets_events_venue:edit", args=[place.pk])
    client.post(url, {"name": "Stadthaus", "keeper": house.pk})
    event.latest_revision.publish()
    assert Event.objects.get(pk=event.pk).venue.name == "Stadthaus"
    assert client.post(url, {"name": "Betrug", "keeper": house.pk}).status_code == 404


def test_the_list_asks_the_same_whatever_its_length(client, steward, house, other):
    def more(number):
        for _ in range(number):
            builders.event(organiser=other, venue=builders.venue(keeper=house), live=False)
            builders.event(organiser=other, venue=builders.venue(keeper=house))
            builders.event(venue=builders.venue())

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(LIST)).status_code == 200
        return len(queries)

    client.force_login(steward)
    more(1)
    asked()
    before = asked()
    more(3)
    assert asked() == before
