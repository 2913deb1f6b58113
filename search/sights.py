"""Places among the words of a query: which words name them, and what is left."""

from collections.abc import Sequence
from dataclasses import replace

from .gazetteer import sight
from .lore import Lore
from .reading import RecognisedPlace
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
