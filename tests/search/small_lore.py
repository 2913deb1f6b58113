"""A few documents, and what reading a query may draw on when there is nothing else."""

from collections.abc import Iterable, Mapping

from search.analysis import analyser
from search.engines.embedded import EmbeddedEngine
from search.gazetteer import Area, Gazetteer, Place
from search.lore import Lore
from search.plan import read_query
from search.reading import Reading
from search.spelling import Speller
from search.thesaurus import Thesaurus
from search.thesaurus_lists import parse
from search.types import IndexedDocument, Plan
from search.vocabulary import count_terms
from search.zones import name_terms, terms

GERMAN = analyser("de")
PLACES = (
    Place("municipality:14524330", "Zwickau", ("Zwickau",)),
    Place("district:14524", "Landkreis Zwickau", ("Zwickau", "Landkreis Zwickau", "Zwickauer Land")),
    Place("municipality:14612000", "Dresden", ("Dresden", "Drježdźany")),
    Place("district:14612", "Stadt Dresden", ("Dresden", "Stadt Dresden", "DD")),
    Place("municipality:14713000", "Leipzig", ("Leipzig",)),
    Place("district:14713", "Stadt Leipzig", ("Leipzig", "Stadt Leipzig", "LE")),
    Place("district:14729", "Landkreis Leipzig", ("Leipzig", "Landkreis Leipzig", "Leipziger Land")),
    Place("municipality:14521020", "Annaberg-Buchholz", ("Annaberg-Buchholz",)),
    Place("municipality:14628030", "Bad Schandau", ("Bad Schandau",)),
    Place(
        "municipality:14523300", "Oelsnitz/Vogtl.", ("Oelsnitz/Vogtl.", "Oelsnitz", "Oelsnitz im Vogtland")
    ),
    Place("municipality:14521450", "Oelsnitz/Erzgeb.", ("Oelsnitz/Erzgeb.", "Oelsnitz")),
    Place("district:14523", "Vogtlandkreis", ("Vogtlandkreis", "Vogtland")),
    Place("district:14521", "Erzgebirgskreis", ("Erzgebirgskreis", "Erzgebirge", "ERZ")),
)
POSTCODES = {
    "08056": Area("08056", "08056 Zwickau", ("municipality:14524330",), 50.72, 12.49),
    "01067": Area("01067", "01067 Dresden", ("municipality:14612000",), 51.05, 13.74),
    "01069": Area("01069", "01069 Dresden", ("municipality:14612000", "district:14612"), 51.04, 13.74),
}
GAZETTEER = Gazetteer(PLACES, POSTCODES)


def document(key: str, name: str = "", **zones: str) -> IndexedDocument:
    """Return a document of a name and texts by zone (k, t, c, s, b, p)."""
    name = name or key
    found = name_terms([name], GERMAN) | terms(
        GERMAN, {"n": [name], **{zone: [text] for zone, text in zones.items()}}
    )
    return IndexedDocument(key, 1, "organisation", "de", key, GERMAN.fold(name), tuple(sorted(found)))


def thesaurus_of(
    *lines: str, faint: Iterable[str] = (), glosses: Mapping[str, str] | None = None
) -> Thesaurus:
    """Return a thesaurus of lines, faint folded words, and glosses by folded word."""
    listed = parse(lines, GERMAN)
    meanings = {word: ((GERMAN.stem(GERMAN.fold(meant)),),) for word, meant in (glosses or {}).items()}
    return Thesaurus(listed.related, listed.fixed, meanings, frozenset(faint))


def lore_of(documents: Iterable[IndexedDocument], listed: Thesaurus | None = None) -> Lore:
    """Return what documents and a thesaurus teach."""
    vocabulary = count_terms("de", (one.terms for one in documents))
    return Lore(vocabulary, GERMAN, listed or Thesaurus(), GAZETTEER, Speller(vocabulary.words))


def read(q: str, documents: Iterable[IndexedDocument] = (), listed: Thesaurus | None = None) -> Reading:
    """Return how a query is read."""
    return read_query(q, lore_of(documents, listed))


def find(q: str, documents: Iterable[IndexedDocument], listed: Thesaurus | None = None) -> list[str]:
    """Return the keys of the documents found for a query, the best first."""
    documents = list(documents)
    engine = EmbeddedEngine()
    engine.apply(documents)
    reading = read(q, documents, listed)
    if not reading.groups:
        return []
    best = engine.search(Plan("de", groups=reading.groups[:-1], min_score=reading.min_score, limit=1)).hits
    least = best[0].score * reading.best_share // 100 if best else 0
    plan = Plan("de", groups=reading.groups, min_score=max(reading.min_score, least), limit=100)
    return [hit.key for hit in engine.search(plan).hits]
