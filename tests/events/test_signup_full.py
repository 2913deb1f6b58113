"""Lists say which dates are fully booked or have a waiting list only, and no page says it for longer than it is."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import series
from events.models import Event, Registration, RegistrationSettings, SeatCount
from events.series import Editor
from events.signup import booking, keeping
from events.signup.full import Left, left_at, next_closing
from portal import content_cache
from portal.http import page_cache
from tests import builders
from tests.events.signing_up import bookable, evening, registered
from tests.events.test_signup_keeping import WEEKLY, keys_of, somebody

PUBLISHES = Editor(None, publishes=True)
FULL, LIST = "Fully booked", "Waiting list"


class Booked(TestCase):
    """What the tests of full dates share: a portal with a calendar, read in English."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.locale("en")
        builders.calendar_page(cls.tree.home)
        cls.entry = builders.organisation("Haus")
        cls.page = builders.organisation_page(cls.tree.directory, cls.entry)
        builders.drain()

    def said(self, path: str) -> list[str]:
        """Return what the badges of a page say about seats."""
        text = self.client.get(f"/en{path}").content.decode()
        return [word for word in (FULL, LIST) for _one in range(text.count(f"{word}</span>"))]


class TestWhereItIsSaid(Booked):
    def test_every_list_and_the_page_of_a_date_say_it(self):
        event = bookable(settings={"capacity": 1, "has_waiting_list": False}, organiser=self.entry)
        somebody(event, "kim")
        day, own = evening(), f"/termine/{event.slug}-{event.short_id}/"
        week = day.isocalendar()
        places = {
            "list": "/termine/",
            "day": f"/termine/{day:%Y-%m-%d}/",
            "week": f"/termine/{week.year}-W{week.week:02}/",
            "month": f"/termine/{day:%Y-%m}/",
            "frame": "/termine/einbetten/",
            "organisation": builders_path(self.page),
            "event": own,
        }
        for name, path in places.items():
            with self.subTest(name):
                assert self.said(path) == [FULL]

    def test_a_waiting_list_is_told_apart(self):
        somebody(bookable(settings={"capacity": 1}), "kim")
        assert self.said("/termine/") == [LIST]

    def test_of_a_series_only_the_date_that_is_full(self):
        event = bookable(settings={"capacity": 1, "has_waiting_list": False}, **WEEKLY)
        somebody(event, "kim", keys_of(event)[1])
        own = f"/termine/{event.slug}-{event.short_id}/"
        full, other = (f"{own}{key[:10]}/" for key in (keys_of(event)[1], keys_of(event)[0]))
        assert self.said("/termine/") == [FULL]
        assert (self.said(own), self.said(f"{own}alle/")) == ([FULL], [FULL])
        # Its own page shows it twice: in the head, and among the dates of the series.
        assert (self.said(full), self.said(other)) == ([FULL, FULL], [FULL])

    def test_of_a_whole_series_every_date_until_it_begins(self):
        event = bookable(settings={"capacity": 1, "per_date": False}, **WEEKLY)
        somebody(event, "kim")
        keys, start = keys_of(event), event.occurrences.order_by("start").first().start
        assert self.said("/termine/") == [LIST] * len(keys)
        before, after = (left_at(event.pk, keys[1], start + timedelta(hours=n)) for n in (-1, 1))
        assert (before, after) == (Left.WAITING_LIST, Left.NOTHING)

    def test_nothing_is_said_of_what_is_off_hidden_running_or_not_counted(self):
        off = bookable(settings={"capacity": 1}, status="cancelled")
        hidden = bookable(settings={"capacity": 1})
        open_ended = bookable(settings={"capacity": None})
        closed = bookable(settings={"capacity": 1, "is_enabled": False})
        now = timezone.now().astimezone().replace(second=0, microsecond=0)
        running = bookable(evening(0).replace(hour=0), settings={"capacity": 1}, hours=24)
        for event in (off, hidden, open_ended, closed, running):
            SeatCount.objects.create(event=event, taken=1)
        hidden.unpublish()
        content_cache.clear()
        assert running.occurrences.get().start <= now
        assert self.said("/termine/") == []

    def test_two_words_at_most_and_what_happened_comes_first(self):
        event = bookable(settings={"capacity": 1}, status="tentative")
        somebody(event, "kim")
        assert self.said("/termine/") == [LIST]
        assert b"Not yet certain" in self.client.get("/en/termine/").content

    def test_lists_cost_the_same_whether_two_are_full_or_twenty(self):
        counts = []
        for many in (2, 18):
            for _number in range(many):
                somebody(bookable(settings={"capacity": 1}), f"p{Registration.objects.count()}")
            builders.drain()
            for path in ("/termine/", f"/termine/{evening():%Y-%m}/"):
                content_cache.clear()
                page_cache.store.clear()
                with CaptureQueriesContext(connection) as queries:
                    assert self.client.get(path).status_code == 200
                counts.append(len(queries))
        assert counts[:2] == counts[2:]


