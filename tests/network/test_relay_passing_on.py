"""Messages are passed on once, to the nearest address that may be used, whatever mail servers do."""

from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from unittest import mock

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from network.models import RelayMessage
from network.relay import messages as relay
from network.shielding import shield
from portal import housekeeping, outbox
from portal.models import OutgoingMail
from tests import builders
from tests.network.relaying import HIDDEN, SENDER, WORDS, Relay


class TestWhoGetsIt(Relay):
    def test_the_nearest_address_that_may_be_used_and_the_office_where_there_is_none(self):
        cases = {
            ("members", "office"): "members@example.org",
            ("registrants", "office"): "office@example.org",
            ("registrants",): "registrants@example.org",
            ("nobody",): "buero@example.org",
            (): "buero@example.org",
        }
        for audiences, expected in cases.items():
            page = builders.organisation_page(self.tree.directory)
            for audience in audiences:
                builders.contact(page, f"{audience}@example.org", disclosure=audience)
            with self.subTest(audiences=audiences):
                assert relay.recipient_of(page.organisation, "buero@example.org") == expected

    def test_drafts_and_phone_numbers_are_no_address(self):
        page = builders.organisation_page(self.tree.directory, live=False)
        builders.contact(page, "entwurf@example.org", disclosure="office")
        builders.contact(self.page, "030 23125", kind="phone", disclosure="public")
        assert relay.recipient_of(page.organisation, "") == ""
        assert relay.recipient_of(self.entry, "") == HIDDEN

    def test_a_protected_organisation_is_still_reached(self):
        page = builders.organisation_page(self.tree.directory)
        builders.contact(page, "offen@example.org")
        shield(page.organisation, None)
        builders.drain()
        sent = self.confirmed(address=f"/id/{page.organisation.uuid}/nachricht/")
        assert sent.recipient == "offen@example.org"


class TestPassingOn(Relay):
    def test_the_answer_goes_straight_to_the_sender(self):
        sent = self.confirmed()
        assert (sent.recipient, sent.reply_to) == (HIDDEN, SENDER)
        assert WORDS in sent.body
        assert "Lale" in sent.body

    def test_no_words_and_no_address_stay_behind(self):
        self.confirmed()
        kept = RelayMessage.objects.get()
        assert (kept.text, kept.sender, kept.sender_name) == ("", "", "")
        assert kept.passed_on_at is not None
        list(housekeeping.run(timezone.now()))
        # Beside the question and the message only what asks the organisation about its own entry.
        assert len([sent for sent in mail.outbox if not sent.alternatives]) == 2
        assert not OutgoingMail.objects.exclude(key__startswith="freshness").exists()

    def test_it_is_passed_on_once(self):
        self.confirmed()
        link = self.link()
        for again in (self.client.post(link), self.client.get(link)):
            assert again.status_code == 410
            with builders.language("en"):
                assert "worked" in str(again.context["text"])
        assert OutgoingMail.objects.filter(key__startswith=relay.MESSAGE).count() == 1

    def test_the_office_is_told_to_pass_it_on(self):
        page = builders.organisation_page(self.tree.directory, builders.organisation("Ohne Anschluss"))
        sent = self.confirmed(address=f"/id/{page.organisation.uuid}/nachricht/")
        assert sent.recipient == "buero@example.org"
        assert "Ohne Anschluss" in sent.subject + sent.body

    def test_the_sender_is_asked_in_the_page_s_language_the_organisation_in_its_own(self):
        self.write(prefix="/en")
        assert self.link().startswith("/en/nachricht/")
        assert self.client.post(self.link()).status_code == 200

    def test_very_long_names_fit_into_every_subject(self):
        type(self.entry).objects.filter(pk=self.entry.pk).update(name="Verein " * 36)
        assert len(self.confirmed().subject) <= 200

    def test_what_became_private_meanwhile_gets_nothing(self):
        self.write()
        link = self.link()
        self.page.unpublish()
        assert self.client.get(link).status_code == 410
        assert self.client.post(link).status_code == 410


class Refusing(EmailBackend):
    """A mail server that refuses some addresses for good."""

    refused: frozenset[str] = frozenset()

    def send_messages(self, messages):
        for message in messages:
            if self.refused.intersection(message.to):
                raise SMTPRecipientsRefused(
                    {message.to[0]: (550, b"no such mailbox " + message.to[0].encode())}
                )
        return super().send_messages(messages)


@contextmanager
def refusing(*addresses):
    """Give a mail server that refuses these addresses."""
    Refusing.refused = frozenset(addresses)
    with mock.patch("portal.outbox.get_connection", Refusing):
        yield


@contextmanager
def no_server():
    """Give a mail server that is down."""
    broken = mock.Mock(open=mock.Mock(side_effect=ConnectionRefusedError))
    with mock.patch("portal.outbox.get_connection", mock.Mock(return_value=broken)):
        yield


class TestFaults(Relay):
    def rounds(self, number=20):
        """Let housekeeping run for some days; return to whom mails went."""
        now = timezone.now()
        for step in range(number):
            outbox.send_due(now + timedelta(hours=13 * step))
            relay.tidy(now, "buero@example.org")
        return [message.to[0] for message in mail.outbox]

    def test_a_server_that_is_down_loses_and_doubles_nothing(self):
        self.confirmed()
        with no_server():
            assert self.rounds(3) == []
        assert sorted(self.rounds(3)) == sorted([SENDER, HIDDEN])

    def test_an_address_that_is_refused_sends_the_message_to_the_office_once(self):
        self.confirmed()
        with refusing(HIDDEN), self.assertLogs("portal.outbox") as logged:
            assert self.rounds() == [SENDER, "buero@example.org"]
        assert HIDDEN not in "".join(logged.output)
        assert WORDS in mail.outbox[1].body
        assert mail.outbox[1].reply_to == [SENDER]
        assert not OutgoingMail.objects.exists()

    def test_an_office_that_is_refused_too_keeps_the_message_where_somebody_can_look(self):
        self.confirmed()
        with refusing(HIDDEN, "buero@example.org"), self.assertLogs("portal.outbox"):
            assert self.rounds(30) == [SENDER]
        assert WORDS in OutgoingMail.objects.get(given_up_at__isnull=False).body

    def test_a_sender_s_address_that_does_not_exist_is_forgotten(self):
        self.write()
        with refusing(SENDER), self.assertLogs("portal.outbox"):
            assert self.rounds() == []
        assert not OutgoingMail.objects.exists()
