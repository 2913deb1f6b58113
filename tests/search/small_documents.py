"""Documents of a few terms, an embedded engine that holds them, and questions to it."""

from typing import Any

from search.engines.embedded import EmbeddedEngine
from search.types import Alternative, AnyOf, Group, IndexedDocument, Plan


def document(key: str, **values: Any) -> IndexedDocument:
    """Return a German organisation whose title and register id are its key."""
    defaults = {"seq": 1, "type": "organisation", "locale": "de", "register_id": key, "sort_title": key}
    return IndexedDocument(key=key, **(defaults | values))


def engine_with(*documents: IndexedDocument) -> EmbeddedEngine:
    """Return an engine with these documents."""
    engine = EmbeddedEngine()
    engine.apply(documents)
    return engine


def keys(engine: EmbeddedEngine, **plan: Any) -> list[str]:
    """Return the keys of a German plan's hits in order."""
    return [hit.key for hit in engine.search(Plan(locale="de", **plan)).hits]


def word(*weighted: tuple[str, int]) -> Group:
    """Return a group of single terms with their weights."""
    return Group(tuple(Alternative((AnyOf((term,)),), weight) for term, weight in weighted))
