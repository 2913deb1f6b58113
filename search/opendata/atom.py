"""An Atom feed (RFC 4287) of what is new and changed, with what has gone (RFC 6721), newest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Exists, OuterRef

from network.models import Organisation
from search.models import SearchDocument
from search.query import TYPES

from .entries import PublicEntry
from .licence import Terms
from .timeline import Dated

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
# What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


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
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="{ATOM}" xmlns:at="{TOMBSTONES}" xml:lang={quoteattr(feed.language)}>\n'
        f"{_element('id', feed.links['first'])}{_element('title', feed.title)}"
        f"{_element('updated', _moment(feed.updated))}"
        f"<author>{_element('name', terms.publisher)}</author>\n"
        f"{_element('rights', f'{terms.licence} {terms.licence_url}')}"
    )
    for relation, address in feed.links.items():
        kind = "text/html" if relation == "alternate" else "application/atom+xml"
        yield f'<link rel="{relation}" type="{kind}" href={_quoted(address)}/>\n'
    for uuid, moment in feed.gone.items():
        yield f'<at:deleted-entry ref="urn:uuid:{uuid}" when="{_moment(moment)}"/>\n'
    for portion in portions:
        yield "".join(_entry(entry) for entry in portion)
    yield "</feed>\n"


def _entry(entry: PublicEntry) -> str:
    """Return an entry; its content is its page, so the feed holds the summary alone."""
    record = entry.record
    changed = entry.changed_at or entry.appeared_at or BEGINNING
    parts = [
        _element("id", f"urn:uuid:{record.uuid}"),
        _element("title", record.title),
        _element("updated", _moment(changed)),
        _element("published", _moment(entry.appeared_at or changed)),
        f'<link rel="alternate" type="text/html" hreflang={_quoted(record.locale)} href={_quoted(entry.url)}/>\n',
        f"<summary xml:lang={_quoted(record.locale)}>{_escaped(record.summary)}</summary>\n",
        *(f"<category term={_quoted(topic.slug)} label={_quoted(topic.name)}/>\n" for topic in record.topics),
    ]
    return f"<entry>\n{''.join(parts)}</entry>\n"


def _element(name: str, text: str) -> str:
    """Return an element with text."""
    return f"<{name}>{_escaped(text)}</{name}>\n"


def _escaped(text: str) -> str:
    """Return a text as XML has it."""
    return escape(_NOT_XML.sub("", text))


def _quoted(text: str) -> str:
    """Return a text as the value of an attribute."""
    return quoteattr(_NOT_XML.sub("", text))


def _moment(value: datetime) -> str:
    """Return a moment as RFC 3339 writes it."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
