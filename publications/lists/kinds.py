"""What a kind of published thing gives to its list; everything else about lists is the same for all kinds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from network.labels import Labels
from portal.list_models import Entry
from portal.registries import Registry

from .rows import Row

BY_END, NEWEST, NEAREST = "frist", "neu", "nah"


@dataclass(frozen=True)
class FilterKind:
    """A filter: its parameter, its heading, the labels of its values, and whether these keep their order."""

    parameter: str
    heading: Any
    labels: Callable[[], Labels]
    keeps_order: bool = True


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


list_kinds = Registry("kind of list")
