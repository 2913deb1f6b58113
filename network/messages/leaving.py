"""The way out of circulars: a link in every mail that is no duty, good without signing in (RFC 8058)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from network.models import Circular, CircularRefusal, Region, Topic
from portal import signed_links
from portal.models import User
from portal.row_keys import is_key
from portal.signed_links import SignedLink

from .readers import Reader, digest_of, name_of, wishes_about

PURPOSE = "network.circulars.leave"
LIFE = timedelta(days=364)
OFFICE = "office"


def leave_path(circular: Circular, reader: Reader, now: datetime) -> str:
    """Return the address by which a reader gets no more of this kind, "" for duties."""
    if circular.organisation_id is None:
        about = "" if circular.is_duty else OFFICE
    else:
        about = f"t-{circular.topic_id}" if circular.topic_id else f"r-{circular.region_id}"
    if not about:
        return ""
    who = reader.digest if about == OFFICE else reader.name
    token = signed_links.make(PURPOSE, f"{about} {who}", now + LIFE, now)
    return reverse("circular_leave", args=[token])


def is_office(link: SignedLink) -> bool:
    """Return whether a link is about what the office writes."""
    return link.subject.partition(" ")[0] == OFFICE


def row_of(link: SignedLink) -> Topic | Region | None:
    """Return the topic or region that a link is about, None for the office's, and for what is gone."""
    kind, _dash, key = link.subject.partition(" ")[0].partition("-")
    model = {"t": Topic, "r": Region}.get(kind)
    return model.objects.filter(pk=key).first() if model and is_key(key) else None


@transaction.atomic
def leave(link: SignedLink) -> None:
    """End what a link is about; the same again changes nothing."""
    who, row = link.subject.partition(" ")[2], row_of(link)
    if is_office(link):
        CircularRefusal.objects.get_or_create(recipient=who)
    elif row is not None:  # with what is gone went every wish about it
        is_topic = isinstance(row, Topic)
        wishes = wishes_about(row if is_topic else None, None if is_topic else row)
        wishes.filter(user=who.removeprefix("u-")).delete()


def refuses(user: User) -> bool:
    """Return whether an account wants no circulars of the office but duties."""
    return CircularRefusal.objects.filter(recipient=digest_of_account(user)).exists()


def set_refusal(user: User, is_refused: bool) -> None:
    """Write down whether an account wants them."""
    if is_refused:
        CircularRefusal.objects.get_or_create(recipient=digest_of_account(user))
    else:
        CircularRefusal.objects.filter(recipient=digest_of_account(user)).delete()


def digest_of_account(user: User) -> str:
    """Return the digest of an account."""
    return digest_of(name_of(user))
