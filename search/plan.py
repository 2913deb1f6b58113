"""All relevance knowledge: how a query becomes weighted groups of exact terms."""

from collections.abc import Iterable

from .analysis.base import Analyser
from .reading import Reading
from .types import Alternative, AnyOf, Group
from .vocabulary import Vocabulary

ZONES = {"n": 8, "k": 6, "s": 4, "b": 2, "p": 3}
KINDS = {"s": 4, "p": 2}


def read_query(q: str, vocabulary: Vocabulary, analysis: Analyser) -> Reading:
    """Return what a query means for documents of this vocabulary."""
    words = [analysis.word(token) for token in analysis.tokens(q)]
    stems = list(dict.fromkeys(analysis.stem(word) for word in words if not analysis.is_stop(word)))
    if not stems:
        return Reading(too_vague=bool(q.strip()))
    groups = tuple(_group(stem, vocabulary) for stem in stems)
    return Reading(groups, _cut(groups), frozenset(stems), rest=q)


def _group(stem: str, vocabulary: Vocabulary) -> Group:
    """Return the group of one word: every zone and kind with its weight."""
    rarity = vocabulary.rarity(stem) + 2
    return Group(
        tuple(
            Alternative((AnyOf((f"{zone}.{kind}:{stem}",)),), zone_weight * kind_weight * rarity * 16)
            for zone, zone_weight in ZONES.items()
            for kind, kind_weight in KINDS.items()
        )
    )


def _cut(groups: Iterable[Group]) -> int:
    """Return the lowest score that counts: a fifth of the best possible."""
    return sum(max(alternative.weight for alternative in group.alternatives) for group in groups) // 20
