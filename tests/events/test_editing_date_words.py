"""One date of a series that says something else: what the form asks, who may, and where the public reads it."""

from datetime import date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from events.models import ChangedDate, Event, Occurrence
from events.records import public_record
from events.setup import ensure_workflow
from network import roles
from search.analysis import analyser
from search.event_zones import event_terms
from tests import builders
from tests.events.feed_builders import components, path_to

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = "2027-03-03T19:00", "2027-03-10T19:00", "2027-03-17T19:00"


@pytest.fixture
def tree():
    """Return a portal with a calendar."""
    found = builders.site_tree()
    builders.locale("en")
    builders.calendar_page(found.home)
    return found


@pytest.fixture
def weekly(tree):
    """Return a published series of four evenings in a house."""
    roles.ensure_roles()
    ensure_workflow()
    entry = builders.organisation("Verein A", trust="checked")
    house = builders.venue("Gasometer", town="Zwickau", access=["step_free"])
    return builders.event(
        "Sprachcafé",
        datetime(2027, 3, 3, 19),
        organiser=entry,
        rule="FREQ=WEEKLY;COUNT=4",
        venue=house,
        online_disclosure="public",
    )


@pytest.fixture
def client(client):
    """Return a client of an editor."""
    client.force_login(builders.editor())
    return client


def url(event, key=SECOND, name="date_words"):
    """Return the address of the form of a date."""
    return reverse(f"wagtailsnippets_events_event:{name}", args=[event.pk, key])


def own(event, key=SECOND):
    """Return what the public's version says of a date, None where nothing differs."""
    return ChangedDate.objects.filter(event=event, key=key).first()


def when(event, key=SECOND):
    """Return the public day and status of a date."""
    row = Occurrence.objects.get(event=event, key=key)
    return row.first_day, row.status, row.is_moved


def page(event, day="2027-03-10"):
    """Return the English page of a date."""
    return Client().get(f"/en/termine/{event.slug}-{event.short_id}/{day}/").content.decode()


def test_the_form_is_empty_and_says_what_the_series_says(client, weekly):
    shown = client.get(url(weekly))
    fields = shown.context["form"].fields
    assert not any(shown.context["form"].initial.values())
    assert "Sprachcafé" in fields["title"].help_text
    assert "Gasometer" in fields["venue"].help_text
    assert "19:00" in fields["starts_on"].help_text or "7 p.m." in fields["starts_on"].help_text


def test_the_list_of_dates_leads_to_it(client, weekly):
    html = client.get(reverse("wagtailsnippets_events_event:dates", args=[weekly.pk])).content.decode()
    assert url(weekly) in html
    assert client.get(url(weekly)).resolver_match.url_name == "date_words"


def test_words_place_and_link_of_one_date_reach_page_feed_and_search(client, weekly):
    other = builders.venue("Rathaus", town="Werdau", access=["quiet_room"])
    client.post(
        url(weekly),
        {
            "title": "Sprachcafé im Rathaus",
            "description": "Mit Führung.\nBitte pünktlich.",
            "venue": other.pk,
            "online_url": "https://example.org/raum",
            "note": "Diesmal woanders",
        },
    )
    html = page(weekly)
    for words in ("Sprachcafé im Rathaus", "Mit Führung.<br>Bitte", "Werdau", "https://example.org/raum"):
        assert words in html.replace("\xad", ""), words
    assert "Diesmal woanders" in html
    assert "Quiet room" in html
    assert "Step-free" not in html
    other_day = page(weekly, "2027-03-17")
    assert ("Gasometer" in other_day, "Mit Führung" in other_day) == (True, False)
    listed = page(weekly, "alle")
    assert '<span lang="de">Sprachcafé im Rathaus: ' in listed
    assert '<span class="sr" lang="de">Sprachcafé: ' in listed
    exception = next(one for one in components(path_to(weekly)) if "RECURRENCE-ID" in one)
    assert (str(exception["SUMMARY"]), "Rathaus" in exception["LOCATION"]) == ("Sprachcafé im Rathaus", True)
    assert "Mit Führung." in exception["DESCRIPTION"]
    assert str(exception["CONFERENCE"]) == "https://example.org/raum"
    found = " ".join(event_terms(public_record(Event.objects.get(pk=weekly.pk)), analyser("de")))
    assert "werdau" in found
    assert when(weekly) == (date(2027, 3, 10), "scheduled", False)


def test_empty_again_is_as_if_nobody_had_touched_it(client, weekly):
    client.post(url(weekly), {"title": "Anders", "starts_at": "18:00"})
    assert when(weekly)[2]
    answered = client.get(url(weekly)).context["form"].initial
    assert (answered["title"], answered["starts_at"], answered["ends_at"]) == ("Anders", time(18), time(20))
    client.post(url(weekly), {"title": ""})
    assert own(weekly) is None
    assert when(weekly) == (date(2027, 3, 10), "scheduled", False)


