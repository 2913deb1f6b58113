"""List, venues, school holidays and the desk in the calendar's admin."""

from datetime import date, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from events.editing import desk
from events.editing.venue_form import municipality_for, similar
from events.models import Event, Occurrence, SchoolHoliday, Venue
from events.setup import ensure_workflow
from network import roles
from tests import builders

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_events_event:list"
VENUE_ADD = "wagtailsnippets_events_venue:add"
PASTE = "wagtailsnippets_events_schoolholiday:paste"
LATER = (timezone.now() + timedelta(days=30)).replace(tzinfo=None, hour=19, minute=0, second=0, microsecond=0)


@pytest.fixture
def editor(client):
    """Return a client of an editor."""
    roles.ensure_roles()
    ensure_workflow()
    client.force_login(builders.editor())
    return client


def titles(client, query=""):
    """Return what the list shows, in its order."""
    return [event.title for event in client.get(f"{reverse(LIST)}?{query}").context["object_list"]]


def test_the_list_costs_the_same_at_any_length(editor, django_assert_max_num_queries):
    counts = []
    for number in (3, 30):
        while Event.objects.count() < number:
            builders.event(rule="FREQ=WEEKLY;COUNT=3")
        with django_assert_max_num_queries(40) as queries:
            editor.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_next_date_comes_first_and_what_has_none_last(editor):
    builders.event("Vorbei", datetime(2020, 3, 4, 19))
    builders.event("Entwurf", LATER, live=False)
    builders.event("Später", LATER + timedelta(days=2))
    builders.event("Alte Reihe", LATER - timedelta(days=364), rule="FREQ=WEEKLY")
    assert titles(editor) == ["Alte Reihe", "Später", "Entwurf", "Vorbei"]


def test_filters(editor):
    place = builders.region("14524", "Zwickau")
    town = builders.region("14524330", "Zwickau", parent=place)
    topic = builders.topic()
    entry = builders.organisation("Verein A")
    builders.event(
        "Film", LATER, organiser=entry, kind="film", topics=[topic], venue=builders.venue(region=town)
    )
    builders.event("Vorbei", datetime(2020, 3, 4, 19), source="feed")
    builders.event("Entwurf", LATER, live=False)
    changed = builders.event("Geändert", LATER, region=town)
    Event.objects.filter(pk=changed.pk).update(has_unpublished_changes=True)
    waiting = builders.event("Wartet", LATER, live=False)
    waiting.get_workflow().start(waiting, None)
    expected = {
        "time=upcoming": {"Film", "Geändert"},
        "time=past": {"Vorbei"},
        "time=none": {"Entwurf", "Wartet"},
        "state=live": {"Film", "Vorbei", "Geändert"},
        "state=changed": {"Geändert"},
        "state=draft": {"Entwurf", "Wartet"},
        "state=review": {"Wartet"},
        f"organiser={entry.pk}": {"Film"},
        "kind=film": {"Film"},
        f"topic={topic.pk}": {"Film"},
        f"district={place.pk}": {"Film", "Geändert"},
        "source=feed": {"Vorbei"},
        "q=verein": {"Film"},
    }
    assert {query: set(titles(editor, query)) for query in expected} == expected


@pytest.mark.parametrize(
    "query",
    [
        "organiser=abc",
        "time=%00",
        "topic=9999999999999999999",
        "district=x",
        "district=99999999999999999999",
        "p=99",
        "q=%00",
        "ordering=quer",
    ],
)
def test_hostile_filters_are_answered(editor, query):
    builders.event()
    assert editor.get(f"{reverse(LIST)}?{query}").status_code < 500


def test_a_steward_sees_and_filters_only_the_own(client):
    roles.ensure_roles()
    entry = builders.organisation("Verein A")
    builders.event("Eigener", LATER, organiser=entry)
    stranger = builders.event("Fremder", LATER)
    client.force_login(builders.steward(entry))
    assert titles(client) == ["Eigener"]
    assert titles(client, f"organiser={stranger.organiser_id}") != ["Fremder"]
    assert stranger.organiser.name not in client.get(reverse(LIST)).content.decode()


def test_a_venue_that_may_be_known_is_hinted_at_once(editor):
    builders.venue("Gasometer", postcode="08056", town="Zwickau")
    new = {"name": "Gasometer, großer Saal", "postcode": "08056", "town": "Zwickau"}
    answer = editor.post(reverse(VENUE_ADD), new)
    assert set(answer.context["form"].errors) == {"is_another"}
    editor.post(reverse(VENUE_ADD), {**new, "is_another": "on"})
    assert Venue.objects.count() == 2


