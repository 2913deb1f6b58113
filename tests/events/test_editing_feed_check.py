"""The button that checks the address of a feed: who may press it, what it says, and that it writes nothing."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.core.cache import cache
from django.urls import reverse

from events.editing import feed_turns
from events.editing.feed_check_view import FeedCheckView
from events.ical.reading import read as read_calendar
from events.imports.coming import coming_dates
from events.imports.troubles import FeedRefused, FetchFailed, Trouble
from events.models import CalendarFeed, Event, FeedItem, Venue
from network import roles
from tests import builders
from tests.events.sources import ADDRESS, NOW, TOKEN, Site, exception, feed, google, read, vevent, weekly

pytestmark = pytest.mark.django_db
CHECK = "wagtailsnippets_events_calendarfeed:check"
EDIT = "wagtailsnippets_events_calendarfeed:edit"
ADD = "wagtailsnippets_events_calendarfeed:add"


@pytest.fixture(autouse=True)
def at_the_first_of_march():
    """Let it be a morning of March, and nobody be asking."""
    cache.clear()
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def house():
    """Return an organisation."""
    roles.ensure_roles()
    return builders.organisation("Verein A")


@pytest.fixture
def client(client, house):
    """Return a client of a steward of that organisation."""
    client.force_login(builders.steward(house))
    return client


def serve(monkeypatch, *bodies, trouble=None):
    """Let the address give a calendar; return the site, which knows what it was asked for."""
    site = Site(google(*bodies), trouble=trouble)
    monkeypatch.setattr(FeedCheckView, "fetch", staticmethod(site.fetch))
    return site


def check(client, house, row=None, **answers):
    """Press the button of a form; with the feed that the form is about."""
    cache.clear()
    data = {"organisation": house.pk, "url": ADDRESS, "default_zone": "Europe/Berlin", **answers}
    url = reverse(CHECK)
    return client.post(f"{url}?feed={row.pk}" if row else url, data)


def test_the_forms_have_the_button(client, house):
    row = feed(house)
    assert reverse(CHECK) in client.get(reverse(ADD)).content.decode()
    assert f"{reverse(CHECK)}?feed={row.pk}" in client.get(reverse(EDIT, args=[row.pk])).content.decode()


def test_it_tells_name_numbers_and_the_next_dates_and_writes_nothing(client, house, monkeypatch):
    serve(
        monkeypatch,
        vevent(LOCATION="Gasometer"),
        weekly(),
        exception("20260311T190000", "STATUS:CANCELLED", title="Sprachcafé fällt aus"),
    )
    answer = check(client, house)
    trial = answer.context["trial"]
    assert (trial.name, trial.events, trial.new, trial.dates) == ("Termine", 2, 2, 7)
    shown = [(one["title"], one["is_off"]) for one in answer.context["dates"]][:3]
    assert shown == [("Sprachcafé", False), ("Lesung", False), ("Sprachcafé fällt aus", True)]
    assert "Termine" in answer.content.decode()
    assert not any(model.objects.exists() for model in (CalendarFeed, Event, Venue, FeedItem))


def test_what_is_refused_is_told_with_its_reason(client, house, monkeypatch):
    serve(monkeypatch, vevent(), vevent("2@example.org", "Kaputt", "DTSTART:quer"))
    answer = check(client, house)
    assert len(answer.context["refused"]) == 1
    assert answer.context["refused"][0]["why"]
    assert answer.context["refused"][0]["why"].split(":")[0] in answer.content.decode()


def test_a_long_list_of_refusals_is_cut(client, house, monkeypatch):
    serve(monkeypatch, *(vevent(f"{number}@example.org", "Kaputt", "DTSTART:quer") for number in range(14)))
    answer = check(client, house)
    assert (len(answer.context["refused"]), answer.context["more_refused"]) == (10, 4)


@pytest.mark.parametrize(
    "trouble",
    [
        FetchFailed(Trouble.WEB_PAGE),
        FetchFailed(Trouble.SLOW),
        FeedRefused(Trouble.LOGIN),
        RuntimeError(TOKEN),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(client, house, monkeypatch, trouble):
    serve(monkeypatch, trouble=trouble)
    answer = check(client, house)
    trial = answer.context["trial"]
    assert (answer.status_code, trial.is_readable) == (200, False)
    assert str(trial.remedy) in answer.content.decode().replace("&#x27;", "'")
    assert TOKEN not in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": ""},
        {"url": "file:///etc/passwd"},
        {"url": "x" * 2000},
        {"organisation": ""},
        {"organisation": "quer"},
        {"default_zone": "Mond" * 30},
        {"url": "https://example.org/\x00"},
    ],
)
def test_answers_that_cannot_be_ask_nobody(client, house, monkeypatch, wrong):
    site = serve(monkeypatch, vevent())
    answer = check(client, house, **wrong)
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/a.ics", "https://localhost/a.ics", "http://example.org/a.ics"]
)
def test_an_address_that_may_not_be_asked_is_said_without_asking(client, house, url):
    answer = check(client, house, url=url)
    assert not answer.context["trial"].is_readable
    assert answer.context["trial"].reason


def test_known_events_of_a_feed_are_not_new(client, house, monkeypatch):
    row = feed(house)
    read(row, google(vevent()))
    serve(monkeypatch, vevent(), vevent("2@example.org", "Neu"))
    trial = check(client, house, row).context["trial"]
    assert (trial.events, trial.new) == (2, 1)
    assert (CalendarFeed.objects.get().runs, FeedItem.objects.count()) == (row.runs, 1)


def test_nobody_asks_twice_at_once_nor_many_together(client, house, monkeypatch):
    site = serve(monkeypatch, vevent())
    first = check(client, house)
    data = {"organisation": house.pk, "url": ADDRESS, "default_zone": "Europe/Berlin"}
    again = client.post(reverse(CHECK), data)
    assert (first.context["errors"], len(again.context["errors"]), len(site.asked)) == ([], 1, 1)
    with mock.patch.object(feed_turns, "AT_ONCE", mock.Mock(acquire=lambda blocking: False)):
        assert check(client, house).context["errors"]
    assert check(client, house).context["errors"] == []


class TestWhoMay:
    def test_looking_asks_nobody(self, client):
        assert client.get(reverse(CHECK)).status_code == 405

    def test_another_organisations_calendar_is_not_named(self, client, house, monkeypatch):
        site = serve(monkeypatch, vevent())
        assert check(client, builders.organisation("Verein B")).context["errors"]
        assert site.asked == []

    def test_a_strangers_feed_is_not_there(self, client, house, monkeypatch):
        site = serve(monkeypatch, vevent())
        row = feed(builders.organisation("Verein B"))
        assert check(client, house, row).status_code == 404
        for key in ("quer", "99999", "\x00"):
            assert client.post(f"{reverse(CHECK)}?feed={key}").status_code == 404
        assert site.asked == []

    def test_who_may_name_no_feed_finds_nothing(self, client, house, monkeypatch):
        site = serve(monkeypatch, vevent())
        client.force_login(builders.editor())
        assert check(client, house).status_code == 404
        assert site.asked == []

    def test_the_office_checks_every_feed(self, client, house, monkeypatch):
        serve(monkeypatch, vevent())
        row = feed(house)
        client.force_login(builders.office())
        assert check(client, house, row).context["trial"].is_readable


def test_the_list_says_what_is_wrong_in_words(client, house):
    row = feed(house, last_error=Trouble.NOT_FOUND)
    html = client.get(reverse("wagtailsnippets_events_calendarfeed:list")).content.decode()
    assert str(Trouble.NOT_FOUND.label) in html
    assert row.last_error not in html


def test_endless_series_are_counted_for_a_year_and_private_dates_not_at_all():
    calendar = read_calendar(
        google(
            weekly(rule="FREQ=DAILY"),
            vevent("2@example.org", "Geheim", "DTSTART:20260310T180000Z", CLASS="PRIVATE"),
        ),
        default_zone="Europe/Berlin",
    )
    found = coming_dates(calendar, datetime(2026, 3, 1, tzinfo=UTC), "Europe/Berlin")
    assert len(found) == 363
    assert {one.title for one in found} == {"Sprachcafé"}
