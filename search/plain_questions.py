"""Questions from outside the web: the command line's filters and answers as plain data."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from network.models import Topic
from network.place_finding import find_point
from network.region_table import region_table
from portal.plain_text import clean_text
from portal.query_forms import MAX_WORDS

from .entries import page_address
from .query import TYPES, SearchRequest
from .service import search
from .types import Near

DEFAULT_RADIUS_KM = 25.0
MOST_KM = 20_000
MOST_HITS = 1000


class BadQuestion(ValueError):
    """A filter that means nothing; the message says which and what is known."""


def ask(question: Any, limit: int) -> SearchRequest:
    """Return the request of a question's plain values, `limit` results unless it says another; raises BadQuestion."""
    if isinstance(question, str):
        question = {"q": question}
    if not isinstance(question, dict):
        raise BadQuestion("a question is a JSON object with q, region, topic, near, radius, limit")
    q, near = clean_text(str(question.get("q") or ""))[:MAX_WORDS], _near(question)
    wanted = question.get("limit")
    return SearchRequest(
        now=timezone.now(),
        q=q,
        types=TYPES,
        regions=tuple(dict.fromkeys(_region(word) for word in _words(question.get("region")))),
        facets={"topic": frozenset(_topic(word) for word in _words(question.get("topic")))},
        near=near,
        sort="distance" if near and not q else "relevance",
        page_size=round(_number("limit", limit if wanted is None else wanted, 1, MOST_HITS)),
    )


def _number(name: str, value: Any, low: float, high: float) -> float:
    """Return a number in a range; raises BadQuestion for anything else."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = low - 1
    if isinstance(value, bool) or not low <= number <= high:
        raise BadQuestion(f"{name} “{value}” is no number from {low:g} to {high:g}")
    return number


def _words(value: Any) -> list[str]:
    """Return one word or several as a list."""
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if one not in (None, "")]


def _region(word: str) -> str:
    """Return the key of a region by key or name."""
    key = region_table().find(word)
    if key is None:
        raise BadQuestion(f"region “{word}” is unknown; give an AGS such as 14524, or a name")
    return key


def _topic(word: str) -> str:
    """Return a topic's slug by slug or label."""
    topic = Topic.objects.filter(slug=word).first() or Topic.objects.filter(name__iexact=word).first()
    if topic is None:
        raise BadQuestion(f"topic “{word}” is unknown; give its slug")
    return topic.slug


def _near(question: dict[str, Any]) -> Near | None:
    """Return the point of a postcode or town with its radius."""
    word = question.get("near")
    if word in (None, ""):
        return None
    if isinstance(word, int):
        word = f"{word:05}"  # tables keep postcodes as numbers
    point = find_point(clean_text(str(word)))
    if point is None:
        raise BadQuestion(f"near “{word}” is no known postcode or town")
    radius = question.get("radius")
    return Near(
        point.lat,
        point.lon,
        _number("radius", DEFAULT_RADIUS_KM if radius is None else radius, 0.1, MOST_KM),
    )


def answer(request: SearchRequest, engine: str | None = None) -> dict[str, Any]:
    """Return the answer as plain data; an engine named by force is not replaced by the other one."""
    result = search(request, engine=engine)
    return {
        "total": result.total,
        "took_ms": round(result.took_ms, 3),
        "engine": result.engine,
        "hits": [
            {
                "id": hit.register_id,
                "title": hit.title,
                "url": page_address(
                    hit.shown.get("url_path", ""), hit.shown.get("locale", settings.LANGUAGE_CODE)
                ),
                "score": hit.score,
            }
            | ({"distance_km": round(hit.distance_m / 1000, 2)} if hit.distance_m is not None else {})
            for hit in result.found
        ],
        "facets": {name: dict(values) for name, values in result.facets.items()},
        "corrected": result.reading.corrected,
    }
