"""What tests of registration share: an event one can register for, a form as a person fills it in, links in mails."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from events.calendar.shown import Shown
from events.models import Event, Registration, RegistrationSettings, SeatCount
from events.records import public_record
from events.signup import booking
from events.signup.booking import Wish
from events.signup.slots import slot_of
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.models import OutgoingMail
from portal.validity import BERLIN
from tests import builders

WEEKLY = {"rule": "FREQ=WEEKLY;COUNT=4"}
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def evening(days: int = 30) -> datetime:
    """Return the wall time of an evening some days from now."""
    day = timezone.now().astimezone(BERLIN) + timedelta(days=days)
    return day.replace(hour=19, minute=0, second=0, microsecond=0, tzinfo=None)


def bookable(start: datetime | None = None, settings: dict[str, Any] | None = None, **fields: Any) -> Event:
    """Return a published event one can register for."""
    event = builders.event("Lesung", start or evening(), **fields)
    RegistrationSettings.objects.create(event=event, **{"is_enabled": True, **(settings or {})})
    return event


def somebody(
    event: Event, name: str, key: str = "", seats: int = 1, now: datetime | None = None
) -> Registration:
    """Return the registration of somebody who confirmed the address."""
    now = now or timezone.now()
    email = f"{name}@example.org"
    slot = slot_of(event, RegistrationSettings.objects.get(event=event), key, event.is_series)
    booking.ask(event, slot, Wish(email, name, seats, "en", name), now)
    return booking.confirm(Registration.objects.get(event=event, key=key, email=email), now)


def mails(name: str, kind: str = "") -> list[OutgoingMail]:
    """Return the mails to somebody whose key holds a word, in order."""
    return list(
        OutgoingMail.objects.filter(recipient=f"{name}@example.org", key__contains=kind).order_by(
            "not_before"
        )
    )


def states(event: Event) -> dict[str, str]:
    """Return where everybody stands."""
    rows = Registration.objects.filter(event=event).values_list("email", "state")
    return {email.partition("@")[0]: state for email, state in rows}


def taken(event: Event, key: str = "") -> int:
    """Return how many seats are taken."""
    return SeatCount.objects.get(event=event, key=key).taken


def keys_of(event: Event) -> list[str]:
    """Return the keys of its dates."""
    return list(event.occurrences.order_by("key").values_list("key", flat=True))


def form_url(event: Event, key: str = "") -> str:
    """Return where one registers."""
    part = f"{key[:10]}/" if key else ""
    return f"/termine/{event.slug}-{event.short_id}/{part}anmelden/"


def shown(event: Event) -> Shown:
    """Return what the page of an event is about."""
    return Shown(public_record(event), event.occurrences.first(), timezone.now())


def fill_in(
    client: Client, url: str, email: str = "kim@example.org", headers: Any = None, **fields: Any
) -> HttpResponse:
    """Send the form as a person who took a minute; return the answer."""
    token = delivery_token("signup", timezone.now() - timedelta(minutes=1))
    data = {"email": email, "person": "Kim", TOKEN_FIELD: token, TRAP_FIELD: "", **fields}
    return client.post(url, data, headers=headers or SAME_SITE)


def links_in(text: str) -> list[str]:
    """Return the paths of the links in a mail."""
    return [urlsplit(link).path for link in re.findall(r"https?://\S+", text)]


def newest(email: str = "kim@example.org") -> OutgoingMail:
    """Return the newest mail to somebody."""
    return OutgoingMail.objects.filter(recipient=email).order_by("-created_at", "-not_before").first()


def link(kind: str = "bestaetigen", email: str = "kim@example.org") -> str:
    """Return the link of the newest mail that has one of this kind; "" as kind is the link to sign off."""
    start = f"/anmeldung/{kind}/" if kind else "/anmeldung/"
    for mail in OutgoingMail.objects.filter(recipient=email).order_by("-created_at"):
        for path in links_in(mail.body):
            if path.removeprefix("/en").startswith(start) and bool(kind) == ("bestaetigen" in path):
                return path
    raise AssertionError("no such link")


def registered(
    client: Client, event: Event, email: str = "kim@example.org", key: str = "", **fields: Any
) -> Registration:
    """Register and confirm; return the registration as it stands."""
    assert fill_in(client, form_url(event, key), email, **fields).status_code == 200
    assert client.post(link(email=email)).status_code == 200
    return Registration.objects.get(email=email, event=event)
