"""Who may open what of the calendar's admin: one table over every address, from the URL conf.

Two stewards, of whom one is a stranger to every row, an editor, the office, and nobody. What is refused answers 404
without a title, or leads away, and changes nothing.
"""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.core import serializers
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision, TaskState, WorkflowState

from events.models import CalendarFeed, Event, Occurrence, Publication, Registration, SchoolHoliday, Venue
from events.setup import ensure_workflow
from network import roles
from tests import builders

pytestmark = pytest.mark.django_db

SECRET = "Geheimtreffen"
KEY = "2027-03-10T19:00"
ROLES = ("nobody", "own", "stranger", "editor", "office")
# Who gets an answer, by route: o(wn steward), s(tranger), e(ditor), b(üro); nobody else does.
EVENT = {
    "list": "oseb",
    "list_results": "oseb",
    "add": "oseb",
    "preview_on_add": "oseb",
    "next_dates": "oseb",
    "edit": "oeb",
    "delete": "",  # it was public once
    "usage": "oeb",
    "history": "oeb",
    "history_results": "oeb",
    "preview_on_edit": "oeb",
    "revisions_view": "oeb",
    "revisions_revert": "oeb",
    "revisions_compare": "oeb",
    "revisions_unschedule": "eb",
    "unpublish": "eb",
    "lock": "eb",  # it is in review
    "unlock": "",  # and not locked by hand
    "workflow_action": "eb",
    "collect_workflow_action_data": "eb",
    "confirm_workflow_cancellation": "oeb",
    "workflow_history": "oeb",
    "workflow_history_detail": "oeb",
    "workflow_preview": "eb",
    "dates": "oeb",
    "shift": "oeb",
    "date_action": "oeb",
    "date_words": "oeb",
    "take_source": "oeb",
    "duplicate": "oeb",
}
VENUE = {
    "list": "oseb",
    "list_results": "oseb",
    "add": "oseb",
    "edit": "oeb",
    "delete": "eb",
    "usage": "oeb",
    "history": "oeb",
    "history_results": "oeb",
}
FEED = {
    "check": "osb",
    "list": "osb",
    "list_results": "osb",
    "add": "osb",
    "edit": "ob",
    "delete": "b",
    "usage": "ob",
    "history": "ob",
    "history_results": "ob",
}
HOLIDAY = {
    "list": "b",
    "list_results": "b",
    "add": "b",
    "edit": "b",
    "delete": "b",
    "usage": "b",
    "history": "b",
    "history_results": "b",
    "paste": "b",
}
TABLES = {Event: EVENT, Venue: VENUE, CalendarFeed: FEED, SchoolHoliday: HOLIDAY}
LETTERS = {"own": "o", "stranger": "s", "editor": "e", "office": "b"}
# Where Wagtail leads whoever may not: to the log-in or the desk.
LED_AWAY = re.compile(r"/admin/(login/.*)?$")
WITHOUT_ROW = {"list", "list_results", "add", "preview_on_add", "next_dates", "paste", "check"}


class World:
    """A row of every kind that belongs to one organisation, and everybody who may or may not."""

    def __init__(self) -> None:
        roles.ensure_roles()
        ensure_workflow()
        entry = builders.organisation("Verein A", trust="checked")
        other = builders.organisation("Verein B", trust="trusted")
        self.people = {
            "own": builders.steward(entry),
            "stranger": builders.steward(other),
            "editor": builders.editor(),
            "office": builders.office(),
        }
        venue = builders.venue(f"{SECRET} im Hof", keeper=entry)
        event = builders.event(SECRET, datetime(2027, 3, 3, 19), organiser=entry, rule="FREQ=WEEKLY;COUNT=4")
        event.summary = f"{SECRET} anders"
        event.save_revision()
        event = Event.objects.get(pk=event.pk)
        event.get_workflow().start(event, self.people["own"])
        Registration.objects.create(
            event=event, key=KEY, email="kim@example.org", delete_after=timezone.now()
        )
        self.rows = {
            Event: event,
            Venue: venue,
            CalendarFeed: CalendarFeed.objects.create(
                organisation=entry, name=SECRET, url="https://example.org/a.ics"
            ),
            SchoolHoliday: SchoolHoliday.objects.create(
                name=SECRET, first_day=builders.day("2027-02-08"), last_day=builders.day("2027-02-19")
            ),
        }

    def url(self, model, name):
        """Return the address of a route for the row of a kind."""
        key = self.rows[model].pk
        state = TaskState.objects.first()
        first = (
            Revision.objects.for_instance(self.rows[model]).order_by("pk").first() if model is Event else None
        )
        more = {
            "revisions_view": [first and first.pk],
            "revisions_revert": [first and first.pk],
            "revisions_unschedule": [first and first.pk],
            "revisions_compare": [first and first.pk, "latest"],
            "workflow_action": ["approve", state.pk],
            "collect_workflow_action_data": ["approve", state.pk],
            "workflow_history_detail": [state.workflow_state_id],
            "workflow_preview": [state.task_id],
            "date_action": [KEY, "cancel"],
            "date_words": [KEY],
        }
        arguments = [] if name in WITHOUT_ROW else [key, *more.get(name, [])]
        return reverse(model.snippet_viewset.get_url_name(name), args=arguments)

    def signed_in(self, client, role):
        """Return the client as somebody."""
        if role == "nobody":
            client.logout()
        else:
            client.force_login(self.people[role])
        return client


