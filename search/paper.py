"""Addresses and contacts for the list that is printed.

Search documents hold none, so they come from the public records, with a constant number of queries.
"""

from collections.abc import Sequence
from dataclasses import replace

from network.records import ActorRecord, public_records
from network.records.load import actor_pages
from portal.disclosure import Precision

from .service import Found
from .view_models import Entry

KINDS = ("phone", "email", "website")


def with_contacts(entries: Sequence[Entry], found: Sequence[Found]) -> list[Entry]:
    """Return the rows of these results with the first public address, phone number, e-mail and web address."""
    ids = [one.page_id for one in found if one.page_id]
    records = {record.page_id: record for record in public_records(actor_pages(ids), with_points=False)}
    return [
        _with_contacts(entry, records[one.page_id]) if one.page_id in records else entry
        for entry, one in zip(entries, found, strict=True)
    ]


def _with_contacts(entry: Entry, record: ActorRecord) -> Entry:
    """Return a row with what its record tells everybody."""
    contacts = {fact.kind: fact.value for fact in reversed(record.contacts) if fact.kind in KINDS}
    return replace(entry, address=address_line(record), **contacts)


def address_line(record: ActorRecord) -> str:
    """Return the first address in one line, as exactly as it may be told; "" where only its district may be."""
    fact = next(iter(record.addresses), None)
    if fact is None or fact.precision == Precision.DISTRICT:
        return ""
    return ", ".join(filter(None, [fact.street, f"{fact.postcode} {fact.town}".strip()]))
