"""An event that is published at an hour to come: planned in the form, public by housekeeping, taken down again."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from events.curation import deciding, undoing
from events.curation.waiting import enqueue
from events.models import Event, Occurrence, Publication, QueueEntry
from events.models.curation import QueueKind
from events.planned import planned_at
from events.setup import ensure_workflow
from network import roles
from portal import housekeeping
from portal.models import OutgoingMail
from search.models import SearchDocument
from tests import builders
from tests.events.sources import google, read, trusted_feed, vevent
from tests.events.test_editing_form import ADD, EDIT, answers

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
HOUR = "2026-03-02 09:00"  # as the form reads it, in Berlin
LATER = datetime(2026, 3, 2, 8, 1, tzinfo=UTC)
DATES = "wagtailsnippets_events_event:date_action"
PUBLISH = {"action-publish": "1"}


class Clock:
    """What the time is; a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture
def clock():
    """Return a clock that stands until a test moves it."""
    found = Clock()
    with mock.patch("django.utils.timezone.now", side_effect=found):
        yield found


@pytest.fixture
def house(clock):
    """Return an organisation whose events are checked, in a portal with a calendar."""
    tree = builders.site_tree()
    builders.locale("en")
    builders.calendar_page(tree.home)
    roles.ensure_roles()
    ensure_workflow()
    cache.clear()
    return builders.organisation("Verein A", trust="checked")


@pytest.fixture
def client(client, house):
    """Return a client of an editor."""
    client.force_login(builders.editor())
    return client


def written(house, **more):
    """Return the answers of a form about an evening in March."""
    return answers(house, title="Lesung", starts_on="10.03.2026", **more)


def planned(client, house):
    """Return an event that somebody planned in the form."""
    client.post(reverse(ADD), written(house, go_live_at=HOUR, **PUBLISH))
    return Event.objects.get()


def strike(clock, moment=LATER):
    """Let it be later, and the timer strike."""
    clock.now = moment
    assert all(outcome.ok for outcome in housekeeping.run(moment))


def status(event):
    """Return how the English page of an event answers somebody without an account."""
    return Client().get(f"/en/termine/{event.slug}-{event.short_id}/").status_code


def is_found(event):
    """Return whether the search has it."""
    while builders.drain():
        pass
    return SearchDocument.objects.filter(pk=f"event:{event.pk}", deleted=False).exists()


def test_the_form_asks_for_the_hours(client, house):
    page = client.get(reverse(ADD))
    assert {"go_live_at", "expire_at"} <= set(page.context["form"].fields)
    assert "schedule-publishing-dialog" in page.content.decode()


def test_it_is_public_when_its_hour_has_come_with_everything_that_follows(client, house, clock):
    event = planned(client, house)
    assert (event.live, planned_at(event)) == (False, datetime(2026, 3, 2, 8, tzinfo=UTC))
    assert (status(event), is_found(event), Publication.objects.exists()) == (404, False, False)
    assert not Occurrence.objects.listed().exists()
    strike(clock, NOW + timedelta(hours=1))
    assert status(event) == 404
    strike(clock)
    event.refresh_from_db()
    assert (event.live, event.has_unpublished_changes, planned_at(event)) == (True, False, None)
    assert (status(event), is_found(event)) == (200, True)
    assert [row.key for row in Occurrence.objects.listed()] == ["2026-03-10T19:00"]
    assert Publication.objects.get().appeared_at == LATER
    assert "Lesung" in Client().get("/en/termine/feed.ics").content.decode()


def test_it_is_taken_down_when_that_hour_has_come(client, house, clock):
    client.post(reverse(ADD), written(house, expire_at=HOUR, **PUBLISH))
    event = Event.objects.get()
    assert (status(event), is_found(event)) == (200, True)
    strike(clock)
    event.refresh_from_db()
    assert (event.live, event.expired) == (False, True)
    assert (status(event), is_found(event), Publication.objects.get().is_gone) == (404, False, True)
    assert not Occurrence.objects.listed().exists()


