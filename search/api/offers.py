"""Offers of the selected entries, one by one (HSDS 3.0 `service`)."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from network.models import Offer
from search.models import SearchDocument
from search.opendata.entries import PublicEntry, public_entries
from search.opendata.parts import PARTS, iso, offer_value, open_offers
from search.opendata.schema import Schema, maybe, moment, table, text, web
from search.opendata.selection import keys_of
from search.query import TYPES
from search.zones import NO_MORE

from .envelope import Answer
from .questions import question

WHOSE = table(
    {"id": text("Register id."), "uuid": text(format="uuid"), "name": text(), "url": web("Its page.")},
    "Whose offer it is. schema.org provider; HSDS service.organization_id.",
)
OFFER: Schema = table(
    {
        **PARTS["Offer"]["properties"],
        "organisation": WHOSE,
        "modified": maybe(moment("When the entry it belongs to last changed.")),
    },
    "Something that can be had or done. schema.org Service; HSDS service.",
)


def offers(request: HttpRequest, values: Mapping[str, Any]) -> Answer:
    """Return a page of the offers of selected entries, of the chosen kinds where some are chosen."""
    keys = keys_of(question(request, values, TYPES))
    kinds = frozenset(values["angebot"])
    first = (values["seite"] - 1) * values["anzahl"]
    last = first + values["anzahl"]
    counted, chosen, before = 0, [], None
    for key, many in _counts(keys, kinds):
        if counted < last and counted + many > first:
            before = counted if before is None else before
            chosen.append(key)
        counted += many
    found = [one for entry in public_entries(chosen) for one in _offers_of(entry, kinds)]
    start = first - (before or 0)
    return Answer(found[start : start + values["anzahl"]], counted)


def offer(identifier: str) -> dict[str, Any] | None:
    """Return an offer by its id, None where no public entry has one."""
    try:
        key = uuid.UUID(identifier)
    except ValueError:
        return None
    pages = Offer.objects.filter(key=key).values("page_id")
    keys = SearchDocument.objects.filter(page_id__in=pages, deleted=False).values_list("key", flat=True)
    entries = public_entries(list(keys))
    return next(
        (one for entry in entries for one in _offers_of(entry, frozenset()) if one["id"] == str(key)), None
    )


def _counts(keys: Collection[str], kinds: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield the documents that have offers, in the given order, with how many; two queries."""
    rows = Offer.objects.exclude(status__in=NO_MORE).order_by()
    if kinds:
        rows = rows.filter(kind__in=kinds)
    counts = dict(rows.values_list("page_id").annotate(Count("pk")))
    pages = SearchDocument.objects.filter(deleted=False, type__in=TYPES).values_list("key", "page_id")
    page_of = dict(pages)
    for key in keys:
        many = counts.get(page_of.get(key))
        if many:
            yield key, many


def _offers_of(entry: PublicEntry, kinds: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield the offers of an entry, with whose they are."""
    record = entry.record
    whose = {"id": record.register_id, "uuid": record.uuid, "name": record.title, "url": entry.url}
    for fact in open_offers(record):
        if not kinds or fact.kind in kinds:
            yield {**offer_value(fact), "organisation": whose, "modified": iso(entry.changed_at)}
