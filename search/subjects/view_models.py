"""What the templates of topics, places, indexes and the booklet read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.tiles import Tile
from portal.view_models import Link, Message, Office, PageLanguage
from search.view_models import Entry, Pagination


@dataclass(frozen=True)
class ActorLink:
    """A link to somebody with the tile and a few words."""

    label: str
    url: str
    tile: str = ""
    note: str = ""
    lang: str = ""


@dataclass(frozen=True)
class EntryGroup:
    """A heading, the first entries below it, and the way to all of them."""

    heading: str
    anchor: str
    entries: Sequence[Entry]
    more: Link | None = None


@dataclass(frozen=True)
class LinkGroup:
    """A heading with counted links."""

    heading: str
    anchor: str
    links: Sequence[Link]


@dataclass(frozen=True)
class SubjectView:
    """The page of a topic or a place."""

    kicker: str
    heading: str
    tint: Tile
    cloth: Sequence[Any]
    count_label: str
    everything: Link | None = None
    open_now: Link | None = None
    other_name: str = ""
    other_lang: str = ""
    lead: str = ""
    prose: Any = None
    prose_language: PageLanguage | None = None
    messages: Sequence[Message] = ()
    facets: Sequence[LinkGroup] = ()
    groups: Sequence[EntryGroup] = ()
    map: Any = None
    map_heading: str = ""
    map_lead: str = ""
    alliances_heading: str = ""
    alliances: Sequence[ActorLink] = ()
    office: Office | None = None
    related: Sequence[LinkGroup] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every entry the page shows."""
        return tuple(entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True)
class OverviewView:
    """The list of all topics or of all places."""

    heading: str
    lead: str
    tint: Tile
    cloth: Sequence[Any]
    groups: Sequence[LinkGroup] = ()
    map: Any = None
    ways: Sequence[Link] = ()


@dataclass(frozen=True)
class NameRow:
    """A name of the index; `see` is the name under which it stands, where that is another one."""

    name: str
    url: str
    note: str = ""
    see: str = ""
    lang: str = ""


@dataclass(frozen=True)
class NameGroup:
    """Names below a letter, or below a place."""

    heading: str
    anchor: str
    rows: Sequence[NameRow]
    url: str = ""
    level: int = 2


@dataclass(frozen=True)
class IndexView:
    """A page of the index."""

    heading: str
    lead: str
    tint: Tile
    views: Sequence[Link]
    jumps: Sequence[Link] = ()
    groups: Sequence[NameGroup] = ()
    messages: Sequence[Message] = ()
    pagination: Pagination | None = None
