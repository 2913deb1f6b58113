"""Turn what is public about a page into a search document: terms, facets, place, and what a result shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from network.choices import Reach
from network.models.organisations import OrganisationKind
from network.presentation.actor import is_reached, stale_since
from network.records import ActorRecord, PlaceFact

from .analysis import analyser
from .analysis.base import Analyser
from .weights import STALE_TERM
from .zones import NO_MORE, actor_terms, name_terms, terms

SHOWN_TEXT = 1500  # characters of the body that a snippet can come from


@dataclass
class DocumentData:
    """A search document: what engines read (stored as one JSON), and what result lists show."""

    title: str
    sort_title: str
    terms: list[str] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)
    areas: list[str] = field(default_factory=list)
    lat: float | None = None
    lon: float | None = None
    open: list[tuple[int, int]] = field(default_factory=list)
    confirmed_on: int = 0
    stale_from: int = 0  # ordinal of the first day on which it is out of date, 0 for none known
    completions: list[str] = field(default_factory=list)
    shown: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return plain data with the terms in one string, which parses several times faster than a list."""
        data = {**vars(self), "terms": "\n".join(self.terms)}
        del data["title"], data["shown"]
        return data


@dataclass(frozen=True)
class Freshness:
    """The day a document is made for, and after how many months an entry is out of date."""

    today: date
    months: int


@dataclass(frozen=True)
class Prose:
    """What a page says in one language."""

    locale: str
    title: str
    summary: str
    text: str
    url_path: str


def actor_document(
    record: ActorRecord, url_path: str, translations: Iterable[Prose] = (), freshness: Freshness | None = None
) -> DocumentData:
    """Return the document of an organisation or alliance: its public record, and its prose in every language."""
    analysis = analyser(record.locale)
    others = list(translations)
    stale_from = stale_since(record, freshness.months) if freshness else None
    is_stale = freshness is not None and is_reached(stale_from, freshness.today)
    found = actor_terms(record, analysis) | _prose_terms(others)
    return DocumentData(
        title=record.title,
        sort_title=sort_key(record.title, analysis),
        terms=sorted(found | {STALE_TERM} if is_stale else found),
        facets=_facets(record),
        areas=_areas(record),
        lat=record.point.lat if record.point else None,
        lon=record.point.lon if record.point else None,
        open=sorted((hours.start, hours.end) for hours in record.opening_hours),
        confirmed_on=_ordinal(record.confirmed_on),
        stale_from=_ordinal(stale_from),
        completions=_completions(record, analysis),
        shown={
            "url_path": url_path,
            "locale": record.locale,
            "summary": record.summary,
            "also": [name for name in (record.short_name, *record.former_names) if name],
            "tile": record.tile,
            "kind": record.kind,
            "place": record.seat.key if record.seat else "",
            "seat": record.seat.official_name
            if record.seat and record.seat.kind == "district"
            else _name(record.seat),
            "districts": sorted({key for key in _region_keys(record) if key.startswith("district:")}),
            "topics": [topic.slug for topic in record.topics],
            "reach": list(record.reach),
            "confirmed_on": _iso(record.confirmed_on),
            "stale_from": _iso(stale_from),
            "published_on": _iso(record.first_published),
            "uuid": record.uuid,
            "text": record.text[:SHOWN_TEXT],
            "languages": _shown_translations(others),
        },
    )


def text_document(prose: Prose, translations: Iterable[Prose] = ()) -> DocumentData:
    """Return the document of a page of text in every language it has."""
    analysis = analyser(prose.locale)
    others = list(translations)
    return DocumentData(
        title=prose.title,
        sort_title=sort_key(prose.title, analysis),
        terms=sorted(_prose_terms([prose, *others])),
        completions=[sort_key(prose.title, analysis)],
        shown={
            "url_path": prose.url_path,
            "locale": prose.locale,
            "summary": prose.summary,
            "text": prose.text[:SHOWN_TEXT],
            "languages": _shown_translations(others),
        },
    )


def _prose_terms(pages: Iterable[Prose]) -> set[str]:
    """Return the terms of prose, each language by its own analysis; all share one space of terms."""
    found: set[str] = set()
    for prose in pages:
        texts = {"n": [prose.title], "s": [prose.summary], "b": [prose.text]}
        analysis = analyser(prose.locale)
        found |= name_terms([prose.title], analysis) | terms(analysis, texts)
    return found


def _shown_translations(pages: Iterable[Prose]) -> dict[str, dict[str, str]]:
    """Return what a result shows in other languages."""
    return {
        prose.locale: {
            "title": prose.title,
            "summary": prose.summary,
            "text": prose.text[:SHOWN_TEXT],
            "url_path": prose.url_path,
        }
        for prose in pages
    }


def sort_key(title: str, analysis: Analyser) -> str:
    """Return a title folded for ordering by code point: letters and digits in words."""
    return " ".join(analysis.word(token) for token in analysis.tokens(title)) or title.casefold()


def _facets(record: ActorRecord) -> dict[str, list[str]]:
    """Return the facet values: stable keys, hierarchical ones with all ancestors."""
    active = [offer for offer in record.offers if offer.status not in NO_MORE]
    return {
        "region": sorted(_region_keys(record)),
        "topic": [topic.slug for topic in record.topics],
        "offer": sorted({offer.kind for offer in active}),
        "target": sorted(record.target_groups),
        "language": sorted({*record.languages, *(code for offer in active for code in offer.languages)}),
        "alliance": sorted({fact.other_id for fact in record.memberships}),
        "reach": sorted(record.reach),
        "kind": [record.kind],
    }


def _region_keys(record: ActorRecord) -> set[str]:
    """Return the keys of seat and areas served with all their ancestors, for counts at or below a value."""
    places: list[PlaceFact] = [area.place for area in record.areas]
    if record.seat:
        places.append(record.seat)
    places += [address.place for address in record.addresses if address.place]
    return {key for place in places for key in place.keys}


def _areas(record: ActorRecord) -> list[str]:
    """Return the keys of areas served explicitly; statewide and online work serves the state of the seat.

    Of an alliance that meets online nobody says that it is responsible for the whole state.
    """
    areas = {area.place.key for area in record.areas}
    is_online = Reach.ONLINE in record.reach and record.kind != OrganisationKind.ALLIANCE
    if Reach.STATEWIDE in record.reach or is_online:
        chain = record.seat.keys if record.seat else ()
        areas |= {key for key in chain if key.startswith("state:")} or {f"state:{settings.HOME_STATE}"}
    return sorted(areas)


def _completions(record: ActorRecord, analysis: Analyser) -> list[str]:
    """Return the folded names under which an actor is suggested."""
    names = [record.title, record.name, record.short_name, *record.former_names]
    return list(dict.fromkeys(sort_key(name, analysis) for name in names if name))


def _name(place: PlaceFact | None) -> str:
    """Return the name of a place, empty for none."""
    return place.name if place else ""


def _ordinal(day: date | None) -> int:
    """Return a day's ordinal, 0 for none."""
    return day.toordinal() if day else 0


def _iso(day: date | None) -> str:
    """Return a day in ISO form, empty for none."""
    return day.isoformat() if day else ""
