"""An Atom feed (RFC 4287) of what is new and changed, with what has gone (RFC 6721), newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from network.models import Organisation
from portal.atom import BEGINNING, element, escaped, gone_entries, moment, opening, page_links, quoted
from search.models import SearchDocument
from search.query import TYPES

from .entries import PublicEntry
from .licence import Terms
from .timeline import Dated


@dataclass(frozen=True)
class Feed:
    """A page of a feed: its words, its addresses by relation, when its newest change was, and what has gone."""

    title: str
    links: dict[str, str]
    language: str
    updated: datetime
    gone: dict[str, datetime]


def gone_of(changes: Sequence[Dated]) -> dict[str, datetime]:
    """Return when the entries that went did so, by their permanent UUID; one query.

    What went under an earlier id or type only is still there under its UUID.
    """
    moments = {one.register_id: one.changed_at for one in changes if one.deleted}
    if not moments:
        return {}
    here = SearchDocument.objects.filter(deleted=False, type__in=TYPES, register_id=OuterRef("register_id"))
    gone = Organisation.objects.filter(~Exists(here), register_id__in=moments)
    return {str(uuid): moments[register_id] for register_id, uuid in gone.values_list("register_id", "uuid")}


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
    yield from gone_entries(feed.gone)
    for portion in portions:
        yield "".join(_entry(entry) for entry in portion)
    yield "</feed>\n"


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
