"""Waiting list, changes and deletion: what housekeeping does for registrations, and what it leaves behind."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import series
from events.models import Event, Registration, RegistrationSettings, SeatCount
from events.models.registrations import MAILS
from events.signup import booking, keeping, telling
from events.signup.booking import Wish
from events.signup.slots import slot_of
from portal import housekeeping, outbox
from portal.models import OutgoingMail
from portal.registries import health_checks
from tests import builders
from tests.events.signing_up import WEEKLY, bookable, evening, keys_of, mails, somebody, states, taken

PUBLISHES = series.Editor(publishes=True)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def publish(event: Event, **fields) -> Event:
    """Change an event and publish it."""
    draft = event.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return Event.objects.get(pk=event.pk)


class Keeping(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.calendar_tree()
        builders.drain()


class TestWaitingList(Keeping):
    def full(self, capacity=1, **settings) -> Event:
        """Return an event whose seats are taken, and three who wait in order."""
        event = bookable(settings={"capacity": capacity, "most_seats": 3, **settings})
        self.guests = [somebody(event, f"guest{number}") for number in range(capacity)]
        start = timezone.now()
        self.waiting = [
            somebody(event, name, now=start + timedelta(seconds=number))
            for number, name in enumerate(("first", "second", "third"))
        ]
        return event

    def test_a_seat_that_becomes_free_is_offered_to_the_first(self):
        event = self.full()
        booking.cancel(self.guests[0], timezone.now())
        assert states(event) == {"first": "offered", "second": "waiting", "third": "waiting"}
        assert taken(event) == 1
        assert mails("first", ":offered:")[0].subject == "A seat is free: Lesung"

    def test_who_accepts_has_the_seat_and_twice_is_once(self):
        event = self.full()
        booking.cancel(self.guests[0], timezone.now())
        for _number in range(2):
            assert booking.accept(self.waiting[0], timezone.now()).state == "confirmed"
        assert taken(event) == 1
        assert len(mails("first", ":confirmed:")) == 1

    def test_an_offer_holds_for_two_days_to_the_moment_and_goes_on_in_order(self):
        event, now = self.full(), timezone.now()
        booking.cancel(self.guests[0], now)
        keeping.run(now + 48 * HOUR - timedelta(microseconds=1))
        assert states(event)["first"] == "offered"
        keeping.run(now + 48 * HOUR)
        assert states(event) == {"second": "offered", "third": "waiting"}
        assert taken(event) == 1
        assert "did not hear from you" in mails("first")[-1].body

    def test_an_answer_that_comes_too_late_takes_no_seat(self):
        event, now = self.full(), timezone.now()
        booking.cancel(self.guests[0], now)
        assert booking.accept(self.waiting[0], now + 48 * HOUR).state == "offered"
        keeping.run(now + 48 * HOUR)
        assert booking.accept(self.waiting[0], now + 48 * HOUR) is None
        assert states(event)["second"] == "offered"

    def test_shortly_before_the_beginning_an_offer_ends_an_hour_before_it_and_then_there_is_none(self):
        event = self.full()
        start = event.occurrences.get().start
        booking.cancel(self.guests[0], start - 5 * HOUR)
        assert Registration.objects.get(state="offered").offer_until == start - HOUR
        keeping.run(start - HOUR)
        assert states(event) == {"second": "waiting", "third": "waiting"}
        assert taken(event) == 0

    def test_who_declines_passes_the_seat_on(self):
        event = self.full()
        booking.cancel(self.guests[0], timezone.now())
        booking.cancel(self.waiting[0], timezone.now())
        assert states(event) == {"second": "offered", "third": "waiting"}

    def test_who_waits_for_many_seats_is_not_overtaken(self):
        event = bookable(settings={"capacity": 3, "most_seats": 3})
        guests = [somebody(event, f"guest{number}") for number in range(3)]
        for name, seats in (("pair", 2), ("single", 1)):
            somebody(event, name, seats=seats)
        booking.cancel(guests[0], timezone.now())
        assert {"pair": "waiting", "single": "waiting"}.items() <= states(event).items()
        booking.cancel(guests[1], timezone.now())
        assert {"pair": "offered", "single": "waiting"}.items() <= states(event).items()
        assert taken(event) == 3

    def test_more_seats_are_offered_by_the_next_round(self):
        event = self.full()
        RegistrationSettings.objects.update(capacity=3)
        keeping.run(timezone.now())
        assert states(event) == {
            "guest0": "confirmed",
            "first": "offered",
            "second": "offered",
            "third": "waiting",
        }

    def test_nothing_is_offered_for_a_date_that_is_called_off(self):
        event = self.full()
        event = publish(event, status="cancelled")
        booking.cancel(self.guests[0], timezone.now())
        assert set(states(event).values()) == {"waiting"}

    def test_organisers_admit_as_long_as_there_are_seats(self):
        self.full()
        assert not booking.admit(self.waiting[2], timezone.now())
        RegistrationSettings.objects.update(capacity=2)
        assert booking.admit(self.waiting[2], timezone.now())
        assert Registration.objects.get(email="third@example.org").state == "confirmed"


class TestChanges(Keeping):
    def told(self, name="kim") -> list[OutgoingMail]:
        """Return what somebody is told by two rounds."""
        before = {mail.pk for mail in mails(name, ":change:")}
        for _number in range(2):
            keeping.run(timezone.now())
        return [mail for mail in mails(name, ":change:") if mail.pk not in before]

    def test_nothing_is_told_while_nothing_changes(self):
        event = bookable()
        somebody(event, "kim")
        publish(event, description="<p>Mit Musik.</p>")
        assert self.told() == []

    def test_a_date_that_moves_is_told_once(self):
        event = bookable()
        somebody(event, "kim")
        publish(event, starts_on=evening(31).date(), status_note="Der Saal war belegt.")
        (letter,) = self.told()
        assert letter.subject == "Changed: Lesung"
        assert "Moved: " in letter.body and "Der Saal war belegt." in letter.body
        assert self.told() == []

    def test_moved_and_moved_back_within_a_round_is_nothing(self):
        event = bookable()
        somebody(event, "kim")
        event = publish(event, starts_on=evening(31).date())
        publish(event, starts_on=evening(30).date())
        assert self.told() == []

    def test_moved_away_and_back_again_over_days_is_told_each_time(self):
        event = bookable()
        somebody(event, "kim")
        for days in (31, 30, 31, 30):
            event = publish(event, starts_on=evening(days).date())
            assert len(self.told()) == 1

    def test_a_date_of_a_series_that_is_moved_cancelled_or_taken_out(self):
        event = bookable(**WEEKLY)
        keys = keys_of(event)
        for name, key in zip(("moved", "off", "out", "same"), keys, strict=True):
            somebody(event, name, key)
        to = evening(33)
        series.move_date(event, keys[0], (to, to + HOUR), "Umzug", PUBLISHES)
        series.cancel_date(Event.objects.get(pk=event.pk), keys[1], "Krank", PUBLISHES)
        series.remove_date(Event.objects.get(pk=event.pk), keys[2], PUBLISHES)
        keeping.run(timezone.now())
        letters = {name: mails(name, ":change:") for name in ("moved", "off", "out", "same")}
        assert {name: len(found) for name, found in letters.items()} == {
            "moved": 1,
            "off": 1,
            "out": 1,
            "same": 0,
        }
        assert "Moved: " in letters["moved"][0].body and "Umzug" in letters["moved"][0].body
        assert letters["off"][0].subject == "Does not take place: Lesung"
        assert "cancelled" in letters["off"][0].body and "Krank" in letters["off"][0].body
        assert "does not take place" in letters["out"][0].body

    def test_an_event_that_is_cancelled_withdrawn_and_published_again(self):
        event = bookable()
        somebody(event, "kim")
        event = publish(event, status="cancelled")
        assert [mail.subject for mail in self.told()] == ["Does not take place: Lesung"]
        event = publish(event, status="scheduled")
        assert [mail.subject for mail in self.told()] == ["Changed: Lesung"]
        event.unpublish()
        assert "no longer in the calendar" in self.told()[0].body
        Event.objects.get(pk=event.pk).get_latest_revision().publish()
        assert "in the calendar again" in self.told()[0].body

    def test_a_date_that_is_moved_again_and_again_fills_no_mailbox_and_the_last_state_is_told(self):
        house = builders.venue("Haus", street="Gasse 0")
        somebody(bookable(venue=house), "kim")
        for number in range(1, 13):
            house.street = f"Gasse {number}"
            house.save()
            keeping.run(timezone.now())
        assert len(mails("kim", ":change:")) == telling.CHANGES.at_once
        keeping.run(timezone.now() + telling.CHANGES.every)
        *_before, last = mails("kim", ":change:")
        assert "Gasse 12" in last.body

    def test_a_house_that_changes_its_address_is_told_without_a_new_version_of_the_event(self):
        house = builders.venue("Haus", street="Alte Gasse 1")
        event = bookable(venue=house)
        somebody(event, "kim")
        house.street = "Neue Gasse 2"
        house.save()
        (letter,) = self.told()
        assert "The place has changed." in letter.body and "Neue Gasse 2" in letter.body

    def test_the_hidden_place_is_told_to_those_with_a_seat_only(self):
        house = builders.venue("Haus", street="Verborgene Gasse 1", town="Zwickau")
        event = bookable(
            settings={"capacity": 1},
            venue=house,
            place_disclosure="registrants",
            place_precision="municipality",
        )
        somebody(event, "kim")
        somebody(event, "wartet")
        house.street = "Verborgene Gasse 2"
        house.save()
        assert "Verborgene Gasse 2" in self.told()[0].body
        publish(event, starts_on=evening(31).date())
        keeping.run(timezone.now())
        assert "Verborgene" not in "".join(mail.body for mail in mails("wartet"))
        assert len(mails("wartet", ":change:")) == 1

    def test_who_waits_is_told_and_who_did_not_confirm_is_not(self):
        event = bookable(settings={"capacity": 1})
        somebody(event, "kim")
        somebody(event, "wartet")
        slot = slot_of(event, RegistrationSettings.objects.get(), "", False)
        booking.ask(event, slot, Wish("offen@example.org", "", 1, "en", "x"), timezone.now())
        publish(event, status="cancelled")
        keeping.run(timezone.now())
        assert len(mails("wartet", ":change:")) == 1
        assert mails("offen", ":change:") == []

    def test_nothing_is_told_about_what_is_over(self):
        event = bookable()
        somebody(event, "kim")
        over = event.occurrences.get().end
        publish(event, title="Anderer Titel", status="cancelled")
        keeping.run(over + HOUR)
        assert mails("kim", ":change:") == []

    def test_a_series_that_is_split_takes_people_settings_and_seats_along(self):
        event = bookable(settings={"capacity": 5, "note": "Klingeln"}, **WEEKLY)
        keys = keys_of(event)
        early, late = somebody(event, "early", keys[0]), somebody(event, "late", keys[2])
        second = series.split_at(event, keys[2], PUBLISHES)
        assert (Registration.objects.get(pk=late.pk).event_id, taken(second, keys[2])) == (second.pk, 1)
        assert RegistrationSettings.objects.get(event=second).capacity == 5
        keeping.run(timezone.now())
        (letter,) = mails("late", ":change:")
        assert "another address" in letter.body and second.short_id in letter.body
        assert mails("early", ":change:") == []
        assert booking.find(str(late.uuid)).event_id == second.pk
        assert early.event_id == event.pk

    def test_who_registered_for_a_whole_series_is_registered_for_both_parts(self):
        event = bookable(settings={"capacity": 5, "per_date": False}, **WEEKLY)
        somebody(event, "kim", seats=2)
        second = series.split_at(event, keys_of(event)[2], PUBLISHES)
        keeping.run(timezone.now())
        assert [(taken(one), states(one)) for one in (event, second)] == [(2, {"kim": "confirmed"})] * 2
        (letter,) = mails("kim", ":change:")
        assert "another address" in letter.body

    def test_one_date_of_a_whole_series_that_is_called_off_is_told(self):
        event = bookable(settings={"per_date": False}, **WEEKLY)
        somebody(event, "kim")
        series.cancel_date(event, keys_of(event)[1], "", PUBLISHES)
        (letter,) = self.told()
        assert letter.subject == "Changed: Lesung" and letter.body.count("cancelled") == 1

    def test_passing_time_alone_is_no_change(self):
        event = bookable(settings={"per_date": False}, rule="FREQ=WEEKLY;COUNT=40")
        somebody(event, "kim")
        for week in range(12):
            keeping.run(timezone.now() + timedelta(weeks=4 + week))
        assert mails("kim", ":change:") == []

    def test_another_time_of_day_in_the_form_of_a_series_keeps_people_at_their_day(self):
        event = bookable(settings={"capacity": 3}, **WEEKLY)
        key = keys_of(event)[1]
        guest = somebody(event, "kim", key, seats=1)
        event = publish(event, starts_at=evening().replace(hour=18).time())
        (letter,) = self.told()
        guest.refresh_from_db()
        assert guest.key == f"{key[:10]}T18:00"
        assert taken(event, guest.key) == 1
        assert "Moved: " in letter.body


class TestForgetting(Keeping):
    def test_everything_is_deleted_some_days_after_the_end_and_not_a_moment_before(self):
        event = bookable(settings={"keep_days": 3})
        somebody(event, "kim")
        due = event.occurrences.get().end + 3 * DAY
        keeping.run(due - timedelta(microseconds=1))
        assert Registration.objects.count() == 1
        keeping.run(due)
        assert (Registration.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    def test_a_date_that_moves_takes_its_deletion_along(self):
        event = bookable()
        somebody(event, "kim")
        event = publish(event, starts_on=evening(60).date())
        keeping.run(timezone.now())
        assert Registration.objects.get().delete_after == event.occurrences.get().end + 28 * DAY

    def test_what_nobody_confirmed_is_deleted_after_two_days(self):
        event, now = bookable(), timezone.now()
        slot = slot_of(event, RegistrationSettings.objects.get(), "", False)
        booking.ask(event, slot, Wish("offen@example.org", "", 1, "en", "x"), now)
        keeping.run(now + 48 * HOUR - timedelta(seconds=1))
        assert Registration.objects.count() == 1
        keeping.run(now + 48 * HOUR)
        assert (Registration.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    def test_counts_of_past_dates_go_and_those_in_use_stay(self):
        event = bookable(**WEEKLY)
        keys = keys_of(event)
        for key in keys[:2]:
            somebody(event, "kim", key)
        keeping.run(event.occurrences.get(key=keys[0]).end + 28 * DAY)
        assert list(SeatCount.objects.values_list("key", "taken")) == [(keys[1], 1)]

    def test_the_last_mail_goes_once_it_is_sent(self):
        booking.cancel(somebody(bookable(), "kim"), timezone.now())
        keeping.run(timezone.now())
        assert OutgoingMail.objects.count() == 1
        outbox.send_due(timezone.now() + HOUR)
        keeping.run(timezone.now())
        assert OutgoingMail.objects.count() == 0

    def test_sent_mails_stay_as_long_as_the_registration(self):
        somebody(bookable(), "kim")
        outbox.send_due(timezone.now() + HOUR)
        keeping.run(timezone.now())
        assert OutgoingMail.objects.count() == 2

    def test_with_the_event_everything_is_deleted_and_people_are_told(self):
        event = bookable()
        somebody(event, "kim")
        slot = slot_of(event, RegistrationSettings.objects.get(), "", False)
        booking.ask(event, slot, Wish("offen@example.org", "", 1, "en", "x"), timezone.now())
        event.delete()
        assert Registration.objects.count() == 0
        (letter,) = OutgoingMail.objects.all()
        assert (letter.recipient, letter.key.startswith(MAILS)) == ("kim@example.org", True)
        assert "taken out of the calendar" in letter.body

    def test_the_log_holds_counts_alone(self):
        event = bookable(settings={"capacity": 1})
        somebody(event, "kim")
        somebody(event, "wartet")
        with self.assertLogs("portal.housekeeping", "INFO") as logs:
            list(housekeeping.run(timezone.now() + timedelta(days=100), only="signup"))
        assert "2 registrations" in logs.output[0]
        assert "@" not in "".join(logs.output) and "kim" not in "".join(logs.output)

    def test_monitoring_learns_counts_alone(self):
        somebody(bookable(), "kim")
        assert health_checks["registrations"].run() == {"registered": 1, "waiting": 0, "unconfirmed": 0}


class TestCost(Keeping):
    def test_a_round_reads_each_event_once_however_many_come(self):
        event = bookable()
        somebody(event, "kim")
        counts = []
        for many in (3, 30):
            while Registration.objects.count() < many:
                somebody(event, f"p{Registration.objects.count()}")
            with CaptureQueriesContext(connection) as queries:
                keeping.run(timezone.now())
            counts.append(len(queries))
        assert counts[0] == counts[1]
