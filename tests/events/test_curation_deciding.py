"""What the buttons of an entry do, to whom it is told, and what two editors do to each other."""

from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.curation import deciding, undoing
from events.curation.waiting import AlreadySettled, enqueue, open_entries
from events.models import CalendarFeed, Event, FeedItem, Proposal, QueueEntry
from events.models.curation import QueueKind
from events.setup import ensure_workflow
from network.moderation.states import state_of
from portal.models import OutgoingMail
from tests import builders
from tests.events.waiting import WRITER, decide, proposed, reported, url, write_over

pytestmark = pytest.mark.django_db


def test_refusing_asks_for_a_reason_that_reaches_whoever_sent_it(client, editor):
    entry = proposed()
    assert decide(client, entry, "refuse", reason=" ").status_code == 409
    assert QueueEntry.objects.get(pk=entry.pk).settled_at is None
    assert decide(client, entry, "refuse_next", reason="Das ist Werbung.").status_code == 302
    assert "Das ist Werbung." in OutgoingMail.objects.get(recipient=WRITER).body
    assert ModelLogEntry.objects.filter(action="events.refuse", object_id=str(entry.event_id)).exists()


def test_what_an_organisations_calendar_brought_is_refused_and_left_alone_later(client, editor):
    organisation = builders.organisation()
    person = builders.steward(organisation, "vorstand@example.org")
    event = builders.event("Aus dem Kalender", organiser=organisation, source="feed", live=False)
    feed = CalendarFeed.objects.create(organisation=organisation, url="https://example.org/a.ics")
    FeedItem.objects.create(feed=feed, identity="1", event=event)
    entry = enqueue(event, QueueKind.NEW)
    decide(client, entry, "refuse", reason="Interne Sitzung.")
    assert FeedItem.objects.get().state == "ignored"
    assert [one.recipient for one in OutgoingMail.objects.all()] == [person.email]
    undoing.undo(entry.pk, editor, timezone.now())
    assert (FeedItem.objects.get().state, OutgoingMail.objects.count()) == ("active", 0)


def decisions():
    """Return the mails that Wagtail itself sent to the submitter."""
    return [one for one in mail.outbox if "mitglied@example.org" in one.to]


class TestSubmissions:
    @pytest.fixture
    def submitted(self, editor):
        ensure_workflow()
        organisation = builders.organisation("Verein")
        person = builders.steward(organisation, "mitglied@example.org")
        event = builders.event("Vereinsfest", organiser=organisation, live=False)
        event.get_workflow().start(event, person)
        return event

    def test_a_submission_waits_and_is_approved_by_publishing(self, client, submitted):
        entry = QueueEntry.objects.get()
        assert (entry.kind, entry.event) == ("new", submitted)
        assert decide(client, entry, "publish_next").status_code == 302
        submitted.refresh_from_db()
        assert (submitted.live, submitted.workflow_in_progress) == (True, False)
        told = OutgoingMail.objects.get()
        assert (told.recipient, submitted.title in told.body) == ("mitglied@example.org", True)
        assert decisions() == []

    def test_a_refusal_sends_it_back_with_the_reason(self, client, submitted):
        entry = QueueEntry.objects.get()
        decide(client, entry, "refuse", reason="Bitte den Ort nennen.")
        submitted.refresh_from_db()
        assert submitted.current_workflow_state.status == "needs_changes"
        assert "Bitte den Ort nennen." in OutgoingMail.objects.get().body
        assert (open_entries().count(), decisions()) == (0, [])
        submitted.current_workflow_state.resume(user=None)
        assert open_entries().get().kind == "new"

    def test_deciding_in_wagtails_editor_settles_it_too(self, submitted, editor):
        submitted.current_workflow_task_state.reject(user=editor, comment="So nicht.")
        assert (open_entries().count(), QueueEntry.objects.get().decision) == (0, "refused")
        assert "So nicht." in OutgoingMail.objects.get().body

    def test_a_withdrawn_submission_leaves_the_queue(self, submitted, editor):
        submitted.current_workflow_state.cancel(user=editor)
        assert QueueEntry.objects.get().decision == "withdrawn"

    def test_a_refusal_can_be_taken_back(self, submitted, editor):
        entry = QueueEntry.objects.get()
        deciding.refuse(entry.pk, "Nein.", editor, timezone.now())
        undoing.undo(entry.pk, editor, timezone.now())
        submitted.refresh_from_db()
        assert (submitted.workflow_in_progress, OutgoingMail.objects.count()) == (True, 0)
        assert list(open_entries()) == [entry]


