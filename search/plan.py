"""All relevance knowledge: how a query becomes weighted groups of exact terms.

Every word that says something is a need; every need becomes one group of alternatives, so a document's score is
the sum of how well it meets each need. What the words mean together (phrases, compounds written apart) is added
to the groups of all the words concerned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .choices import Choices
from .corrections import Correction, applied
from .lore import Lore
from .needs import Said, understand
from .reading import Need, Reading, RecognisedPlace
from .sights import without_places
from .thesaurus import Related, Span
from .types import Alternative, AnyOf, Group
from .weights import (
    APART,
    BEST_SHARE,
    CLOSE,
    CORRECTED,
    EQUAL,
    EXACT_NAME,
    FIXED_WORD,
    IN_NAME,
    PIECE,
    PREFIX,
    TRANSLATED,
    WEAK,
    WHOLE,
    importance,
    least,
    lost,
)
from .words import Word, query_words

MAX_NEEDS = 12


@dataclass(frozen=True)
class _Query:
    """A query taken apart: all words, those that say what is looked for, and the places."""

    words: tuple[Word, ...]
    telling: tuple[Word, ...]
    places: tuple[RecognisedPlace, ...] = ()


def read_query(q: str, lore: Lore, recognise_places: bool = True, correct_spelling: bool = True) -> Reading:
    """Return what a query means for documents of this vocabulary."""
    query = _taken_apart(q, lore, recognise_places)
    if not query.telling:
        return Reading(places=query.places, too_vague=bool(q.strip()) and not query.places)
    last = query.words[-1].end
    said = understand(query.telling[:MAX_NEEDS], last, lore, correct_spelling)
    spans = lore.thesaurus.spans([one.stem for one in said])
    fixed = _fixed(query.words, said, lore)
    inside = {position for span in spans for position in span.positions}
    needs = [_need(one, len(said), index in inside, fixed.get(index), lore) for index, one in enumerate(said)]
    _add_phrases(spans, said, needs, lore)
    _add_joined(query.words, said, needs, lore)
    corrections = tuple(
        Correction(one.word.start, one.word.end, one.corrected) for one in said if one.corrected
    )
    return Reading(
        groups=(*(group for need in needs for group in need.groups()), _name_bonus(query.words)),
        min_score=least(needs),
        best_share=BEST_SHARE if len(needs) > 1 else 0,
        marks=frozenset(mark for need in needs for mark in need.marks()),
        places=query.places,
        rest=" ".join(word.text for word in query.telling),
        corrected=applied(q, corrections) if corrections else None,
        corrections=corrections,
        needs=tuple(
            Need(one.word.text, one.stem, need.importance, tuple(_notes(one, need)))
            for one, need in zip(said, needs, strict=True)
        ),
    )


def _taken_apart(q: str, lore: Lore, recognise_places: bool) -> _Query:
    """Return the query in words and places.

    Words that stand side by side in a name are looked for as they are, places and stop words included ("Dresden
    für alle"); a place alone is a place, unless it is a whole name.
    """
    words = tuple(query_words(q, lore.analysis))
    rest, places = without_places(words, lore) if recognise_places else (words, ())
    telling = tuple(word for word in rest if not word.is_stop)
    if not telling:
        telling = tuple(word for word in rest if word.folded in lore.vocabulary.initials)
    folded = [word.folded for word in words]
    may_be_name = bool(telling) or not places
    if words and (lore.vocabulary.is_name(folded) or (may_be_name and lore.vocabulary.is_in_name(folded))):
        return _Query(words, tuple(word for word in words if not word.is_stop) or words)
    return _Query(words, telling, places)


def _fixed(words: Sequence[Word], said: Sequence[Said], lore: Lore) -> dict[int, Related]:
    """Return what words lead to that stand in a fixed phrase ("keine Wohnung"), by their index in `said`."""
    at = {one.word.start: index for index, one in enumerate(said)}
    return {
        at[words[position].start]: span.related
        for span in lore.thesaurus.fixed_spans([word.stem for word in words])
        for position in span.positions
        if words[position].start in at
    }


def _need(said: Said, company: int, is_inside: bool, fixed: Related | None, lore: Lore) -> Choices:
    """Return the alternatives of one word by itself; `is_inside` a phrase even faint words say something."""
    related = lore.thesaurus.get((said.stem,)) or Related()
    leads_on = is_inside or fixed or related.close
    says_little = said.word.folded in lore.thesaurus.faint and not leads_on
    is_faint = company > 1 and (said.word.is_seeker or says_little)
    need = Choices(importance(_rarity(said, related, lore), is_faint), is_faint)
    need.is_lost = not is_faint and not fixed and not _can_be_met(said, related, lore)
    if need.is_lost:
        need.importance = lost(need.importance, company)
    quality = CORRECTED if said.corrected else TRANSLATED if said.meanings else WHOLE
    need.stem(said.word.stem, FIXED_WORD if fixed else WHOLE)
    need.stem(said.stem, FIXED_WORD if fixed else quality)
    for meaning in said.meanings:
        need.phrase(meaning, quality)
    need.words(said.prefix, PREFIX)
    need.initials(said.word.folded)
    _add_related(need, related, CLOSE, lore)
    if fixed:
        _add_related(need, fixed, EQUAL, lore)
    if len(said.pieces) > 1:
        _add_pieces(need, said.pieces, lore)
    return need


def _can_be_met(said: Said, related: Related, lore: Lore) -> bool:
    """Return whether any document has the word, in one way or another."""
    knows = lore.vocabulary.knows
    return (
        knows(said.stem)
        or bool(said.prefix)
        or (bool(said.pieces) and all(map(knows, said.pieces)))
        or any(all(map(knows, phrase)) for phrase in (*related.good, *said.meanings))
    )


def _rarity(said: Said, related: Related, lore: Lore) -> int:
    """Return how rare it is that a document says it, in one word or another."""
    rarity = lore.vocabulary.rarity
    ways = [rarity(said.stem), *(rarity(phrase[0]) for phrase in related.equal if len(phrase) == 1)]
    if not lore.vocabulary.knows(said.stem):
        ways += [rarity(lore.analysis.stem(word)) for word in said.prefix]
        ways += [max(map(rarity, phrase)) for phrase in (*related.close, *said.meanings)]
        if said.pieces:
            ways.append(max(map(rarity, said.pieces)))
    return min(ways)


def _add_related(need: Choices, related: Related, close: int, lore: Lore) -> None:
    """Add what the thesaurus leads to; the weak only if documents say nothing better."""
    for phrases, quality in ((related.equal, EQUAL), (related.close, close)):
        for phrase in phrases:
            if len(phrase) == 1 or all(map(lore.vocabulary.knows, phrase)):
                need.phrase(phrase, quality)
    if not any(all(map(lore.vocabulary.knows, phrase)) for phrase in related.good):
        for phrase in related.weak:
            need.phrase(phrase, WEAK)


def _add_pieces(need: Choices, pieces: tuple[str, ...], lore: Lore) -> None:
    """Add a compound in pieces: all of them together, or some by their share of its rarity."""
    need.together(pieces, APART)
    need.anywhere(pieces)
    counts = [importance(lore.vocabulary.rarity(piece)) for piece in pieces]
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            if end - start == len(pieces):
                continue
            share = PIECE * sum(counts[start:end]) // sum(counts)
            joined = "".join(pieces[start:end])
            need.stem(joined, share)
            if end - start > 1 and (related := lore.thesaurus.get((joined,))):
                for phrase in related.equal:
                    need.phrase(phrase, share * EQUAL // 100)


def _add_phrases(spans: Sequence[Span], said: Sequence[Said], needs: Sequence[Choices], lore: Lore) -> None:
    """Let what listed phrases lead to count for each of their words."""
    for span in spans:
        for position in span.positions:
            needs[position].phrase([said[index].stem for index in span.positions], WHOLE)
            _add_related(needs[position], span.related, CLOSE, lore)


def _add_joined(words: Sequence[Word], said: Sequence[Said], needs: Sequence[Choices], lore: Lore) -> None:
    """Let neighbours that are one compound elsewhere count as it ("Frauen Haus")."""
    at = {word.start: index for index, word in enumerate(words)}
    for size in (3, 2):
        for start in range(len(said) - size + 1):
            members = said[start : start + size]
            if at[members[-1].word.start] - at[members[0].word.start] != size - 1:
                continue
            spelled = lore.analysis.stem("".join(one.word.folded for one in members))
            for stem in {spelled, "".join(one.stem for one in members)}:
                if lore.is_meaningful(stem):
                    for need in needs[start : start + size]:
                        need.stem(stem, WHOLE)
                        _add_related(need, lore.thesaurus.get((stem,)) or Related(), CLOSE, lore)


def _name_bonus(words: Sequence[Word]) -> Group:
    """Return what raises documents of this name, or with all of the words in it."""
    stems = [word.stem for word in words if not word.is_stop] or [word.stem for word in words]
    exact = AnyOf((f"n.x:{' '.join(word.folded for word in words)}",))
    return Group(
        (
            Alternative((exact,), EXACT_NAME),
            Alternative(tuple(AnyOf((f"n.s:{stem}",)) for stem in stems), IN_NAME),
        )
    )


def _notes(said: Said, need: Choices) -> Iterator[str]:
    """Yield what is worth knowing about how a word was understood, for people who tune the search."""
    if said.corrected:
        yield f"corrected to {said.corrected}"
    if said.meanings:
        yield "means " + ", ".join(" ".join(meaning) for meaning in said.meanings)
    if said.prefix:
        yield f"begins {len(said.prefix)} words"
    if said.pieces:
        yield "pieces " + "|".join(said.pieces)
    if need.is_faint:
        yield "faint"
    if need.is_lost:
        yield "in no document"
