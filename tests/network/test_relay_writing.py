"""Writing to organisations whose address is not public: the form, who is said to read it, the way there."""

import re
from datetime import timedelta

from django.utils import timezone

from network.models import OrganisationPage, RelayMessage
from network.relay import messages as relay
from network.relay.readers import Reader
from network.shielding import shield
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http import page_cache
from portal.models import OutgoingMail, Urgency
from tests import builders
from tests.network.relaying import HIDDEN, SENDER, WORDS, Relay


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
        assert asked.urgency == Urgency.ANSWER, "somebody waits for it"
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
