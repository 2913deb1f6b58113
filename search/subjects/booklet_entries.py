"""An entry on paper, from its public record: what it is, what it offers, how it is reached."""

from django.utils.translation import gettext as _

from network.choices import OfferStatus, Reach
from network.models.organisations import OrganisationKind
from network.presentation.actor import topic_label
from network.presentation.words import hours_words, labels, language_words
from network.records import ActorRecord
from search.paper import address_line
from search.subjects.booklet_types import PaperContact, PaperEntry
from search.subjects.listed import leads_elsewhere

# In this order; a fax number helps nobody who holds a booklet.
PRINTED = ("phone", "email", "messenger", "website", "social")
OFFERS = 8


def paper_entry(record: ActorRecord, number: int, url: str) -> PaperEntry:
    """Return what everybody may know of an actor, short enough for a column."""
    offers = [fact.title for fact in record.offers if fact.status in {OfferStatus.ACTIVE, OfferStatus.FULL}]
    return PaperEntry(
        number=number,
        name=record.title,
        url=url,
        tile=record.tile,
        also=other_names(record),
        meta=_meta(record),
        summary=record.summary,
        offers=tuple(offers[:OFFERS]),
        languages=language_words(record.languages),
        hours=hours_words(record.opening_hours),
        address=address_line(record),
        contacts=_contacts(record),
        topics=", ".join(topic_label(topic) for topic in record.topics),
        note=_note(record),
    )


def other_names(record: ActorRecord) -> tuple[str, ...]:
    """Return the short and former names that help to find an actor."""
    names = [record.short_name, *record.former_names]
    return tuple(name for name in names if leads_elsewhere(name, record.title))


def _meta(record: ActorRecord) -> str:
    """Return kind, seat and reach in words."""
    seat = record.seat
    place = (seat.official_name if seat.kind == "district" else seat.name) if seat else ""
    reach = labels(Reach, record.reach)
    return " · ".join(filter(None, [str(OrganisationKind(record.kind).label), place, *reach]))


def _contacts(record: ActorRecord) -> tuple[PaperContact, ...]:
    """Return the public contacts, phone first; one that only names a person stays out."""
    found = [fact for fact in record.contacts if fact.kind in PRINTED and fact.value]
    found.sort(key=lambda fact: PRINTED.index(fact.kind))
    return tuple(
        PaperContact(fact.kind, fact.value, ", ".join(filter(None, [fact.label, fact.person])))
        for fact in found
    )


def _note(record: ActorRecord) -> str:
    """Return what stands in the place of contacts that may not be printed."""
    if record.contacts:
        return ""
    return _("Reached by way of the coordination office.")
