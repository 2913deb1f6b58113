"""The words of the lists behind the thesaurus: how they are written, and which of them find something."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .analysis.base import Analyser
from .analysis.wordlists import DATA, lines, sections
from .thesaurus import Phrase, Thesaurus
from .vocabulary import Vocabulary

_SIGNS = re.compile(r"[^\w\s-]")
_WRITTEN = re.compile(r"[^\W\d_]{3,}")
# Regular endings of nouns by how they end; other nouns have forms that endings do not tell.
_NOUN_FORMS = {
    ("ung", "heit", "keit", "schaft", "ion", "tät"): ("en",),
    ("ling",): ("e", "en", "s"),
    ("in",): ("nen",),
    ("er",): ("n", "s"),
    ("e",): ("n",),
}


@lru_cache(maxsize=8)
def listed_words(analysis: Analyser) -> dict[str, str]:
    """Return how the lists of the analyser's language write their words, by folded word; stop words are left out."""
    language = analysis.locale.partition("-")[0]
    found: dict[str, str] = {}
    derived: dict[str, str] = {}
    for word in _written(language):
        if analysis.is_stop(folded := analysis.fold(word)):
            continue
        if folded not in found or (word[0].isupper() and found[folded][0].islower()):
            found[folded] = word
        for form in _forms(word):
            derived.setdefault(analysis.fold(form), form)
    return derived | found


def _written(language: str) -> Iterator[str]:
    """Yield the words of the concepts and of irregular forms as they stand there."""
    for path in sorted(DATA.glob(f"{language}_concepts_*.txt")):
        for line in lines(path.name):
            for word in _SIGNS.sub(" ", line).split():
                yield from filter(_WRITTEN.fullmatch, (word, *word.split("-")))
    if (DATA / f"{language}_irregular.txt").exists():
        irregular = sections(f"{language}_irregular.txt")
        for line in (*irregular.get("whole", ()), *irregular.get("plurals", ())):
            yield from filter(_WRITTEN.fullmatch, line.split())


def _forms(word: str) -> Iterator[str]:
    """Yield the regular further forms of a noun."""
    if word[0].isupper() and not word.isupper():
        for endings, added in _NOUN_FORMS.items():
            if word.endswith(endings):
                yield from (word + ending for ending in added)
                return


def leading_words(thesaurus: Thesaurus, vocabulary: Vocabulary, analysis: Analyser) -> frozenset[str]:
    """Return the folded listed words that documents say otherwise, or that lead to what documents say."""

    def leads(word: str) -> bool:
        stem = analysis.stem(word)
        related = thesaurus.get((stem,))
        return vocabulary.knows(stem) or bool(related and _any_known(related.good, vocabulary))

    return frozenset(filter(leads, listed_words(analysis)))


def _any_known(phrases: Iterable[Phrase], vocabulary: Vocabulary) -> bool:
    """Return whether documents hold all words of one of the phrases."""
    return any(all(map(vocabulary.knows, phrase)) for phrase in phrases)
