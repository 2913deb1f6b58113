"""How common each word is in what can be found: the base of rarity, prefixes and spelling."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

RARITY_CLASSES = 8
STEM_KINDS = frozenset({"s", "p"})


@dataclass(frozen=True)
class Vocabulary:
    """Words and stems of one language with the number of documents that hold them."""

    locale: str
    documents: int = 0
    stems: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    version: str = ""
    names: frozenset[str] = frozenset()  # whole, folded
    initials: frozenset[str] = frozenset()  # of names

    def rarity(self, stem: str) -> int:
        """Return how rare a stem is: 0 in more than half of all documents, each class halving, 7 for unknown."""
        frequency = self.stems.get(stem, 0)
        if frequency == 0 or self.documents == 0:
            return RARITY_CLASSES - 1
        share = self.documents / frequency
        return min(RARITY_CLASSES - 1, max(0, int(share).bit_length() - 1))

    def knows(self, stem: str) -> bool:
        """Return whether any document holds the stem, as a word or as part of a compound."""
        return stem in self.stems

    @cached_property
    def _all_names(self) -> str:
        return "\n" + "\n".join(f" {name} " for name in sorted(self.names)) + "\n"

    def is_name(self, words: Sequence[str]) -> bool:
        """Return whether folded words are a whole name."""
        return " ".join(words) in self.names

    def is_in_name(self, words: Sequence[str]) -> bool:
        """Return whether folded words stand side by side in a name."""
        return f" {' '.join(words)} " in self._all_names

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self.words)

    def words_from(self, prefix: str, limit: int = 60) -> list[str]:
        """Return folded words that begin with the prefix, the most common first."""
        words = self._sorted_words
        start = bisect_left(words, prefix)
        found = []
        for index in range(start, len(words)):
            if not words[index].startswith(prefix):
                break
            found.append(words[index])
        return sorted(found, key=lambda word: (-self.words[word], word))[:limit]


def joined(one: Vocabulary, other: Vocabulary) -> Vocabulary:
    """Return the vocabulary of two sets of documents together."""
    return Vocabulary(
        one.locale,
        one.documents + other.documents,
        dict(Counter(one.stems) + Counter(other.stems)),
        dict(Counter(one.words) + Counter(other.words)),
        f"{one.version}+{other.version}",
        one.names | other.names,
        one.initials | other.initials,
    )


def count_terms(locale: str, documents: Iterable[Iterable[str]]) -> Vocabulary:
    """Return the vocabulary of documents given as their term strings."""
    stems: Counter[str] = Counter()
    words: Counter[str] = Counter()
    names: set[str] = set()
    initials: set[str] = set()
    total = 0
    for terms in documents:
        total += 1
        in_stems, in_words = set(), set()
        for term in terms:
            kind, text = term[2], term[4:]
            if kind in STEM_KINDS:
                in_stems.add(text)
            elif kind == "w":
                in_words.add(text)
            elif kind == "x":
                names.add(text)
            elif kind == "i":
                initials.add(text)
        stems.update(in_stems)
        words.update(in_words)
    everything = (total, sorted(stems.items()), sorted(words.items()), sorted(names))
    digest = sha256(repr(everything).encode()).hexdigest()[:16]
    return Vocabulary(locale, total, dict(stems), dict(words), digest, frozenset(names), frozenset(initials))
