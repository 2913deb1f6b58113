"""What the templates of embedded pages and of the page that makes them read."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.tiles import Tile
from portal.view_models import Message

from ..view_models import Entry


@dataclass(frozen=True)
class EmbeddedList:
    """A page of the directory for other people's pages."""

    heading: str
    conditions: Sequence[str]
    count_label: str
    entries: Sequence[Entry]
    map: object
    messages: Sequence[Message]
    all_url: str
    previous_url: str = ""
    next_url: str = ""
    page_label: str = ""
    area_words: str = ""


@dataclass(frozen=True)
class AllianceTile:
    """An alliance as a tile with its name and what role the entry has in it."""

    name: str
    url: str
    tile: Tile
    role: str


@dataclass(frozen=True)
class Snippet:
    """Something to copy into a page of one's own, with what it looks like; `html` is safe, so it is shown escaped."""

    key: str
    heading: str
    title: str
    preview: str
    html: str
    height: int
