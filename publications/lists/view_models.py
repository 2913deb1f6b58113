"""What the templates of lists read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.list_models import Chip, Entry, Facet, HiddenField, Pagination, PlaceLine, SearchBox
from portal.view_models import Link, Message, Office


@dataclass
class Listing:
    """A list with everything around it; named as the directory's, whose components show it."""

    heading: str
    tint: Any
    cloth: Sequence[Any]
    search: SearchBox
    total: int = 0
    introduction: str = ""
    count_label: str = ""
    view: str = "list"
    views: Sequence[Link] = ()
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
    messages: list[Message] = field(default_factory=list)
    empty_heading: str = ""
    empty_text: str = ""
    map: Any = None
    office: Office | None = None
    ways: Sequence[Link] = ()
    feeds: Sequence[Link] = ()
    atom_url: str = ""
