"""What the tests of the people of organisations share: what people do, and the links in their mails."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from network.models import Organisation, Stewardship
from portal.anonymous_forms import LEAST_TIME, TOKEN_FIELD, delivery_token
from portal.models import OutgoingMail, User
from tests import builders

ENTRIES = {"first_name": "Neu", "last_name": "Hier", "password": "ein langes Kennwort"}
LONG_AGO = builders.day("2020-01-01")


def mail_to(address: str) -> OutgoingMail:
    """Return the last mail to an address."""
    return OutgoingMail.objects.filter(recipient=address).order_by("created_at").last()


def recipients() -> list[str]:
    """Return to whom mails wait or went, in their order."""
    return list(OutgoingMail.objects.order_by("created_at", "pk").values_list("recipient", flat=True))


def link_to(address: str, word: str = "") -> str:
    """Return the path of the first link with a word in it in the last mail to an address."""
    found = re.findall(r"https?://[^/\s]+(/\S+)", mail_to(address).body)
    return next(path for path in found if word in path)


def acting(entry: Organisation, email: str = "", **fields: Any) -> User:
    """Return somebody who acts for an organisation since long, and was here today."""
    person = builders.steward(entry, email, since=LONG_AGO, **fields)
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    return person


def signed_in(user: User) -> Client:
    """Return the browser of somebody."""
    client = Client()
    client.force_login(user)
    return client


def row_of(user: User) -> Stewardship:
    """Return the first stewardship of somebody."""
    return Stewardship.objects.filter(user=user).order_by("pk").first()


def filled(email: str, moment: datetime | None = None, **more: str) -> dict[str, str]:
    """Return what the form sends that asks for access."""
    token = delivery_token("reclaim", (moment or timezone.now()) - LEAST_TIME - timedelta(seconds=1))
    return {TOKEN_FIELD: token, "person": "Ute Weg", "email": email, "words": "Ich bin im Vorstand.", **more}
