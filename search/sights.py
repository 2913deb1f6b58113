"""Places and days among the words of a query: which words name them, and what is left."""

from collections.abc import Sequence
from dataclasses import replace

from .gazetteer import sight
from .lore import Lore
from .reading import RecognisedDay, RecognisedPlace
from .weekdays import sight_days
from .words import Word


def without_places(words: Sequence[Word], lore: Lore) -> tuple[tuple[Word, ...], tuple[RecognisedPlace, ...]]:
    """Return the words that name no place, and the places; hyphenated words may be half of each."""
    pieces = [(index, piece) for index, word in enumerate(words) for piece in word.folded.split("-")]
    folded = [piece for _, piece in pieces]
    typed = [words[index].text for index, _ in pieces]
    taken: set[int] = set()
    places: list[RecognisedPlace] = []
    for found in sight(lore.gazetteer, folded, typed, lore.is_known):
        taken.update(range(found.first, found.last))
        start, end = words[pieces[found.first][0]].start, words[pieces[found.last - 1][0]].end
        places += [replace(place, start=start, end=end) for place in found.places]
    rest: list[Word] = []
    for index, word in enumerate(words):
        numbers = [number for number, (owner, _) in enumerate(pieces) if owner == index]
        left = [folded[number] for number in numbers if number not in taken]
        if len(left) == len(numbers):
            rest.append(word)
        else:
            rest += [word.saying(piece, lore.analysis) for piece in left]
    return tuple(rest), tuple(places)


def without_days(words: Sequence[Word], lore: Lore) -> tuple[tuple[Word, ...], tuple[RecognisedDay, ...]]:
    """Return the words that name no day of the week, and the days; one in a name or a listed phrase belongs to it."""
    folded = [word.folded for word in words]
    in_phrases = _in_phrases(words, lore)
    taken: set[int] = set()
    days: list[RecognisedDay] = []
    for found in sight_days(folded):
        beside = (folded[at : at + 2] for at in (found.name - 1, found.name) if 0 <= at < len(folded) - 1)
        if found.name in in_phrases or any(map(lore.vocabulary.is_in_name, beside)):
            continue
        taken.update(range(found.first, found.last))
        days.append(RecognisedDay(found.day, words[found.first].start, words[found.last - 1].end))
    return tuple(word for index, word in enumerate(words) if index not in taken), tuple(days)


def _in_phrases(words: Sequence[Word], lore: Lore) -> set[int]:
    """Return which words stand in a phrase that the lists know ("Fridays for Future")."""
    telling = [index for index, word in enumerate(words) if not word.is_stop]
    spans = lore.thesaurus.spans([words[index].stem for index in telling])
    fixed = lore.thesaurus.fixed_spans([word.stem for word in words])
    found = {telling[position] for span in spans for position in span.positions}
    return found | {position for span in fixed for position in span.positions}
