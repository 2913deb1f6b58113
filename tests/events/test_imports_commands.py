"""`import_calendar` as an operator types it, and an address tried in a form."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.imports import running
from events.imports.checking import try_address
from events.imports.troubles import FetchFailed, Trouble
from events.models import CalendarFeed, Event, FeedItem, QueueEntry, Venue
from tests import builders
from tests.events.sources import ADDRESS, TOKEN, Site, calendar, google, trusted_feed, vevent, weekly

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def entry():
    """Return an organisation that the office knows by a number."""
    return builders.organisation(register_id="nr-17")


@pytest.fixture
def file(tmp_path):
    """Return the path of a calendar."""
    path = tmp_path / "verein.ics"
    path.write_bytes(google(vevent(LOCATION="Gasometer"), weekly()))
    return path


def run(*arguments: object, **options: object) -> str:
    """Return what the command prints on both streams."""
    out = StringIO()
    call_command("import_calendar", *map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


def served(monkeypatch, site: Site) -> None:
    """Let the net hold this site only."""
    for function in (running.run_feed, running.try_feed):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "fetch": site.fetch})


def test_a_file_is_taken_in_and_again_without_a_second_event(entry, file):
    with builders.language("en"):
        said = run(file, organisation="nr-17")
    assert "new: Sprachcafé" in said
    assert "2 new." in said
    assert (Event.objects.filter(live=False).count(), QueueEntry.objects.count()) == (2, 0)
    source = CalendarFeed.objects.get()
    assert (source.name, source.url, source.organisation, source.is_enabled) == (
        "verein.ics",
        "",
        entry,
        False,
    )
    with builders.language("en"):
        assert "2 unchanged." in run(file, organisation=str(entry.pk))
    assert Event.objects.count() == 2


def test_publish_publishes_whatever_the_trust(entry, file):
    run(file, organisation="nr-17", publish=True)
    assert Event.objects.filter(live=True).count() == 2


def test_a_dry_run_says_what_would_happen_and_writes_nothing(entry, file):
    with builders.language("en"):
        said = run(file, organisation="nr-17", dry_run=True)
    assert "Nothing was written. 2 new." in said
    for model in (Event, CalendarFeed, FeedItem, Venue, QueueEntry):
        assert not model.objects.exists()


def test_a_dry_run_of_a_change_names_the_fields(entry, file):
    run(file, organisation="nr-17")
    file.write_bytes(google(vevent(summary="Neu", LOCATION="Rathaus"), weekly()))
    with builders.language("en"):
        said = run(file, organisation="nr-17", dry_run=True)
    assert "changed: Neu (venue, title)" in said
    assert Venue.objects.count() == 1


def test_what_is_refused_is_named_with_its_line_and_the_rest_is_taken_in(entry, file):
    file.write_bytes(calendar(vevent(), vevent("2@x", "Unsinn", "DTSTART:gestern", RRULE="FREQ=SECONDLY")))
    with builders.language("en"), pytest.raises(CommandError) as error:
        run(file, organisation="nr-17")
    assert error.value.returncode == 2
    assert Event.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"<html>", b"BEGIN:VCALENDAR\n", b"\0" * 100, b"x" * (2**21 + 9)])
def test_what_is_no_calendar_is_an_error_and_nothing_is_written(entry, file, content):
    file.write_bytes(content)
    with pytest.raises(CommandError) as error:
        run(file, organisation="nr-17")
    assert error.value.returncode == 1
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", ["missing.ics", "", "\0", "/"])
def test_a_file_that_cannot_be_opened_is_an_error(entry, name):
    with pytest.raises(CommandError):
        run(name, organisation="nr-17")


@pytest.mark.parametrize("wrong", ["nr-99", "99999", "", "-1", "9" * 50, "\0"])
def test_an_unknown_organisation_is_an_error(file, wrong):
    with pytest.raises(CommandError):
        run(file, organisation=wrong)


def test_a_merged_organisation_is_named_with_its_new_entry(entry, file):
    builders.organisation(register_id="alt", merged_into=entry, status="merged")
    with pytest.raises(CommandError, match="nr-17"):
        run(file, organisation="alt")


def test_an_address_is_remembered_and_not_read_by_itself(monkeypatch, entry):
    served(monkeypatch, Site(google(vevent())))
    said = run(ADDRESS, organisation="nr-17")
    source = CalendarFeed.objects.get()
    assert (source.url, source.is_enabled, source.organisation) == (ADDRESS, False, entry)
    assert TOKEN not in said
    run(ADDRESS, organisation="nr-17")
    assert (CalendarFeed.objects.count(), Event.objects.count()) == (1, 1)


def test_an_address_that_fails_is_an_error(monkeypatch, entry):
    served(monkeypatch, Site(trouble=FetchFailed(Trouble.NOT_FOUND, "404")))
    with builders.language("en"), pytest.raises(CommandError, match="There is nothing at this address"):
        run(ADDRESS, organisation="nr-17")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/x.ics", "file:///etc/passwd", "https://user:geheim@example.org/", "ftp://x.org"],
)
def test_addresses_that_may_not_be_asked_are_errors(entry, address):
    with pytest.raises(CommandError) as error:
        run(address, organisation="nr-17", dry_run=True)
    assert "geheim" not in str(error.value)


def test_trying_an_address_shows_what_would_come(entry):
    trial = try_address(ADDRESS, entry, NOW, fetch=Site(google(vevent(LOCATION="Gasometer"), weekly())).fetch)
    assert (trial.is_readable, trial.name, trial.events, trial.new) == (True, "Termine", 2, 2)
    assert [line.title for line in trial.first] == ["Lesung", "Sprachcafé"]
    assert not CalendarFeed.objects.exists() and not Event.objects.exists() and not Venue.objects.exists()


def test_trying_a_bad_address_says_why_and_what_to_do(entry):
    for site in (Site(trouble=FetchFailed(Trouble.WEB_PAGE)), Site(b"BEGIN:VCALENDAR\n")):
        trial = try_address(ADDRESS, entry, NOW, fetch=site.fetch)
        assert not trial.is_readable
        assert trial.remedy
        assert TOKEN not in trial.reason


def test_trying_the_address_of_a_feed_knows_its_events():
    source = trusted_feed()
    site = Site(google(vevent()))
    running.run_feed(source, NOW, fetch=site.fetch)
    source.refresh_from_db()
    trial = try_address(source.url, source.organisation, NOW, feed=source, fetch=site.fetch)
    assert (trial.events, trial.new) == (1, 0)
    assert CalendarFeed.objects.get().runs == source.runs
