"""What the templates of every list read: form, filters, rows, pages."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.view_models import Badge, Link, Segment


@dataclass(frozen=True)
class HiddenField:
    """A parameter that a form carries along."""

    name: str
    value: str


@dataclass(frozen=True)
class SearchBox:
    """The search form of a page."""

    action: str
    q: str = ""
    place: str = ""
    q_name: str = "q"
    place_name: str = "ort"
    suggest_url: str = ""
    place_suggest_url: str = ""
    hidden: Sequence[HiddenField] = ()
    id_prefix: str = "s"
    with_place: bool = True
    q_placeholder: str = ""
    place_placeholder: str = ""
    q_error: str = ""
    place_error: str = ""


@dataclass(frozen=True)
class FacetValue:
    """A value of a filter with how many results it has."""

    key: str
    label: str
    count: int | None
    selected: bool
    disabled: bool
    children: Sequence["FacetValue"] = ()
    lang: str = ""


@dataclass(frozen=True)
class Facet:
    """A filter with its values."""

    key: str
    label: str
    values: Sequence[FacetValue]
    more_values: Sequence[FacetValue] = ()
    is_open: bool = True
    note: str = ""


@dataclass(frozen=True)
class Chip:
    """An active filter and the address without it."""

    label: str
    remove_url: str
    facet_label: str = ""


@dataclass(frozen=True)
class PlaceLine:
    """The place a search is about."""

    label: str
    remove_url: str
    keep_as_text_url: str = ""
    radii: Sequence[Link] = ()


@dataclass(frozen=True)
class PageItem:
    """A page in the pagination; without address the current one or a gap."""

    label: str
    url: str
    current: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Pagination:
    """Where in the list this page is."""

    number: int
    pages: int
    previous_url: str
    next_url: str
    items: Sequence[PageItem]


@dataclass(frozen=True)
class Entry:
    """A row of a list."""

    url: str
    title_segments: Sequence[Segment]
    tile: str = ""
    logo: Any = None
    date: Any = None
    meta: Sequence[str] = ()
    distance_km: float | None = None
    snippet_segments: Sequence[Segment] = ()
    topics: Sequence[Link] = ()
    badges: Sequence[Badge] = ()
    type_label: str = ""
    confirmed_on: datetime.date | None = None
    is_stale: bool = False
    is_new: bool = False
    reason: str = ""
    lang: str = ""
    dir: str = ""
    region_keys: Sequence[str] = ()
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""

    def brief(self, facts: int = 3) -> "Entry":
        """Return the row for a page that shows a few of many kinds: its heading and what it is, without its text."""
        return replace(
            self, meta=self.meta[:facts], snippet_segments=(), topics=(), confirmed_on=None, is_stale=False
        )
