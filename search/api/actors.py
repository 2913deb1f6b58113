"""Organisations and alliances: pages of entries, what changed since, and what has gone."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest

from network.models import Organisation
from search.models import SearchDocument
from search.opendata.entries import public_entries
from search.opendata.fields import entry_value
from search.opendata.gone import Gone, gone_entries
from search.opendata.parts import iso
from search.opendata.schema import Schema, maybe, moment, table, text
from search.opendata.selection import is_everything, keys_of
from search.opendata.timeline import Dated, documents, oldest_first

from .envelope import Answer
from .questions import question

TOMBSTONE: Schema = table(
    {
        "id": text("Register id."),
        "type": text(enum=["organisation", "alliance"]),
        "uuid": maybe(text("Null for an id that its entry has given up.", format="uuid")),
        "deleted": {"type": "boolean", "const": True},
        "merged_into": maybe(
            text("Register id of the public entry that it became, because both were the same; null for none.")
        ),
        "modified": moment("When it went."),
    },
    "An entry that was public and is no longer: nothing else may be told of it. Kept for 90 days.",
)


def actors(request: HttpRequest, values: Mapping[str, Any], kind: str) -> Answer:
    """Return a page of the entries of a type that the parameters select."""
    asked = question(request, values, {kind})
    number, size = values["seite"], values["anzahl"]
    if values["modified_since"] is not None:
        keys = None if is_everything(asked) else keys_of(asked)
        return _changed(values, {kind}, keys)
    found = keys_of(asked)
    shown = found[(number - 1) * size : number * size]
    return Answer([entry_value(entry) for entry in public_entries(shown)], len(found))


def _changed(values: Mapping[str, Any], types: Collection[str], keys: Collection[str] | None) -> Answer:
    """Return a page of what changed and went since a moment; the next page goes on from its last change."""
    number, size = values["seite"], values["anzahl"]
    changes = oldest_first(types, values["modified_since"], values["after"] or "", keys)
    shown = changes[(number - 1) * size : number * size]
    here = [one.key for one in shown if not one.deleted]
    entries = {entry.record.page_id: entry_value(entry) for entry in public_entries(here)}
    pages = dict(SearchDocument.objects.filter(key__in=here).values_list("key", "page_id"))
    gone = gone_entries([one.register_id for one in shown if one.deleted])
    items = [
        tombstone(one, gone.get(one.register_id)) if one.deleted else entries.get(pages.get(one.key))
        for one in shown
    ]
    following = {}
    if shown and number * size < len(changes):
        last = shown[-1]
        following = {"modified_since": last.changed_at.isoformat(), "after": last.register_id, "seite": "1"}
    return Answer([item for item in items if item is not None], len(changes), following=following)


def tombstone(change: Dated, gone: Gone | None) -> dict[str, Any]:
    """Return what is left of an entry that has gone."""
    return {
        "id": change.register_id,
        "uuid": gone.uuid if gone else None,
        "type": change.type,
        "deleted": True,
        "merged_into": gone.successor or None if gone else None,
        "modified": iso(change.changed_at),
    }


def actor(identifier: str, kind: str) -> dict[str, Any] | None:
    """Return an entry by register id or UUID, its tombstone where it has gone, None where there is no such entry."""
    register_id = _register_id(identifier, kind)
    rows = (
        documents({kind}, with_deleted=True)
        .filter(register_id=register_id)
        .order_by("deleted", "-changed_at")
    )
    found = [
        Dated(*row) for row in rows.values_list("key", "type", "register_id", "changed_at", "deleted")[:1]
    ]
    if found and found[0].deleted:
        return tombstone(found[0], gone_entries([register_id]).get(register_id))
    return next((entry_value(entry) for entry in public_entries([one.key for one in found])), None)


def _register_id(identifier: str, kind: str) -> str:
    """Return the register id meant by a register id or by the UUID of an entry."""
    if SearchDocument.objects.filter(type=kind, register_id=identifier).exists():
        return identifier
    try:
        number = uuid.UUID(identifier)
    except ValueError:
        return identifier
    known = Organisation.objects.filter(uuid=number).values_list("register_id", flat=True).first()
    return known or identifier
