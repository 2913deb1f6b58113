"""A calendar file of an organisation, given by an editor: shown, taken in, changed by its next version."""

from contextlib import nullcontext

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.curation.waiting import open_entries
from events.editing import file_form, file_view
from events.models import CalendarFeed, CalendarUpload, Event
from portal.registries import jobs
from tests import builders
from tests.events.signing_up import evening
from tests.events.sources import calendar, google, vevent

pytestmark = pytest.mark.django_db
FILE = "wagtailsnippets_events_event:file"
UPLOAD = "wagtailsnippets_events_event:upload"


def lesung(summary="Lesung", uid="1@example.org"):
    """Return an event of next month as a calendar exports it."""
    start = evening(30).strftime("%Y%m%dT%H%M%S")
    return vevent(uid, summary, f"DTSTART;TZID=Europe/Berlin:{start}")


def give(client, data, organisation, button="take", **fields):
    """Send a file."""
    file = SimpleUploadedFile("termine.ics", data, content_type="text/calendar")
    sent = {"organisation": organisation.pk, "file": file, button: "on", **fields}
    return client.post(reverse(FILE), sent)


def test_the_list_of_events_leads_there(client, editor):
    assert reverse(FILE) in client.get(reverse("wagtailsnippets_events_event:list")).content.decode()
    assert client.get(reverse(FILE)).status_code == 200


def test_it_is_shown_before_anything_is_written(client, editor):
    answer = give(client, google(lesung()), builders.organisation(), "look")
    assert (answer.status_code, "Lesung" in answer.content.decode()) == (200, True)
    assert not Event.objects.exists()
    assert not CalendarFeed.objects.exists()


def test_its_events_wait_in_the_queue_unless_they_are_published_at_once(client, editor):
    house = builders.organisation(trust="trusted")
    give(client, google(lesung()), house)
    event = Event.objects.get()
    assert (event.live, event.organiser, event.source) == (False, house, "feed")
    assert [entry.event for entry in open_entries()] == [event]
    give(client, google(lesung("Konzert", "2@example.org")), house, publishes="on")
    assert [one.title for one in Event.objects.filter(live=True)] == ["Konzert"]


def test_the_next_version_changes_the_same_events_and_takes_nothing_away(client, editor):
    house = builders.organisation()
    give(client, google(lesung(), lesung("Konzert", "2@example.org")), house, publishes="on")
    give(client, google(lesung("Lesung mit Musik")), house, publishes="on")
    titles = Event.objects.filter(live=True).order_by("title").values_list("title", flat=True)
    assert list(titles) == ["Konzert", "Lesung mit Musik"]
    feed = CalendarFeed.objects.get()
    assert (feed.name, feed.url, feed.is_enabled) == ("termine.ics", "", False)


@pytest.mark.parametrize(
    "data", [b"", b"<html>", calendar()[:-20], b"\0" * 99, b"BEGIN:VCALENDAR\r\n" + b"x" * 3_000_000]
)
def test_what_is_no_whole_calendar_is_refused_in_words(client, editor, data):
    answer = give(client, data, builders.organisation())
    assert answer.status_code == 400
    assert answer.context["form"].errors["file"]
    assert not CalendarFeed.objects.exists()


@pytest.fixture
def large(monkeypatch):
    """Call two events more than anybody waits for, and return such a file."""
    monkeypatch.setattr(file_form, "MOST_EVENTS", 1)
    return google(lesung(), lesung("Konzert", "2@example.org"))


def test_a_large_file_is_shown_at_once_and_taken_in_by_housekeeping_while_its_page_tells_how_far_it_is(
    client, editor, large
):
    house = builders.organisation("Haus Werdau")
    assert "Konzert" in give(client, large, house, "look").content.decode()
    assert not CalendarUpload.objects.exists()
    answer = give(client, large, house, publishes="on")
    upload = CalendarUpload.objects.get()
    page = reverse(UPLOAD, args=[upload.pk])
    assert (answer.status_code, answer.url, Event.objects.count()) == (302, page, 0)
    waiting = client.get(page)
    assert (waiting.context["upload"].goes_on, waiting.context["upload"].total) == (True, 2)
    assert page in client.get(reverse(FILE)).content.decode()
    assert jobs["calendar_files"].run(timezone.now()) == "1 calendar files taken in"
    done = client.get(page)
    assert not done.context["upload"].goes_on
    assert [count for count, _words in done.context["report"]["sums"]] == [2]
    assert "Konzert" in done.content.decode()
    assert Event.objects.filter(live=True, organiser=house).count() == 2


def test_pages_of_large_files_are_for_those_who_give_files_and_only_read(client, editor, large):
    give(client, large, builders.organisation())
    page = reverse(UPLOAD, args=[CalendarUpload.objects.get().pk])
    assert client.post(page).status_code == 405
    assert client.get(reverse(UPLOAD, args=[10**9])).status_code == 404
    client.force_login(builders.steward(builders.organisation(trust="trusted")))
    assert client.get(page).status_code == 404


def test_two_files_of_an_organisation_are_not_taken_in_at_once(client, editor, monkeypatch):
    house = builders.organisation()
    with monkeypatch.context() as another_is_at_it:
        another_is_at_it.setattr(file_view, "taking_turns", lambda organisation: nullcontext(False))
        answer = give(client, google(lesung()), house)
    assert (answer.status_code, Event.objects.count()) == (409, 0)
    assert give(client, google(lesung()), house).status_code == 200


def test_what_cannot_be_an_organisation_is_refused(client, editor):
    merged = builders.organisation(status="merged")
    for key in ("", "x", "9" * 30, merged.pk):
        file = SimpleUploadedFile("termine.ics", google(lesung()))
        answer = client.post(reverse(FILE), {"organisation": key, "file": file, "take": "on"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["organisation"]), key
    assert not Event.objects.exists()


def test_people_of_organisations_give_no_files(client, tree):
    house = builders.organisation(trust="trusted")
    client.force_login(builders.steward(house))
    assert client.get(reverse(FILE)).status_code == 404
    assert give(client, google(lesung()), house, publishes="on").status_code == 404
    assert reverse(FILE) not in client.get(reverse("wagtailsnippets_events_event:list")).content.decode()
    assert not Event.objects.exists()