def builders_path(page) -> str:
    """Return the address of a page below the language."""
    return page.get_url().removeprefix("http://localhost")


class TestForHowLong(Booked):
    """Each case asks the list through the page cache, before and after."""

    def changes_with(self, act, before: list[str], after: list[str]) -> None:
        """Let something happen between two looks at the list."""
        assert self.said("/termine/") == before
        act()
        builders.drain()
        assert self.said("/termine/") == after

    def setUp(self) -> None:
        self.event = bookable(settings={"capacity": 1})

    def test_the_last_seat_is_taken_and_given_back(self):
        self.changes_with(lambda: registered(self.client, self.event), [], [LIST])
        guest = Registration.objects.get()
        self.changes_with(lambda: booking.cancel(guest, timezone.now()), [LIST], [])

    def test_an_offer_that_nobody_answers(self):
        somebody(self.event, "kim")
        Registration.objects.update(state="offered", offer_until=timezone.now() - timedelta(hours=1))
        builders.drain()
        content_cache.clear()
        self.changes_with(lambda: keeping.run(timezone.now()), [LIST], [])

    def test_the_only_one_who_waits_is_admitted_or_offered_a_seat(self):
        for act in (booking.admit, lambda _guest, now: keeping.offer(now)):
            event = bookable(settings={"capacity": 2})
            guest = somebody(event, "kim")
            Registration.objects.filter(pk=guest.pk).update(state="waiting")
            SeatCount.objects.filter(event=event).update(taken=0)
            builders.drain()
            content_cache.clear()
            page_cache.store.clear()
            self.changes_with(lambda act=act, guest=guest: act(guest, timezone.now()), [LIST], [])

    def test_a_date_at_another_time_takes_its_guests_along(self):
        event = bookable(settings={"capacity": 1}, **WEEKLY)
        somebody(event, "kim", keys_of(event)[0])
        draft = Event.objects.get(pk=event.pk).get_latest_revision_as_object()
        draft.starts_at = draft.starts_at.replace(minute=30)
        draft.ends_at = draft.ends_at.replace(minute=30)
        draft.save_revision().publish()
        builders.drain()
        self.changes_with(lambda: keeping.run(timezone.now()), [], [LIST])

    def test_a_series_is_split(self):
        event = bookable(settings={"capacity": 1}, **WEEKLY)
        key = keys_of(event)[2]
        somebody(event, "kim", key)
        builders.drain()
        content_cache.clear()
        self.changes_with(lambda: series.split_at(event, key, PUBLISHES), [LIST], [LIST])
        assert SeatCount.objects.get(taken=1).event != event

    def test_the_end_of_a_waiting_list_is_an_end_of_every_list(self):
        closes = timezone.now() + timedelta(hours=1)
        RegistrationSettings.objects.update(closes_at=closes)
        somebody(self.event, "kim")
        builders.drain()
        content_cache.clear()
        key, now = self.event.occurrences.get().key, timezone.now()
        assert next_closing(now) == closes
        assert next_closing(closes) is None
        assert self.client.get("/termine/").wsgi_request.expires_at == closes
        found = [left_at(self.event.pk, key, moment) for moment in (now, closes)]
        assert found == [Left.WAITING_LIST, Left.NOTHING]
