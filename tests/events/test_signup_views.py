"""Registering as people do: the form, the link in the mail, the seat, signing off."""

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from events.addresses import event_path
from events.models import Event, Registration, RegistrationSettings, SeatCount
from events.signup import views
from portal.accounts import mailboxes
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail, Urgency
from portal.reserved_addresses import is_taken
from tests import builders
from tests.events.signing_up import bookable, evening, fill_in, form_url, link, newest, registered

SERIES = {"rule": "FREQ=WEEKLY;COUNT=3"}


class SigningUp(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.calendar_tree()
        builders.drain()

    def setUp(self) -> None:
        self.limit_to(1000)

    def limit_to(self, size: int) -> None:
        """Let one network send so many forms."""
        self.enterContext(mock.patch.object(views, "limit", RateLimit(size, 1 / 60)))

    def taken(self, event: Event, key: str = "") -> int:
        """Return how many seats are taken."""
        return SeatCount.objects.filter(event=event, key=key).values_list("taken", flat=True).first() or 0


class TestTheForm(SigningUp):
    def test_it_is_shown_without_cookie_and_kept_nowhere(self):
        response = self.client.get(form_url(bookable(settings={"note": "Bitte pünktlich."})))
        page = response.content.decode()
        assert (response.status_code, response["Cache-Control"], response.cookies) == (200, "no-store", {})
        assert "noindex" in page and "Bitte pünktlich." in page

    def test_it_asks_no_more_than_the_organisers_need(self):
        page = self.client.get(form_url(bookable(settings={"asks_name": False}))).content.decode()
        assert 'name="person"' not in page and 'name="seats"' not in page
        page = self.client.get(form_url(bookable(settings={"most_seats": 4}))).content.decode()
        assert 'name="person"' in page and 'max="4"' in page

    def test_who_asks_holds_no_seat_before_the_address_is_confirmed(self):
        event = bookable(settings={"capacity": 1})
        assert fill_in(self.client, form_url(event)).status_code == 200
        assert self.client.get(link()).status_code == 200
        assert (Registration.objects.get().state, self.taken(event)) == ("pending", 0)
        assert self.client.post(link()).status_code == 200
        assert (Registration.objects.get().state, self.taken(event)) == ("confirmed", 1)

    def test_the_mail_that_asks_repeats_neither_what_was_typed_nor_a_word_of_the_date(self):
        texts = {"summary": "GEWINNT-JETZT", "status_note": "RUFT-AN"}
        event = bookable(organiser=builders.organisation("LADEN-HAUS"), **texts)
        Event.objects.filter(pk=event.pk).update(title="KAUFT-HEUTE")
        fill_in(self.client, form_url(event), person="NAME-DARIN")
        letter = newest()
        words = (letter.subject + letter.body).upper()
        for typed in ("KAUFT", "GEWINNT", "RUFT-AN", "LADEN", "NAME-DARIN"):
            assert typed not in words
        assert letter.urgency == Urgency.ANSWER
        day = date_format(timezone.localtime(), "DATE_FORMAT")
        assert day in letter.body, "whoever did it knows it again"
        assert "KAUFT-HEUTE" in self.client.get(link()).content.decode(), "the link says what it is about"

    def test_a_second_press_of_the_button_does_nothing(self):
        event, token = bookable(), delivery_token("signup", timezone.now() - timedelta(minutes=1))
        for _number in range(2):
            assert fill_in(self.client, form_url(event), **{TOKEN_FIELD: token}).status_code == 200
        assert (Registration.objects.count(), OutgoingMail.objects.count()) == (1, 1)

    def test_of_two_tabs_the_last_one_counts_and_both_links_confirm_it(self):
        event = bookable(settings={"most_seats": 3})
        fill_in(self.client, form_url(event), seats=1)
        first = link()
        fill_in(self.client, form_url(event), seats=3)
        assert self.client.post(first).status_code == 200
        assert self.client.post(link()).status_code == 200
        assert (Registration.objects.get().seats, self.taken(event)) == (3, 3)

    def test_an_address_in_capitals_is_the_same(self):
        event = bookable()
        registered(self.client, event)
        fill_in(self.client, form_url(event), "KIM@example.org")
        assert Registration.objects.count() == 1

    def test_nobody_can_tell_whether_an_address_is_known(self):
        event = bookable()

        def answer(email):
            return fill_in(self.client, form_url(event), email).content

        unknown = answer("neu@example.org")
        pending = answer("neu@example.org")
        registered(self.client, event, person="Kim K.")
        assert unknown == pending == answer("kim@example.org")
        assert OutgoingMail.objects.filter(recipient="kim@example.org", key__contains=":known:").count() == 1

    def test_one_address_is_asked_three_times_and_no_more(self):
        event = bookable()
        for number in range(5):
            fill_in(self.client, form_url(event), person=f"Kim {number}")
        assert OutgoingMail.objects.count() == 3

    def test_the_same_again_within_a_minute_is_one_mail(self):
        event = bookable()
        for _press in range(2):
            assert fill_in(self.client, form_url(event)).status_code == 200
        assert OutgoingMail.objects.count() == 1

    def test_of_many_forms_a_mailbox_gets_so_many_mails_until_its_owner_confirms_one(self):
        while mailboxes.FORM.take("kim@example.org", timezone.now()):
            pass
        event = bookable()
        answers = [
            fill_in(self.client, form_url(event), email) for email in ("kim+1@example.org", "neu@example.org")
        ]
        assert answers[0].content == answers[1].content
        assert list(Registration.objects.values_list("email", flat=True)) == ["neu@example.org"]
        mailboxes.FORM.owner_was_here("kim@example.org")
        registered(self.client, event, person="Kim K.")
        assert mailboxes.FORM.free_from("kim@example.org", timezone.now()) <= timezone.now()
        assert sum(mailboxes.FORM.take("kim@example.org", timezone.now()) for _mail in range(9)) == 6

    def test_a_wish_that_changes_while_the_cap_holds_is_confirmed_by_the_link_of_before(self):
        event = bookable(settings={"most_seats": 3})
        fill_in(self.client, form_url(event), seats="1")
        while mailboxes.FORM.take("kim@example.org", timezone.now()):
            pass
        fill_in(self.client, form_url(event), seats="3")
        assert OutgoingMail.objects.count() == 1
        self.client.post(link())
        assert self.taken(event) == 3

    def test_nobody_can_fill_a_strangers_mailbox_with_many_dates(self):
        for number in range(7):
            fill_in(self.client, form_url(bookable(evening(30 + number))))
        assert OutgoingMail.objects.count() == 5

    def test_what_no_person_would_send_is_refused(self):
        event = bookable(settings={"most_seats": 2})
        hostile = [
            {"email": ""},
            {"email": "keine Adresse"},
            {"email": "a@example.org\nBcc: b@example.org"},
            {"email": "a" * 300 + "@example.org"},
            {"person": ""},
            {"person": "NUL\x00"},
            {"person": "a" * 101},
            {"seats": "0"},
            {"seats": "-1"},
            {"seats": "3"},
            {"seats": "9" * 400},
            {"seats": "1; DROP"},
            {TRAP_FIELD: "x"},
            {TOKEN_FIELD: ""},
            {TOKEN_FIELD: delivery_token("signup", timezone.now())},
            {TOKEN_FIELD: delivery_token("relay", timezone.now() - timedelta(minutes=1))},
            {"headers": {"Sec-Fetch-Site": "cross-site"}},
            {"headers": {"Origin": "https://evil.example"}},
        ]
        for fields in hostile:
            with self.subTest(fields=fields):
                assert fill_in(self.client, form_url(event), **{"seats": "1", **fields}).status_code == 400
        assert (Registration.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    def test_markup_in_a_name_is_text(self):
        fill_in(self.client, form_url(bookable()), person="<script>alert(1)</script>")
        page = self.client.get(link()).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page

    def test_one_network_has_a_limit(self):
        self.limit_to(2)
        event = bookable()
        codes = [fill_in(self.client, form_url(event), f"p{n}@example.org").status_code for n in range(3)]
        assert codes == [200, 200, 429]

    def test_the_page_of_the_date_leads_there_and_back(self):
        event = bookable(settings={"capacity": 2})
        page = self.client.get(event_path(event.slug, event.short_id)).content.decode()
        assert f'href="{form_url(event)}"' in page
        assert (
            f'href="{event_path(event.slug, event.short_id)}"'
            in self.client.get(form_url(event)).content.decode()
        )

    def test_it_speaks_the_language_of_the_page(self):
        event = bookable()
        assert "Your e-mail address" in self.client.get(f"/en{form_url(event)}").content.decode()
        fill_in(self.client, f"/en{form_url(event)}")
        assert Registration.objects.get().language == "en"
        assert newest().subject == "Please confirm your registration"
        assert self.client.post(link()).status_code == 200
        assert newest().subject == "You are registered: Lesung"


class TestWhatThereIsNoFormFor(SigningUp):
    def test_drafts_unknown_events_and_those_without_registration_answer_alike(self):
        draft, without = bookable(live=False), builders.event(start=evening())
        off = bookable(settings={"is_enabled": False})
        for event in (draft, without, off):
            assert self.client.get(form_url(event)).status_code == 404
            assert fill_in(self.client, form_url(event)).status_code == 404
        assert self.client.get("/termine/lesung-2345678923/anmelden/").status_code == 404

    def test_dates_that_are_none(self):
        event = bookable(**SERIES)
        for part in ("2026-02-30", "1999-01-01", "9999-99-99", "2026-05-04-9999", "0000-00-00"):
            with self.subTest(part=part):
                assert (
                    self.client.get(f"{form_url(event)[: -len('anmelden/')]}{part}/anmelden/").status_code
                    == 404
                )

    def test_the_calendars_own_address_stays_the_pages(self):
        assert not is_taken("termine/")
        assert is_taken("anmeldung/")

    def test_an_old_slug_leads_to_the_right_address(self):
        event = bookable()
        response = self.client.get(f"/termine/frueher-{event.short_id}/anmelden/")
        assert (response.status_code, response["Location"]) == (302, form_url(event))


class TestSeries(SigningUp):
    def test_one_chooses_a_date(self):
        event = bookable(**SERIES)
        page = self.client.get(form_url(event)).content.decode()
        keys = list(event.occurrences.order_by("key").values_list("key", flat=True))
        for key in keys:
            assert form_url(event, key) in page
        assert registered(self.client, event, key=keys[1]).key == keys[1]
        assert self.taken(event, keys[1]) == 1

    def test_or_registers_for_the_whole(self):
        event = bookable(settings={"per_date": False}, **SERIES)
        found = registered(self.client, event)
        assert found.key == ""
        last = event.occurrences.order_by("-end").first()
        assert found.delete_after == last.end + timedelta(days=28)
        response = self.client.get(form_url(event, evening().date().isoformat()))
        assert (response.status_code, response["Location"]) == (302, form_url(event))

    def test_a_long_series_asks_no_more_of_the_database(self):
        short, long = bookable(**SERIES), bookable(rule="FREQ=WEEKLY;COUNT=30")
        self.client.get(form_url(short))
        counts = []
        for event in (short, long):
            with CaptureQueriesContext(connection) as queries:
                assert self.client.get(form_url(event)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] < 25


class TestFull(SigningUp):
    def test_whoever_comes_too_late_waits(self):
        event = bookable(settings={"capacity": 1})
        for name in ("a", "b"):
            fill_in(self.client, form_url(event), f"{name}@example.org")
        for name in ("a", "b"):
            self.client.post(link(email=f"{name}@example.org"))
        states = dict(Registration.objects.values_list("email", "state"))
        assert states == {"a@example.org": "confirmed", "b@example.org": "waiting"}
        assert self.taken(event) == 1

    def test_or_is_told_that_all_seats_are_taken_and_forgotten(self):
        event = bookable(settings={"capacity": 1, "has_waiting_list": False})
        fill_in(self.client, form_url(event), "spaet@example.org")
        registered(self.client, event)
        assert self.client.post(link(email="spaet@example.org")).status_code == 409
        assert not Registration.objects.filter(email="spaet@example.org").exists()
        assert not OutgoingMail.objects.filter(recipient="spaet@example.org").exists()
        assert fill_in(self.client, form_url(event), "noch@example.org").status_code == 409

    def test_more_seats_than_there_are_are_refused(self):
        event = bookable(settings={"capacity": 2, "most_seats": 5})
        assert fill_in(self.client, form_url(event), seats=3).status_code == 400
        assert fill_in(self.client, form_url(event), seats=2).status_code == 200

    def test_nobody_overtakes_who_waits(self):
        event = bookable(settings={"capacity": 2, "most_seats": 2})
        registered(self.client, event, "a@example.org", seats=1)
        registered(self.client, event, "paar@example.org", seats=2)
        single = registered(self.client, event, "b@example.org", seats=1)
        assert (single.state, self.taken(event)) == ("waiting", 1)


class TestSigningOff(SigningUp):
    def test_the_link_of_every_mail_shows_and_a_button_deletes(self):
        event = bookable(settings={"capacity": 1})
        registered(self.client, event)
        address = link("")
        assert self.client.get(address).status_code == 200
        assert Registration.objects.count() == 1
        for _number in range(2):
            assert self.client.post(address, {"leave": "1"}).status_code == 200
        assert (Registration.objects.count(), self.taken(event)) == (0, 0)
        (letter,) = OutgoingMail.objects.all()
        assert letter.key.endswith(":bye")

    def test_a_post_without_a_button_changes_nothing(self):
        registered(self.client, bookable())
        assert self.client.post(link("")).status_code == 200
        assert self.client.post(link(""), {"accept": "1"}).status_code == 200
        assert Registration.objects.get().state == "confirmed"

    def test_links_cannot_be_made_up_or_turned_into_each_other(self):
        fill_in(self.client, form_url(bookable()))
        token = link().split("/")[-2]
        assert self.client.post(f"/anmeldung/{token}/", {"leave": "1"}).status_code == 410
        assert self.client.get("/anmeldung/abc/").status_code == 410
        assert self.client.get(f"/anmeldung/bestaetigen/{token[:-2]}/").status_code == 410
        assert Registration.objects.count() == 1

    def test_the_place_is_told_to_those_with_a_seat_only(self):
        venue = builders.venue("Geheimes Haus", street="Verborgene Gasse 7", town="Zwickau")
        event = bookable(
            settings={"capacity": 1},
            venue=venue,
            place_disclosure="registrants",
            place_precision="municipality",
            online_url="https://meet.example.org/raum",
        )
        registered(self.client, event)
        registered(self.client, event, "spaet@example.org")
        assert "Verborgene Gasse 7" in newest().body and "https://meet.example.org/raum" in newest().body
        assert "Verborgene Gasse" in self.client.get(link("")).content.decode()
        assert "Verborgene Gasse" not in newest("spaet@example.org").body
        assert "meet.example" not in newest("spaet@example.org").body
        assert "Verborgene" not in self.client.get(link("", "spaet@example.org")).content.decode()
        assert "Verborgene" not in self.client.get(form_url(event)).content.decode()


class TestTime(SigningUp):
    def at(self, moment):
        """Let it be another time."""
        return mock.patch.object(views.timezone, "now", return_value=moment)

    def test_it_opens_and_closes_to_the_moment(self):
        opens, closes = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
        event = bookable(settings={"opens_at": opens, "closes_at": closes})
        instant = timedelta(microseconds=1)
        cases = [(opens - instant, False), (opens, True), (closes - instant, True), (closes, False)]
        for moment, is_open in cases:
            with self.subTest(moment=moment), self.at(moment):
                page = self.client.get(form_url(event)).content.decode()
                assert ('name="email"' in page) == is_open

    def test_nobody_registers_once_it_has_begun_whatever_is_written_down(self):
        event = bookable(settings={"closes_at": timezone.now() + timedelta(days=90)})
        start = event.occurrences.get().start
        with self.at(start):
            assert 'name="email"' not in self.client.get(form_url(event)).content.decode()

    def test_a_link_holds_no_longer_than_registration_is_open(self):
        event = bookable(settings={"closes_at": timezone.now() + timedelta(hours=2)})
        fill_in(self.client, form_url(event))
        RegistrationSettings.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
        assert self.client.post(link()).status_code == 409
        assert Registration.objects.count() == 0

    def test_a_date_that_is_called_off_takes_nobody(self):
        event = bookable(status="cancelled")
        assert 'name="email"' not in self.client.get(form_url(event)).content.decode()
        assert fill_in(self.client, form_url(event)).status_code == 409
