"""What the templates of the directory and the site search read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.list_models import Chip, Entry, Facet, HiddenField, Pagination, PlaceLine, SearchBox
from portal.view_models import Link, Message, Office


@dataclass(frozen=True)
class Correction:
    """A query that was corrected; `corrected` is empty where its spelling is not certain."""

    original: str
    corrected: str
    original_url: str


@dataclass(frozen=True)
class Relaxation:
    """A search with fewer conditions that has results."""

    label: str
    url: str
    note: str
    tile: Any
    count: int


@dataclass
class Listing:
    """A list of results with everything around it."""

    heading: str
    tint: Any
    cloth: Sequence[Any]
    search: SearchBox
    total: int = 0
    introduction: str = ""
    has_query: bool = False
    count_label: str = ""
    area_words: str = ""
    local_link: Link | None = None
    view: str = "list"
    views: Sequence[Link] = ()
    types: Sequence[Link] = ()
    facets: Sequence[Facet] = ()
    facet_action: str = ""
    facet_hidden: Sequence[HiddenField] = ()
    active_count: int = 0
    chips: Sequence[Chip] = ()
    clear_url: str = ""
    place: PlaceLine | None = None
    sorts: Sequence[Link] = ()
    entries: Sequence[Entry] = ()
    pagination: Pagination | None = None
    exports: Sequence[Link] = ()
    subscribe_url: str = ""
    embed_url: str = ""
    messages: list[Message] = field(default_factory=list)
    corrected: Correction | None = None
    relaxations: Sequence[Relaxation] = ()
    empty_heading: str = ""
    empty_text: str = ""
    ideas: Sequence[Link] = ()
    map: Any = None
    office: Office | None = None
    propose_url: str = ""
    ways: Sequence[Link] = ()
    help_at_once: Any = None
