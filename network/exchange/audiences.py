"""Who may see which contact, and how exactly the place is told: what the column “disclosure” says.

Nothing here falls back to “public”: a word that is not understood refuses its row, an empty cell changes nothing.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.disclosure import Audience, Precision

from .resolve import Resolver
from .texts import shown, word_key

CONTACTS = ("email", "phone", "website")
PRECISION, AUDIENCE = "address", "address_audience"
"""How exactly the address is told, and to whom: two parts, because one does not say the other."""
PARTS = (*CONTACTS, PRECISION, AUDIENCE)
_NAMES = {
    "email": ("email", "e-mail", "mail"),
    "phone": ("phone", "telefon", "tel"),
    "website": ("website", "webseite", "internet", "homepage"),
    PRECISION: ("address", "adresse", "anschrift", "straße", "precision"),
    AUDIENCE: (AUDIENCE, "adresse sichtbar für"),
}
_PART_OF = {word_key(name): part for part, names in _NAMES.items() for name in names}


class BadDisclosure(ValueError):
    """A disclosure that is not understood; the message names word and remedy."""


def default_of(part: str) -> str:
    """Return what holds for a part of which nothing was ever said."""
    return Precision.EXACT if part == PRECISION else Audience.PUBLIC


def parse_disclosure(value: Any, resolver: Resolver) -> dict[str, str]:
    """Return the rules by part, only those that were given; raises BadDisclosure."""
    if value is None or value in ("", [], {}):
        return {}
    if isinstance(value, str):
        return _one_for_all(value, resolver)
    if not isinstance(value, Mapping):
        reason = _("must be one word or parts like “email: office”, not %(value)s")
        raise BadDisclosure(reason % {"value": shown(value)})
    rules: dict[str, str] = {}
    for name, word in value.items():
        part, key = _rule(name, word, resolver)
        if part in rules:
            raise BadDisclosure(_("says twice who may see “%(part)s”") % {"part": part})
        rules[part] = key
    return rules


def _one_for_all(word: str, resolver: Resolver) -> dict[str, str]:
    """Return the rules of one word that holds for every contact and the address."""
    audience = resolver.audiences.key(word)
    if audience is None:
        raise BadDisclosure(_unknown(word, resolver.audiences.allowed))
    return dict.fromkeys((*CONTACTS, AUDIENCE), audience)


def _rule(name: Any, word: Any, resolver: Resolver) -> tuple[str, str]:
    """Return one part and its rule; “address: office” names an audience, “address: municipality” a precision."""
    part = _PART_OF.get(word_key(name))
    if part is None:
        words = {"part": shown(name), "known": ", ".join(PARTS)}
        raise BadDisclosure(_("“%(part)s” is unknown here; known are %(known)s") % words)
    audience = resolver.audiences.key(word) if isinstance(word, str) else None
    precision = resolver.precisions.key(word) if isinstance(word, str) else None
    if part == PRECISION and precision:
        return PRECISION, precision
    if audience:
        return AUDIENCE if part == PRECISION else part, audience
    allowed = resolver.audiences.allowed
    if part == PRECISION:
        allowed = f"{resolver.precisions.allowed}, {allowed}"
    raise BadDisclosure(f"{part}: {_unknown(word, allowed)}")


def _unknown(word: Any, allowed: str) -> str:
    """Return the message about an unknown word."""
    return _("“%(word)s” is not understood; possible are %(allowed)s") % {
        "word": shown(word),
        "allowed": allowed,
    }