@pytest.mark.parametrize(
    ("answers", "start", "end"),
    [
        ({"starts_at": "18:00"}, datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 20)),
        ({"ends_at": "22:30"}, datetime(2027, 3, 10, 19), datetime(2027, 3, 10, 22, 30)),
        ({"starts_on": "11.03.2027"}, datetime(2027, 3, 11, 19), datetime(2027, 3, 11, 21)),
    ],
)
def test_what_is_left_out_of_the_times_is_as_in_the_series(client, weekly, answers, start, end):
    client.post(url(weekly), answers)
    change = own(weekly).as_change(weekly)
    assert (change.start, change.end) == (start, end)


def test_the_times_of_the_series_are_no_change(client, weekly):
    client.post(url(weekly), {"starts_on": "10.03.2027", "starts_at": "19:00", "ends_at": "21:00"})
    assert own(weekly) is None


def test_a_date_that_is_called_off_stays_so(client, weekly):
    action = reverse("wagtailsnippets_events_event:date_action", args=[weekly.pk, SECOND, "cancel"])
    client.post(action, {"note": "Krank"})
    assert "is_online_only" not in client.get(url(weekly)).context["form"].fields
    client.post(url(weekly), {"title": "Anders", "note": "Krank", "is_online_only": "on"})
    assert (own(weekly).title, when(weekly)[1]) == ("Anders", "cancelled")
    client.post(url(weekly), {})
    assert when(weekly)[1] == "cancelled"


def test_one_date_takes_place_online_only(client, weekly):
    client.post(url(weekly), {"is_online_only": "on", "online_url": "https://example.org/raum"})
    assert when(weekly)[1] == "moved_online"
    client.post(url(weekly), {"online_url": "https://example.org/raum"})
    assert when(weekly)[1] == "scheduled"


def test_a_link_for_those_who_registered_is_not_told(client, weekly):
    Event.objects.filter(pk=weekly.pk).update(online_disclosure="registrants")
    event = Event.objects.get(pk=weekly.pk)
    event.save_revision().publish()
    client.post(url(weekly), {"online_url": "https://example.org/geheim"})
    html = page(weekly)
    assert "example.org/geheim" not in html
    assert "The link comes after registration." in html
    assert "The link comes after registration." not in page(weekly, "2027-03-17")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * 201},
        {"note": "x" * 251},
        {"description": "x" * 6000},
        {"venue": "99999"},
        {"venue": "quer"},
        {"venue": "9" * 40},
        {"online_url": "javascript:alert(1)"},
        {"starts_on": "gestern"},
        {"starts_on": "01.01.9999"},
        {"starts_at": "25:00"},
        {"ends_on": "01.01.2020"},
        {"title": "\x00"},
    ],
)
def test_answers_that_cannot_be_are_said(client, weekly, wrong):
    answer = client.post(url(weekly), wrong)
    assert (answer.status_code, set(answer.context["form"].errors)) == (200, set(wrong))
    assert own(weekly) is None


def test_only_dates_of_a_series_have_one(client, weekly):
    single = builders.event("Einmal", datetime(2027, 3, 3, 19))
    assert client.get(url(single, FIRST)).status_code == 404
    for key in ("2027-03-11T19:00", "morgen"):
        assert {client.get(url(weekly, key)).status_code, client.post(url(weekly, key)).status_code} == {404}


def test_whole_days_are_asked_for_days_only(client, tree):
    event = builders.event("Woche", date(2027, 3, 3), rule="FREQ=WEEKLY;COUNT=2")
    key = "2027-03-10"
    fields = client.get(url(event, key)).context["form"].fields
    assert not {"starts_at", "ends_at"} & set(fields)
    client.post(url(event, key), {"ends_on": "12.03.2027"})
    row = Occurrence.objects.get(event=event, key=key)
    assert (row.first_day, row.last_day) == (date(2027, 3, 10), date(2027, 3, 12))


class TestWhoMay:
    def test_a_stranger_finds_nothing(self, client, weekly):
        client.force_login(builders.steward(builders.organisation("Verein B", trust="trusted")))
        assert {
            client.get(url(weekly)).status_code,
            client.post(url(weekly), {"title": "X"}).status_code,
        } == {404}
        assert own(weekly) is None

    def test_whoever_may_not_publish_changes_the_draft(self, client, weekly):
        client.force_login(builders.steward(weekly.organiser))
        client.post(url(weekly), {"title": "Anders"})
        assert own(weekly) is None
        draft = Event.objects.get(pk=weekly.pk).get_latest_revision_as_object()
        assert draft.changed_dates.get().title == "Anders"

    def test_whoever_is_trusted_publishes(self, client, weekly):
        type(weekly.organiser).objects.update(trust="trusted")
        client.force_login(builders.steward(weekly.organiser))
        client.post(url(weekly), {"title": "Anders"})
        assert own(weekly).title == "Anders"

    def test_other_changes_of_the_draft_stay_where_they_are(self, client, weekly):
        weekly.title = "Noch geheim"
        weekly.save_revision()
        client.post(url(weekly), {"title": "Anders"})
        assert (own(weekly), Event.objects.get().title) == (None, "Sprachcafé")

    def test_nothing_changes_while_it_is_in_review(self, client, weekly):
        person = builders.steward(weekly.organiser)
        weekly.get_workflow().start(weekly, person)
        client.force_login(person)
        before = weekly.revisions.count()
        client.post(url(weekly), {"title": "Anders"})
        assert weekly.revisions.count() == before
