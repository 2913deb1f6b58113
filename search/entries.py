"""A result as a row of a list: marked words, the passage that matched, place and freshness."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from network.presentation.actor import is_new, is_stale
from portal.addresses import localized
from portal.content_cache import cached
from portal.languages import direction_of
from portal.sites import default_site
from portal.view_models import Link, Segment

from .analysis import analyser
from .facet_labels import kind_labels, reach_labels, topic_labels
from .highlight import highlight, snippet
from .service import Found, SearchResult
from .view_models import Entry

SNIPPET = 220
SHOWN_TOPICS = 3


def entry_of(found: Found, result: SearchResult, stale_months: int, directory: str) -> Entry:
    """Return the row of a result; `directory` is the path its topic links filter."""
    shown = found.shown
    reader = get_language() or settings.LANGUAGE_CODE
    words, language = _words_shown(found, reader)
    marks = result.reading.marks
    confirmed = date.fromisoformat(shown["confirmed_on"]) if shown.get("confirmed_on") else None
    published = date.fromisoformat(shown["published_on"]) if shown.get("published_on") else None
    labels = topic_labels()
    foreign = language != reader
    today = timezone.localdate()
    return Entry(
        url=page_address(words["url_path"], language),
        title_segments=_marked(words["title"], marks, language),
        tile=shown.get("tile", ""),
        meta=meta_of(shown),
        distance_km=found.distance_m / 1000 if found.distance_m is not None else None,
        snippet_segments=_passage(words, marks, language),
        topics=tuple(
            Link(labels[slug], f"{directory}?thema={quote_plus(slug)}")
            for slug in shown.get("topics", ())[:SHOWN_TOPICS]
            if slug in labels
        ),
        confirmed_on=confirmed,
        is_stale=_is_stale(shown, confirmed, stale_months),
        is_new=is_new(published, today),
        lang=language if foreign else "",
        dir=direction_of(language) if foreign else "",
        region_keys=tuple(key.rpartition(":")[2] for key in shown.get("districts", ())),
    )


def _is_stale(shown: Mapping[str, Any], confirmed: date | None, stale_months: int) -> bool:
    """Return whether an entry is out of date, from the same day on from which it ranks lower.

    Documents from before that day was written into them know only when they were confirmed.
    """
    if "stale_from" not in shown:
        return is_stale(confirmed, timezone.localdate(), stale_months)
    return bool(shown["stale_from"]) and shown["stale_from"] <= timezone.localdate().isoformat()


def _words_shown(found: Found, reader: str) -> tuple[dict[str, str], str]:
    """Return title, summary, text and address in the reader's language, else in the page's own."""
    shown = found.shown
    if translated := shown.get("languages", {}).get(reader):
        return translated, reader
    own = {name: shown.get(name, "") for name in ("summary", "text", "url_path")}
    return {"title": found.title, **own}, shown.get("locale", settings.LANGUAGE_CODE)


def meta_of(shown: Mapping[str, Any]) -> tuple[str, ...]:
    """Return place, reach and kind in words."""
    facts = [shown.get("seat", "")]
    reaches = reach_labels()
    facts += [reaches[key] for key in shown.get("reach", ()) if key in reaches]
    facts.append(kind_labels().get(shown.get("kind", ""), ""))
    return tuple(fact for fact in facts if fact)


def _marked(text: str, marks: frozenset[str], language: str) -> tuple[Segment, ...]:
    """Return a text with the words that were searched for marked."""
    if not marks:
        return (Segment(text),)
    return tuple(Segment(part.text, part.marked) for part in highlight(text, marks, analyser(language)))


def _passage(words: dict[str, str], marks: frozenset[str], language: str) -> tuple[Segment, ...]:
    """Return the summary, or the passage of the text that has what the summary lacks."""
    summary, text = words["summary"], words["text"]
    if not marks:
        return (Segment(summary or _cut(text)),)
    in_summary = _marked(summary, marks, language)
    if any(part.marked for part in in_summary) or not text:
        return in_summary
    passage = tuple(
        Segment(part.text, part.marked) for part in snippet(text, marks, analyser(language), SNIPPET)
    )
    return passage if any(part.marked for part in passage) else in_summary


def _cut(text: str) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= SNIPPET else text[:SNIPPET].rsplit(" ", 1)[0] + " …"


def page_address(url_path: str, language: str) -> str:
    """Return the address of a stored place in the tree, shown in the reader's language; no query."""
    for root, own in cached("search-roots", _roots):
        if url_path.startswith(root):
            path = "/" + url_path[len(root) :]
            shown = get_language() or own
            return localized(path, shown if own == settings.LANGUAGE_CODE else own)
    return ""


def _roots() -> tuple[tuple[str, str], ...]:
    """Return the top pages' places in the tree with their languages, the longest first."""
    facts = default_site()
    found = [(ref.url_path, code) for code, ref in facts.roots.items()] if facts else []
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