def test_a_change_that_is_planned_leaves_the_public_version_until_then(client, house, clock):
    client.post(reverse(ADD), written(house, **PUBLISH))
    event = Event.objects.get()
    changed = {
        **written(house, go_live_at=HOUR, **PUBLISH),
        "title": "Lesung mit Musik",
        "starts_on": "11.03.2026",
    }
    client.post(reverse(EDIT, args=[event.pk]), changed)
    assert [row.key for row in Occurrence.objects.listed()] == ["2026-03-10T19:00"]
    strike(clock)
    event.refresh_from_db()
    assert event.title == "Lesung mit Musik"
    assert [row.key for row in Occurrence.objects.listed()] == ["2026-03-11T19:00"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"go_live_at": "morgen"},
        {"go_live_at": "2026-03-05 09:00", "expire_at": "2026-03-04 09:00"},
        {"expire_at": "2020-01-01 09:00"},
        {"go_live_at": "99999-01-01"},
    ],
)
def test_hours_that_cannot_be_are_said(client, house, wrong):
    answer = client.post(reverse(ADD), written(house, **wrong, **PUBLISH))
    assert set(answer.context["form"].errors) >= {min(wrong)}
    assert not Event.objects.exists()


class TestWhoMay:
    def test_whose_events_are_checked_plans_and_the_editors_decide(self, client, house, clock):
        client.force_login(builders.steward(house))
        client.post(reverse(ADD), written(house, go_live_at=HOUR, **PUBLISH))
        event = Event.objects.get()
        assert planned_at(event) is None
        client.post(reverse(EDIT, args=[event.pk]), written(house, go_live_at=HOUR, **{"action-submit": "1"}))
        entry = QueueEntry.objects.get()
        deciding.publish(entry.pk, builders.editor(), NOW)
        event.refresh_from_db()
        assert (event.live, planned_at(event) is not None) == (False, True)
        assert "2. März 2026" in OutgoingMail.objects.get().body
        strike(clock)
        assert status(event) == 200

    def test_a_stranger_finds_no_plan(self, client, house):
        event = planned(client, house)
        revision = event.revisions.get(approved_go_live_at__isnull=False)
        client.force_login(builders.steward(builders.organisation(trust="trusted")))
        url = reverse("wagtailsnippets_events_event:revisions_unschedule", args=[event.pk, revision.pk])
        assert {client.get(url).status_code, client.post(url).status_code} == {404}
        assert planned_at(event) is not None


class TestPlansOfOthers:
    def test_refusing_calls_the_plan_back(self, client, house, clock):
        event = planned(client, house)
        entry = enqueue(event, QueueKind.NEW)
        deciding.refuse(entry.pk, "Passt nicht", builders.editor(), NOW)
        strike(clock)
        assert not Event.objects.get().live

    def test_taking_a_publication_back_calls_the_plan_back(self, client, house, clock):
        event = planned(client, house)
        person = builders.editor()
        entry = deciding.publish(enqueue(event, QueueKind.NEW).pk, person, NOW)
        undoing.undo(entry.pk, person, NOW)
        strike(clock)
        assert not Event.objects.get().live

    def test_a_date_changed_meanwhile_goes_into_the_draft_and_is_not_called_public(self, client, house):
        client.post(reverse(ADD), written(house, **PUBLISH))
        event = Event.objects.get()
        client.post(reverse(EDIT, args=[event.pk]), written(house, go_live_at=HOUR, **PUBLISH))
        url = reverse(DATES, args=[event.pk, "2026-03-10T19:00", "cancel"])
        assert 'name="with_draft"' not in client.get(url).content.decode()
        client.post(url, {"note": "", "with_draft": "on"})
        assert Occurrence.objects.listed().get().status == "scheduled"
        assert planned_at(event) is not None

    def test_a_feed_that_changes_the_event_forgets_no_plan(self, client, house, clock):
        source = trusted_feed()
        read(source, google(vevent(summary="Lesung")))
        event = Event.objects.get()
        event.summary, event.go_live_at = "Mit Musik", datetime(2026, 3, 2, 8, tzinfo=UTC)
        event.save_revision().publish()
        read(source, google(vevent(summary="Lesung II")))
        event.refresh_from_db()
        assert (event.title, event.summary) == ("Lesung II", "")
        assert planned_at(event) == datetime(2026, 3, 2, 8, tzinfo=UTC)
        strike(clock)
        event.refresh_from_db()
        assert (event.title, event.summary) == ("Lesung II", "Mit Musik")


def test_the_list_says_when(client, house):
    planned(client, house)
    html = client.get(reverse("wagtailsnippets_events_event:list")).content.decode()
    assert "02.03.2026" in html
