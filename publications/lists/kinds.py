"""What a kind of published thing gives to its list; everything else about lists is the same for all kinds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from network.filters.kinds import FilterKind
from portal.list_models import Entry
from portal.registries import Registry
from portal.tiles import Tile

from .rows import Row

BY_END, BY_TITLE, NEWEST, NEAREST = "frist", "titel", "neu", "nah"
# The colour of the head of most lists.
TINT = Tile(4, 0, 0, 0)


@dataclass(frozen=True)
class Told:
    """A thing in a feed: plain words that everybody may read, without contacts; `authors` are names."""

    uuid: UUID
    title: str
    url: str
    summary: str
    published: datetime
    updated: datetime
    language: str
    topics: tuple[tuple[str, str], ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What a list says of itself: how many there are, and what it says without any."""

    count: Callable[[int], str]
    empty_heading: Any
    empty_text: Any
    feed_title: Any


@dataclass(frozen=True)
class ListKind:
    """A kind of published things.

    `page` is the label of its list page's model; `load` reads every published row, however many, with few queries;
    `entries` and `told` read what is shown of some of them, in that order. `file` is how its feeds are called.
    `edition` says what its rows depend on beside content, such as the day or the language.
    """

    name: str
    page: str
    file: str
    words: Words
    load: Callable[[], Sequence[Row]]
    entries: Callable[[Sequence[int], datetime], Sequence[Entry]]
    told: Callable[[Sequence[int]], Sequence[Told]]
    filters: tuple[FilterKind, ...] = ()
    sorts: tuple[str, ...] = (NEWEST,)
    has_map: bool = True
    calendar: Callable[[Sequence[int], Any], bytes] | None = None
    edition: Callable[[], str] = str
    tint: Tile = TINT


list_kinds = Registry("kind of list")
