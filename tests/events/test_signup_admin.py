"""Registration in the admin: what one sees and does there, and what the forms refuse."""

import csv
import io

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Registration, RegistrationSettings, SeatCount
from network.models.organisations import Trust
from portal.models import OutgoingMail
from tests import builders
from tests.events.signing_up import WEEKLY, bookable, keys_of, mails, somebody, states, taken

SETTINGS = {"is_enabled": "on", "most_seats": "1", "keep_days": "28", "has_waiting_list": "on"}


def url(name: str, event: Event, *args: object) -> str:
    """Return the address of a page."""
    return reverse(f"signup_admin:{name}", args=[event.pk, *args])


class Admin(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.calendar_tree()
        cls.ours = builders.organisation("Unser Haus")
        cls.editor = builders.editor()

    def setUp(self) -> None:
        self.client.force_login(self.editor)


class TestHostile(Admin):
    def test_a_registration_of_another_event_or_date_is_not_found(self):
        event, other = bookable(organiser=self.ours), bookable()
        guest = somebody(other, "kim")
        self.client.force_login(builders.steward(self.ours))
        for act in ("sign-off", "admit"):
            assert self.client.post(url("act", event, "all", guest.pk, act)).status_code == 404
        assert Registration.objects.count() == 1

    def test_dates_and_acts_that_are_none(self):
        event = bookable(**WEEKLY)
        guest = somebody(event, "kim", keys_of(event)[0])
        for key in ("x", "2026-02-30", "2026-03-04T19:00", "..", "%00", "9" * 300, "all-of-it"):
            for page in ("list", "file", "message"):
                with self.subTest(key=key, page=page):
                    address = f"/admin/signup/{event.pk}/{key}/{page}/"
                    assert self.client.get(address).status_code == 404
        for act in ("delete", "confirm"):
            assert self.client.post(url("act", event, keys_of(event)[0], guest.pk, act)).status_code == 404
        assert self.client.post(url("act", event, keys_of(event)[1], guest.pk, "sign-off")).status_code == 404
        assert self.client.get(f"/admin/signup/{event.pk}/list/").status_code == 404
        assert self.client.get("/admin/signup/999999999999999999999/").status_code == 404

    def test_get_changes_nothing(self):
        event = bookable()
        guest = somebody(event, "kim")
        assert self.client.get(url("act", event, "all", guest.pk, "sign-off")).status_code == 200
        assert Registration.objects.count() == 1


class TestSettings(Admin):
    def save(self, event: Event, **fields):
        """Send the form of settings."""
        return self.client.post(url("settings", event), {**SETTINGS, **fields})

    def test_it_is_off_until_somebody_switches_it_on(self):
        event = builders.event()
        assert self.client.get(url("settings", event)).status_code == 200
        assert not RegistrationSettings.objects.filter(is_enabled=True).exists()
        assert self.save(event, capacity="12", note="Klingeln").status_code == 302
        saved = RegistrationSettings.objects.get()
        assert (saved.is_enabled, saved.capacity, saved.note, saved.keep_days) == (True, 12, "Klingeln", 28)

    def test_fewer_seats_than_are_taken_are_refused_with_words(self):
        event = bookable(settings={"capacity": 3, "most_seats": 2})
        somebody(event, "kim", seats=2)
        response = self.save(event, capacity="1")
        assert response.status_code == 400
        assert "2 " in response.context["form"].errors["capacity"][0]
        assert RegistrationSettings.objects.get().capacity == 3
        assert self.save(event, capacity="2").status_code == 302

    def test_more_seats_are_offered_at_once(self):
        event = bookable(settings={"capacity": 1})
        somebody(event, "kim")
        somebody(event, "wartet")
        self.save(event, capacity="2")
        assert states(event)["wartet"] == "offered"

    def test_the_way_of_registering_stays_once_somebody_has(self):
        event = bookable(**WEEKLY)
        assert self.save(event).status_code == 302
        assert not RegistrationSettings.objects.get().per_date
        somebody(event, "kim")
        assert self.save(event, per_date="on").status_code == 400

    def test_nonsense_is_refused(self):
        event = bookable()
        for fields in (
            {"capacity": "-1"},
            {"capacity": "viele"},
            {"capacity": "9" * 30},
            {"most_seats": "0"},
            {"most_seats": "21"},
            {"keep_days": "366"},
            {"keep_days": ""},
            {"opens_at": "gestern"},
            {"opens_at": "2027-01-02 10:00", "closes_at": "2027-01-02 10:00"},
            {"note": "a" * 301},
        ):
            with self.subTest(fields=fields):
                assert self.save(event, **fields).status_code == 400

    def test_whose_words_are_looked_at_first_writes_no_public_note(self):
        event = bookable(organiser=self.ours, settings={"note": "Geprüft"})
        self.client.force_login(builders.steward(self.ours))
        self.save(event, note="Kauft jetzt")
        assert RegistrationSettings.objects.get().note == "Geprüft"
        self.ours.trust = Trust.TRUSTED
        self.ours.save()
        self.save(event, note="Kommt!")
        assert RegistrationSettings.objects.get().note == "Kommt!"


class TestPeople(Admin):
    def test_the_list_shows_people_and_how_many_did_not_confirm(self):
        event = bookable(settings={"capacity": 1})
        somebody(event, "kim")
        somebody(event, "wartet")
        Registration.objects.create(event=event, email="offen@example.org", delete_after=timezone.now())
        page = self.client.get(url("list", event, "all")).content.decode()
        assert "kim@example.org" in page and "wartet@example.org" in page
        assert "offen@example.org" not in page

    def test_a_date_that_is_gone_keeps_its_list(self):
        event = bookable(**WEEKLY)
        key = keys_of(event)[3]
        somebody(event, "kim", key)
        draft = event.get_latest_revision_as_object()
        draft.rule = "FREQ=WEEKLY;COUNT=3"
        draft.save_revision().publish()
        assert url("list", event, key) in self.client.get(url("index", event)).content.decode()
        assert "kim@example.org" in self.client.get(url("list", event, key)).content.decode()

    def test_signing_somebody_off_frees_the_seat_and_tells(self):
        event = bookable(settings={"capacity": 1})
        guest = somebody(event, "kim")
        somebody(event, "wartet")
        for code in (302, 404):
            assert self.client.post(url("act", event, "all", guest.pk, "sign-off")).status_code == code
        assert states(event) == {"wartet": "offered"}
        assert "organisers have signed you off" in mails("kim")[-1].body

    def test_somebody_is_admitted_only_where_there_is_a_seat(self):
        event = bookable(settings={"capacity": 1})
        somebody(event, "kim")
        waits = somebody(event, "wartet")
        self.client.post(url("act", event, "all", waits.pk, "admit"))
        assert states(event)["wartet"] == "waiting"
        RegistrationSettings.objects.update(capacity=2)
        self.client.post(url("act", event, "all", waits.pk, "admit"))
        assert (states(event)["wartet"], taken(event)) == ("confirmed", 2)

    def test_the_file_runs_no_formula(self):
        event = bookable(settings={"capacity": 9})
        names = ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "Müller; Kim", 'Kim "K"', "zwei\nZeilen"]
        for number, name in enumerate(names):
            guest = somebody(event, f"p{number}")
            Registration.objects.filter(pk=guest.pk).update(name=name)
        response = self.client.get(url("file", event, "all"))
        text = response.content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert "no-store" in response["Cache-Control"]
        assert len(rows) == len(names) + 1
        assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
        assert rows[6][0] == "Müller; Kim"

    def test_a_long_list_asks_no_more_of_the_database(self):
        event, counts = bookable(), []
        for many in (3, 30):
            while Registration.objects.count() < many:
                somebody(event, f"p{Registration.objects.count()}")
            self.client.get(url("list", event, "all"))
            with CaptureQueriesContext(connection) as found:
                self.client.get(url("list", event, "all"))
            counts.append(len(found))
        assert len(set(counts)) == 1


