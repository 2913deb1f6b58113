"""Highlighting: which words of an original text made it a hit, and the passage that shows most of them.

What comes back is structure, never markup: escaping and `<mark>` are the template's.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .analysis.base import Analyser

_SENTENCE_END = re.compile(r"(?:[.!?…][\"“”»«)]*|\n)\s+(?=[^\s\W]|[„“\"»(•–-])|\n+")
_ELLIPSIS = "…"
# A sentence that begins at most this share of the passage before the first hit is shown from its start.
_LEAD = 0.5


class Segment(NamedTuple):
    """A piece of text, and whether it is to be marked."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class _Index:
    """Where the words of a text stand, and which of them have a stem or part."""

    spans: tuple[tuple[int, int], ...]
    words: Mapping[str, tuple[int, ...]]


def highlight(text: str, matched: Collection[str], analyser: Analyser) -> list[Segment]:
    """Return the text in segments; marked are whole words one of whose stems, parts or bigrams is in `matched`."""
    index = _index(text, analyser)
    hits = sorted({word for stem in matched for word in index.words.get(stem, ())})
    return _segments(text, 0, len(text), [index.spans[word] for word in hits])


def snippet(text: str, matched: Collection[str], analyser: Analyser, length: int = 200) -> list[Segment]:
    """Return the passage of at most `length` characters with most different matches, in segments.

    It begins at a sentence where one begins near enough, else at a word, and ends with a whole word; an ellipsis
    stands where text was left out. Without a match it is the beginning of the text.
    """
    index = _index(text, analyser)
    found = sorted((word, stem) for stem in matched for word in index.words.get(stem, ()))
    if len(text) <= length:
        start, end = 0, len(text)
    else:
        start, end = _best_window(text, [(index.spans[word], stem) for word, stem in found], length)
    spans = [index.spans[word] for word in sorted({word for word, _ in found})]
    segments = _segments(text, start, end, [span for span in spans if start <= span[0] and span[1] <= end])
    if start > 0:
        segments.insert(0, Segment(_ELLIPSIS + " ", False))
    if end < len(text.rstrip()):
        segments.append(Segment(" " + _ELLIPSIS, False))
    return segments


def _best_window(text: str, found: list[tuple[tuple[int, int], str]], length: int) -> tuple[int, int]:
    """Return start and end of the passage with most different stems, then most hits, then nearest the beginning."""
    best = (0, 0, 0)
    window = _window(text, 0, length)
    sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    for (position, _), _ in found[:60]:
        start, end = _window(text, _beginning(text, sentences, position, length), length)
        inside = [stem for span, stem in found if start <= span[0] and span[1] <= end]
        rank = (len(set(inside)), len(inside), -start)
        if rank[:2] > best[:2]:
            best, window = rank, (start, end)
    return window


def _beginning(text: str, sentences: list[int], position: int, length: int) -> int:
    """Return where a passage that shows the word at `position` should begin."""
    sentence = max(start for start in sentences if start <= position)
    if position - sentence <= length * _LEAD:
        return sentence
    start = position - length // 4
    space = text.find(" ", start, position)
    return space + 1 if space >= 0 else position


def _window(text: str, start: int, length: int) -> tuple[int, int]:
    """Return start and end of the passage from `start` on that ends with a whole word."""
    end = start + length
    if end >= len(text):
        return start, len(text.rstrip())
    space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
    end = space if space > start + length // 2 else end
    return start, start + len(text[start:end].rstrip(" \n,;:–-"))


def _segments(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> list[Segment]:
    """Return the text between two offsets in segments, the spans marked."""
    segments = []
    for first, last in spans:
        if start < first:
            segments.append(Segment(text[start:first], False))
        segments.append(Segment(text[first:last], True))
        start = last
    if start < end:
        segments.append(Segment(text[start:end], False))
    return segments


@lru_cache(maxsize=512)
def _index(text: str, analyser: Analyser) -> _Index:
    """Return the words of a text by stem, part and pair of adjacent stems."""
    tokens = analyser.tokens(text)
    words: dict[str, list[int]] = {}
    previous: tuple[str, int] | None = None
    for number, token in enumerate(tokens):
        word = analyser.word(token)
        stem = analyser.stem(word)
        for key in (stem, *analyser.parts(word)):
            words.setdefault(key, []).append(number)
        if whole := analyser.completed(text, token, tokens[number + 1 : number + 4]):
            words.setdefault(analyser.stem(whole), []).append(number)
        if analyser.is_stop(word):
            continue
        if previous:
            words.setdefault(f"{previous[0]} {stem}", []).extend((previous[1], number))
        previous = (stem, number)
    spans = tuple((token.start, token.end) for token in tokens)
    return _Index(spans, {key: tuple(numbers) for key, numbers in words.items()})
