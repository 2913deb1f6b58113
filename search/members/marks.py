"""What of a record only members see: told by laying the record for everybody beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from network.presentation.actor import contact_of
from network.presentation.types import AddressLines, Contact
from network.records import ActorRecord, ContactFact


@dataclass(frozen=True)
class Pair:
    """What somebody may know of an entry, and what everybody may."""

    own: ActorRecord
    public: ActorRecord

    @property
    def has_more(self) -> bool:
        """Return whether there is anything that not everybody sees."""
        return (self.own.contacts, self.own.addresses) != (self.public.contacts, self.public.addresses)


def contacts(pair: Pair) -> tuple[Contact, ...]:
    """Return the ways to reach an organisation, those for members first and marked."""
    found = [replace(contact_of(fact), mark=_mark(fact, pair.public)) for fact in pair.own.contacts]
    return tuple(sorted(found, key=lambda contact: not contact.mark))


def _mark(fact: ContactFact, public: ActorRecord) -> str:
    """Return what of a contact is not for everybody, "" for nothing."""
    same = [
        one
        for one in public.contacts
        if (one.kind, one.value, one.label) == (fact.kind, fact.value, fact.label)
    ]
    if not same:
        return _("Only for members")
    return "" if not fact.person or any(one.person for one in same) else _("Name only for members")


def addresses(pair: Pair, shown: tuple[AddressLines, ...]) -> Iterator[AddressLines]:
    """Yield the addresses as `shown`, those for members marked."""
    for fact, lines in zip(pair.own.addresses, shown, strict=True):
        yield lines if fact in pair.public.addresses else replace(lines, mark=_("Only for members"))
