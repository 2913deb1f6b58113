"""Gender: feminine and participle forms of a folded German word lead to the form they share with the others."""

import re
from functools import cache

from .fold import fold
from .wordlists import sections

_LIST = "de_gender.txt"
# Endings of the words for persons that take -in: Lehrer, Aktivist, Student, Demonstrant, Doktorand, Soldat,
# Pädagoge, Ingenieur, Autor, Notar, Therapeut, Vietnamese, Fotograf, Homöopath. Others are listed one by one.
_PERSON = r"er|ist|ent|ant|and|[diklnrs]at|og|eur|[kltsuj]or|[nt]ar|eut|naut|[dlmnp]es|graf|graph|path|pad"
_PARTICIPLE = re.compile(r"(.{3,}(?:en|(?<=er)n|(?<=el)n))d(?:e[nrms]?)")


@cache
def _exceptions() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that only look like a gender form, and the endings that make a word one of them."""
    listed = [fold(word) for line in sections(_LIST)["no gender form"] for word in line.split()]
    endings = tuple(word[1:] for word in listed if word.startswith("*"))
    return frozenset(word for word in listed if not word.startswith("*")), endings


@cache
def _feminine() -> re.Pattern[str]:
    """Return the pattern of feminine words in the singular."""
    listed = [fold(word) for line in sections(_LIST)["persons"] for word in line.split()]
    endings = "|".join(sorted(word[1:] for word in listed if word.startswith("*")))
    wholes = "|".join(sorted(word for word in listed if not word.startswith("*")))
    return re.compile(rf"(.{{2,}}(?:{_PERSON})|.*(?:{endings})|{wholes})in")


def neutral(word: str) -> str:
    """Return the folded word without its feminine or participle ending, or as it is if it has none."""
    words, endings = _exceptions()
    if word in words or word.endswith(endings):
        return word
    if word.endswith("innen") and len(word) > 7:
        return _without_feminine(word[:-5])
    if word.endswith("in"):
        match = _feminine().fullmatch(word)
        return _without_feminine(match[1]) if match else word
    match = _PARTICIPLE.fullmatch(word)
    if not match:
        return word
    return match[1].removesuffix("en") if match[1].endswith("en") else match[1][:-1]


def _without_feminine(root: str) -> str:
    """Return the other form of a feminine word cut to its root: Chines-in is Chinese, not a plural of Chine."""
    return root + "e" if root.endswith("s") else root