@pytest.fixture
def world():
    builders.site_tree()
    return World()


def everything():
    """Return all rows that could be changed, as text."""
    models = (Event, Venue, CalendarFeed, SchoolHoliday, Revision, Occurrence, Publication, Registration)
    rows = [row for model in (*models, TaskState, WorkflowState) for row in model.objects.order_by("pk")]
    return serializers.serialize("json", rows)


def may(role, model, name):
    """Return what the table says."""
    return role in LETTERS and LETTERS[role] in TABLES[model][name]


def test_every_address_is_in_the_table():
    for model, table in TABLES.items():
        assert {pattern.name for pattern in model.snippet_viewset.get_urlpatterns()} == set(table), model


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_reading(client, world, model):
    wrong = {}
    for role in ROLES:
        world.signed_in(client, role)
        for name in TABLES[model]:
            answer = client.get(world.url(model, name))
            is_answered = answer.status_code in {200, 405}
            is_answered |= answer.status_code == 302 and not LED_AWAY.match(answer["Location"])
            leaks = SECRET in answer.content.decode() and not (may(role, model, name) and role != "stranger")
            if is_answered is not may(role, model, name) or (leaks and model is not Venue):
                wrong[role, name] = answer.status_code, answer.get("Location", ""), leaks
    assert wrong == {}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_writing_where_one_may_not_changes_nothing(client, world, model):
    before, wrong = everything(), {}
    data = {
        "title": "Übernommen",
        "name": "Übernommen",
        "action-publish": "1",
        "confirmed": "on",
        "note": "Weg",
    }
    for role in ROLES:
        world.signed_in(client, role)
        for name in TABLES[model]:
            if may(role, model, name):
                continue
            answer = client.post(world.url(model, name), data)
            if answer.status_code not in {302, 403, 404, 405} or SECRET in answer.content.decode():
                wrong[role, name] = answer.status_code
    assert wrong == {}
    assert everything() == before


@pytest.mark.parametrize("action", ["cancel", "move", "words", "remove", "restore", "split"])
def test_no_date_of_a_stranger_is_touched(client, world, action):
    before = everything()
    url = reverse(Event.snippet_viewset.get_url_name("date_action"), args=[world.rows[Event].pk, KEY, action])
    client = world.signed_in(client, "stranger")
    assert {client.get(url).status_code, client.post(url, {"starts_on": "01.04.2027"}).status_code} == {404}
    assert everything() == before


def chooser_url(model, name, *keys):
    """Return the address of a route of a chooser."""
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name(name), args=keys)


def test_choosers_offer_events_to_whom_they_belong_and_venues_to_everybody(client, world):
    for role in ROLES[1:]:
        client = world.signed_in(client, role)
        for model in (Event, Venue):
            offered = role != "stranger" or model is Venue
            listed = client.get(chooser_url(model, "choose_results"))
            assert (SECRET in listed.content.decode()) is offered, (role, model)
            chosen = client.get(chooser_url(model, "chosen", world.rows[model].pk))
            assert chosen.status_code == (200 if offered else 404), (role, model)


def test_events_are_not_made_in_a_chooser():
    assert "create" not in {one.name for one in Event.snippet_viewset.chooser_viewset.get_urlpatterns()}


def test_nobody_makes_a_venue_who_may_write_no_events(client, world):
    person = builders.steward(builders.organisation(), until=timezone.localdate() - timedelta(days=1))
    client.force_login(person)
    answer = client.post(chooser_url(Venue, "create"), {"name": "Neu"})
    assert answer.status_code in {302, 403}
    assert not Venue.objects.filter(name="Neu").exists()


def test_a_steward_whose_time_is_over_sees_nothing(client, world):
    person = world.people["own"]
    person.stewardships.update(until=timezone.localdate())
    client.force_login(person)
    for name in ("edit", "dates", "history"):
        assert client.get(world.url(Event, name)).status_code == 404, name
    assert client.get(world.url(Event, "list")).status_code == 302


def test_a_co_organiser_sees_the_event_in_the_list_and_cannot_open_it(client, world):
    event = builders.event(
        "Gemeinsam", co_organisers=[world.people["stranger"].stewardships.get().organisation]
    )
    client = world.signed_in(client, "stranger")
    assert "Gemeinsam" in client.get(world.url(Event, "list")).content.decode()
    assert client.get(reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk])).status_code == 404


def test_bulk_deletion_of_a_strangers_or_public_event_is_refused(client, world):
    url = reverse("wagtail_bulk_action", args=["events", "event", "delete"])
    for role in ROLES[1:]:
        answer = world.signed_in(client, role).post(f"{url}?id={world.rows[Event].pk}")
        assert answer.status_code in {302, 404}, role
        assert SECRET not in answer.content.decode(), role
    assert Event.objects.filter(pk=world.rows[Event].pk).exists()
    assert json.loads(everything())


def test_reference_index_does_not_leak_titles(client, world):
    ReferenceIndex.create_or_update_for_object(world.rows[Event])
    venue = world.rows[Venue]
    client = world.signed_in(client, "own")
    usage = client.get(reverse(Venue.snippet_viewset.get_url_name("usage"), args=[venue.pk]))
    assert usage.status_code == 200
