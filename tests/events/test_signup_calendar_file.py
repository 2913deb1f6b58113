"""Mails about a registration carry the date for somebody's own calendar, and nothing that the person may not know."""

from datetime import timedelta
from typing import Any
from unittest import mock

import icalendar
from django.test import TestCase
from django.utils import timezone

from events import series
from events.models import Event, Registration
from events.series import Editor
from events.signup import booking, calendar_file, keeping, letters
from network import shielding
from portal.models import OutgoingMail
from tests import builders
from tests.events.ical_judge import judged
from tests.events.signing_up import bookable, evening, newest, registered

PUBLISHES = Editor(None, publishes=True)
HOUR = timedelta(hours=1)
WEEKLY = {"rule": "FREQ=WEEKLY;COUNT=4"}
KIM = "kim@example.org"


def files(mail: OutgoingMail) -> list[dict[str, Any]]:
    """Return what is attached to a mail."""
    return mail.attachments


def calendar(mail: OutgoingMail) -> icalendar.Calendar:
    """Return the calendar in a mail."""
    (one,) = files(mail)
    assert (one["subtype"], one["parameters"]) == ("calendar", {"method": "PUBLISH"})
    return icalendar.Calendar.from_ical(one["text"])


def date_in(mail: OutgoingMail) -> icalendar.Event:
    """Return the only date in a mail."""
    (found,) = calendar(mail).walk("VEVENT")
    return found


