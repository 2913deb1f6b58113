"""The signed links around a request for access: each names the request and who may press it, and nothing else."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.crypto import salted_hmac

from network.models import Reclaim, ReclaimState, Stewardship
from network.models.stewardship import today
from portal import signed_links
from portal.signed_links import LinkOutdated, SignedLink

from . import proofs

CONFIRM = "network.reclaim.confirm"
ADDRESS = "network.reclaim.address"
VOUCH = "network.reclaim.vouch"
OBJECT = "network.reclaim.object"
CONFIRM_LIFE = timedelta(hours=48)
LIFE = timedelta(days=30)
SEPARATOR = "|"


@dataclass(frozen=True)
class Speaker:
    """Who presses a link of a request: a steward by the row, or whoever reads an address (None)."""

    reclaim: Reclaim
    row: Stewardship | None


def path(purpose: str, name: str, subject: str, life: timedelta, now: datetime) -> str:
    """Return the address of a new link."""
    return reverse(name, args=[signed_links.make(purpose, subject, now + life, now)])


def confirm_path(reclaim: Reclaim, now: datetime) -> str:
    """Return where who asks confirms the address and says how a right is shown."""
    return path(CONFIRM, "reclaim_confirm", str(reclaim.pk), CONFIRM_LIFE, now)


def address_path(reclaim: Reclaim, address: str, now: datetime) -> str:
    """Return where the organisation's own address says yes."""
    return path(ADDRESS, "reclaim_address", _subject(reclaim, digest_of(address)), LIFE, now)


def vouch_path(reclaim: Reclaim, row: Stewardship, now: datetime) -> str:
    """Return where a steward of another member says yes."""
    return path(VOUCH, "reclaim_vouch", _subject(reclaim, str(row.pk)), LIFE, now)


def object_path(reclaim: Reclaim, row: Stewardship | None, address: str, now: datetime) -> str:
    """Return where a steward, or the organisation's own address, objects."""
    speaker = str(row.pk) if row else digest_of(address)
    return path(OBJECT, "reclaim_object", _subject(reclaim, speaker), LIFE, now)


def reclaim_of(link: SignedLink, *states: ReclaimState) -> Reclaim:
    """Return the request of a link; raises LinkOutdated where it is gone or in another state."""
    key = uuid.UUID(link.subject.split(SEPARATOR)[0])
    found = Reclaim.objects.select_related("organisation").filter(pk=key, state__in=states).first()
    if found is None:
        raise LinkOutdated
    return found


def own_speaker(link: SignedLink, *states: ReclaimState) -> Speaker:
    """Return who of the organisation's own people presses a link; raises LinkOutdated for whoever is none now."""
    reclaim = reclaim_of(link, *states)
    speaker = link.subject.split(SEPARATOR)[1]
    if speaker.startswith("a-"):
        if speaker != digest_of(proofs.own_address(reclaim.organisation)):
            raise LinkOutdated
        return Speaker(reclaim, None)
    row = held(speaker)
    if row.organisation_id != reclaim.organisation_id:
        raise LinkOutdated
    return Speaker(reclaim, row)


def voucher(link: SignedLink) -> Speaker:
    """Return the steward of another member who presses a link; raises LinkOutdated where the word does not count."""
    reclaim = reclaim_of(link, ReclaimState.OPEN)
    row = held(link.subject.split(SEPARATOR)[1])
    if not proofs.may_vouch(row, reclaim.organisation, reclaim.email):
        raise LinkOutdated
    return Speaker(reclaim, row)


def held(key: str) -> Stewardship:
    """Return a stewardship that holds today; raises LinkOutdated for any other."""
    rows = Stewardship.objects.on(today()).filter(pk=key, user__is_active=True)
    found = rows.select_related("user", "organisation").first()
    if found is None:
        raise LinkOutdated
    return found


def _subject(reclaim: Reclaim, speaker: str) -> str:
    """Return what a link says."""
    return f"{reclaim.pk}{SEPARATOR}{speaker}"


def digest_of(address: str) -> str:
    """Return by what name a link knows an address."""
    digest = salted_hmac("network.stewards.address", address.lower(), algorithm="sha256").hexdigest()
    return f"a-{digest[:32]}"
