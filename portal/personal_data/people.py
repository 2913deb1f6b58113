"""Whom a request is about: an address, the account that has it, and names to look through contacts for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote_plus

from django.core.validators import validate_email

from portal.models import User

from .traces import Traces


@dataclass(frozen=True)
class Person:
    """Somebody who is known by an address, in small letters.

    `names` were given with the request; `with_published` says that what stands in public goes, too.
    """

    address: str
    user: User | None = None
    names: tuple[str, ...] = ()
    with_published: bool = False

    @cached_property
    def traces(self) -> Traces:
        """Return what tells that a text is about the person: the address, as forms send it, too, and given names."""
        return Traces((self.address, quote_plus(self.address), *self.names))

    @cached_property
    def all_traces(self) -> Traces:
        """Return the same with the name of the account, for texts that the portal itself wrote."""
        own_name = self.user.get_full_name() if self.user else ""
        return Traces((*self.traces.words, own_name))


def person_of(address: str, names: Iterable[str] = (), with_published: bool = False) -> Person:
    """Return who has an address; raises ValidationError for what is none."""
    address = address.strip().lower()
    validate_email(address)
    given = tuple(name for name in (" ".join(name.split()) for name in names) if name)
    return Person(address, User.objects.filter(email__iexact=address).first(), given, with_published)
