"""The rows of the members' directory: a result of the search, and what its reader may know of whom it found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from network.circles import Circle
from network.models import ActorPage
from network.presentation.types import Contact
from network.records.build import records_for
from network.records.load import actor_pages
from search.service import Found
from search.view_models import Entry

from .marks import Pair, contacts


@dataclass(frozen=True)
class MemberRow:
    """A row with its contacts."""

    entry: Entry
    contacts: Sequence[Contact] = ()
    is_shielded: bool = False


def pairs_of(pages: Iterable[ActorPage], circle: Circle) -> dict[int, Pair]:
    """Return both records of pages by page; a constant number of queries."""
    found = records_for(pages, circle)
    return {own.page_id: Pair(own, public) for own, public in found}


def rows(entries: Sequence[Entry], found: Sequence[Found], circle: Circle) -> list[MemberRow]:
    """Return the rows of these results; they lead to what members see."""
    pairs = pairs_of(actor_pages(one.page_id for one in found if one.page_id), circle)
    return [_row(entry, one, pairs.get(one.page_id)) for entry, one in zip(entries, found, strict=True)]


def _row(entry: Entry, found: Found, pair: Pair | None) -> MemberRow:
    """Return a row, none of them new to members; without contacts where its page went meanwhile."""
    entry = replace(entry, is_new=False)
    if pair is None:
        return MemberRow(entry)
    entry = replace(entry, url=reverse("member_entry", args=[found.shown["uuid"]]))
    return MemberRow(entry, contacts(pair), pair.own.is_shielded)
