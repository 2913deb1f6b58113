"""Hints from readers: taken without cookie, mailed to the office, settled by a link, forgotten."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import TestCase
from django.utils import timezone

from network import corrections
from network.models import Correction
from portal import signed_links
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.models import OutgoingMail, PortalSettings
from portal.registries import retention_rules
from tests import builders

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


class Hints(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        tree = builders.site_tree()
        builders.locale("en")
        cls.office = PortalSettings.objects.create(site=tree.site, office_email="buero@example.org")
        cls.page = builders.organisation_page(tree.directory, builders.organisation("Offenes Haus"))
        cls.entry = cls.page.organisation
        cls.address = f"/id/{cls.entry.uuid}/fehler-melden/"
        builders.drain()

    def send(self, prefix="", headers=None, **fields):
        """Send the form as a person who took a minute; return the answer."""
        token = delivery_token("correction", timezone.now() - timedelta(minutes=1))
        data = {
            "text": "Die Nummer stimmt nicht mehr.",
            "sender": "",
            TOKEN_FIELD: token,
            TRAP_FIELD: "",
            **fields,
        }
        return self.client.post(prefix + self.address, data, headers=headers or SAME_SITE)


class TestReceiving(Hints):
    def test_the_form_is_shown_without_cookie_and_kept_nowhere(self):
        response = self.client.get(self.address)
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
        assert "noindex" in response.content.decode()

    def test_a_hint_is_stored_and_mailed(self):
        assert self.send(sender="leserin@example.org").status_code == 200
        hint, mail = Correction.objects.get(), OutgoingMail.objects.get()
        assert (hint.organisation, hint.sender, hint.status) == (self.entry, "leserin@example.org", "open")
        assert (mail.recipient, mail.reply_to) == ("buero@example.org", "leserin@example.org")
        assert "Die Nummer stimmt nicht mehr." in mail.body
        assert "Offenes Haus" in mail.body + mail.subject
        assert "/hinweis/" in mail.body

    def test_the_mail_is_in_the_office_s_language_whatever_the_reader_s_is(self):
        self.send(prefix="/en")
        assert "/en/hinweis/" not in OutgoingMail.objects.get().body

    def test_a_second_press_of_the_button_does_nothing(self):
        token = delivery_token("correction", timezone.now() - timedelta(minutes=1))
        for _number in range(2):
            assert self.send(**{TOKEN_FIELD: token}).status_code == 200
        assert (Correction.objects.count(), OutgoingMail.objects.count()) == (1, 1)

    def test_without_an_office_the_hint_is_stored_once(self):
        self.office.delete()
        token = delivery_token("correction", timezone.now() - timedelta(minutes=1))
        for _number in range(2):
            self.send(**{TOKEN_FIELD: token})
        assert (Correction.objects.count(), OutgoingMail.objects.count()) == (1, 0)

    def test_what_no_person_would_send_is_refused(self):
        too_fast = delivery_token("correction", timezone.now())
        other_form = delivery_token("proposal", timezone.now() - timedelta(minutes=1))
        hostile = [
            {"text": ""},
            {"text": "a" * 2001},
            {"text": "NUL\x00"},
            {"sender": "keine Adresse"},
            {"sender": "a@example.org\nBcc: b@example.org"},
            {TRAP_FIELD: "x"},
            {TOKEN_FIELD: ""},
            {TOKEN_FIELD: too_fast},
            {TOKEN_FIELD: other_form},
            {"headers": {"Sec-Fetch-Site": "cross-site"}},
            {"headers": {"Origin": "https://evil.example"}},
        ]
        for fields in hostile:
            with self.subTest(fields=fields):
                assert self.send(**fields).status_code == 400
        assert (Correction.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    def test_what_was_written_comes_back_with_the_error(self):
        assert "Meine Worte" in self.send(text="Meine Worte", sender="keine").content.decode()

    def test_markup_in_a_hint_is_text(self):
        self.send(text="<script>alert(1)</script>")
        link = urlsplit(OutgoingMail.objects.get().body.split()[-1]).path
        response = self.client.get(link)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()

    def test_an_entry_with_a_very_long_name_can_be_reported(self):
        type(self.entry).objects.filter(pk=self.entry.pk).update(name="Verein " * 36)
        assert self.send().status_code == 200
        assert len(OutgoingMail.objects.get().subject) <= 200

    def test_there_is_no_form_for_entries_nobody_may_see(self):
        builders.restrict(self.page)
        assert self.client.get(self.address).status_code == 404
        assert self.send().status_code == 404


class TestSettling(Hints):
    def setUp(self):
        self.hint = Correction.objects.create(organisation=self.entry, text="Falsche Nummer")
        now = timezone.now()
        token = signed_links.make(corrections.PURPOSE, str(self.hint.pk), now + timedelta(days=1), now)
        self.link = f"/hinweis/{token}/"

    def test_looking_at_the_link_changes_nothing(self):
        response = self.client.get(self.link)
        assert "Falsche Nummer" in response.content.decode()
        assert response["Cache-Control"] == "no-store"
        self.hint.refresh_from_db()
        assert self.hint.status == "open"

    def test_the_button_settles_it_once(self):
        assert self.client.post(self.link).status_code == 200
        self.hint.refresh_from_db()
        assert self.hint.status == "done"
        assert self.client.post(self.link).status_code == 410

    def test_a_link_about_a_forgotten_hint_says_so(self):
        self.hint.delete()
        assert self.client.get(self.link).status_code == 410
        assert self.client.post(self.link).status_code == 410

    def test_settling_what_is_gone_returns_nothing(self):
        gone = str(self.hint.pk)
        self.hint.delete()
        assert corrections.settle(gone) is None


@pytest.mark.django_db
def test_hints_are_forgotten_after_ninety_days():
    entry, now = builders.organisation(), timezone.now()
    for days in (89, 91):
        Correction.objects.create(organisation=entry, text=str(days), created_at=now - timedelta(days=days))
    rule = retention_rules["corrections"]
    assert rule.delete(now - rule.keep) == 1
    assert Correction.objects.get().text == "89"
