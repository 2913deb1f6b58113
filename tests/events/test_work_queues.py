"""What of the calendar waits in the list of everything, and what is decided from there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.curation.waiting import enqueue, open_entries
from events.models import CalendarFeed, Event, QueueEntry
from events.models.curation import QueueKind
from portal.models import OutgoingMail
from portal.registries import work_queues
from portal.worklist.models import WorkStep
from portal.worklist.reading import mark_of, read
from tests import builders
from tests.events.waiting import WRITER, changed, proposed, reported, write_over

pytestmark = pytest.mark.django_db
URL = "/admin/worklist/"


def waiting(user, name: str):
    """Return what waits in a queue."""
    return read(user, timezone.now(), [name]).entries


def press(client, deed: str, *entries, **fields) -> str:
    """Do something to what was shown, and return what is said."""
    data = {"do": deed, "entry": [entry.mark for entry in entries], **fields}
    return " ".join(map(str, client.post(f"{URL}act/", data, follow=True).context["messages"]))


def seen_on(client, url: str) -> str:
    """Return the state that a page shows."""
    return client.get(url).context["form"]["seen"].value()


def undo(client) -> str:
    """Take the latest step back and return what is said."""
    answer = client.post(f"{URL}undo/{WorkStep.objects.first().pk}/", follow=True)
    return " ".join(map(str, answer.context["messages"]))


def test_every_kind_waits_in_its_queue(client, editor):
    event = builders.event("Lesung")
    first, second = sorted((event, builders.event("Lesung!")), key=lambda one: one.pk)
    changed(event, title="Konzert")
    proposed()
    enqueue(event, QueueKind.MISSING)
    reported(event)
    QueueEntry.objects.create(kind=QueueKind.DUPLICATE, event=first, other=second, text="title place")
    assert {entry.item.title for entry in waiting(editor, "dates")} == {"Konzert", "Sommerfest"}
    for name in ("gone dates", "hints on dates", "dates twice"):
        assert len(waiting(editor, name)) == 1, name
    answer = client.get(URL)
    assert answer.context["total"] == open_entries().count() == 5
    for row in answer.context["rows"]:
        assert client.get(row.entry.item.url).status_code == 200


def test_stewards_see_nothing_of_it(db, tree):
    steward = builders.steward(builders.organisation())
    assert not any(queue.may(steward) for queue in work_queues)


def test_what_takes_place_soon_is_due_before_the_rest(editor):
    soon = (timezone.localdate() + timedelta(days=3)).isoformat()
    entries = {proposed("Bald", starts_on=soon).event_id, proposed("Später").event_id}
    first, second = waiting(editor, "dates")
    assert len(entries) == 2
    assert (first.item.title, second.item.title) == ("Bald", "Später")
    assert first.due < second.due


def test_publishing_many_and_taking_it_back(client, editor):
    for number in range(3):
        proposed(f"Fest {number}")
    Event.objects.filter(title="Fest 1").update(locked=True)
    said = press(client, "dates.publish", *waiting(editor, "dates"))
    assert "Fest 1 (" in said
    assert Event.objects.filter(live=True).count() == 2
    Event.objects.get(title="Fest 2").save_revision().publish()
    assert "Fest 2" in undo(client)
    assert set(Event.objects.filter(live=True).values_list("title", flat=True)) == {"Fest 2"}
    assert open_entries().count() == 2


def test_refusing_needs_a_reason_and_tells_it(client, editor):
    proposed()
    (entry,) = waiting(editor, "dates")
    press(client, "dates.refuse", entry)
    assert open_entries().count() == 1
    press(client, "dates.refuse", entry, text="Schon da.")
    assert open_entries().count() == 0
    assert OutgoingMail.objects.filter(recipient=WRITER, body__contains="Schon da.").exists()
    undo(client)
    assert open_entries().count() == 1
    assert not OutgoingMail.objects.filter(recipient=WRITER, body__contains="Schon da.").exists()


def test_another_version_is_not_published_unseen(client, editor):
    event = builders.event("Lesung")
    changed(event, title="Konzert")
    shown = waiting(editor, "dates")
    changed(event, title="Werbung")
    press(client, "dates.publish", *shown)
    shown = waiting(editor, "dates")
    write_over(event, title="Hetze")
    press(client, "dates.publish", *shown)
    assert Event.objects.get().title == "Lesung"


def test_whoever_names_no_version_publishes_nothing(client, editor):
    changed(builders.event("Lesung"), title="Konzert")
    (entry,) = waiting(editor, "dates")
    client.post(f"{URL}act/", {"do": "dates.publish", "entry": mark_of("dates", entry.item.key)})
    assert Event.objects.get().title == "Lesung"


def test_all_that_were_found_are_those_that_are_as_they_were(client, editor):
    changed(builders.event("Lesung"), title="Konzert")
    event = builders.event("Vortrag")
    changed(event, title="Film")
    shown = client.get(URL).context["shown_at"]
    changed(event, title="Werbung")
    client.post(f"{URL}act/", {"do": "dates.publish", "scope": "found", "shown": shown})
    assert set(Event.objects.values_list("title", flat=True)) == {"Konzert", "Vortrag"}


def test_what_is_gone_at_its_source_is_cancelled_kept_or_taken_out(client, editor):
    events = [builders.event(title) for title in ("Eins", "Zwei", "Drei")]
    for event in events:
        enqueue(event, QueueKind.MISSING)
    entries = {entry.item.title: entry for entry in waiting(editor, "gone dates")}
    press(client, "gone dates.cancel", entries["Eins"])
    press(client, "gone dates.keep", entries["Zwei"])
    press(client, "gone dates.down", entries["Drei"])
    states = {event.title: (event.live, event.status) for event in Event.objects.all()}
    assert states == {"Eins": (True, "cancelled"), "Zwei": (True, "scheduled"), "Drei": (False, "scheduled")}
    for _step in range(3):
        step = WorkStep.objects.filter(undone_at=None).first()
        client.post(f"{URL}undo/{step.pk}/")
    assert len(waiting(editor, "gone dates")) == 3


def test_hints_and_pairs_are_settled_and_wait_again(client, editor):
    event, other = builders.event("Lesung"), builders.event("Lesung!")
    reported(event)
    QueueEntry.objects.create(kind=QueueKind.DUPLICATE, event=event, other=other, text="title")
    for name, deed in (("hints on dates", "done"), ("dates twice", "different")):
        press(client, f"{name}.{deed}", *waiting(editor, name))
        assert not waiting(editor, name)
        undo(client)
        assert len(waiting(editor, name)) == 1


def test_whoever_comes_second_learns_that_somebody_was_faster(client, editor):
    entry = reported(builders.event("Lesung"))
    shown = waiting(editor, "hints on dates")
    QueueEntry.objects.filter(pk=entry.pk).update(settled_at=timezone.now(), decision="done")
    assert press(client, "hints on dates.done", *shown)
    assert not WorkStep.objects.exists()


def test_deciding_on_its_own_page_leads_on(client, editor):
    for number in range(2):
        proposed(f"Fest {number}")
    first = client.get(f"{URL}begin/?queue=dates").url
    answer = client.post(first, {"do": "publish_next", "seen": seen_on(client, first)})
    assert answer.url == f"{URL}onward/"
    second = client.get(answer.url).url
    assert second != first
    refusal = {"do": "refuse_next", "seen": seen_on(client, second)}
    assert client.post(second, {**refusal, "reason": ""}).status_code == 409
    assert client.post(second, {**refusal, "reason": "Nein"}).url == f"{URL}onward/"
    assert client.get(f"{URL}onward/").url == f"{URL}?queue=dates"


class TestCalendars:
    def feed(self, **fields) -> CalendarFeed:
        values = {
            "organisation": builders.organisation(),
            "url": "https://example.org/a.ics",
            "last_error": "not_found",
        }
        return CalendarFeed.objects.create(**{**values, **fields})

    def test_those_that_stay_broken_wait_and_are_tried_again(self, client, tree):
        office = builders.office()
        client.force_login(office)
        self.feed(name="Einmal", failures=1)
        self.feed(name="Aus", failures=9, is_enabled=False)
        broken = self.feed(name="Kaputt", failures=4)
        refused = self.feed(name="Verweigert", failures=1, is_refused=True)
        assert {entry.item.title for entry in waiting(office, "calendars")} == {"Kaputt", "Verweigert"}
        press(client, "calendars.again", *waiting(office, "calendars"))
        for feed in (broken, refused):
            feed.refresh_from_db()
            assert (feed.failures, feed.is_refused, feed.last_error) == (0, False, "")
        assert not waiting(office, "calendars")

    def test_editors_do_not_see_them(self, editor):
        self.feed(failures=9)
        assert not waiting(editor, "calendars")


def test_each_queue_costs_one_query(editor):
    def fill(number: int) -> None:
        for n in range(number):
            event, other = builders.event(f"A {number}-{n}"), builders.event(f"B {number}-{n}")
            changed(event, title="Neu")
            enqueue(other, QueueKind.MISSING)
            reported(event)
            QueueEntry.objects.create(kind=QueueKind.DUPLICATE, event=event, other=other)

    office = builders.office()
    TestCalendars().feed(failures=9)
    for number in (2, 8):
        fill(number)
        for name in ("dates", "gone dates", "hints on dates", "dates twice", "calendars"):
            with CaptureQueriesContext(connection) as found:
                assert list(work_queues[name].items(office, timezone.now()))
            assert len(found) == 1, name