class TestMessages(Admin):
    def send(self, event: Event, **fields):
        """Send a message to those who registered."""
        data = {
            "delivery": "6a4f0a3e-6d34-4b7f-9d4e-5e6c7e1b9d00",
            "recipients": "registered",
            "reply_to": self.editor.email,
            "subject": "Bitte mitbringen",
            "text": "Eine Tasse.",
        }
        return self.client.post(url("message", event, "all"), {**data, **fields})

    def test_everybody_gets_one_of_their_own_and_twice_is_once(self):
        event = bookable(settings={"capacity": 2})
        for name in ("a", "b", "wartet"):
            somebody(event, name)
        for _number in range(2):
            assert self.send(event).status_code == 302
        found = OutgoingMail.objects.filter(key__contains=":message:")
        assert {(mail.recipient, mail.reply_to) for mail in found} == {
            ("a@example.org", self.editor.email),
            ("b@example.org", self.editor.email),
        }
        assert all("b@" not in mail.body and "Eine Tasse." in mail.body for mail in found)
        self.send(event, recipients="all", delivery="6a4f0a3e-6d34-4b7f-9d4e-5e6c7e1b9d01")
        assert len(mails("wartet", ":message:")) == 1

    def test_answers_go_to_oneself_or_to_the_organiser_and_a_day_has_three_messages(self):
        page = builders.organisation_page(self.tree.directory, self.ours)
        builders.contact(page, "haus@example.org")
        event = bookable(organiser=self.ours)
        somebody(event, "kim")
        numbers = [f"6a4f0a3e-6d34-4b7f-9d4e-5e6c7e1b9d{number:02}" for number in range(4)]
        codes = [
            self.send(event, delivery=number, reply_to="haus@example.org").status_code for number in numbers
        ]
        assert codes == [302, 302, 302, 400]
        assert self.send(event, delivery=numbers[0], reply_to="haus@example.org").status_code == 302
        assert {mail.reply_to for mail in mails("kim", ":message:")} == {"haus@example.org"}
        assert len(mails("kim", ":message:")) == 3

    def test_nonsense_is_refused(self):
        event = bookable()
        somebody(event, "kim")
        for fields in (
            {"delivery": "x"},
            {"recipients": "everybody"},
            {"reply_to": "keine"},
            {"reply_to": "opfer@example.org"},
            {"reply_to": "a@example.org\nBcc: b@example.org"},
            {"subject": ""},
            {"subject": "a" * 151},
            {"text": "a" * 5001},
        ):
            with self.subTest(fields=fields):
                assert self.send(event, **fields).status_code == 400
        assert mails("kim", ":message:") == []

    def test_seats_are_counted_by_date(self):
        event = bookable(**WEEKLY)
        keys = keys_of(event)
        somebody(event, "kim", keys[0])
        page = self.client.get(url("index", event))
        rows = {one.key: one.confirmed for one, _url, _words in page.context["rows"]}
        assert rows == {keys[0]: 1, keys[1]: 0, keys[2]: 0, keys[3]: 0}
        assert SeatCount.objects.count() == 1
