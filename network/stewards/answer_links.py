"""The signed links in the office's questions: a steward says “still there”, the own address names somebody."""

from datetime import datetime, timedelta

from django.urls import reverse

from network.models import Organisation, Stewardship
from portal import signed_links
from portal.signed_links import LinkOutdated, SignedLink

from . import proofs
from .reclaim_links import SEPARATOR, digest_of, held
from .rights import is_open

ANSWER = "network.steward.answer"
NAME = "network.steward.name"
LIFE = timedelta(days=60)


def answer_path(row: Stewardship, now: datetime) -> str:
    """Return where a steward answers."""
    return reverse("steward_answer", args=[signed_links.make(ANSWER, str(row.pk), now + LIFE, now)])


def name_path(entry: Organisation, address: str, now: datetime) -> str:
    """Return where the organisation's own address names somebody."""
    subject = f"{entry.pk}{SEPARATOR}{digest_of(address)}"
    return reverse("steward_name", args=[signed_links.make(NAME, subject, now + LIFE, now)])


def steward_behind(link: SignedLink) -> Stewardship:
    """Return whose link it is; raises LinkOutdated for whoever acts no more."""
    return held(link.subject)


def entry_behind(link: SignedLink) -> Organisation:
    """Return for whom somebody is named; raises LinkOutdated where the address is not the organisation's any more."""
    key, digest = link.subject.split(SEPARATOR)
    entry = Organisation.objects.filter(pk=key).first()
    if entry is None or not is_open(entry) or digest != digest_of(proofs.own_address(entry)):
        raise LinkOutdated
    return entry
