"""Words of the directory's search that say that somebody needs help at once: then the numbers stand above the list.

A short list by hand, German and English: everyday words of the urgent needs behind the door of those who look for
help. Nothing is guessed, the list itself stays as it is, and nobody counts how often it happens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from search.analysis import analyser
from search.words import query_words

from .doors import path_of
from .emergency import NUMBERS, EmergencyNumber
from .seeking import SEEKING

# Each line is a set of words that mean it together, in any order and form; "|" parts words that are as good.
PHRASES = """
suizid|suizidal|selbstmord|selbsttötung|suicide|suicidal
umbringen
leben nehmen
sterben ich will|möchte
nicht mehr leben
kill myself
want die
ritze|ritzen|selbstverletzung|selfharm
self harm
schlägt|schlagen|prügelt|verprügelt|würgt|bedroht|misshandelt mann|partner|freund|vater|ex|exmann|mutter|mich
hits|beats|threatens|abuses|rapes|strangles husband|partner|boyfriend|father|wife|me
vergewaltigung|vergewaltigt|missbraucht|rape|raped
häusliche gewalt
domestic violence
angst mann|partner|ex|exmann|vater
afraid husband|partner|father
stalking|stalker|gestalkt
zwangsheirat|zwangsverheiratung|zwangsehe
forced marriage
verfolgt mich|werde|wurde
abschiebung|abgeschoben|abschieben heute|morgen|nacht|sofort|jetzt|polizei
deportation|deported today|tomorrow|tonight|now
obdachlos|rausgeworfen|schlafplatz|notschlafstelle|notunterkunft heute|nacht|jetzt|sofort
homeless tonight|today|now
sleep tonight
hilfe sofort|jetzt|dringend|nacht
help tonight|now|urgent|immediately
notfall|notruf|krisentelefon|nottelefon|emergency
"""


@dataclass(frozen=True)
class HelpAtOnce:
    """What stands above a list: the numbers that answer at once, and the way to people nearby."""

    numbers: Sequence[EmergencyNumber]
    url: str


def help_at_once(q: str) -> HelpAtOnce | None:
    """Return what to show above the results of a search, None for words that sound of no emergency."""
    if not q.strip():
        return None
    analysis = analyser(settings.LANGUAGE_CODE)
    said = {form for word in query_words(q, analysis) for form in (word.folded, word.stem)}
    if any(all(said & ways for ways in phrase) for phrase in _phrases()):
        return HelpAtOnce(NUMBERS, path_of(SEEKING))
    return None


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[frozenset[str], ...], ...]:
    """Return the phrases as the forms of words that they ask for."""
    analysis = analyser(settings.LANGUAGE_CODE)
    return tuple(
        tuple(
            frozenset(
                form
                for word in query_words(ways.replace("|", " "), analysis)
                for form in (word.folded, word.stem)
            )
            for ways in line.split(" ")
        )
        for line in PHRASES.strip().splitlines()
    )
