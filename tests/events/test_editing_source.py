"""Where an event of a feed was changed here, its form says so, and one press takes the source's value again."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.imports.differing import differences
from events.models import Event, FeedItem, Registration
from events.setup import ensure_workflow
from network import roles
from tests import builders
from tests.events.sources import google, read, trusted_feed, vevent, weekly

pytestmark = pytest.mark.django_db
EDIT = "wagtailsnippets_events_event:edit"
TAKE = "wagtailsnippets_events_event:take_source"
TEXT = "Alt & gut"


@pytest.fixture
def source():
    """Return a trusted feed."""
    roles.ensure_roles()
    ensure_workflow()
    return trusted_feed()


@pytest.fixture
def event(source):
    """Return an event of that feed whose title and description were changed here."""
    read(source, google(vevent(summary="Lesung", DESCRIPTION=TEXT)))
    return edited(Event.objects.get(), title="Lesung mit Musik", description="<p>Neu</p>")


@pytest.fixture
def client(client):
    """Return a client of an editor."""
    client.force_login(builders.editor())
    return client


def edited(event, **fields):
    """Return the event after an editor changed what is public."""
    for name, value in fields.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return Event.objects.get(pk=event.pk)


def rows(client, event):
    """Return what the form says about the source: field, source's value and ours."""
    shown = client.get(reverse(EDIT, args=[event.pk])).context["differing"]
    return [(row.field, row.source, row.ours) for row in shown]


def take(client, event, *fields):
    """Press the button of these fields."""
    return client.post(reverse(TAKE, args=[event.pk]), {"field": list(fields)})


def test_the_form_says_where_it_differs_in_words(client, event):
    assert rows(client, event) == [("description", TEXT, "Neu"), ("title", "Lesung", "Lesung mit Musik")]
    html = client.get(reverse(EDIT, args=[event.pk])).content.decode()
    assert reverse(TAKE, args=[event.pk]) in html
    assert "Alt &amp; gut" in html


def test_the_button_is_a_form_of_its_own_that_a_browser_may_send(client, event):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(builders.editor())
    html = browser.get(reverse(EDIT, args=[event.pk])).content.decode()
    form = html.partition('class="differing"')[2].partition("</form>")[0]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    data = {"field": "title", "csrfmiddlewaretoken": token}
    assert browser.post(reverse(TAKE, args=[event.pk]), data).status_code == 302
    assert Event.objects.get().title == "Lesung"


def test_an_event_without_a_source_or_without_a_difference_says_nothing(client, source):
    read(source, google(vevent()))
    for event in (Event.objects.get(), builders.event("Eigener")):
        answer = client.get(reverse(EDIT, args=[event.pk]))
        assert answer.context["differing"] == ()
        assert reverse(TAKE, args=[event.pk]) not in answer.content.decode()


def test_dates_of_a_series_and_single_ones_are_told_in_words(client, source):
    read(source, google(weekly()))
    event = Event.objects.get()
    event.removed_dates = ["2026-03-11T19:00"]
    event.rule = "FREQ=WEEKLY;COUNT=3"
    edited(event)
    told = {field: (theirs, ours) for field, theirs, ours in rows(client, event)}
    assert set(told) == {"dates", "date:2026-03-11T19:00"}
    assert all(theirs != ours and theirs and ours for theirs, ours in told.values())
    assert not any("{" in words for pair in told.values() for words in pair)


def test_one_field_is_taken_and_follows_the_source_again(client, source, event):
    take(client, event, "title")
    event.refresh_from_db()
    assert (event.title, event.description) == ("Lesung", "<p>Neu</p>")
    assert event.live_revision.user_id is not None
    assert [one.field for one in differences(event)] == ["description"]
    read(source, google(vevent(summary="Lesung II", DESCRIPTION=TEXT)))
    event.refresh_from_db()
    assert (event.title, FeedItem.objects.get().kept_fields) == ("Lesung II", ["description"])


@pytest.mark.parametrize("fields", [[], ["organiser"], ["place"], ["\x00"], ["date:quer"], ["x" * 5000]])
def test_what_does_not_differ_is_not_taken(client, event, fields):
    before = event.revisions.count()
    assert take(client, event, *fields).status_code == 302
    assert event.revisions.count() == before


def test_looking_is_not_taking(client, event):
    assert client.get(reverse(TAKE, args=[event.pk])).status_code == 405


class TestWhoMay:
    def test_a_stranger_finds_nothing(self, client, event):
        client.force_login(builders.steward(builders.organisation(trust="trusted")))
        assert client.get(reverse(EDIT, args=[event.pk])).status_code == 404
        assert client.post(reverse(TAKE, args=[event.pk]), {"field": "title"}).status_code == 404
        assert Event.objects.get().title == "Lesung mit Musik"

    def test_who_is_trusted_changes_what_the_public_sees(self, client, event):
        client.force_login(builders.steward(event.organiser))
        take(client, event, "title")
        assert Event.objects.get().title == "Lesung"

    def test_who_is_not_changes_the_draft(self, client, event):
        type(event.organiser).objects.update(trust="checked")
        client.force_login(builders.steward(event.organiser))
        take(client, event, "title")
        event.refresh_from_db()
        assert (event.title, event.get_latest_revision_as_object().title) == ("Lesung mit Musik", "Lesung")

    def test_a_draft_with_other_changes_is_not_published_along(self, client, event):
        event.summary = "Noch geheim"
        event.save_revision()
        take(client, event, "title")
        event.refresh_from_db()
        assert (event.title, event.summary) == ("Lesung mit Musik", "")

    def test_nothing_is_taken_while_it_is_in_review(self, client, event):
        type(event.organiser).objects.update(trust="checked")
        event = Event.objects.get()
        person = builders.steward(event.organiser)
        event.get_workflow().start(event, person)
        client.force_login(person)
        assert 'name="field"' not in client.get(reverse(EDIT, args=[event.pk])).content.decode()
        take(client, event, "title")
        assert Event.objects.get().get_latest_revision_as_object().title == "Lesung mit Musik"


class TestRegistrations:
    @pytest.fixture
    def moved(self, source):
        """Return a single event that was moved here, with somebody who registered for it."""
        read(source, google(vevent()))
        event = Event.objects.get()
        later = event.start + timedelta(days=1)
        event = edited(event, starts_on=later.date())
        key = later.strftime("%Y-%m-%dT%H:%M")
        Registration.objects.create(
            event=event, key=key, email="kim@example.org", delete_after=timezone.now()
        )
        return event

    def test_they_go_along_with_the_dates_of_the_source(self, client, moved):
        take(client, moved, "dates")
        event = Event.objects.get()
        assert Registration.objects.get().key == datetime.combine(event.starts_on, event.starts_at).strftime(
            "%Y-%m-%dT%H:%M"
        )

    def test_dates_stay_where_a_draft_could_not_take_them_along(self, client, moved):
        type(moved.organiser).objects.update(trust="checked")
        client.force_login(builders.steward(moved.organiser))
        before = moved.revisions.count()
        take(client, moved, "dates")
        assert moved.revisions.count() == before
