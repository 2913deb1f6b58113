"""Who is asked about an organisation: its stewards in turn, else the address of its own that the office knows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import salted_hmac

from network.models import NotAsked, Organisation, Stewardship
from network.relay.messages import recipient_of
from portal.models import User


@dataclass(frozen=True)
class Recipient:
    """An address, and the account behind it; without an account it is the organisation's own."""

    address: str
    user: User | None = None

    @property
    def digest(self) -> str:
        """Return what is remembered of the address."""
        return salted_hmac(
            "network.freshness.recipient", self.address.lower(), algorithm="sha256"
        ).hexdigest()

    @property
    def name(self) -> str:
        """Return by what name a link knows the recipient."""
        return f"u-{self.user.pk}" if self.user else f"a-{self.digest[:32]}"


def stewards_of(organisations: Collection[int], day: date) -> dict[int, list[Recipient]]:
    """Return the stewards of organisations with an open account, whoever has been it longest first; one query."""
    rows = Stewardship.objects.on(day).filter(organisation__in=organisations, user__is_active=True)
    found: dict[int, dict[str, Recipient]] = {}
    for row in rows.select_related("user").order_by("organisation", "since", "pk"):
        found.setdefault(row.organisation_id, {}).setdefault(
            row.user.email, Recipient(row.user.email, row.user)
        )
    return {key: list(recipients.values()) for key, recipients in found.items()}


def own_address(entry: Organisation) -> Recipient | None:
    """Return the organisation's own address, None where none is known or it wants no such mails."""
    address = recipient_of(entry, "")
    if not address:
        return None
    recipient = Recipient(address)
    return None if NotAsked.objects.filter(recipient=recipient.digest).exists() else recipient


def still_speaks(name: str, entry: Organisation, day: date) -> Recipient | None:
    """Return the recipient of a link's name as long as it may speak for the organisation, else None."""
    if name.startswith("u-"):
        known = stewards_of([entry.pk], day).get(entry.pk, [])
        return next((one for one in known if one.name == name), None)
    own = recipient_of(entry, "")
    return Recipient(own) if own and Recipient(own).name == name else None


def do_not_ask(digest: str) -> None:
    """Remember that an address wants no such mails; the same again changes nothing."""
    NotAsked.objects.get_or_create(recipient=digest)
