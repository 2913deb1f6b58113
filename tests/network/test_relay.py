"""Messages to organisations whose address is not public: confirmed, passed on, forgotten, and never a leak."""

import re
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from unittest import mock

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import TestCase
from django.utils import timezone

from network.models import OrganisationPage, RelayMessage
from network.relay import housekeeping as relay_housekeeping
from network.relay import messages as relay
from network.relay.readers import Reader
from network.shielding import shield
from portal import housekeeping, outbox
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http import page_cache
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail, PortalSettings
from portal.registries import jobs, retention_rules
from tests import builders

HIDDEN = "zentrale-geheim@haus.example.org"
WORDS = "Wir suchen ein Zimmer für Elif."
SENDER = "leserin@example.org"


class Relay(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.locale("en")
        cls.settings = PortalSettings.objects.create(
            site=cls.tree.site, office_email="buero@example.org", office_name="Büro am Markt"
        )
        cls.page = builders.organisation_page(cls.tree.directory, builders.organisation("Offenes Haus"))
        builders.contact(cls.page, HIDDEN, disclosure="members", person="Vera Verborgen")
        cls.entry = cls.page.organisation
        cls.address = f"/id/{cls.entry.uuid}/nachricht/"
        builders.drain()

    def setUp(self):
        page_cache.store.clear()
        patch = mock.patch.object(relay, "limit", RateLimit(size=1000, per_second=1))
        patch.start()
        self.addCleanup(patch.stop)

    def write(self, prefix="", headers=None, address="", **fields):
        """Send the form as a person who took a minute; return the answer."""
        data = {
            "text": WORDS,
            "sender_name": "Lale",
            "sender": SENDER,
            TOKEN_FIELD: delivery_token(
                "relay", timezone.now() - timedelta(seconds=60 + OutgoingMail.objects.count())
            ),
            TRAP_FIELD: "",
            **fields,
        }
        same_site = {"Sec-Fetch-Site": "same-origin"}
        return self.client.post(prefix + (address or self.address), data, headers=headers or same_site)

    def link(self):
        """Return the path of the link in the newest mail to the sender."""
        body = OutgoingMail.objects.filter(key__startswith=relay.CONFIRMATION).latest("created_at").body
        return re.search(r"(/(?:en/)?nachricht/\S+)", body)[1]

    def confirmed(self, **fields):
        """Write and confirm a message; return the mail that carries it."""
        assert self.write(**fields).status_code == 200
        assert self.client.post(self.link()).status_code == 200
        return OutgoingMail.objects.filter(key__startswith=relay.MESSAGE).latest("created_at")


class TestWriting(Relay):
    def test_the_form_is_shown_without_cookie_and_kept_nowhere(self):
        response = self.client.get(self.address)
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
        assert not response.cookies
        assert "noindex" in response.content.decode()

    def test_nothing_is_passed_on_before_the_sender_confirmed(self):
        assert self.write().status_code == 200
        message, asked = RelayMessage.objects.get(), OutgoingMail.objects.get()
        assert (message.organisation, message.text, message.passed_on_at) == (self.entry, WORDS, None)
        assert (asked.recipient, asked.reply_to) == (SENDER, "")
        self.client.get(self.link())
        assert OutgoingMail.objects.count() == 1

    def test_the_mail_to_the_sender_repeats_nothing_that_was_typed(self):
        self.write(text="KAUFT-JETZT", sender_name="KAUFT-HIER")
        asked = OutgoingMail.objects.get()
        assert "KAUFT" not in asked.subject + asked.body
        assert "Offenes Haus" in asked.body

    def test_a_locked_screen_shows_no_organisation(self):
        self.write()
        asked = OutgoingMail.objects.get()
        assert "Offenes Haus" not in asked.subject
        assert "Offenes Haus" not in asked.body.partition("/nachricht/")[0]

    def test_no_browser_is_asked_to_remember_the_words(self):
        for answer in (self.client.get(self.address), self.write(sender="keine"), self.write()):
            assert answer["Cache-Control"] == "no-store"
        form = self.client.get(self.address).content.decode()
        assert 'autocomplete="off"' in re.search(r"<textarea[^>]*>", form)[0]

    def test_a_second_press_of_the_button_does_nothing(self):
        token = delivery_token("relay", timezone.now() - timedelta(minutes=1))
        for _number in range(2):
            assert self.write(**{TOKEN_FIELD: token}).status_code == 200
        assert (RelayMessage.objects.count(), OutgoingMail.objects.count()) == (1, 1)

    def test_what_no_person_would_send_is_refused(self):
        hostile = [
            {"text": ""},
            {"text": "a" * 4001},
            {"text": "NUL\x00"},
            {"sender": ""},
            {"sender": "keine Adresse"},
            {"sender": "a@example.org\nBcc: b@example.org"},
            {"sender_name": "a" * 101},
            {TRAP_FIELD: "x"},
            {TOKEN_FIELD: ""},
            {TOKEN_FIELD: delivery_token("relay", timezone.now())},
            {TOKEN_FIELD: delivery_token("correction", timezone.now() - timedelta(minutes=1))},
            {"headers": {"Sec-Fetch-Site": "cross-site"}},
            {"headers": {"Origin": "https://evil.example"}},
        ]
        for fields in hostile:
            with self.subTest(fields=fields):
                assert self.write(**fields).status_code == 400
        assert (RelayMessage.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    def test_words_come_back_with_an_error_and_markup_is_text(self):
        answer = self.write(text="<script>alert(1)</script>", sender="keine").content.decode()
        assert "&lt;script&gt;alert" in answer
        self.write(text="<script>alert(1)</script>")
        assert "<script>alert" not in self.client.get(self.link()).content.decode()

    def test_who_has_a_public_address_needs_no_relay(self):
        page = builders.organisation_page(self.tree.directory)
        builders.contact(page, "offen@example.org")
        response = self.client.get(f"/id/{page.organisation.uuid}/nachricht/")
        assert (response.status_code, response["Location"]) == (302, page.url)

    def test_there_is_no_form_for_entries_nobody_may_see_or_reach(self):
        self.settings.office_email = ""
        self.settings.save()
        alone = builders.organisation_page(self.tree.directory)
        assert self.client.get(f"/id/{alone.organisation.uuid}/nachricht/").status_code == 404
        builders.restrict(self.page)
        builders.drain()
        assert self.client.get(self.address).status_code == 404
        assert self.write().status_code == 404


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


class TestWhoReadsIt(Relay):
    """What the form and the confirmation say of it before anything is sent."""

    def reader(self, address=""):
        return self.client.get("/en" + (address or self.address)).context["reader"]

    def test_an_organisation_with_an_address_reads_it_itself(self):
        assert self.reader() == Reader(is_office=False, is_known=True, office="Büro am Markt")
        page = self.client.get("/en" + self.address).content.decode()
        assert "Only Offenes Haus gets your message" in page
        assert "Only where it cannot be delivered" in page

    def test_the_office_is_named_where_it_reads(self):
        page = builders.organisation_page(self.tree.directory, builders.organisation("Ohne Anschluss"))
        address = f"/id/{page.organisation.uuid}/nachricht/"
        assert self.reader(address) == Reader(is_office=True, is_known=False, office="Büro am Markt")
        said = "We know no address of Ohne Anschluss. The office reads your message"
        assert said in self.client.get("/en" + address).content.decode()
        self.write(prefix="/en", address=address)
        assert said in self.client.get(self.link()).content.decode()
        assert said in self.client.post(self.link()).content.decode()

    def test_the_confirmation_says_so_when_too_many_came_today(self):
        self.write(prefix="/en")
        now = timezone.now()
        for _number in range(relay.MOST_A_DAY):
            RelayMessage.objects.create(organisation=self.entry, passed_on_at=now, created_at=now)
        shown = self.client.get(self.link())
        assert shown.context["reader"].is_office
        assert "The office reads yours first" in shown.content.decode()

    def test_an_office_that_has_the_organisation_s_address_is_the_organisation(self):
        self.settings.office_email = HIDDEN
        self.settings.save()
        assert not self.reader().is_office

    def test_without_an_office_nobody_else_is_named(self):
        self.settings.office_email = ""
        self.settings.save()
        assert self.reader() == Reader(is_office=False, is_known=True)
        assert "the office" not in self.client.get("/en" + self.address).content.decode()


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
        assert len(mail.outbox) == 2
        assert not OutgoingMail.objects.exists()

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


class TestLimits(Relay):
    def test_one_network_may_write_only_so_often(self):
        with mock.patch.object(relay, "limit", RateLimit(size=1, per_second=0.001)):
            assert self.write().status_code == 200
            refused = self.write(prefix="/en", sender="zweite@example.org")
            assert refused.status_code == 429
            assert "possible in 17 minutes" in refused.content.decode()
        assert RelayMessage.objects.count() == 1

    def test_one_address_is_not_flooded_with_questions(self):
        for _number in range(relay.MOST_PER_SENDER):
            assert self.write().status_code == 200
        assert self.write(sender=SENDER.upper()).status_code == 429
        assert self.write(sender="andere@example.org").status_code == 200

    def passed_on(self, number):
        """Let an organisation have got messages today."""
        now = timezone.now()
        rows = [
            RelayMessage(organisation=self.entry, passed_on_at=now, created_at=now) for _ in range(number)
        ]
        RelayMessage.objects.bulk_create(rows)

    def waiting(self, number):
        """Let messages to an organisation wait for senders who will never confirm them, each with its mail."""
        begun = timezone.now() - timedelta(hours=1)
        rows = [
            RelayMessage(
                organisation=self.entry,
                sender=f"x{place}@example.org",
                created_at=begun + timedelta(seconds=place),
            )
            for place in range(number)
        ]
        for row in RelayMessage.objects.bulk_create(rows):
            outbox.queue(f"{relay.CONFIRMATION}{row.pk}", row.sender, "?", "?")
        return [row.pk for row in rows]

    def test_what_is_too_much_for_one_day_goes_to_the_office_which_looks_through_it(self):
        self.passed_on(relay.MOST_A_DAY)
        sent = self.confirmed()
        assert (sent.recipient, sent.reply_to) == ("buero@example.org", SENDER)
        assert WORDS in sent.body
        assert "Offenes Haus" in sent.subject

    def test_without_an_office_the_organisation_gets_all_of_it(self):
        self.settings.office_email = ""
        self.settings.save()
        self.passed_on(relay.MOST_A_DAY)
        assert self.confirmed().recipient == HIDDEN

    def test_more_than_anybody_can_read_waits_for_tomorrow_and_the_form_stays_open(self):
        self.passed_on(relay.MOST_CONFIRMED)
        assert self.write().status_code == 200
        link = self.link()
        assert self.client.post(link).status_code == 429
        assert not OutgoingMail.objects.filter(key__startswith=relay.MESSAGE).exists()
        earlier = timezone.now() - timedelta(hours=25)
        RelayMessage.objects.exclude(passed_on_at=None).update(passed_on_at=earlier)
        assert self.client.post(link).status_code == 200

    def test_messages_that_nobody_confirms_never_close_the_form(self):
        with mock.patch.object(relay, "MOST_WAITING", 5):
            self.waiting(5)
            for number in range(7):
                assert self.write(sender=f"mensch-{number}@example.org").status_code == 200
            assert self.client.post(self.link()).status_code == 200

    def test_of_what_nobody_confirms_the_oldest_goes_first_with_its_mail(self):
        with mock.patch.object(relay, "MOST_WAITING", 5):
            oldest, *newer = self.waiting(5)
            self.passed_on(3)
            assert self.write().status_code == 200
        kept = set(RelayMessage.objects.filter(passed_on_at=None).values_list("pk", flat=True))
        assert kept == {*newer, RelayMessage.objects.get(sender=SENDER).pk}
        assert not OutgoingMail.objects.filter(key=f"{relay.CONFIRMATION}{oldest}").exists()
        assert OutgoingMail.objects.count() == 5
        assert RelayMessage.objects.exclude(passed_on_at=None).count() == 3

    def test_a_flood_at_one_organisation_takes_nothing_from_another(self):
        other = builders.organisation_page(self.tree.directory)
        theirs = RelayMessage.objects.create(
            organisation=other.organisation, created_at=timezone.now() - timedelta(hours=2)
        )
        with mock.patch.object(relay, "MOST_WAITING", 2):
            self.waiting(2)
            assert self.write().status_code == 200
        assert RelayMessage.objects.filter(pk=theirs.pk).exists()


class TestForgetting(Relay):
    def test_what_nobody_confirms_is_gone_after_two_days_with_its_mail(self):
        self.write()
        now = timezone.now()
        relay.tidy(now + timedelta(hours=47), "")
        assert RelayMessage.objects.count() == OutgoingMail.objects.count() == 1
        relay.tidy(now + timedelta(hours=49), "")
        assert RelayMessage.objects.count() == OutgoingMail.objects.count() == 0

    def test_a_confirmed_message_waits_for_the_mail_server_longer_than_its_row(self):
        sent = self.confirmed()
        relay.tidy(timezone.now() + timedelta(hours=49), "")
        assert not RelayMessage.objects.exists()
        assert OutgoingMail.objects.filter(pk=sent.pk).exists()

    def test_housekeeping_and_retention_know_of_it(self):
        assert jobs["relay"].run is relay_housekeeping.tidy
        assert jobs["relay"].order > jobs["outbox"].order
        rule = retention_rules["relay"]
        assert (rule.keep, rule.delete) == (timedelta(hours=48), relay.forget)


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
    with mock.patch("portal.outbox.get_connection", lambda: broken):
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


class TestCanary(Relay):
    def test_the_hidden_address_is_in_no_output(self):
        outputs = [
            self.client.get(path).content.decode()
            for path in (self.page.url, self.address, "/en" + self.address)
        ]
        outputs += [self.write().content.decode(), self.write(sender="keine").content.decode()]
        link = self.link()
        outputs += [self.client.get(link).content.decode()]
        asked = OutgoingMail.objects.get()
        outputs += [asked.subject, asked.body]
        outputs += [self.client.post(link).content.decode(), self.client.post(link).content.decode()]
        outputs += [str(RelayMessage.objects.get())]
        assert len(outputs) == 11
        for text in outputs:
            assert HIDDEN not in text
            assert "geheim" not in text
            assert "Verborgen" not in text

    def test_nothing_of_a_message_is_logged(self):
        with self.assertLogs(level="DEBUG") as logged:
            self.confirmed()
            list(housekeeping.run(timezone.now()))
        for word in (HIDDEN, SENDER, WORDS, "Lale"):
            assert word not in "".join(logged.output)


class TestLinks(Relay):
    def shown(self, page: OrganisationPage) -> str:
        """Return where a page lets people write, "" for nowhere."""
        builders.drain()
        page_cache.store.clear()
        return self.client.get(page.url).context["record"].write_url

    def test_a_page_leads_to_the_form_only_without_a_public_address(self):
        assert self.shown(self.page) == self.address
        builders.contact(self.page, "offen@example.org")
        assert self.shown(self.page) == ""
        shield(self.entry, None)
        assert self.shown(self.page) == self.address

    def test_without_any_address_the_office_takes_it(self):
        page = builders.organisation_page(self.tree.directory)
        assert self.shown(page) == f"/id/{page.organisation.uuid}/nachricht/"
        self.settings.office_email = ""
        self.settings.save()
        assert self.shown(page) == ""
        assert self.shown(self.page) == self.address
