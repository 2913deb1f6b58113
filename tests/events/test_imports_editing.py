"""An event of a feed is edited here, changed at the source, and imported again: who wins, and what is told."""

from datetime import datetime, time, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession

from events import series
from events.imports.differing import differences, take_source
from events.models import Event, FeedItem, Occurrence, QueueEntry, Registration
from events.setup import ensure_workflow
from tests import builders
from tests.events.sources import exception, feed, google, read, trusted_feed, vevent, weekly

pytestmark = pytest.mark.django_db
PUBLISHES = series.Editor(publishes=True)
FIRST, SECOND, THIRD = "2026-03-04T19:00", "2026-03-11T19:00", "2026-03-18T19:00"


def dates(event: Event) -> dict[str, str]:
    """Return the status of each date by key."""
    return dict(Occurrence.objects.filter(event=event).order_by("key").values_list("key", "status"))


def edit(event: Event, publishes: bool = True, **fields) -> Event:
    """Change an event as an editor does."""
    draft = event.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    revision = draft.save_revision()
    if publishes:
        revision.publish()
    return Event.objects.get(pk=event.pk)


@pytest.fixture
def source():
    """Return a trusted feed."""
    return trusted_feed()


def imported(source, *events: str) -> Event:
    """Return the only event of a calendar that was read."""
    read(source, google(*events))
    return Event.objects.get()


def test_what_an_editor_changed_stays_and_the_rest_follows_the_source(source):
    event = imported(source, vevent(summary="lesung!!", DESCRIPTION="Alt"))
    edit(event, title="Lesung mit Musik")
    report = read(source, google(vevent(summary="LESUNG", DESCRIPTION="Neu")))
    event.refresh_from_db()
    assert (event.title, event.description) == ("Lesung mit Musik", "<p>Neu</p>")
    assert FeedItem.objects.get().kept_fields == ["title"]
    assert (report.lines[0].fields, report.lines[0].kept) == (("description",), ("title",))
    found = differences(event)
    assert [(one.field, one.source, one.ours) for one in found] == [("title", "LESUNG", "Lesung mit Musik")]


def test_a_difference_is_shown_before_the_feed_is_read_again(source):
    event = edit(imported(source, vevent()), title="Anders")
    assert [one.field for one in differences(event)] == ["title"]


def test_source_and_event_that_agree_again_go_together_again(source):
    event = edit(imported(source, vevent(summary="A")), title="B")
    read(source, google(vevent(summary="B")))
    assert FeedItem.objects.get().kept_fields == []
    read(source, google(vevent(summary="C")))
    event.refresh_from_db()
    assert event.title == "C"


def test_the_editors_form_writes_marks_into_a_text_that_nobody_changed(source):
    event = imported(source, vevent(DESCRIPTION=r"Eins\nzwei\n\nMehr: https://example.org/a"))
    edit(event, description=event.description.replace("<p>", '<p data-block-key="x1y2z">'))
    read(source, google(vevent(DESCRIPTION="Drei")))
    event.refresh_from_db()
    assert event.description == "<p>Drei</p>"


def test_an_editor_takes_the_sources_value(source):
    event = edit(imported(source, vevent(summary="A")), title="B")
    read(source, google(vevent(summary="C")))
    take_source(event, ["title"], PUBLISHES)
    event.refresh_from_db()
    assert (event.title, FeedItem.objects.get().kept_fields) == ("C", [])
    read(source, google(vevent(summary="D")))
    event.refresh_from_db()
    assert event.title == "D"


def test_a_place_that_an_editor_gave_is_no_difference_as_long_as_the_source_names_none(source):
    event = edit(imported(source, vevent()), venue=builders.venue("Gasometer"))
    assert differences(event) == ()
    read(source, google(vevent(summary="Neu", LOCATION="Rathaus")))
    event.refresh_from_db()
    assert event.venue.name == "Gasometer"
    assert [(one.field, one.source, one.ours) for one in differences(event)] == [
        ("place", "Rathaus", "Gasometer")
    ]


