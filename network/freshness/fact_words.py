"""What the facts of a page say, a line each, as far as everybody may see them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.choices import OfferStatus
from network.models import FactKind
from network.presentation.words import hours_words
from network.records import ActorRecord

from .sources import Ending

SUMMARY = 300


def lines_of(kind: FactKind, record: ActorRecord) -> Iterable[str]:
    """Yield what everybody may see of the facts of a kind, a line each."""
    if kind == FactKind.PAGE:
        yield record.title
        yield record.summary[:SUMMARY]
        if record.topics:
            yield ", ".join(topic.name for topic in record.topics)
        return
    if kind == FactKind.HOURS:
        for hours in hours_words(record.opening_hours):
            yield f"{hours.days}: {hours.hours}" + (f" ({hours.note})" if hours.note else "")
    elif kind == FactKind.OFFERS:
        yield from (ending.words for ending in endings_of(kind, record))
    else:
        yield from _contact_lines(record)
    if record.is_shielded:
        yield _("Some of it is not shown, because your emergency switch is on.")


def _contact_lines(record: ActorRecord) -> Iterable[str]:
    """Yield contacts and addresses."""
    for contact in record.contacts:
        yield ": ".join(filter(None, [contact.label, contact.value]))
    for address in record.addresses:
        town = f"{address.postcode} {address.town}".strip()
        place = address.place.official_name if address.place and not town else ""
        yield ", ".join(filter(None, [address.label, address.street, town, place]))
    if record.withheld_contacts:
        text = ngettext(
            "%(number)s further contact is not public.",
            "%(number)s further contacts are not public.",
            record.withheld_contacts,
        )
        yield text % {"number": record.withheld_contacts}


def endings_of(kind: FactKind, record: ActorRecord) -> Iterable[Ending]:
    """Yield the offers that can be ended one by one."""
    if kind == FactKind.OFFERS:
        running = (offer for offer in record.offers if offer.status != OfferStatus.ENDED)
        yield from (Ending(offer.key, offer.title) for offer in running)
