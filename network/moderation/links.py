"""The links in the mails: who decides about what, in which state it was when the mail was written.

Such a link acts without signing in and without a second factor. It may, because it can do very little: decide about
one submission, in the one state that it names, within three days, once; what it publishes was written by the
organisation and can be taken back for a week; the page behind it shows nothing that is not public after the click;
the log names the person and the way; and whoever lost the right to decide, or the account, has none by an old mail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from portal import signed_links
from portal.models import User
from portal.signed_links import LinkOutdated, SignedLink

from .kinds import Kind, Waiting, kinds

PURPOSE = "network.moderation"
LINK_LIFE = timedelta(days=3)
SEPARATOR = "|"


@dataclass(frozen=True)
class Claim:
    """What a link says, checked: who decides about what, as it is now."""

    user: User
    kind: Kind
    waiting: Waiting


class LinkChanged(LinkOutdated):
    """It waits still, but is not what the mail was about."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__()
        self.waiting = waiting


class LinkSettled(LinkOutdated):
    """Somebody decided already; `words` says who and what."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class LinkForeign(LinkOutdated):
    """Whoever got the mail decides no more."""


class LinkNotDone(LinkOutdated):
    """The decision could not be carried out; `words` says why, and the link is still good."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


def path_for(waiting: Waiting, user: User, now: datetime) -> str:
    """Return the address of a new link for a person."""
    subject = SEPARATOR.join([waiting.kind, waiting.key, str(user.pk)])
    token = signed_links.make(PURPOSE, subject, now + LINK_LIFE, now, waiting.state)
    return reverse("moderation_link", args=[token])


def claim_of(link: SignedLink) -> Claim:
    """Return what the link still gives a right to; raises a LinkError that says why it gives none."""
    name, key, pk = link.subject.split(SEPARATOR)
    kind = kinds.get(name)
    user = User.objects.filter(pk=pk, is_active=True).first()
    if kind is None or user is None:
        raise LinkForeign
    waiting = kind.find(key)
    if waiting is None:
        raise LinkSettled(kind.settled(key) if kind.knows(user) else "")
    if not kind.may_decide(user, key):
        raise LinkForeign
    if waiting.state != link.revision:
        raise LinkChanged(waiting)
    return Claim(user, kind, waiting)
