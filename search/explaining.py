"""How a query was read and why a document matches, as lines of text for people who tune the search."""

from collections.abc import Iterator, Sequence

from .lore import Lore
from .reading import Reading
from .types import Alternative, Group, IndexedDocument
from .weights import STALE_TERM, lift_of

SHOWN_TERMS = 6


def explain_reading(reading: Reading, lore: Lore) -> Iterator[str]:
    """Yield how a query was understood: places, needs with what they lead to, and the cut."""
    if reading.too_vague:
        yield "too vague: nothing in it says what is looked for"
    for day in reading.days:
        yield f"day: {day.day}"
    for place in reading.places:
        yield f"place: {place.label} ({place.key})"
    if reading.corrected:
        yield f"corrected: {reading.corrected}"
    for need in reading.needs:
        rarity = lore.vocabulary.rarity(need.stem)
        yield f"need: {need.text} → {need.stem}, importance {need.importance}, rarity {rarity}/7" + (
            f" ({'; '.join(need.notes)})" if need.notes else ""
        )
        if related := lore.thesaurus.get((need.stem,)):
            for sign, phrases in (("=", related.equal), (">", related.close), ("~", related.weak)):
                if phrases:
                    yield f"    {sign} " + ", ".join(_phrase(phrase, lore) for phrase in phrases)
    for span in lore.thesaurus.spans([need.stem for need in reading.needs]):
        words = " … ".join(reading.needs[position].text for position in span.positions)
        yield f"phrase: {words} → " + ", ".join(_phrase(phrase, lore) for phrase in span.related.good)
    share = f", and {reading.best_share} % of the best" if reading.best_share else ""
    yield f"cut: {reading.min_score}{share}; {len(reading.groups)} groups"


def _phrase(phrase: tuple[str, ...], lore: Lore) -> str:
    """Return a phrase, in brackets if no document can have it."""
    said = " ".join(phrase)
    return said if all(map(lore.vocabulary.knows, phrase)) else f"({said})"


def explain_match(reading: Reading, document: IndexedDocument) -> Iterator[str]:
    """Yield what of each need a document meets with which weight, and whether that is enough for a hit."""
    terms = frozenset(document.terms)
    total = 0
    for label, groups in _by_need(reading):
        for number, group in enumerate(groups):
            best = _best(group, terms)
            if best is None:
                continue
            total += best.weight
            found = " + ".join(" | ".join(_held(part.terms, terms)) for part in best.all_of)
            yield f"{label if number == 0 else '    also'}: {best.weight} by {found}"
    if STALE_TERM in terms:
        yield f"stale: ranks {lift_of(reading.min_score)} lower"
    yield f"score {total}, cut {reading.min_score}: {'a hit' if total >= reading.min_score else 'no hit'}"


def _by_need(reading: Reading) -> Iterator[tuple[str, Sequence[Group]]]:
    """Yield the groups of each need with its word, then the bonus for names."""
    *groups, bonus = reading.groups or (Group(()),)
    size = len(groups) // max(len(reading.needs), 1)
    for index, need in enumerate(reading.needs):
        yield need.text, groups[index * size : (index + 1) * size]
    yield "name", [bonus]


def _best(group: Group, terms: frozenset[str]) -> Alternative | None:
    """Return the heaviest alternative that a document's terms meet."""
    met = (one for one in group.alternatives if all(not terms.isdisjoint(part.terms) for part in one.all_of))
    return max(met, key=lambda one: one.weight, default=None)


def _held(wanted: Sequence[str], terms: frozenset[str]) -> list[str]:
    """Return those of the wanted terms that a document holds, the first few."""
    return [term for term in wanted if term in terms][:SHOWN_TERMS]