def test_a_date_cancelled_here_stays_cancelled_when_the_source_changes_others(source):
    event = imported(source, weekly())
    series.cancel_date(event, SECOND, "Krank", PUBLISHES)
    read(source, google(weekly(), exception("20260318T190000", "STATUS:CANCELLED")))
    assert dates(event) == {
        FIRST: "scheduled", SECOND: "cancelled", THIRD: "cancelled",
        "2026-03-25T19:00": "scheduled", "2026-04-01T19:00": "scheduled", "2026-04-08T19:00": "scheduled",
    }  # fmt: skip
    assert FeedItem.objects.get().kept_fields == [f"date:{SECOND}"]
    assert event.changed_dates.get(key=SECOND).note == "Krank"


def test_a_date_removed_here_stays_removed(source):
    event = imported(source, weekly())
    series.remove_date(event, SECOND, PUBLISHES)
    read(source, google(weekly(title="Sprachcafé neu")))
    assert SECOND not in dates(event)
    assert Event.objects.get().title == "Sprachcafé neu"


def test_a_note_on_a_date_does_not_keep_the_source_from_cancelling_it(source):
    event = imported(source, weekly(), exception("20260311T190000", title="Im Garten"))
    row = event.changed_dates.get()
    row.note = "Bitte Kuchen mitbringen"
    event.changed_dates = [row]
    event.save_revision().publish()
    read(source, google(weekly(), exception("20260311T190000", "STATUS:CANCELLED", title="Im Garten")))
    assert dates(event)[SECOND] == "cancelled"
    assert Event.objects.get().changed_dates.get().note == "Bitte Kuchen mitbringen"


def test_a_series_moved_at_the_source_takes_a_date_changed_here_and_its_guests_along(source):
    event = imported(source, weekly())
    series.cancel_date(event, SECOND, "Krank", PUBLISHES)
    guest = Registration.objects.create(
        event=event, key=THIRD, email="kim@example.org", delete_after=timezone.now() + timedelta(days=30)
    )
    moved = weekly().replace("T190000", "T173000").replace("T210000", "T193000")
    report = read(source, google(moved))
    assert dates(event)["2026-03-11T17:30"] == "cancelled"
    assert len(dates(event)) == 6
    guest.refresh_from_db()
    assert guest.key == "2026-03-18T17:30"
    assert report.lines[0].kept == ("date:2026-03-11T17:30",)


def test_a_date_changed_here_that_is_gone_at_the_source_is_told(source):
    event = imported(source, weekly())
    series.cancel_date(event, "2026-04-08T19:00", "", PUBLISHES)
    report = read(source, google(weekly(rule="FREQ=WEEKLY;COUNT=3")))
    assert len(dates(event)) == 3
    assert [remark.params for remark in report.lines[0].remarks] == [{"date": "2026-04-08T19:00"}]


def test_dates_changed_here_stay_and_a_cancellation_of_one_day_still_comes_through(source):
    event = imported(source, weekly())
    series.shift_all(event, datetime(2026, 3, 4, 18), datetime(2026, 3, 4, 20), PUBLISHES)
    for _time in range(2):
        read(source, google(weekly(), exception("20260311T190000", "STATUS:CANCELLED")))
    assert dates(event)["2026-03-11T18:00"] == "cancelled"
    assert len(dates(event)) == 6
    assert FeedItem.objects.get().kept_fields == ["dates"]
    take_source(event, ["dates"], PUBLISHES)
    assert dates(event)["2026-03-11T19:00"] == "cancelled"
    assert len(dates(event)) == 6
    assert differences(event) == ()


def test_an_editors_unfinished_draft_is_not_published_by_an_import(source):
    event = imported(source, vevent(summary="A", LOCATION="Rathaus"))
    edit(event, publishes=False, summary="Noch nicht fertig")
    read(source, google(vevent(summary="B", LOCATION="Rathaus")))
    event.refresh_from_db()
    assert (event.title, event.summary, event.has_unpublished_changes) == ("B", "", True)
    draft = event.get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("B", "Noch nicht fertig")


def test_a_locked_event_is_left_and_comes_later_although_the_source_stays_the_same(source):
    event = imported(source, vevent(summary="A"))
    Event.objects.filter(pk=event.pk).update(locked=True)
    body = google(vevent(summary="B"))
    assert [line.outcome for line in read(source, body).lines] == ["locked"]
    event.refresh_from_db()
    assert event.title == "A"
    Event.objects.filter(pk=event.pk).update(locked=False)
    read(source, body)
    event.refresh_from_db()
    assert event.title == "B"