class TestCalendarFile(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.locale("en")
        builders.calendar_page(cls.tree.home)
        cls.house = builders.venue("Haus", street="Verborgene Gasse 1", town="Zwickau")
        builders.drain()

    def feed(self, event: Event) -> list[icalendar.Event]:
        """Return what the event's own file says to everybody."""
        path = f"/termine/{event.slug}-{event.short_id}/termin.ics"
        return icalendar.Calendar.from_ical(self.client.get(path).content).walk("VEVENT")

    def told(self) -> OutgoingMail:
        """Return the mail about a change."""
        keeping.run(timezone.now())
        return OutgoingMail.objects.filter(key__contains=":change:").order_by("-created_at").first()

    def test_who_is_registered_gets_the_date_as_the_feed_names_it(self):
        event = bookable()
        registered(self.client, event)
        own, (public,) = date_in(newest()), self.feed(event)
        for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "DTSTAMP", "SUMMARY", "STATUS", "URL"):
            assert own[name] == public[name], name
        assert calendar(newest())["METHOD"] == "PUBLISH"
        # RFC 5546 §3.2.1: one ORGANIZER; nobody is asked to answer.
        assert str(own["ORGANIZER"]).startswith("mailto:") and "ATTENDEE" not in own

    def test_of_a_series_it_is_the_one_date_under_the_name_it_has_in_the_series(self):
        event = bookable(**WEEKLY)
        key = event.occurrences.order_by("start")[1].key
        registered(self.client, event, key=key)
        own = date_in(newest())
        assert own["UID"] == self.feed(event)[0]["UID"] == event.uid
        assert own["RECURRENCE-ID"].dt == own["DTSTART"].dt
        assert own["RECURRENCE-ID"].dt.isoformat().startswith(key)
        assert not {"RRULE", "RDATE", "EXDATE"} & own.keys()

    def test_who_registered_for_all_of_it_gets_all_of_it(self):
        event = bookable(settings={"per_date": False}, **WEEKLY)
        registered(self.client, event)
        data = files(newest())[0]["text"].encode()
        since = timezone.localdate()
        assert len(judged(data, since, since + timedelta(days=90))) == 4

    def test_a_date_that_moves_comes_as_a_newer_version_of_the_same(self):
        event = bookable(**WEEKLY)
        key = event.occurrences.order_by("start")[1].key
        registered(self.client, event, key=key)
        before, to = date_in(newest()), evening(39)
        series.move_date(event, key, (to, to + HOUR), "Umzug", PUBLISHES)
        after = date_in(self.told())
        assert (after["UID"], after["RECURRENCE-ID"].dt) == (before["UID"], before["RECURRENCE-ID"].dt)
        assert after["SEQUENCE"] == before["SEQUENCE"] + 1
        assert after["DTSTART"].dt.replace(tzinfo=None) == to
        moved = next(one for one in self.feed(event) if "RECURRENCE-ID" in one)
        assert (moved["DTSTART"].dt, moved["SEQUENCE"]) == (after["DTSTART"].dt, after["SEQUENCE"])

    def test_a_date_that_is_called_off_taken_out_or_hidden_is_cancelled_in_the_calendar(self):
        for case in ("cancel", "remove", "hide"):
            with self.subTest(case):
                OutgoingMail.objects.all().delete()
                Registration.objects.all().delete()
                event = bookable(**WEEKLY)
                key = event.occurrences.order_by("start")[1].key
                registered(self.client, event, key=key)
                before = date_in(newest())
                if case == "cancel":
                    series.cancel_date(event, key, "Krank", PUBLISHES)
                elif case == "remove":
                    series.remove_date(event, key, PUBLISHES)
                else:
                    event.unpublish()
                after = date_in(self.told())
                assert after["STATUS"] == "CANCELLED"
                assert str(after["SUMMARY"]).startswith("ABGESAGT: ")
                assert (after["UID"], after["RECURRENCE-ID"].dt) == (
                    before["UID"],
                    before["RECURRENCE-ID"].dt,
                )
                assert after["SEQUENCE"] >= before["SEQUENCE"]
                assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt

    def test_a_single_event_that_is_hidden_is_cancelled_without_a_word_more_than_its_title(self):
        event = bookable(venue=self.house, description="<p>Mit Musik.</p>")
        registered(self.client, event)
        event.unpublish()
        after = date_in(self.told())
        assert (after["STATUS"], "RECURRENCE-ID" in after) == ("CANCELLED", False)
        assert not {"LOCATION", "DESCRIPTION", "URL"} & after.keys()

    def test_the_hidden_place_stands_in_the_file_of_those_with_a_seat_only(self):
        event = bookable(
            settings={"capacity": 1}, venue=self.house, place_disclosure="registrants", online_url=""
        )
        registered(self.client, event)
        assert "Verborgene Gasse 1" in date_in(newest())["LOCATION"]
        assert "Verborgene" not in str(self.feed(event)[0].to_ical())
        registered(self.client, event, "spaet@example.org")
        assert [one.attachments for one in OutgoingMail.objects.filter(recipient="spaet@example.org")] == [
            [],
            [],
        ]

    def test_neither_questions_nor_farewells_nor_messages_carry_one(self):
        event = bookable()
        registration = registered(self.client, event)
        letters.pass_on(registration, "Lesung", ("Hallo", "Text"), "", "1")
        booking.cancel(registration, timezone.now())
        left = OutgoingMail.objects.exclude(attachments=[])
        assert not left.exists()  # those of the registration went with it
        assert newest().attachments == []

    def test_what_is_too_large_for_a_mail_is_left_out_of_it(self):
        event = bookable(settings={"per_date": False}, **WEEKLY)
        registered(self.client, event)
        size = len(files(newest())[0]["text"])
        with mock.patch.object(calendar_file, "LARGEST_ATTACHMENTS", size - 1):
            registered(self.client, event, "bo@example.org")
        assert newest("bo@example.org").subject.startswith("Sie sind angemeldet") and not files(
            newest("bo@example.org")
        )

    def test_the_emergency_switch_of_a_further_organiser_covers_mails_and_their_files(self):
        page = builders.organisation_page(self.tree.directory)
        builders.contact(page, "zuflucht@example.org")
        words = {"summary": "Fragen an zuflucht@example.org", "status_note": "Ruft zuflucht@example.org an"}
        event = bookable(
            venue=self.house, organiser=builders.organisation(), co_organisers=[page.organisation], **words
        )
        registered(self.client, event, KIM)
        assert "Verborgene Gasse" in newest().body
        assert "Verborgene Gasse" in str(files(newest()))
        shielding.shield(page.organisation, None)
        told = self.told()
        assert "Genauer Ort und Link" in told.body
        assert "Der Ort hat sich geändert" not in told.body
        for text in (told.body, str(files(told))):
            for secret in ("Verborgene Gasse", "Haus,", "zuflucht@"):
                assert secret not in text
        shielding.unshield(page.organisation, None)
        back = self.told()
        assert back != told
        assert "Verborgene Gasse" in back.body
        assert "Verborgene Gasse" in str(files(back))
