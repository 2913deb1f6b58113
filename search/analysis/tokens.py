"""Tokens: the words of a text with their offsets, a gender form or a hyphenated word being one token."""

import re
from collections.abc import Callable
from typing import NamedTuple

from portal.plain_text import INVISIBLE

# Combining signs belong to the word before them; `\w` does not know them.
_LETTER = (
    r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0903\u093a-\u094f\u0962\u0963\u1031-\u103e\u17b4-\u17d3]"
)
# An underscore is a letter for `\w` but a gender mark here; this control character stands in for it.
_UNDERSCORE = "\x1f"
_GENDER_MARK = rf"(?:[:*{_UNDERSCORE}]-?|-?/-?)"
_SPACE = "[ \u00a0\u202f]?"
_TOKEN = re.compile(
    rf"""
    (?<!{_LETTER})[eE]\.{_SPACE}V(?!{_LETTER})\.?
    |(?<!{_LETTER})[^\W\d]\.(?:{_SPACE}[^\W\d](?!{_LETTER})\.?)+   # z. B., i. d. R.
    |{_LETTER}+(?:
        (?:{_GENDER_MARK}|[.!])[Ii]?nnen{_LETTER}*       # Bürger:innen, Sprecher*innenrat, Bürger!nnen
        |{_GENDER_MARK}[Ii]n(?!{_LETTER})                # Lehrer:in, Lehrer/-in
        |(?<=\w\w){_GENDER_MARK}(?:e[nrsm]?|[rnsmax]|as)(?!{_LETTER}|:)  # jede:r, Angestellte/r, Muslim*a
        |\(-?(?:[Ii]nnen|[Ii]n|e[nr]?|[rns])\){_LETTER}*     # Lehrer(innen), Angestellte(r)
        |[-\u2010\u2011]{_LETTER}+                       # Asyl-Beratung
        |['’]{_LETTER}+                                  # geht's
        |[·‧•]{_LETTER}+                                 # Bundes·tag of Easy German, Bürger·innen
    )*
    """,
    re.VERBOSE,
)
_CONJUNCTIONS = frozenset({"und", "oder", "sowie", "bzw"})
# A capital inside a word starts a new one (WordPress, #BringBackOurNeighbours), unless it is the I of BürgerInnen.
_CAPITAL_I = re.compile("(?<=[a-zäöüßé])I(?=nnen|n(?![a-zäöüß]))")
_CAMEL = re.compile("(?<=[A-Za-zÄÖÜäöüß]{2}[a-zäöüß])(?=[A-ZÄÖÜ][a-zäöüß]{2})")
_MARKS = re.compile(r"-?[:*_/(]-?|[)·‧•'’.\s]")
_HYPHENS = re.compile("[\u2010\u2011]")


class Token(NamedTuple):
    """One word of a text: the slice `[start, end)` of the original as it stands there."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the words of the text in order; they do not overlap."""
    seen, offsets = _visible(text)
    found = []
    for match in _TOKEN.finditer(seen.replace("_", _UNDERSCORE)):
        start, end = match.span()
        if offsets is not None:
            start, end = offsets[start], offsets[end - 1] + 1
        found.append(Token(text[start:end], start, end))
    return found


def _visible(text: str) -> tuple[str, list[int] | None]:
    """Return the text without invisible characters, and each character's offset in the original."""
    if not INVISIBLE.search(text):
        return text, None
    kept = [(offset, letter) for offset, letter in enumerate(text) if not INVISIBLE.match(letter)]
    return "".join(letter for _, letter in kept), [offset for offset, _ in kept]


def letters(text: str) -> str:
    """Return a token's text as one written word: gender marks and dots gone, pieces parted by hyphens."""
    text = INVISIBLE.sub("", text)
    if not text.isalpha():
        text = _HYPHENS.sub("-", _MARKS.sub("", text.replace("!nnen", "innen")))
    if text.islower() or text.isupper():
        return text
    return _CAMEL.sub("-", _CAPITAL_I.sub("i", text))


def join_pairs(tokens: list[Token], text: str, same_person: Callable[[str, str], bool]) -> list[Token]:
    """Return the tokens with "Bürgerinnen und Bürger" as one where `same_person` says so of its two words."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        first = tokens[index]
        other = _paired(tokens, index, text)
        if other and same_person(first.text, tokens[other].text):
            end = tokens[other].end
            first = Token(text[first.start : end], first.start, end)
            index = other
        joined.append(first)
        index += 1
    return joined


def _paired(tokens: list[Token], index: int, text: str) -> int:
    """Return the index of the word that a conjunction or slash ties to the one at `index`, or 0."""
    if index + 1 == len(tokens):
        return 0
    between = text[tokens[index].end : tokens[index + 1].start].strip()
    if between in ("/", "&"):
        return index + 1
    is_tied = not between and index + 2 < len(tokens) and tokens[index + 1].text.lower() in _CONJUNCTIONS
    return index + 2 if is_tied else 0