def test_an_event_that_is_open_in_the_admin_is_left(source):
    event = imported(source, vevent(summary="A"))
    EditingSession.objects.create(
        user=builders.superuser(),
        content_type=ContentType.objects.get_for_model(Event),
        object_id=str(event.pk),
        last_seen_at=timezone.now(),
    )
    assert [line.outcome for line in read(source, google(vevent(summary="B"))).lines] == ["open"]
    EditingSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=5))
    assert [line.outcome for line in read(source, google(vevent(summary="B"))).lines] == ["changed"]


def test_a_cancellation_that_an_editors_status_keeps_out_is_put_before_the_editors(source):
    event = edit(imported(source, vevent()), status="moved_online")
    for summary in ("Lesung", "Lesung!"):
        read(source, google(vevent(summary=summary, STATUS="CANCELLED")))
    event.refresh_from_db()
    assert event.status == "moved_online"
    assert [(entry.kind, entry.text) for entry in QueueEntry.objects.all()] == [("changed", "status")]


def test_an_event_that_is_being_checked_is_left():
    builders.office()
    ensure_workflow()
    source = feed()
    event = imported(source, vevent(summary="A"))
    event.get_workflow().start(event, builders.superuser())
    assert [line.outcome for line in read(source, google(vevent(summary="B"))).lines] == ["in_review"]
    event.current_workflow_state.cancel()
    assert [line.outcome for line in read(source, google(vevent(summary="B"))).lines] == ["changed"]


def test_an_event_taken_down_here_stays_so(source):
    event = imported(source, vevent(summary="A"))
    event.unpublish()
    assert [line.outcome for line in read(source, google(vevent(summary="B"))).lines] == ["taken_down"]
    event.refresh_from_db()
    assert not event.live
    assert event.get_latest_revision_as_object().title == "B"
    assert QueueEntry.objects.get().kind == "changed"


def test_an_event_deleted_here_does_not_come_back(source):
    imported(source, vevent(summary="A")).delete()
    for summary in "BC":
        assert [line.outcome for line in read(source, google(vevent(summary=summary))).lines] == ["ignored"]
    assert not Event.objects.exists()


def test_a_time_changed_here_stays(source):
    event = imported(source, vevent())
    edit(event, starts_at=time(18, 30))
    read(source, google(vevent(DTSTART="20260311T180000Z", DTEND="20260311T200000Z")))
    event.refresh_from_db()
    assert (str(event.starts_on), str(event.starts_at)) == ("2026-03-10", "18:30:00")
    assert [one.field for one in differences(event)] == ["dates"]


def test_imported_changed_edited_imported_again(source):
    """A member's calendar over a month, as the office sees it."""
    read(
        source,
        google(weekly(), vevent("fest@example.org", "Sommerfest", LOCATION="Stadtpark, 08056 Zwickau")),
    )
    cafe, fest = Event.objects.get(title="Sprachcafé"), Event.objects.get(title="Sommerfest")
    edit(fest, title="Großes Sommerfest")
    series.cancel_date(cafe, SECOND, "Krank", PUBLISHES)
    read(
        source,
        google(
            weekly("LOCATION:Bibliothek"),
            exception(
                "20260318T190000",
                "DTSTART;TZID=Europe/Berlin:20260319T190000",
                "DTEND;TZID=Europe/Berlin:20260319T210000",
            ),
            vevent("fest@example.org", "Sommerfest", LOCATION="Stadtpark, 08056 Zwickau", STATUS="CANCELLED"),
        ),
    )
    cafe, fest = Event.objects.get(pk=cafe.pk), Event.objects.get(pk=fest.pk)
    assert (fest.title, fest.status) == ("Großes Sommerfest", "cancelled")
    assert (cafe.venue.name, dates(cafe)[SECOND]) == ("Bibliothek", "cancelled")
    assert Occurrence.objects.get(event=cafe, key=THIRD).start.isoformat() == "2026-03-19T18:00:00+00:00"
