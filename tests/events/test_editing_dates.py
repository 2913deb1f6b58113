"""The dates of an event in the admin: GET shows, POST acts, and what was not asked for is not published."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from events import occurrences
from events.models import Event, Occurrence, Registration, SchoolHoliday
from events.setup import ensure_workflow
from network import roles
from tests import builders

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = "2027-03-03T19:00", "2027-03-10T19:00", "2027-03-17T19:00"
MOVED = {"starts_on": "11.03.2027", "starts_at": "18:00", "ends_at": "20:00", "note": "Raum belegt"}


@pytest.fixture
def weekly():
    """Return a published series of four evenings."""
    roles.ensure_roles()
    ensure_workflow()
    entry = builders.organisation("Verein A", trust="checked")
    return builders.event("Sprachcafé", datetime(2027, 3, 3, 19), organiser=entry, rule="FREQ=WEEKLY;COUNT=4")


@pytest.fixture
def client(client):
    """Return a client of an editor."""
    client.force_login(builders.editor())
    return client


def url(event, *keys, name="date_action"):
    """Return the address of a page about dates."""
    return reverse(f"wagtailsnippets_events_event:{name}", args=[event.pk, *keys])


def table(event):
    """Return what the public's table says: key, status, wall day."""
    return {row.key: (row.status, row.first_day) for row in Occurrence.objects.filter(event=event)}


def in_step():
    """Return whether the table equals a fresh expansion."""
    return not list(occurrences.differences(Event.objects.all(), timezone.now()))


def test_every_date_stands_on_the_page_with_what_may_be_done(client, weekly):
    page = client.get(url(weekly, name="dates"))
    rows = [one["row"] for one in page.context["upcoming"]]
    assert [row.key for row in rows][:3] == [FIRST, SECOND, THIRD]
    assert rows[0].actions == ("cancel", "move", "words", "remove")
    assert rows[1].actions == ("cancel", "move", "words", "remove", "split")


def test_past_dates_are_folded(client):
    event = builders.event("Alt", datetime(2020, 3, 4, 19))
    page = client.get(url(event, name="dates"))
    assert (len(page.context["upcoming"]), len(page.context["past"])) == (0, 1)
    assert "<details" in page.content.decode()


def test_many_dates_are_shown_on_request(client):
    event = builders.event("Täglich", datetime(2026, 3, 4, 19), rule="FREQ=DAILY")
    page = client.get(url(event, name="dates"))
    assert len(page.context["upcoming"]) == 40
    assert page.context["hidden"] > 300
    assert client.get(f"{url(event, name='dates')}?all=1").context["hidden"] == 0
    assert client.get(f"{url(event, name='dates')}?all=%00").status_code == 200


@pytest.mark.parametrize("action", ["cancel", "move", "remove", "split"])
def test_looking_changes_nothing(client, weekly, action):
    before = table(weekly), weekly.revisions.count()
    assert client.get(url(weekly, SECOND, action)).status_code == 200
    assert (table(weekly), weekly.revisions.count()) == before


def test_a_date_is_called_off_with_a_note(client, weekly):
    client.post(url(weekly, SECOND, "cancel"), {"note": "Krank"})
    assert table(weekly)[SECOND][0] == "cancelled"
    assert Event.objects.get().changed_dates.get().note == "Krank"
    row = next(
        one["row"]
        for one in client.get(url(weekly, name="dates")).context["upcoming"]
        if one["row"].key == SECOND
    )
    assert (row.state, row.note, row.actions) == (
        "off",
        "Krank",
        ("move", "words", "restore", "remove", "split"),
    )
    client.post(url(weekly, SECOND, "restore"))
    assert table(weekly)[SECOND][0] == "scheduled"
    assert in_step()


def test_a_date_moves_and_keeps_its_key(client, weekly):
    client.post(url(weekly, SECOND, "move"), MOVED)
    assert table(weekly)[SECOND] == ("scheduled", date(2027, 3, 11))
    assert in_step()


