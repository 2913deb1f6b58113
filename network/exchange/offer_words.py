"""Words about offers: what kind a title speaks of, and where unknown words of an offer are kept."""

from collections.abc import Iterable
from typing import Any

_SIGNS = (
    ("emergency", ("notruf", "notfall", "krise", "soforthilfe")),
    ("counselling", ("beratung", "sprechstunde")),
    ("accompaniment", ("begleit", "patenschaft", "behörden")),
    ("course", ("kurs", "deutsch lernen", "unterricht", "nachhilfe")),
    ("training", ("workshop", "fortbildung", "schulung", "training", "seminar")),
    ("school_project", ("projekttag", "schulprojekt")),
    ("meeting_place", ("café", "cafe", "treff", "küche", "begegnung", "stammtisch")),
    ("support_group", ("selbsthilfe", "gruppe")),
    ("room", ("raum", "räume")),
    ("lending", ("verleih", "ausleihe")),
    ("volunteering", ("ehrenamt", "mitmachen", "freiwillig")),
    ("networking", ("vernetzung", "netzwerk")),
    ("exhibition", ("ausstellung",)),
    ("funding", ("förder", "fonds")),
    ("culture", ("konzert", "lesung", "theater", "film", "kultur")),
)


def guess_kind(title: str) -> str:
    """Return the kind that a title speaks of, a meeting place where it says nothing."""
    text = title.casefold()
    return next((kind for kind, signs in _SIGNS if any(sign in text for sign in signs)), "meeting_place")


def title_number(before: Iterable[dict[str, Any]], offer: dict[str, Any]) -> str:
    """Return what tells an offer from those before it in a list: its title, numbered where it is not the first."""
    title = offer["title"]
    same = sum(1 for other in before if other["title"] == title)
    return f"{title}#{same + 1}" if same else title


def part_key(column: str, part: str, which: str) -> str:
    """Return the key under which unknown words of a part of an object are kept."""
    return f"{column}/{part}/{which}"
