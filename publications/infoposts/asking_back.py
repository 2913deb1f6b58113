"""Where newsrooms ask back: the contacts that the first author's own page shows, by reference, never copied."""

import re

from network.presentation.actor import contact_of
from network.presentation.types import Contact
from network.records import ActorRecord
from network.records.build import records_by_id
from portal.content_cache import cached
from publications.models import InfopostKind
from publications.records.infoposts import InfopostRecord

FOR_NEWSROOMS = re.compile(
    r"presse|press\b|medien|media\b|öffentlichkeitsarbeit|public relations", re.IGNORECASE
)
DIRECT = ("email", "phone")


def contacts_for(record: InfopostRecord) -> tuple[Contact, ...]:
    """Return the contacts meant for newsrooms; a press release without any names the first address and number.

    At most thirteen queries for an author whose contacts nobody asked for since content changed, none otherwise.
    """
    first = record.authors[0] if record.authors else None
    if first is None or first.page_id is None or record.is_shielded:
        return ()
    meant, direct = cached(f"asking-back:{first.page_id}", lambda: _contacts(first.page_id))
    return meant or (direct if record.kind == InfopostKind.PRESS_RELEASE else ())


def _contacts(page_id: int) -> tuple[tuple[Contact, ...], tuple[Contact, ...]]:
    """Return an organisation's public contacts for newsrooms, and the first of each direct way to it."""
    actor: ActorRecord | None = records_by_id([page_id]).get(page_id)
    facts = actor.contacts if actor else ()
    meant = [fact for fact in facts if FOR_NEWSROOMS.search(fact.label)]
    direct = (next((fact for fact in facts if fact.kind == kind), None) for kind in DIRECT)
    return tuple(map(contact_of, meant)), tuple(contact_of(fact) for fact in direct if fact)
