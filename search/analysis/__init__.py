"""Analysis: text of one locale as words, stems and parts of words; no Django, no state, safe between threads."""

import hashlib
from functools import cache

from .base import Analyser, written_forms
from .english import EnglishAnalyser
from .fold import fold
from .generic import GenericAnalyser
from .german import GermanAnalyser
from .tokens import Token
from .wordlists import DATA, SOURCES

__all__ = ["Analyser", "Token", "analyser", "fold", "written_forms"]

_LISTS = ("de_gender.txt", "de_irregular.txt", "de_parts.txt", "de_stop.txt", "en_stop.txt")
_KINDS: dict[str, type[EnglishAnalyser | GenericAnalyser | GermanAnalyser]] = {
    "de": GermanAnalyser,
    "en": EnglishAnalyser,
}


@cache
def analyser(locale: str) -> Analyser:
    """Return the analyser of a locale ("de", "de-simple", "en-GB", "ar"); unknown languages get a plain one."""
    language = locale.lower().replace("_", "-").partition("-")[0]
    return _KINDS.get(language, GenericAnalyser)(locale, _digest())


@cache
def _digest() -> str:
    """Return 12 hexadecimal digits that change with the rules (the sources here) or the lists they read."""
    digest = hashlib.sha256()
    for path in [*sorted(SOURCES.glob("*.py")), *(DATA / name for name in _LISTS)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
