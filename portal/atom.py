"""The words of an Atom feed (RFC 4287) and of what has gone from it (RFC 6721), as text."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
# What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def opening(language: str) -> str:
    """Return the beginning of a feed in a language."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="{ATOM}" xmlns:at="{TOMBSTONES}" xml:lang={quoted(language)}>\n'
    )


def page_links(links: Mapping[str, str]) -> Iterator[str]:
    """Yield the links of a feed by their relation; the alternate one is a page for people."""
    for relation, address in links.items():
        kind = "text/html" if relation == "alternate" else "application/atom+xml"
        yield f'<link rel="{relation}" type="{kind}" href={quoted(address)}/>\n'


def gone_entries(gone: Mapping[str, datetime]) -> Iterator[str]:
    """Yield what has gone, by UUID."""
    for uuid, when in gone.items():
        yield f'<at:deleted-entry ref="urn:uuid:{escaped(uuid)}" when="{moment(when)}"/>\n'


def element(name: str, text: str) -> str:
    """Return an element with text."""
    return f"<{name}>{escaped(text)}</{name}>\n"


def escaped(text: str) -> str:
    """Return a text as XML has it."""
    return escape(_NOT_XML.sub("", text))


def quoted(text: str) -> str:
    """Return a text as the value of an attribute."""
    return quoteattr(_NOT_XML.sub("", text))


def moment(value: datetime) -> str:
    """Return a moment as RFC 3339 writes it."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
