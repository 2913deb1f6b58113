"""Entries as data, read from the public records in portions: little memory, few queries, however many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from network.records import ActorRecord, public_records
from network.records.load import many_actor_pages
from portal import changes
from portal.restrictions import is_restricted
from search.entries import page_address
from search.models import SearchDocument

from .addresses import absolute

PORTION = 250


@dataclass(frozen=True)
class PublicEntry:
    """An entry: its public record, its address, and when what everybody may know of it appeared and changed."""

    record: ActorRecord
    url: str
    appeared_at: datetime | None
    changed_at: datetime | None


def in_portions(keys: Sequence[str], language: str, with_text: bool = True) -> Iterator[list[PublicEntry]]:
    """Yield the entries of these documents in their order, portion by portion; what is not public is left out.

    A stream is read after its request has ended, so each portion brings its language, asks for the generation of
    content once, and sees a protected or hidden organisation as it is at that moment.
    """
    for start in range(0, len(keys), PORTION):
        with changes.reading_once(), translation.override(language):
            found = public_entries(keys[start : start + PORTION], with_text)
        yield found


def public_entries(keys: Sequence[str], with_text: bool = True) -> list[PublicEntry]:
    """Return the entries of these documents in their order, with a constant number of queries."""
    fields = ("key", "page_id", "page__path", "page__url_path", "locale", "appeared_at", "changed_at")
    rows = SearchDocument.objects.filter(key__in=keys, deleted=False, page__live=True).order_by()
    known = {row[0]: row[1:] for row in rows.values_list(*fields) if not is_restricted(row[2])}
    pages = many_actor_pages(row[0] for row in known.values())
    records = {record.page_id: record for record in public_records(pages, with_text=with_text)}
    return [
        PublicEntry(record, absolute(page_address(url_path, locale)), appeared_at, changed_at)
        for page_id, _path, url_path, locale, appeared_at, changed_at in (
            known[key] for key in keys if key in known
        )
        if (record := records.get(page_id)) is not None and record.is_listed
    ]
