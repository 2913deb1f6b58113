"""Feeds are read when they are due, by one process, ever more seldom while they fail; their secrets stay theirs."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from events.imports import arrivals, housekeeping, running
from events.imports.fetch import Fetched
from events.imports.guard import check_address
from events.imports.report import Outcome
from events.imports.running import due, run_feed, start_over
from events.imports.troubles import FeedRefused, FetchFailed, Trouble
from events.imports.wording import OUTCOMES, trouble_words
from events.models import CalendarFeed, Event, FeedItem
from portal.models import OutgoingMail, PortalSettings
from portal.registries import jobs
from tests import builders
from tests.events.sources import ADDRESS, NOW, TOKEN, Site, feed, google, read, trusted_feed, vevent

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_new_feed_is_due_and_then_rests():
    source = feed(every_minutes=240)
    assert due(NOW) == [source]
    read(source, google(vevent()))
    assert (due(NOW), due(NOW + 3 * HOUR), due(NOW + 4 * HOUR)) == ([], [], [source])


@pytest.mark.parametrize(
    "fields", [{"is_enabled": False}, {"url": "", "name": "datei.ics"}, {"is_refused": True}]
)
def test_feeds_that_are_off_read_from_files_or_refused_are_not_due(fields):
    feed(**fields)
    assert due(NOW) == []


def test_the_site_is_asked_with_what_it_said_last():
    source, site = feed(), Site(google(vevent()))
    read(source, site)
    assert source.etag
    assert read(source, site).is_confirmed
    assert source.failures == 0


def test_two_processes_do_not_read_the_same_feed():
    source, reports = trusted_feed(), []

    class Slow(Site):
        def fetch(self, url, **validators):
            reports.append(run_feed(CalendarFeed.objects.get(), NOW, fetch=Site(self.body).fetch))
            return super().fetch(url, **validators)

    read(source, Slow(google(vevent())))
    assert reports[0].is_busy
    assert Event.objects.count() == 1
    assert CalendarFeed.objects.get().claimed_until is None


def test_a_process_that_died_holds_a_feed_for_a_while_only():
    source = feed(claimed_until=NOW + timedelta(minutes=15))
    assert (due(NOW), read(source, google(vevent())).is_busy) == ([], True)
    assert due(NOW + HOUR) == [source]


def test_a_failing_feed_is_asked_ever_more_seldom_and_says_why_in_the_readers_language():
    source = feed()
    report = read(source, Site(trouble=FetchFailed(Trouble.SERVER_ERROR, "503")))
    assert report.trouble == {"code": "server_error", "detail": "503"}
    assert (source.failures, source.last_error, source.next_read_at) == (1, "server_error", NOW + HOUR)
    with builders.language("en"):
        assert trouble_words(source)[0] == "The site has a fault. (503)"


def test_a_site_that_asks_for_patience_gets_it():
    source = feed()
    read(source, Site(trouble=FetchFailed(Trouble.BUSY, "429", timedelta(hours=7))))
    assert source.next_read_at == NOW + 7 * HOUR


def test_a_calendar_that_cannot_be_read_is_a_trouble_with_its_line():
    source = feed()
    read(source, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n")
    assert (source.last_error, source.failures) == ("unreadable", 1)
    with builders.language("en"):
        reason, _remedy = trouble_words(source)
    assert "BEGIN:VEVENT has no END" in reason


def test_after_ten_failures_its_people_and_the_office_are_told_once():
    PortalSettings.objects.create(site=builders.site_tree().site, office_email="buero@example.org")
    source = feed(name="Unsere Termine")
    builders.steward(source.organisation, "kim@example.org")
    builders.steward(source.organisation, "frueher@example.org", until=builders.day("2020-01-01"))
    for times in range(12):
        read(source, Site(trouble=FetchFailed(Trouble.NOT_FOUND, "404")), NOW + times * timedelta(days=1))
    assert due(NOW + timedelta(days=99)) == []
    mails = OutgoingMail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == ["buero@example.org", "kim@example.org"]
    assert "https://calendar.example.org/…" in mails[0].body
    assert TOKEN not in mails[0].body + mails[0].subject + mails[0].key


def test_a_refused_feed_stops_at_once_and_starts_over_when_somebody_mended_it():
    source = feed()
    builders.steward(source.organisation, "kim@example.org")
    read(source, Site(trouble=FeedRefused(Trouble.LOGIN, "401")))
    assert (source.is_refused, due(NOW + timedelta(days=99)), OutgoingMail.objects.count()) == (True, [], 1)
    start_over(source)
    source.refresh_from_db()
    assert (due(NOW), source.failures, trouble_words(source)) == ([source], 0, ("", ""))
    read(source, google(vevent()))
    read(source, Site(trouble=FeedRefused(Trouble.LOGIN, "401")), NOW + HOUR)
    assert OutgoingMail.objects.count() == 2


def test_a_fault_of_ours_counts_and_tells_nobody_the_address(caplog):
    source = feed()
    with caplog.at_level(logging.DEBUG):
        read(source, Site(trouble=RuntimeError(f"could not open {ADDRESS}")))
    assert (source.failures, source.last_error) == (1, "fault")
    assert TOKEN not in caplog.text


def test_the_last_good_report_stays_beside_a_trouble():
    source = feed()
    read(source, google(vevent()))
    read(source, Site(trouble=FetchFailed(Trouble.SLOW)))
    assert source.last_report["counts"] == {"new": 1}
    assert source.last_report["trouble"]["code"] == "slow"
    read(source, google(vevent()))
    assert source.last_report["trouble"] == {}


def test_saving_the_form_meanwhile_is_not_undone():
    source = feed()

    class Edited(Site):
        def fetch(self, url, **validators):
            CalendarFeed.objects.update(name="Neuer Name", trust="publish")
            return super().fetch(url, **validators)

    read(source, Edited(google(vevent())))
    assert (source.name, source.trust) == ("Neuer Name", "publish")


def test_one_event_that_cannot_be_saved_costs_no_other(monkeypatch, caplog):
    write = arrivals.write

    def breaking(events, *arguments):
        if any(event.title == "Kaputt" for event in events):
            raise ValueError(events)
        return write(events, *arguments)

    monkeypatch.setattr(arrivals, "write", breaking)
    source = trusted_feed()
    body = google(vevent("1@x"), vevent("2@x", "Kaputt"), vevent("3@x", "Chor"))
    report = read(source, body)
    assert report.counts == {"new": 2, "failed": 1}
    assert Event.objects.count() == FeedItem.objects.count() == 2
    monkeypatch.undo()
    assert read(source, body).counts == {"new": 1, "unchanged": 2}


def test_events_long_over_are_not_taken_in_by_a_feed():
    old = vevent("old@x", "Alt", DTSTART="20160310T180000Z", DTEND="20160310T200000Z")
    report = read(trusted_feed(), google(old, vevent()))
    assert report.counts == {"new": 1, "past": 1}


def test_housekeeping_reads_what_is_due_as_long_as_its_time_lasts(monkeypatch):
    for number in range(3):
        feed(url=f"{ADDRESS}{number}")
    site = Site(google(vevent()))
    monkeypatch.setattr(housekeeping, "run_feed", lambda feed, now: run_feed(feed, now, fetch=site.fetch))
    monkeypatch.setattr(housekeeping, "BUDGET", timedelta(0))
    assert jobs["feeds"].run(NOW).startswith("0 feeds read, 0 in trouble, 3 left")
    monkeypatch.setattr(housekeeping, "BUDGET", timedelta(minutes=1))
    assert jobs["feeds"].run(NOW) == "3 feeds read, 0 in trouble, 0 left; 3 events new, 0 changed"


def test_the_command_reads_one_feed_whatever_its_troubles(monkeypatch, capsys):
    source = trusted_feed(failures=10, is_refused=True)
    site = Site(google(vevent(DTSTART="20990310T180000Z", DTEND="20990310T200000Z")))
    monkeypatch.setattr(running.run_feed, "__kwdefaults__", {**run_feed.__kwdefaults__, "fetch": site.fetch})
    out = StringIO()
    call_command("import_feeds", feed=source.pk, stdout=out)
    assert "Lesung" in out.getvalue()
    assert TOKEN not in out.getvalue()
    with pytest.raises(CommandError):
        call_command("import_feeds", feed=source.pk + 99)


def test_nothing_tells_the_secret_of_an_address(caplog):
    """A canary in path and query is in no page, log, mail, report or error, whatever happens."""
    tree = builders.site_tree()
    builders.calendar_page(tree.home)
    PortalSettings.objects.create(site=tree.site, office_email="buero@example.org")
    source = trusted_feed()
    builders.organisation_page(tree.directory, source.organisation)
    out = StringIO()
    with caplog.at_level(logging.DEBUG):
        for site in (
            Site(google(vevent(), vevent("2@x", "Kaputt", "DTSTART:gestern"))),
            Site(trouble=FeedRefused(Trouble.GONE, "410")),
            Site(trouble=OSError(ADDRESS)),
            Site(b"BEGIN:VCALENDAR"),
        ):
            read(source, site)
            start_over(source)
        run_feed(source, NOW, fetch=lambda url, **validators: Fetched(b"x", check_address(url)))
        with pytest.raises(CommandError) as error:
            call_command("import_feeds", stdout=out, stderr=out)
        out.write(str(error.value))
    said = caplog.text + out.getvalue() + str(source.last_report) + source.last_error
    said += "".join(f"{mail.subject}{mail.body}{mail.key}" for mail in OutgoingMail.objects.all())
    for path in ("/initiativen/", f"{source.organisation.pages.get().url}"):
        said += Client().get(path).content.decode()
    assert said
    assert TOKEN not in said


def test_every_outcome_has_words():
    assert set(OUTCOMES) == set(Outcome)
