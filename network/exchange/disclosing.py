"""Headings that may say who sees what, in the words people use: such a column is never passed over.

Whole words count where a part of one would betray nothing: “öffentlich” speaks of who sees something,
“Öffentlichkeitsarbeit” does not, and “Internetseite” only begins like “intern”.
"""

import re
import unicodedata
from collections.abc import Sequence

from portal.slugs import GERMAN_LETTERS

# Wherever they stand, also within a longer word.
_ANYWHERE = re.compile(
    "disclos|veroeffentl|sichtbar|freigabe|vertraul|datenschutz|dsgvo|gdpr|einwillig|einverstaend|visib|audience"
)
_BEGINNINGS = (
    "anzeigbar", "angezeigt", "ausblend", "ausgeblend", "confidential", "consent", "einblend", "freigeb", "freigegeb",
    "geheim", "gezeigt", "hidden", "nichtoeffentlich", "sperrvermerk", "unveroeffentl", "verberg", "verborgen",
    "versteck", "zustimm",
)  # fmt: skip
_WORDS = {"anzeigen", "darf", "hide", "intern", "internal", "privat", "publish", "published", "unpublished"}
# Words that mean something else before or behind these.
_PUBLIC = {"oeffentlich", "public"}
_OTHER_PUBLIC = {"anerkannt", "bestellt", "finanziert", "gefoerdert", "rechtlich", "relations", "transport"}
_SHOWING = {"zeigen", "zeige"}
_OTHER_SHOWING = {"flagge", "gesicht", "haltung"}
_OF_NOTES = ("anmerk", "bemerk", "kommentar", "notiz", "vermerk")
# Words that speak of who sees something only together with others.
_NET = {"homepage", "internet", "netz", "online", "portal", "print", "web", "webseite", "website"}
_AMONG_US = ("buero", "bueros", "intern", "koordini", "mitglied", "team", "vorstand")
_ANSWERS = {"ja", "nein"}
_LITTLE = {"is", "keep", "no", "yes"}


def says_who_sees(heading: object) -> bool:
    """Return whether a heading may be meant to say who sees what."""
    words = _words(heading)
    return bool(_ANYWHERE.search("".join(words))) or _has_telling_word(words) or _has_telling_pair(set(words))


def _words(heading: object) -> list[str]:
    """Return the words of a heading without case, ä as ae."""
    folded = unicodedata.normalize("NFKC", str(heading)).casefold().translate(GERMAN_LETTERS)
    return re.findall(r"[^\W_]+", folded)


def _has_telling_word(words: Sequence[str]) -> bool:
    """Return whether a single word tells, read with its neighbours."""
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in _PUBLIC and after not in _OTHER_PUBLIC:
            return True
        if word in _SHOWING and before not in _OTHER_SHOWING:
            return True
        if word.startswith(_BEGINNINGS):
            return True
        if word in _WORDS and not (word.startswith("intern") and _is_of_notes(words)):
            return True
    return False


def _is_of_notes(words: Sequence[str]) -> bool:
    """Return whether a column holds notes, which an import leaves alone: “Bemerkung (intern)”."""
    return "nur" not in words and any(word.startswith(_OF_NOTES) for word in words)


def _has_telling_pair(words: set[str]) -> bool:
    """Return whether words tell together: “nicht ins Netz”, “Online ja/nein”, “nur Mitglieder”, “Show contact”."""
    if "nicht" in words and (words & _NET or any(word.startswith("oeffentlich") for word in words)):
        return True
    if words & _NET and (words >= _ANSWERS or "ins" in words):
        return True
    if "nur" in words and any(word.startswith(_AMONG_US) for word in words):
        return True
    if "private" in words and words <= {"private"} | _LITTLE:
        return True
    return bool(words & {"show", "display"}) and len(words) > 1
