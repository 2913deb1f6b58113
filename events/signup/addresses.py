"""Addresses of registration: of the form, and of the links in mails."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from events.addresses import date_part, date_path, event_part, event_path
from events.models import Registration
from events.signup.slots import WHOLE, dates_of
from portal import signed_links

CONFIRM, MANAGE = "confirm-signup", "signup"
CONFIRM_LIFE = timedelta(hours=48)


def form_path(slug: str, short_id: str, part: str = "") -> str:
    """Return where one registers for an event, or for the date that `part` names."""
    name = event_part(slug, short_id)
    return reverse("signup_date", args=[name, part]) if part else reverse("signup", args=[name])


def part_of(event_id: int, key: str) -> str:
    """Return the part of an address that names a date, "" for the whole event; one query."""
    if key == WHOLE:
        return ""
    return date_part(key, dates_of(event_id).filter(key__startswith=key[:10]).count() < 2)


def parts_of(event_id: int, keys: Sequence[str]) -> dict[str, str]:
    """Return the same for many dates of an event; one query."""
    days = Counter(key[:10] for key in dates_of(event_id).values_list("key", flat=True))
    return {key: date_part(key, days[key[:10]] < 2) if key else "" for key in keys}


def page_path(event_id: int, slug: str, short_id: str, key: str) -> str:
    """Return the address of what one registers for, "" without a calendar."""
    if key == WHOLE:
        return event_path(slug, short_id)
    is_only_one = dates_of(event_id).filter(key__startswith=key[:10]).count() < 2
    return date_path(slug, short_id, key, is_only_one)


def confirm_until(closes_at: datetime, now: datetime) -> datetime:
    """Return until when an address is confirmed: two days, and not after registration has closed."""
    return min(now + CONFIRM_LIFE, closes_at)


def confirm_path(registration: Registration, until: datetime, now: datetime) -> str:
    """Return the path that confirms an address, in the active language."""
    token = signed_links.make(CONFIRM, str(registration.uuid), until, now)
    return reverse("confirm_signup", args=[token])


def manage_path(registration: Registration, now: datetime) -> str:
    """Return the path of the page where one accepts a seat or signs off, in the active language."""
    until = now + signed_links.LONGEST_LIFE
    token = signed_links.make(MANAGE, str(registration.uuid), until, now)
    return reverse("manage_signup", args=[token])
