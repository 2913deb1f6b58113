"""The links in the mails: who says something about which item, bound to the state that was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from network.models import Asking
from portal import signed_links
from portal.signed_links import LinkOutdated, SignedLink

from .recipients import Recipient, still_speaks
from .sources import Item, items_of, state_of

PURPOSE = "network.freshness"
LEAVE = "network.freshness.leave"
LINK_LIFE = timedelta(days=60)
LEAVE_LIFE = timedelta(days=364)
ALL = "all"
SEPARATOR = "|"


@dataclass(frozen=True)
class Claim:
    """What a link says, checked: the round, who speaks, and the items as they are now."""

    asking: Asking
    recipient: Recipient
    key: str
    items: tuple[Item, ...]

    @property
    def revision(self) -> str:
        """Return the present state of the items."""
        return revision_of(self.items)


class LinkChanged(LinkOutdated):
    """The right still holds, but what stands there is no longer what was shown."""

    def __init__(self, claim: Claim, link: SignedLink) -> None:
        super().__init__()
        self.claim = claim
        self.link = link


def revision_of(items: Sequence[Item]) -> str:
    """Return the state of several items."""
    return state_of([[item.key, item.state] for item in sorted(items, key=lambda item: item.key)])


def token_of(asking: Asking, recipient: Recipient, key: str, items: Sequence[Item], now: datetime) -> str:
    """Return the token of a new link for an item, or for all that were asked about."""
    subject = SEPARATOR.join([str(asking.pk), recipient.name, key])
    return signed_links.make(PURPOSE, subject, now + LINK_LIFE, now, revision_of(items))


def token_for_today(error: LinkChanged, now: datetime) -> str:
    """Return the token of a link with the same right for what stands there now; it ends when the old one does."""
    link = error.link
    return signed_links.make(PURPOSE, link.subject, link.expires_at, now, error.claim.revision)


def path_of(token: str, way: str = "confirm") -> str:
    """Return the address of a link's page: to confirm, to change, or to end."""
    return reverse(f"freshness_{way}", args=[token])


def leave_path(recipient: Recipient, now: datetime) -> str:
    """Return the address by which an organisation's own address is asked no more."""
    token = signed_links.make(LEAVE, recipient.digest, now + LEAVE_LIFE, now)
    return reverse("freshness_leave", args=[token])


def claim_of(link: SignedLink, today: date) -> Claim:
    """Return what a link still gives a right to; raises LinkOutdated for none, LinkChanged for another state."""
    number, name, key = link.subject.split(SEPARATOR)
    asking = Asking.objects.select_related("organisation").filter(pk=number).first()
    if asking is None:
        raise LinkOutdated
    recipient = still_speaks(name, asking.organisation, today)
    if recipient is None:
        raise LinkOutdated
    items = items_of([asking.organisation_id])[asking.organisation_id]
    wanted = asking.asked if key == ALL else {key}
    claim = Claim(asking, recipient, key, tuple(item for item in items if item.key in wanted))
    if not claim.items:
        raise LinkOutdated
    if claim.revision != link.revision:
        raise LinkChanged(claim, link)
    return claim
