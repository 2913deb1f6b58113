"""Messages are forgotten in time, and no output or log ever knows of them or of a hidden address."""

from datetime import timedelta

from django.utils import timezone

from network.models import RelayMessage
from network.relay import housekeeping as relay_housekeeping
from network.relay import messages as relay
from portal import housekeeping
from portal.models import OutgoingMail
from portal.registries import jobs, retention_rules
from tests.network.relaying import HIDDEN, SENDER, WORDS, Relay


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
