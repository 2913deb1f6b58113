"""Asking for a saved search, confirming, changing and ending it; each step can be repeated."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from network.region_table import RegionTable
from portal import outbox
from portal.accounts import mailboxes

from .filters import SavedFilter, read_back
from .mails import Letter, ask_to_confirm, tell_it_is_known
from .models import Rhythm, SavedSearch

MOST_PER_ADDRESS = 10
MOST_UNCONFIRMED = 3  # nobody can fill a stranger's mailbox


@dataclass(frozen=True)
class Wish:
    """What somebody asks for in the form."""

    email: str
    rhythm: str
    language: str


@transaction.atomic
def ask(wish: Wish, saved_filter: SavedFilter, table: RegionTable, now: datetime) -> None:
    """Note a wish and queue a mail to the address; whoever asks cannot tell whether it was known."""
    email = wish.email.lower()
    saved = SavedSearch.objects.select_for_update().filter(email=email, query=saved_filter.query).first()
    may_write = mailboxes.FORM.take(email, now, f"search {wish.rhythm} {saved_filter.query}")
    if saved is None:
        if not may_write or _has_enough(email):
            return
        # Another press of the button may be at the same point.
        saved, _is_new = SavedSearch.objects.get_or_create(email=email, query=saved_filter.query)
    if saved.confirmed_at is None:
        saved.rhythm, saved.language, saved.created_at = wish.rhythm, wish.language, now
        saved.save()
    if not may_write:
        return
    letter = Letter(saved, saved_filter, table, now)
    (tell_it_is_known if saved.confirmed_at else ask_to_confirm)(letter)


def _has_enough(email: str) -> bool:
    """Return whether an address has as many saved searches as one may have."""
    mine = SavedSearch.objects.filter(email=email)
    return mine.count() >= MOST_PER_ADDRESS or mine.filter(confirmed_at=None).count() >= MOST_UNCONFIRMED


def find(pk: str) -> SavedSearch | None:
    """Return a saved search, None when it is gone."""
    return SavedSearch.objects.filter(pk=UUID(pk)).first()


def filter_of(saved: SavedSearch, table: RegionTable) -> SavedFilter:
    """Return the filter of a saved search as it is understood today."""
    return read_back(saved.query, table)


def confirm(pk: str, now: datetime) -> SavedSearch | None:
    """Start a saved search, from now on, and return it; None when it is gone. Confirming twice changes nothing."""
    SavedSearch.objects.filter(pk=UUID(pk), confirmed_at=None).update(confirmed_at=now, looked_until=now)
    found = find(pk)
    if found is not None:
        mailboxes.FORM.owner_was_here(found.email)
    return found


def change_rhythm(pk: str, rhythm: Rhythm) -> bool:
    """Set how often somebody hears from us; return whether there is such a saved search."""
    return SavedSearch.objects.filter(pk=UUID(pk)).update(rhythm=rhythm) == 1


@transaction.atomic
def leave(pk: str) -> None:
    """Delete a saved search and every mail of it, with the address; nothing happens when it is gone already."""
    _delete(Q(pk=UUID(pk)))


def forget_unconfirmed(before: datetime) -> int:
    """Delete saved searches that nobody confirmed since a moment; return how many."""
    return _delete(Q(confirmed_at=None, created_at__lt=before))


def forget_faulty(before: datetime) -> int:
    """Delete saved searches that have meant nothing since before a moment; return how many."""
    return _delete(Q(faulty_since__lt=before))


@transaction.atomic
def _delete(which: Q) -> int:
    """Delete saved searches with their mails.

    The rows go first: a round that is just queueing a mail for one holds its row, and is waited for.
    """
    gone = list(SavedSearch.objects.select_for_update().filter(which))
    SavedSearch.objects.filter(pk__in=[saved.pk for saved in gone]).delete()
    for saved in gone:
        outbox.forget(saved.key_prefix)
    return len(gone)