def test_a_date_is_taken_out_and_brought_back(client, weekly):
    client.post(url(weekly, SECOND, "remove"))
    assert SECOND not in table(weekly)
    client.post(url(weekly, SECOND, "restore"))
    assert SECOND in table(weekly)
    assert in_step()


def test_a_date_that_a_wish_took_out_is_held_all_the_same(client):
    SchoolHoliday.objects.create(name="Ferien 2027", first_day=date(2027, 3, 8), last_day=date(2027, 3, 12))
    event = builders.event(
        start=datetime(2027, 3, 3, 19), rule="FREQ=WEEKLY;COUNT=4", not_in_school_holidays=True
    )
    assert SECOND not in table(event)
    client.post(url(event, SECOND, "restore"))
    assert SECOND in table(event)
    assert Event.objects.get().extra_dates == [SECOND]


def test_from_a_date_on_it_is_an_event_of_its_own(client, weekly):
    answer = client.post(url(weekly, THIRD, "split"))
    second = Event.objects.exclude(pk=weekly.pk).get()
    assert answer["Location"] == reverse("wagtailsnippets_events_event:edit", args=[second.pk])
    assert (set(table(weekly)), set(table(second))) == ({FIRST, SECOND}, {THIRD, "2027-03-24T19:00"})
    assert in_step()


@pytest.mark.parametrize(
    ("key", "action"),
    [
        (SECOND, "restore"),
        (FIRST, "split"),
        (SECOND, "explode"),
        ("2027-03-11T19:00", "cancel"),
        ("morgen", "cancel"),
    ],
)
def test_what_is_not_offered_is_not_there(client, weekly, key, action):
    assert {
        client.get(url(weekly, key, action)).status_code,
        client.post(url(weekly, key, action)).status_code,
    } == {404}


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "gestern"},
        {"starts_at": "25:00"},
        {"ends_on": "01.01.2020"},
        {"starts_on": "01.01.9999"},
        {"note": "x" * 300},
        {"ends_on": "01.01.2029"},
        {"starts_on": "\x00"},
    ],
)
def test_times_that_cannot_be_are_said(client, weekly, wrong):
    answer = client.post(url(weekly, SECOND, "move"), {**MOVED, **wrong})
    assert answer.context["form"].errors
    assert table(weekly)[SECOND] == ("scheduled", date(2027, 3, 10))


def test_all_dates_move_after_what_happens_was_shown(client, weekly):
    client.post(url(weekly, SECOND, "cancel"), {"note": "Krank"})
    times = {"starts_on": "04.03.2027", "starts_at": "18:00", "ends_at": "20:00"}
    asked = client.post(url(weekly, name="shift"), times)
    assert len(asked.context["kept"]) == 1
    assert table(weekly)[FIRST][1] == date(2027, 3, 3)
    client.post(url(weekly, name="shift"), {**times, "confirmed": "on"})
    assert {key: row[0] for key, row in table(weekly).items()} == {
        "2027-03-04T18:00": "scheduled",
        "2027-03-11T18:00": "cancelled",
        "2027-03-18T18:00": "scheduled",
        "2027-03-25T18:00": "scheduled",
    }
    assert in_step()


def test_a_series_that_would_not_move_alike_is_refused_with_a_reason(client):
    event = builders.event(start=datetime(2027, 3, 3, 19), rule="FREQ=MONTHLY;BYDAY=1WE;COUNT=3")
    times = {"starts_on": "04.03.2027", "starts_at": "19:00", "confirmed": "on"}
    assert client.post(url(event, name="shift"), times).context["form"].non_field_errors()
    assert FIRST in table(event)


