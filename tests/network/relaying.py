"""A portal with an organisation whose address is hidden, and a reader who writes to it."""

import re
from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from network.relay import messages as relay
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http import page_cache
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail, PortalSettings
from tests import builders

HIDDEN = "zentrale-geheim@haus.example.org"
WORDS = "Wir suchen ein Zimmer für Elif."
SENDER = "leserin@example.org"


class Relay(TestCase):
    """Tests that write to an organisation."""

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
