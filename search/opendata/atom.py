"""An Atom feed (RFC 4287) of what is new and changed, with what has gone (RFC 6721), newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from network.models import Organisation
from portal.atom import BEGINNING, element, escaped, moment, opening, page_links, quoted
from search.models import SearchDocument
from search.query import TYPES

from .addresses import absolute
from .entries import PublicEntry
from .gone import gone_entries
from .licence import Terms
from .timeline import Dated


@dataclass(frozen=True)
class Tombstone:
    """An entry that went, when, and the UUID of the one it was merged into, "" for none."""

    uuid: str
    when: datetime
    successor: str = ""


@dataclass(frozen=True)
class Feed:
    """A page of a feed: its words, its addresses by relation, when its newest change was, and what has gone."""

    title: str
    links: dict[str, str]
    language: str
    updated: datetime
    gone: Sequence[Tombstone] = ()


def gone_of(changes: Sequence[Dated]) -> list[Tombstone]:
    """Return the entries that went, by their permanent UUID; at most four queries.

    What went under an earlier id or type only is still there under its UUID.
    """
    moments = {one.register_id: one.changed_at for one in changes if one.deleted}
    if not moments:
        return []
    here = SearchDocument.objects.filter(deleted=False, type__in=TYPES, register_id=OuterRef("register_id"))
    gone = Organisation.objects.filter(~Exists(here), register_id__in=moments)
    known = gone_entries(list(gone.values_list("register_id", flat=True)))
    return [
        Tombstone(one.uuid, moments[register_id], one.successor_uuid) for register_id, one in known.items()
    ]


def atom_text(portions: Iterable[list[PublicEntry]], feed: Feed, terms: Terms) -> Iterator[str]:
    """Yield the feed; entries are known by the UUID of the organisation, whatever happens to their address."""
    yield (
        f"{opening(feed.language)}"
        f"{element('id', feed.links['first'])}{element('title', feed.title)}"
        f"{element('updated', moment(feed.updated))}"
        f"<author>{element('name', terms.publisher)}</author>\n"
        f"{element('rights', f'{terms.licence} {terms.licence_url}')}"
    )
    yield from page_links(feed.links)
    for one in feed.gone:
        yield _deleted(one)
    for portion in portions:
        yield "".join(_entry(entry) for entry in portion)
    yield "</feed>\n"


def _deleted(one: Tombstone) -> str:
    """Return a deleted entry (RFC 6721 §3), with the one that took its place (`successor-version`, RFC 5829 §3.3)."""
    head = f'<at:deleted-entry ref="urn:uuid:{one.uuid}" when="{moment(one.when)}"'
    if not one.successor:
        return f"{head}/>\n"
    href = quoted(absolute(reverse("permanent_address", args=[one.successor])))
    return f'{head}><link rel="successor-version" href={href}/></at:deleted-entry>\n'


def _entry(entry: PublicEntry) -> str:
    """Return an entry; its content is its page, so the feed holds the summary alone."""
    record = entry.record
    changed = entry.changed_at or entry.appeared_at or BEGINNING
    parts = [
        element("id", f"urn:uuid:{record.uuid}"),
        element("title", record.title),
        element("updated", moment(changed)),
        element("published", moment(entry.appeared_at or changed)),
        f'<link rel="alternate" type="text/html" hreflang={quoted(record.locale)} href={quoted(entry.url)}/>\n',
        f"<summary xml:lang={quoted(record.locale)}>{escaped(record.summary)}</summary>\n",
        *(f"<category term={quoted(topic.slug)} label={quoted(topic.name)}/>\n" for topic in record.topics),
    ]
    return f"<entry>\n{''.join(parts)}</entry>\n"
