"""What was published lately, newest first: an Atom feed (RFC 4287) of a list; what is over is not in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from network.labels import Labels, topic_labels
from portal.atom import BEGINNING, element, escaped, opening, page_links, quoted
from portal.atom import moment as written

from .kinds import Told

PAGE_SIZE = 50


@dataclass(frozen=True)
class Frame:
    """What surrounds the entries: the name of the feed, its publisher, and its addresses by relation."""

    name: str
    publisher: str
    links: Mapping[str, str]


def feed(told: Sequence[Told], frame: Frame) -> bytes:
    """Return the feed; the same things give the same bytes."""
    return "".join(_feed(told, frame)).encode()


def _feed(told: Sequence[Told], frame: Frame) -> Iterator[str]:
    """Yield the text of a feed."""
    yield opening(get_language() or "de")
    yield element("id", frame.links["self"])
    yield element("title", frame.name)
    yield element("updated", written(max((one.updated for one in told), default=BEGINNING)))
    yield f"<author>{element('name', frame.publisher)}</author>\n"
    yield from page_links(frame.links)
    names = topic_labels()
    for one in told:
        yield f"<entry>\n{''.join(_parts(one, names))}</entry>\n"
    yield "</feed>\n"


def _parts(one: Told, names: Labels) -> Iterator[str]:
    """Yield the parts of an entry, its topics as the feed's reader calls them; its content is its page."""
    language = quoted(one.language)
    yield element("id", f"urn:uuid:{one.uuid}")
    yield element("title", one.title)
    yield element("updated", written(one.updated))
    yield element("published", written(one.published))
    for name in one.authors:
        yield f"<author>{element('name', name)}</author>\n"
    yield f'<link rel="alternate" type="text/html" hreflang={language} href={quoted(one.url)}/>\n'
    yield f"<summary xml:lang={language}>{escaped(one.summary)}</summary>\n"
    for slug, name in one.topics:
        yield f"<category term={quoted(slug)} label={quoted(names.get(slug, name))}/>\n"
