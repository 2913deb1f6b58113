"""What meets each need of a query, and how well: the word, its parts, other words for it, what phrases lead to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .choices import Choices
from .lore import Lore
from .thesaurus import Related, Span
from .understanding import Said
from .weights import (
    APART,
    CLOSE,
    CORRECTED,
    EQUAL,
    FIXED_WORD,
    PIECE,
    PREFIX,
    TRANSLATED,
    WEAK,
    WHOLE,
    importance,
    lost,
)
from .words import Word


@dataclass(frozen=True)
class _Phrase:
    """A listed phrase that a word stands in, and what it leads to."""

    related: Related
    is_fixed: bool = False


def weigh(words: Sequence[Word], said: Sequence[Said], lore: Lore) -> list[Choices]:
    """Return the alternatives of each word that says something; `words` are all of the query."""
    spans = lore.thesaurus.spans([one.stem for one in said])
    phrases = _phrases(words, said, spans, lore)
    needs = [_need(one, len(said), phrases.get(index, ()), lore) for index, one in enumerate(said)]
    _add_phrases(spans, said, needs)
    _add_joined(words, said, needs, lore)
    return needs


def _phrases(
    words: Sequence[Word], said: Sequence[Said], spans: Sequence[Span], lore: Lore
) -> dict[int, list[_Phrase]]:
    """Return the listed phrases that each word stands in, by its index in `said`."""
    found: dict[int, list[_Phrase]] = defaultdict(list)
    for span in spans:
        for position in span.positions:
            found[position].append(_Phrase(span.related))
    at = {one.word.start: index for index, one in enumerate(said)}
    for span in lore.thesaurus.fixed_spans([word.stem for word in words]):
        for position in span.positions:
            if (index := at.get(words[position].start)) is not None:
                found[index].append(_Phrase(span.related, is_fixed=True))
    return found


def _need(said: Said, company: int, phrases: Sequence[_Phrase], lore: Lore) -> Choices:
    """Return the alternatives of one word, by itself and through the phrases it stands in."""
    related = lore.thesaurus.get((said.stem,)) or Related()
    says_little = said.word.folded in lore.thesaurus.faint and not phrases and not related.close
    is_faint = company > 1 and (said.word.is_seeker or says_little)
    ways = [related, *(phrase.related for phrase in phrases)]
    need = Choices(importance(_rarity(said, ways, lore), is_faint), is_faint)
    need.is_lost = not is_faint and not _can_be_met(said, ways, lore)
    if need.is_lost:
        need.importance = lost(need.importance, company)
    is_fixed = any(phrase.is_fixed for phrase in phrases)
    quality = CORRECTED if said.corrected else TRANSLATED if said.meanings else WHOLE
    need.stem(said.word.stem, FIXED_WORD if is_fixed else WHOLE)
    need.stem(said.stem, FIXED_WORD if is_fixed else quality)
    for meaning in said.meanings:
        need.phrase(meaning, quality)
    need.words(said.prefix, PREFIX)
    need.initials(said.word.folded)
    _add_related(need, related, CLOSE, lore)
    for phrase in phrases:
        _add_related(need, phrase.related, EQUAL if phrase.is_fixed else CLOSE, lore)
    if len(said.pieces) > 1:
        _add_pieces(need, said.pieces, lore)
    return need


def _can_be_met(said: Said, ways: Sequence[Related], lore: Lore) -> bool:
    """Return whether any document has the word, in one way or another."""
    knows = lore.vocabulary.knows
    phrases = (phrase for related in ways for phrase in related.good)
    return (
        knows(said.stem)
        or bool(said.prefix)
        or (bool(said.pieces) and all(map(knows, said.pieces)))
        or any(all(map(knows, phrase)) for phrase in (*phrases, *said.meanings))
    )


def _rarity(said: Said, ways: Sequence[Related], lore: Lore) -> int:
    """Return how rare it is that a document says it, in one word or another."""
    rarity = lore.vocabulary.rarity
    found = [rarity(said.stem), *(rarity(phrase[0]) for phrase in ways[0].equal if len(phrase) == 1)]
    if not lore.vocabulary.knows(said.stem):
        found += [rarity(lore.analysis.stem(word)) for word in said.prefix]
        close = (phrase for related in ways for phrase in related.close)
        found += [max(map(rarity, phrase)) for phrase in (*close, *said.meanings)]
        if said.pieces:
            found.append(max(map(rarity, said.pieces)))
    return min(found)


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


def _add_phrases(spans: Sequence[Span], said: Sequence[Said], needs: Sequence[Choices]) -> None:
    """Let the phrases that stand in the query count for each of their words where a text has them too."""
    for span in spans:
        for position in span.positions:
            needs[position].phrase([said[index].stem for index in span.positions], WHOLE)


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
