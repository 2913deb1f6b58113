"""The regression set: hand-written organisations in data/docs.json and what queries in data/cases.json must find."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from portal.slugs import german_slug
from search.analysis import analyser
from search.engines.embedded import EmbeddedEngine
from search.gazetteer import Gazetteer, Place
from search.listed_words import leading_words
from search.lore import Lore
from search.plan import read_query
from search.spelling import Speller
from search.thesaurus_lists import thesaurus
from search.types import IndexedDocument, Near, Plan
from search.vocabulary import count_terms
from search.zones import name_terms, terms

DATA = Path(__file__).parent / "data"
STATE = "state:14"
ANALYSIS = analyser("de")


@dataclass(frozen=True)
class Case:
    """A query with what must be among the hits, what must not, and what must come first."""

    cls: str
    q: str
    must: list[str]
    must_not: list[str]
    first: str | None
    filters: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.cls}:{self.q or self.filters}"


def cases() -> list[Case]:
    """Return every case."""
    return [Case(**row) for row in _read("cases.json")]


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def documents() -> tuple[IndexedDocument, ...]:
    """Return the organisations as search documents: title, topics, text, places."""
    return tuple(_document(row, seq) for seq, row in enumerate(_read("docs.json"), start=1))


def _document(row: dict[str, Any], seq: int) -> IndexedDocument:
    found = name_terms([row["title"]], ANALYSIS) | terms(
        ANALYSIS,
        {"n": [row["title"]], "k": row["topics"], "b": [row["text"]], "p": [row["place"], row["region"]]},
    )
    return IndexedDocument(
        key=row["id"],
        seq=seq,
        type=row["type"],
        locale="de",
        register_id=row["id"],
        sort_title=ANALYSIS.fold(row["title"]),
        terms=tuple(sorted(found)),
        facets={"topics": tuple(row["topics"]), "region": (_town(row), _district(row["region"]), STATE)},
        lat=row["lat"],
        lon=row["lon"],
    )


def _town(row: dict[str, Any]) -> str:
    return f"municipality:{german_slug(row['place'])}"


def _district(name: str) -> str:
    return f"district:{german_slug(name)}"


@cache
def lore() -> Lore:
    """Return what can be known from the organisations alone."""
    vocabulary = count_terms("de", (document.terms for document in documents()))
    listed = thesaurus(ANALYSIS)
    speller = Speller(vocabulary.words, ANALYSIS, leading_words(listed, vocabulary, ANALYSIS))
    return Lore(vocabulary, ANALYSIS, listed, _gazetteer(), speller)


def _gazetteer() -> Gazetteer:
    rows = _read("docs.json")
    towns = {Place(_town(row), row["place"], (row["place"],)) for row in rows}
    districts = {Place(_district(row["region"]), row["region"], (row["region"],)) for row in rows}
    return Gazetteer(tuple(sorted(towns | districts, key=lambda place: place.key)))


@cache
def memory() -> EmbeddedEngine:
    """Return an engine in memory that knows the organisations."""
    engine = EmbeddedEngine()
    engine.apply(documents())
    return engine


def plan_of(case: Case) -> Plan:
    """Return the plan of a case, places in its words and filters by label included."""
    reading = read_query(case.q, lore())
    named = [place.key for place in reading.places]
    chosen = [_district(name) for name in case.filters.get("region", ())]
    near = case.filters.get("near")
    best = memory().search(Plan("de", groups=reading.groups[:-1], limit=1)).hits
    return Plan(
        locale="de",
        groups=reading.groups,
        min_score=max(reading.min_score, best[0].score * reading.best_share // 100 if best else 0),
        region=tuple((key, (STATE,)) for key in (*chosen, *named)),
        facets={"topics": frozenset(case.filters["topics"])} if "topics" in case.filters else {},
        near=Near(*near) if near else None,
        limit=30,
    )


def failures(case: Case, found: Iterable[str]) -> list[str]:
    """Return what is wrong with the keys found for a case, in words."""
    found = list(found)
    wrong = [f"{key} is missing" for key in case.must if key not in found]
    wrong += [f"{key} is wrong" for key in case.must_not if key in found]
    if case.first and found[:1] != [case.first]:
        wrong.append(f"{case.first} is not first")
    return wrong
