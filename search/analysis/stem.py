"""Stems of German words: the light stemmer, and the word lists for what endings alone cannot tell.

The steps are those of the light German stemmer of J. Savoy (University of Neuchâtel, "Light stemming approaches
for the French, Portuguese, German and Hungarian languages", SAC 2006), written anew for folded words, with a few
endings more (-nisse, -iert, -ierung, plural s after a, o, y, p, r) and without those that harm nouns (Protest).
"""

import re
from functools import cache, lru_cache

from .fold import fold
from .gender import neutral
from .verbs import verb_forms
from .wordlists import sections

_LIST = "de_irregular.txt"
_IER = re.compile(r"(.{3,}ier)(?:t(?:e[nmrs]?)?|e[nr]?|e[rn]?s|st|n|ung(?:en|s)?|end(?:e[nmrs]?)?)?")
_PLURAL_S = re.compile(r".+[bdfghklmnt]s|.{3,}(?:as|(?<!l)os)|.{3,}[py]s|.{5,}rs")
_SUPERLATIVE = re.compile(r".{3,}(?<!ng)[dghkt]st|.{3,}ichst")
_EST = re.compile(r".{2,}[dhstz](?<!rot)(?<!pod)est")


def light(word: str) -> str:
    """Return the folded word without its endings for number, case and degree."""
    if match := _IER.fullmatch(word):
        return match[1]
    word = _without_first_ending(word)
    if word.endswith("niss"):
        return word[:-1]
    return _without_second_ending(word)


def _without_first_ending(word: str) -> str:
    """Return the word without -ern, -em, -en, -er, -es, -e, -s or the n of -eln."""
    if len(word) > 5 and word.endswith("ern"):
        return word[:-3]
    if len(word) > 5 and word.endswith("eln"):
        return word[:-1]
    if len(word) > 4 and word.endswith(("em", "en", "er", "es")):
        return word[:-2]
    if len(word) > 3 and (word.endswith("e") or _PLURAL_S.fullmatch(word)):
        return word[:-1]
    return word


def _without_second_ending(word: str) -> str:
    """Return the word without what is left of a degree or a second ending: -est, -st, -er, -en."""
    if len(word) > 5 and _EST.fullmatch(word):
        return word[:-3]
    if len(word) > 4 and (word.endswith(("er", "en")) or _SUPERLATIVE.fullmatch(word)):
        return word[:-2]
    return word


@cache
def _listed() -> tuple[dict[str, str], dict[str, str]]:
    """Return the stems of listed words by the whole folded word and by its light stem."""
    by_word: dict[str, str] = {}
    by_stem: dict[str, str] = {}
    listed = sections(_LIST)

    def target(head: str) -> str:
        word = fold(head)
        return by_word.get(word) or by_stem.get(light(word)) or light(word)

    for line in listed["whole"]:
        for word in map(fold, line.split()):
            by_word.update({word + ending: word for ending in _regular_endings(word)})
    for line in listed["plurals"]:
        singular, *others = line.split()
        by_word.update({fold(other): target(singular) for other in others})
    for line in listed["families"]:
        head, _, forms = line.partition(":")
        stem = by_word[fold(head)] = target(head)
        for form in forms.split():
            exact = fold(form.removeprefix("="))
            by_word[exact] = stem
            if not form.startswith("="):
                by_stem[light(exact)] = stem
    for line in listed["verbs"]:
        forms, head = verb_forms(line)
        stem = target(head)
        for form in forms:
            by_word.setdefault(fold(form), stem)
    return by_word, by_stem


def _regular_endings(word: str) -> tuple[str, ...]:
    """Return the endings that a noun which keeps its whole written form may carry."""
    return ("", "n", "s") if word.endswith(("er", "el", "e")) else ("", "e", "en", "es", "s")


@lru_cache(maxsize=8_192)
def listed_stem(word: str) -> str | None:
    """Return the stem that the word lists give a folded word or its neutral form, or None."""
    by_word, by_stem = _listed()
    person = neutral(word)
    return by_word.get(word) or by_word.get(person) or by_stem.get(light(person))


@lru_cache(maxsize=8_192)
def simple_stem(word: str) -> str:
    """Return the stem of a folded word that is no compound, the same for every gender."""
    return listed_stem(word) or light(neutral(word))


def plurals() -> dict[str, tuple[str, ...]]:
    """Return the irregular folded forms of folded nouns, for the places where compounds may carry them."""
    pairs = (line.split() for line in sections(_LIST)["plurals"])
    return {fold(singular): tuple(map(fold, others)) for singular, *others in pairs}
