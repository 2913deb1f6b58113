"""Dates one can register for, and links of people who did, in the portal that the browser visits."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from events.models import Event, Registration, RegistrationSettings
from events.signup import booking
from events.signup.addresses import confirm_path, form_path, manage_path
from events.signup.booking import Wish
from events.signup.slots import WHOLE, slot_of
from tests import builders


def add_signups() -> dict[str, str]:
    """Add events in every stage of registration; return the addresses of their pages, public and for organisers."""
    now = timezone.now()
    evening = datetime.combine(timezone.localdate() + timedelta(days=20), time(19))
    open_one = _event("Kochkurs", evening, most_seats=4, capacity=12, note="Bitte eine Schürze mitbringen.")
    full = _event("Führung durch das Archiv", evening, capacity=1)
    weekly = _event("Nähcafé", evening, {"rule": "FREQ=WEEKLY;COUNT=6"}, capacity=8)
    later = _event("Sommerfest", evening, opens_at=now + timedelta(days=3))
    guests = [_guest(full, name) for name in ("lale", "kim", "robin")]
    asked = _asked(open_one, "toni")
    booking.cancel(guests[0], now)
    offered, waiting = Registration.objects.filter(event=full).order_by("confirmed_at")
    registered = _guest(open_one, "alex")
    admin = {
        "signup dates": reverse("signup_admin:index", args=[weekly.pk]),
        "signup settings": reverse("signup_admin:settings", args=[weekly.pk]),
        "signup list": reverse("signup_admin:list", args=[full.pk, "all"]),
        "signup message": reverse("signup_admin:message", args=[full.pk, "all"]),
        "signup sign off": reverse("signup_admin:act", args=[full.pk, "all", waiting.pk, "sign-off"]),
    }
    key = weekly.occurrences.order_by("key").values_list("key", flat=True)[0]
    return {
        "sign up": _form(open_one),
        "English sign up": f"/en{_form(open_one)}",
        "sign up to wait": _form(full),
        "sign up for one of many dates": _form(weekly),
        "sign up for a date": form_path(weekly.slug, weekly.short_id, key[:10]),
        "sign up later": _form(later),
        "sign up to confirm": confirm_path(asked, now + timedelta(hours=48), now),
        "registered": manage_path(registered, now),
        "registered and waiting": manage_path(waiting, now),
        "registered and offered a seat": manage_path(offered, now),
        "registered no more": manage_path(guests[0], now),
        "event to register for": f"/termine/{open_one.slug}-{open_one.short_id}/",
        **admin,
    }


def _event(title: str, start: datetime, fields: dict[str, str] | None = None, **settings: object) -> Event:
    """Return an event one can register for, in a house whose street is told to those who did."""
    house = builders.venue(f"Haus für {title}", street="Gartenstraße 3", postcode="08056", town="Zwickau")
    event = builders.event(title, start, venue=house, place_disclosure="registrants", **(fields or {}))
    RegistrationSettings.objects.create(event=event, is_enabled=True, **settings)
    return event


def _form(event: Event) -> str:
    """Return where one registers."""
    return form_path(event.slug, event.short_id)


def _asked(event: Event, name: str) -> Registration:
    """Return the registration of somebody who has not confirmed the address."""
    settings = RegistrationSettings.objects.get(event=event)
    slot = slot_of(event, settings, WHOLE, is_series=False)
    wish = Wish(f"{name}@example.org", name.title(), 1, "de", name)
    booking.ask(event, slot, wish, timezone.now())
    return Registration.objects.get(event=event, email=wish.email)


def _guest(event: Event, name: str) -> Registration:
    """Return the registration of somebody who has."""
    return booking.confirm(_asked(event, name), timezone.now())
