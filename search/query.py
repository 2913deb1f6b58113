"""What a visitor asks for: words, filters, a place, an order; independent of where the question came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .types import Near, Sort

TYPES = frozenset({"organisation", "alliance"})
"""Kinds of documents that the directory lists."""

PUBLICATIONS = frozenset({"guide", "job", "deadline", "infopost"})
"""Kinds of documents that are publications."""

FACETS = ("region", "topic", "offer", "target", "language", "alliance", "reach", "kind")
"""Facet names in documents, in the order in which they are shown."""


@dataclass(frozen=True)
class SearchRequest:
    """A question to the search; regions are keys (`district:14524`), facet values are stable keys."""

    now: datetime
    q: str = ""
    locale: str = "de"
    types: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    near: Near | None = None
    open_now: bool = False
    local_only: bool = (
        False  # of those found in regions, only those in them, none that serve them from elsewhere
    )
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 20
    recognise_places: bool = True
    correct_spelling: bool = True
    with_facets: bool = True
