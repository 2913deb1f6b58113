"""How documents are kept in Elasticsearch: the index's mapping and settings, and a document's body."""

from collections.abc import Iterable

from search.engines.agreement import completion_rank, facet_field, word_starts
from search.types import IndexedDocument

KEYWORD = {"type": "keyword"}
ONLY_SEARCHED = {"type": "keyword", "doc_values": False}
ONLY_RETURNED = {"index": False}


def index_body(facet_names: Iterable[str]) -> dict:
    """Return settings and mapping of a new index; a field that is not named here makes a document fail."""
    properties = {
        "key": KEYWORD | ONLY_RETURNED,
        "register_id": KEYWORD | ONLY_RETURNED,
        "sort_title": KEYWORD | ONLY_RETURNED,
        "type": KEYWORD,
        "locale": KEYWORD,
        "terms": ONLY_SEARCHED,
        "areas": ONLY_SEARCHED,
        "completions": ONLY_SEARCHED,
        "point": {"type": "geo_point"},
        "lat": {"type": "double"} | ONLY_RETURNED,
        "lon": {"type": "double"} | ONLY_RETURNED,
        "open": {"type": "integer_range", "doc_values": False},
        "confirmed_on": {"type": "integer"} | ONLY_RETURNED,
        "visible_from": {"type": "long"},
        "visible_until": {"type": "long"},
        "starts": {"type": "long"},
    }
    properties |= {facet_field(name): KEYWORD for name in facet_names}
    return {
        "settings": {
            # One shard, so that counts are exact and one request is one search.
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            # Said explicitly, because a server left to its default stops refreshing an index nobody searches.
            "refresh_interval": "1s",
        },
        "mappings": {"dynamic": "strict", "_source": {"excludes": ["terms"]}, "properties": properties},
    }


def document_body(document: IndexedDocument) -> dict:
    """Return what is sent for a document that is not deleted."""
    body = {
        "key": document.key,
        "register_id": document.register_id,
        "sort_title": document.sort_title,
        "type": document.type,
        "locale": document.locale,
        "terms": list(document.terms),
        "areas": list(document.areas),
        "completions": completion_entries(document.completions),
        "open": [{"gte": start, "lt": end} for start, end in document.open_ranges if start < end],
        "confirmed_on": document.confirmed_on,
        "starts": list(document.starts),
    }
    body |= {facet_field(name): list(values) for name, values in document.facets.items()}
    if document.lat is not None and document.lon is not None:
        body |= {"point": {"lat": document.lat, "lon": document.lon}}
        body |= {"lat": document.lat, "lon": document.lon}
    if document.visible_from is not None:
        body["visible_from"] = document.visible_from
    if document.visible_until is not None:
        body["visible_until"] = document.visible_until
    return body


def completion_entries(phrases: Iterable[str]) -> list[str]:
    """Return every beginning in the phrases, preceded by its rank."""
    return sorted(
        {
            completion_entry(completion_rank(len(phrase), offset), phrase[offset:])
            for phrase in phrases
            if phrase
            for offset in word_starts(phrase)
        }
    )


def completion_entry(rank: int, text: str) -> str:
    """Return the term under which a beginning of some rank is found; a prefix of the text gives a prefix."""
    return f"{rank:03d} {text}"
