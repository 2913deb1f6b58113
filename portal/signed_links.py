"""Links that stand for a right: "confirm this address", "withdraw this proposal".

A link says what for, about what, until when, and of which state of the thing; nothing is stored until it is
used. GET shows, POST acts, because mail scanners open every link. Paths of links never reach a log.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from portal.models import UsedLink

# Used links are remembered this long, so no link may live longer.
LONGEST_LIFE = timedelta(days=365)


@dataclass(frozen=True)
class SignedLink:
    """What a valid link says; `revision` is the state of the subject it was made for, "" for any."""

    purpose: str
    subject: str
    revision: str
    expires_at: datetime
    digest: str


class LinkError(Exception):
    """A link that gives no right; the subclass says why, for the words on the page."""


class LinkInvalid(LinkError):
    """Not ours, cut off, or made for another purpose."""


class LinkExpired(LinkError):
    """Its time is over."""


class LinkOutdated(LinkError):
    """What it was about has changed since."""


class LinkUsed(LinkError):
    """It was used already."""


def make(purpose: str, subject: str, expires_at: datetime, now: datetime, revision: str = "") -> str:
    """Return the token of a new link, fit for a path; raises ValueError for a life beyond LONGEST_LIFE."""
    if expires_at - now > LONGEST_LIFE:
        raise ValueError("No link lives that long: its use would be forgotten before it ends.")
    content = [subject, int(expires_at.timestamp()), revision, secrets.token_urlsafe(8)]
    return signing.dumps(content, salt=_salt(purpose))


def read(token: str, purpose: str, now: datetime, revision: str | None = None) -> SignedLink:
    """Return what a token says; raises a LinkError if it is invalid, expired, used or about another revision.

    `revision` is the present state of the subject; None leaves the comparison to the caller, who has to read
    the subject first.
    """
    try:
        subject, expires, bound, _nonce = signing.loads(token, salt=_salt(purpose))
    except (signing.BadSignature, ValueError) as error:
        raise LinkInvalid from error
    link = SignedLink(purpose, subject, bound, datetime.fromtimestamp(expires, UTC), _digest(token))
    # First: what was done stays done, however old the link is and whatever it was about has become.
    if UsedLink.objects.filter(digest=link.digest).exists():
        raise LinkUsed
    if now >= link.expires_at:
        raise LinkExpired
    check_revision(link, revision)
    return link


def check_revision(link: SignedLink, revision: str | None) -> None:
    """Raise LinkOutdated if the link is bound to another state than the present one."""
    if revision is not None and link.revision and link.revision != revision:
        raise LinkOutdated


def spend(link: SignedLink, now: datetime) -> None:
    """Use a link up, in the transaction of what it does, so that a failure gives it back; raises LinkUsed."""
    try:
        with transaction.atomic():
            UsedLink.objects.create(digest=link.digest, used_at=now)
    except IntegrityError as error:
        raise LinkUsed from error


def _salt(purpose: str) -> str:
    """Return the salt that keeps the links of different purposes apart."""
    return f"portal.signed-link.{purpose}"


def _digest(token: str) -> str:
    """Return what is stored of a used link; the link cannot be made from it."""
    return hashlib.sha256(token.encode()).hexdigest()
