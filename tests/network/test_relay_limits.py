"""Nobody floods an organisation, and a flood at one takes nothing from another."""

from datetime import timedelta
from unittest import mock

from django.utils import timezone

from network.models import RelayMessage
from network.relay import messages as relay
from portal import outbox
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail
from tests import builders
from tests.network.relaying import HIDDEN, SENDER, WORDS, Relay


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
