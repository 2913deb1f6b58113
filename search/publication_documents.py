"""Turn a publication into a search document: one for all the languages it is written in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import Truncator

from network.records import PlaceFact, TopicFact
from publications.searchable import Searchable

from .analysis import analyser
from .documents import SHOWN_TEXT, DocumentData, sort_key
from .publication_kinds import KINDS, SECTION, Kind
from .weights import STALE_TERM
from .zones import name_terms, terms

BEGINNING = 220  # characters of a section, which has no summary of its own


@dataclass(frozen=True)
class Owner:
    """Whose it is: by what filters know an organisation, its tile, and whether it is protected for now."""

    register_id: str
    tile: str
    is_shielded: bool = False


@dataclass(frozen=True)
class Facts:
    """What publications refer to: topics by slug, places and owners by primary key, places in the tree by page."""

    topics: Mapping[str, TopicFact] = field(default_factory=dict)
    places: Mapping[int, PlaceFact] = field(default_factory=dict)
    owners: Mapping[int, Owner] = field(default_factory=dict)
    url_paths: Mapping[int, str] = field(default_factory=dict)


def publication_document(versions: Sequence[Searchable], facts: Facts) -> DocumentData:
    """Return the document of a thing; its first version holds the facts, the others are words."""
    main, *others = versions
    kind = KINDS[main.kind]
    owner = facts.owners.get(main.organisation_id or 0)
    places = list(_places(main, owner, facts))
    point = next((place for place in places if place.lat is not None and place.lon is not None), None)
    found = {term for version in versions for term in _own_terms(version)} | _shared_terms(
        main, places, facts
    )
    return DocumentData(
        title=main.title,
        sort_title=sort_key(main.title, analyser(main.locale)),
        terms=sorted(found | {STALE_TERM} if main.is_outdated else found),
        facets={
            "region": sorted({key for place in places for key in place.keys}),
            "topic": sorted(main.topics),
            "language": sorted({version.locale for version in versions}),
            "alliance": [owner.register_id] if owner else [],
        },
        areas=_areas(kind, places),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        completions=list(
            dict.fromkeys(sort_key(version.title, analyser(version.locale)) for version in versions)
        ),
        shown={
            **_shown(main, facts),
            "locale": main.locale,
            "kind": main.kind,
            "tile": owner.tile if owner else "",
            "places": [place.official_name for place in places],
            "published_on": main.published_on.isoformat() if main.published_on else "",
            "ends_at": main.visible_until.isoformat() if main.visible_until else "",
            "languages": {
                version.locale: {"title": version.title, **_shown(version, facts)} for version in others
            },
        },
    )


def _places(main: Searchable, owner: Owner | None, facts: Facts) -> Iterator[PlaceFact]:
    """Yield where it is, each place once; for a protected organisation no more than the districts."""
    found = (facts.places[pk] for pk in main.region_ids if pk in facts.places)
    told = (place.district if owner and owner.is_shielded else place for place in found)
    yield from {place.key: place for place in told if place}.values()


def _own_terms(version: Searchable) -> set[str]:
    """Return the terms of what one version says, by the analysis of its language."""
    analysis = analyser(version.locale)
    zones = {"n": [version.title], "s": [version.summary], "b": [version.by, *version.texts]}
    return name_terms([version.title], analysis) | terms(analysis, zones)


def _shared_terms(main: Searchable, places: Sequence[PlaceFact], facts: Facts) -> set[str]:
    """Return the terms of kind, topics and places."""
    topics = [facts.topics[slug] for slug in main.topics if slug in facts.topics]
    zones = {
        "k": [*KINDS[main.kind].phrases, *(topic.name for topic in topics)],
        "t": [KINDS[main.kind].words, main.called],
        "c": [word for topic in topics for word in (topic.label_en, *topic.synonyms)],
        "p": list(dict.fromkeys(_place_names(places))),
    }
    return terms(analyser(settings.LANGUAGE_CODE), zones)


def _place_names(places: Sequence[PlaceFact]) -> Iterator[str]:
    """Yield the names of places and of what they lie in; states are left out, all are in one."""
    for place in places:
        for part in (place, *place.parents):
            if part.kind != "state":
                yield from (part.name, part.official_name, part.name_sorbian, *part.aliases)


def _areas(kind: Kind, places: Sequence[PlaceFact]) -> list[str]:
    """Return the regions in all of which it holds; without one, those of the whole state."""
    if not kind.holds_within:
        return []
    return sorted({place.key for place in places}) or [f"state:{settings.HOME_STATE}"]


def _shown(version: Searchable, facts: Facts) -> dict[str, Any]:
    """Return what a row says in one language; `mark` is what follows the path of its page."""
    address = urlsplit(version.url)
    query = f"?{address.query}" if address.query else ""
    mark = f"#{address.fragment}" if address.fragment else ""
    text = " ".join(filter(None, version.texts))[:SHOWN_TEXT]
    is_section = version.kind == SECTION
    return {
        "url_path": facts.url_paths.get(version.page_id, ""),
        "mark": query + mark,
        "summary": Truncator(text).chars(BEGINNING) if is_section else version.summary,
        "text": text,
        "guide": version.summary if is_section else "",
        "by": version.by,
        "is_outdated": version.is_outdated,
    }