class TestTwoEditors:
    def test_whoever_comes_second_learns_it_and_loses_nothing(self, client, editor):
        entry = proposed()
        colleague = builders.editor("kollegin@example.org")
        deciding.refuse(entry.pk, "Werbung", colleague, timezone.now())
        answer = decide(client, entry, "publish", reason="Lange getippt")
        page = answer.content.decode()
        assert (answer.status_code, "kollegin@example.org" in page, "Lange getippt" in page) == (
            409,
            True,
            True,
        )
        assert not Event.objects.get().live

    def test_a_version_nobody_looked_at_is_not_published(self, client, editor):
        entry = proposed()
        seen = state_of(entry.event)
        draft = entry.event.get_latest_revision_as_object()
        draft.title = "Anders"
        draft.save_revision()
        assert decide(client, entry, "publish", seen=seen).status_code == 409
        assert (Event.objects.get().live, open_entries().count()) == (False, 1)

    def test_a_version_written_over_while_somebody_looks_is_not_published(self, client, editor):
        entry = proposed()
        seen = client.get(url("entry", entry.pk)).context["form"]["seen"].value()
        write_over(entry.event, summary="Hetze.")
        assert decide(client, entry, "refuse", seen=seen, reason="Nein.").status_code == 409
        assert decide(client, entry, "publish", seen=seen).status_code == 409
        assert (Event.objects.get().live, open_entries().count()) == (False, 1)
        seen = client.get(url("entry", entry.pk)).context["form"]["seen"].value()
        assert decide(client, entry, "publish", seen=seen).status_code == 302

    def test_a_locked_event_waits(self, client, editor):
        entry = proposed()
        Event.objects.update(locked=True, locked_by=builders.user("sperrt@example.org"))
        answer = decide(client, entry, "publish")
        assert (answer.status_code, "sperrt@example.org" in answer.content.decode()) == (409, True)

    def test_a_double_press_publishes_once(self, client, editor):
        entry = proposed()
        assert decide(client, entry, "publish").status_code == 302
        assert decide(client, entry, "publish").status_code == 409
        assert OutgoingMail.objects.filter(recipient=WRITER).count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one writer and does not wait")
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_decide_once(tree):
    entry = proposed()
    people = [builders.editor(f"redaktion{number}@example.org") for number in range(2)]
    start, found = Barrier(2), []

    def press(number):
        start.wait()
        try:
            if number:
                deciding.refuse(entry.pk, "Nein", people[number], timezone.now())
            else:
                deciding.publish(entry.pk, people[number], timezone.now())
            found.append("done")
        except AlreadySettled:
            found.append("late")
        finally:
            connection.close()

    threads = [Thread(target=press, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["done", "late"]
    event, entry = Event.objects.get(), QueueEntry.objects.get()
    assert event.live is (entry.decision == "published")
    assert Proposal.objects.get().state == ("accepted" if event.live else "refused")


class TestOtherKinds:
    def test_gone_from_the_organisations_calendar(self, client, editor):
        for do, status, live in (
            ("cancel", "cancelled", True),
            ("take_down", "scheduled", False),
            ("keep", "scheduled", True),
        ):
            event = builders.event(do)
            feed = CalendarFeed.objects.create(organisation=event.organiser)
            item = FeedItem.objects.create(feed=feed, identity=do, event=event, state="missing")
            entry = enqueue(event, QueueKind.MISSING)
            assert decide(client, entry, do).status_code == 302
            event.refresh_from_db()
            item.refresh_from_db()
            assert (event.status, event.live, item.state) == (status, live, "gone")
            undoing.undo(entry.pk, editor, timezone.now())
            event.refresh_from_db()
            item.refresh_from_db()
            assert (event.status, event.live, item.state) == ("scheduled", True, "missing")

    def test_what_an_editor_keeps_against_the_calendar_is_told_and_stays(self, client, editor):
        event = builders.event("Lesung")
        entry = enqueue(event, QueueKind.CHANGED, text="status\nnonsense")
        page = client.get(url("entry", entry.pk)).content.decode()
        assert "Status" in page and "nonsense" not in page
        assert decide(client, entry, "keep_next").status_code == 302
        assert (QueueEntry.objects.get().decision, Event.objects.get().live) == ("kept", True)

    def test_a_hint_is_dealt_with(self, client, editor):
        entry = reported(builders.event())
        page = client.get(url("entry", entry.pk)).content.decode()
        assert "Es beginnt um acht." in page and "leser@example.org" in page
        decide(client, entry, "done_next")
        assert QueueEntry.objects.get().decision == "done"

    def test_buttons_that_an_entry_does_not_have_do_nothing(self, client, editor):
        entry = reported(builders.event())
        for do in ("publish", "refuse", "cancel", "", "nonsense", "publish_next"):
            assert decide(client, entry, do, reason="x").status_code == 400
        assert open_entries().get() == entry
