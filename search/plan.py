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
from .reading import Need, Reading, RecognisedDay, RecognisedPlace
from .sights import without_days, without_places
from .types import Alternative, AnyOf, Group
from .understanding import Said, understand
from .weighing import weigh
from .weights import BEST_SHARE, DAY_SHARE, EXACT_NAME, IN_NAME, least
from .words import Word, query_words

MAX_NEEDS = 12


@dataclass(frozen=True)
class _Query:
    """A query taken apart: all words, those that say what is looked for, the places and the days."""

    words: tuple[Word, ...]
    telling: tuple[Word, ...]
    places: tuple[RecognisedPlace, ...] = ()
    days: tuple[RecognisedDay, ...] = ()


def read_query(q: str, lore: Lore, recognise_places: bool = True, correct_spelling: bool = True) -> Reading:
    """Return what a query means for documents of this vocabulary."""
    query = _taken_apart(q, lore, recognise_places)
    if not query.telling:
        too_vague = bool(q.strip()) and not query.places
        return Reading(places=query.places, days=query.days, too_vague=too_vague)
    last = query.words[-1].end
    said = understand(query.telling[:MAX_NEEDS], last, lore, correct_spelling)
    needs = weigh(query.words, said, lore)
    corrections = tuple(
        Correction(one.word.start, one.word.end, one.corrected) for one in said if one.corrected
    )
    return Reading(
        groups=(*(group for need in needs for group in need.groups()), _bonus(query, least(needs))),
        min_score=least(needs),
        best_share=BEST_SHARE if len(needs) > 1 else 0,
        marks=frozenset(mark for need in needs for mark in need.marks()),
        places=query.places,
        days=query.days,
        rest=" ".join(word.text for word in query.telling),
        corrected=applied(q, corrections) if corrections else None,
        corrections=corrections,
        needs=tuple(
            Need(one.word.text, one.stem, need.importance, tuple(_notes(one, need)))
            for one, need in zip(said, needs, strict=True)
        ),
    )


def _taken_apart(q: str, lore: Lore, recognise_places: bool) -> _Query:
    """Return the query in words, places and days; a day alone is a word.

    Words that stand side by side in a name are looked for as they are, places and stop words included ("Dresden
    für alle"); a place alone is a place, unless it is a whole name.
    """
    words = tuple(query_words(q, lore.analysis))
    rest, places = without_places(words, lore) if recognise_places else (words, ())
    rest, days = without_days(rest, lore) if recognise_places else (rest, ())
    telling = tuple(word for word in rest if not word.is_stop)
    if days and not telling and not places:
        return _Query(words, tuple(word for word in words if not word.is_stop))
    if not telling:
        telling = tuple(word for word in rest if word.folded in lore.vocabulary.initials)
    folded = [word.folded for word in words]
    may_be_name = bool(telling) or not places
    if words and (lore.vocabulary.is_name(folded) or (may_be_name and lore.vocabulary.is_in_name(folded))):
        return _Query(words, tuple(word for word in words if not word.is_stop) or words)
    return _Query(words, telling, places, days)


def _bonus(query: _Query, least_score: int) -> Group:
    """Return what raises documents that match anyway: of this name, or of people who are there on this day.

    The day alone is worth less than what a hit needs, so it orders hits and makes none.
    """
    open_then = tuple(f"t.d:{day.day}" for day in query.days)
    worth = max(1, least_score * DAY_SHARE // 100)
    on_day = (Alternative((AnyOf(open_then),), worth),) if open_then and worth < least_score else ()
    return Group((*_of_name(query.words), *on_day))


def _of_name(words: Sequence[Word]) -> tuple[Alternative, ...]:
    """Return what raises documents of this name, or with all of the words in it."""
    stems = [word.stem for word in words if not word.is_stop] or [word.stem for word in words]
    exact = AnyOf((f"n.x:{' '.join(word.folded for word in words)}",))
    return (
        Alternative((exact,), EXACT_NAME),
        Alternative(tuple(AnyOf((f"n.s:{stem}",)) for stem in stems), IN_NAME),
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
