"""Folding: one spelling for letters that people type in several ways."""

import re
import unicodedata
from functools import lru_cache

# Combining accents, Hebrew points, Arabic vowel signs and the Arabic stretching stroke carry no difference a
# searcher types. Signs of Indic scripts are vowels and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+")
# Letters that compatibility decomposition leaves alone; Arabic and Persian keyboards give different code points
# for the same letter, and alef is written with and without its hamza.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ə": "e",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
    }
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# "ue" after a vowel or q is no umlaut: neue, Bauer, Quelle, Steuer, Säue.
_DIGRAPH = re.compile("(?<=a)e|(?<=o)e|(?<=[^aeiouyqäöü]u)e|(?<=^u)e")


def plain(text: str) -> str:
    """Return the text in lower case without accents, with German sharp s and foreign letters spelled out."""
    text = text.lower()
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_LETTERS).translate(_DIGITS)


@lru_cache(maxsize=8_192)
def fold(text: str) -> str:
    """Return the plain text with ä/ae, ö/oe and ü/ue each as one vowel; the e after a written ä stays (Europäer)."""
    return plain(_DIGRAPH.sub("", text.lower()))


def fold_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded text and, for each of its characters, the offset in the text it came from."""
    dropped = {match.start() for match in _DIGRAPH.finditer(text.lower())}
    letters = [
        (letter, offset)
        for offset, character in enumerate(text)
        if offset not in dropped
        for letter in plain(character)
    ]
    return "".join(letter for letter, _ in letters), tuple(offset for _, offset in letters)