def test_places_elsewhere_or_with_other_names_are_not_hinted_at():
    builders.venue("Rathaus", postcode="08056", town="Zwickau")
    assert not similar("Rathaus", "04109")
    assert not similar("Stadtbad", "08056")
    assert similar("RATHAUS", "08056")


def test_a_municipality_is_found_where_postcode_and_town_agree(editor):
    places = builders.places()
    builders.postcode("08412", places.werdau, places.zwickau)
    assert municipality_for("08412", "Werdau") == places.werdau
    assert municipality_for("08412", "Leipzig") is None
    assert municipality_for("08412", "") is None
    editor.post(reverse(VENUE_ADD), {"name": "Halle", "postcode": "08056", "town": "zwickau"})
    assert Venue.objects.get().region == places.zwickau


def test_a_venue_is_created_in_the_chooser_and_kept_by_its_maker(client):
    entry = builders.organisation("Verein A")
    client.force_login(builders.steward(entry))
    url = reverse(Venue.snippet_viewset.chooser_viewset.get_url_name("create"))
    answer = client.post(url, {"name": "Hof", "postcode": "08056", "town": "Zwickau"})
    assert answer.json()["step"] == "chosen"
    assert Venue.objects.get().keeper == entry
    again = client.post(url, {"name": "Hof", "postcode": "08056", "town": "Zwickau"})
    assert again.json()["step"] != "chosen"
    assert Venue.objects.count() == 1


@pytest.fixture
def office(client):
    """Return a client of the office."""
    client.force_login(builders.office())
    return client


LINES = "Winterferien 08.02.–19.02.2027\nOsterferien 26.03.–02.04.2027"


def test_a_list_of_holidays_is_read_aloud_before_it_is_written(office):
    asked = office.post(reverse(PASTE), {"lines": LINES})
    assert len(asked.context["found"]) == 2
    assert not SchoolHoliday.objects.exists()
    office.post(reverse(PASTE), {"lines": LINES, "confirmed": "on"})
    office.post(reverse(PASTE), {"lines": LINES, "confirmed": "on"})
    assert SchoolHoliday.objects.count() == 2
    office.post(reverse(PASTE), {"lines": "Winterferien 09.02.–19.02.2027", "confirmed": "on"})
    assert SchoolHoliday.objects.get(name="Winterferien 2027").first_day == date(2027, 2, 9)


@pytest.mark.parametrize(
    "lines", ["", "Ferien", "Ferien 19.02.–08.02.2027", "Ferien 01.01.–31.12.2027", "\x00"]
)
def test_lists_that_cannot_be_are_refused(office, lines):
    answer = office.post(reverse(PASTE), {"lines": lines, "confirmed": "on"})
    assert answer.context["form"].errors
    assert not SchoolHoliday.objects.exists()


def test_new_holidays_renew_series_and_say_so(office):
    event = builders.event(
        "Sprachcafé", datetime(2027, 2, 3, 19), rule="FREQ=WEEKLY;COUNT=4", not_in_school_holidays=True
    )
    answer = office.post(reverse(PASTE), {"lines": LINES, "confirmed": "on"}, follow=True)
    assert "Sprachcafé" in answer.content.decode()
    assert Occurrence.objects.filter(event=event).count() == 2
    row = SchoolHoliday.objects.get(name="Winterferien 2027")
    answer = office.post(reverse("wagtailsnippets_events_schoolholiday:delete", args=[row.pk]), follow=True)
    assert "Sprachcafé" in answer.content.decode()
    assert Occurrence.objects.filter(event=event).count() == 4


def panels(person):
    """Return the names of the calendar's panels on somebody's desk."""
    request = RequestFactory().get("/admin/")
    request.user, found = person, []
    desk.add_desk(request, found)
    return [panel.name for panel in found]


def test_the_desk_shows_stewards_their_dates_and_drafts():
    entry = builders.organisation("Verein A")
    person = builders.steward(entry)
    builders.event("Nächster", LATER, organiser=entry)
    builders.event("Entwurf", LATER, organiser=entry, live=False)
    builders.event("Fremd", LATER)
    assert panels(person) == ["own_dates"]
    assert [line.title for line in desk.next_dates([entry.pk], timezone.now())] == ["Nächster"]
    assert [line.title for line in desk.drafts([entry.pk])] == ["Entwurf"]


def test_what_waits_for_editors_is_the_queues_to_say():
    roles.ensure_roles()
    for person in (builders.editor(), builders.office(), builders.user()):
        assert panels(person) == []


def test_desks_are_pages(client):
    builders.site_tree()
    for person in (builders.steward(builders.organisation()), builders.editor()):
        client.force_login(person)
        assert client.get(reverse("wagtailadmin_home"), follow=True).status_code == 200