def test_whole_days_are_asked_for_days_only(client):
    event = builders.event("Woche", date(2027, 3, 3))
    form = client.get(url(event, "2027-03-03", "move")).context["form"]
    assert set(form.fields) == {"starts_on", "ends_on", "note"}
    client.post(url(event, "2027-03-03", "move"), {"starts_on": "05.03.2027", "ends_on": "06.03.2027"})
    row = Occurrence.objects.get()
    assert (row.first_day, row.last_day) == (date(2027, 3, 5), date(2027, 3, 6))


def test_who_may_not_publish_changes_the_draft_and_is_told(client, weekly):
    client.force_login(builders.steward(weekly.organiser))
    answer = client.post(url(weekly, SECOND, "cancel"), {"note": ""}, follow=True)
    assert table(weekly)[SECOND][0] == "scheduled"
    event = Event.objects.get()
    assert event.has_unpublished_changes
    assert event.get_latest_revision_as_object().changed_dates.get().status == "cancelled"
    assert reverse("wagtailsnippets_events_event:edit", args=[weekly.pk]) in answer.content.decode()


def test_who_is_trusted_changes_what_the_public_sees(client, weekly):
    type(weekly.organiser).objects.update(trust="trusted")
    client.force_login(builders.steward(weekly.organiser))
    client.post(url(weekly, SECOND, "cancel"), {"note": ""})
    assert table(weekly)[SECOND][0] == "cancelled"


def test_other_changes_of_a_draft_are_published_only_when_asked_for(client, weekly):
    weekly.title = "Noch geheim"
    weekly.save_revision()
    client.post(url(weekly, SECOND, "cancel"), {"note": ""})
    assert (table(weekly)[SECOND][0], Event.objects.get().title) == ("scheduled", "Sprachcafé")
    client.post(url(weekly, THIRD, "cancel"), {"note": "", "with_draft": "on"})
    assert {table(weekly)[SECOND][0], table(weekly)[THIRD][0], Event.objects.get().title} == {
        "cancelled",
        "Noch geheim",
    }


def test_a_draft_stays_a_draft(client, weekly):
    weekly.unpublish()
    client.post(url(weekly, SECOND, "cancel"), {"note": "", "with_draft": "on"})
    assert not Event.objects.get().live


def test_while_it_is_in_review_nobody_of_the_organisation_changes_dates(client, weekly):
    person = builders.steward(weekly.organiser)
    weekly.get_workflow().start(weekly, person)
    client.force_login(person)
    before = weekly.revisions.count()
    client.post(url(weekly, SECOND, "cancel"), {"note": ""})
    client.post(
        url(weekly, name="shift"), {"starts_on": "04.03.2027", "starts_at": "18:00", "confirmed": "on"}
    )
    assert weekly.revisions.count() == before


def test_registrations_go_along_or_the_change_is_refused(client, weekly):
    Registration.objects.create(event=weekly, key=THIRD, email="kim@example.org", delete_after=timezone.now())
    editor = client.session["_auth_user_id"]
    client.force_login(builders.steward(weekly.organiser))
    client.post(url(weekly, THIRD, "split"))
    client.post(
        url(weekly, name="shift"), {"starts_on": "04.03.2027", "starts_at": "18:00", "confirmed": "on"}
    )
    assert Event.objects.count() == weekly.revisions.count() == 1
    client.force_login(builders.User.objects.get(pk=editor))
    client.post(url(weekly, THIRD, "split"))
    assert Registration.objects.get().event != weekly


def test_an_evening_past_midnight_keeps_its_end(client):
    event = builders.event("Nacht", datetime(2027, 3, 3, 22), hours=4)
    form = client.get(url(event, "2027-03-03T22:00", "move")).context["form"]
    assert (form.initial["ends_on"], form.initial["ends_at"]) == (date(2027, 3, 4), time(2))
    client.post(
        url(event, "2027-03-03T22:00", "move"),
        {"starts_on": "05.03.2027", "starts_at": "23:00", "ends_at": "02:00"},
    )
    row = Occurrence.objects.get()
    assert (row.end - row.start).total_seconds() == 3 * 3600
