"""The topics in memory: what each is part of, and which ones go together."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

from django.utils.translation import get_language

from network.models import Topic
from portal.content_cache import cached, cached_per_language
from portal.slugs import german_slug
from search.models import SearchDocument
from search.query import TYPES

TOGETHER = 6


@dataclass(frozen=True)
class TopicRow:
    """A topic in the reader's language with the slugs of what it is part of and of its parts."""

    slug: str
    label: str
    description: str
    synonyms: tuple[str, ...]
    parent: str
    children: tuple[str, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        """Return what an entry must have one of to belong here: the topic or a part of it."""
        return (self.slug, *self.children)


def topic_table() -> Mapping[str, TopicRow]:
    """Return every topic by slug, in the order of the labels."""
    return cached_per_language("topic-table", _read)


def _read() -> dict[str, TopicRow]:
    """Read the topics; what has a parent is part of it, however deep the tree."""
    english = (get_language() or "").startswith("en")
    fields = ("slug", "name", "label_en", "description", "synonyms", "parent__slug")
    rows = list(Topic.objects.values_list(*fields))
    children: dict[str, list[str]] = defaultdict(list)
    for slug, *_rest, parent in rows:
        children[parent or ""].append(slug)
    found = [
        TopicRow(
            slug,
            label_en if english and label_en else name,
            "" if english else description,
            tuple(synonyms),
            parent or "",
            _below(slug, children),
        )
        for slug, name, label_en, description, synonyms, parent in rows
    ]
    return {row.slug: row for row in sorted(found, key=lambda row: (german_slug(row.label), row.slug))}


def _below(slug: str, children: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return every topic below one, each once."""
    found: dict[str, None] = {}
    waiting = list(children.get(slug, ()))
    while waiting:
        one = waiting.pop()
        if one not in found and one != slug:
            found[one] = None
            waiting += children.get(one, ())
    return tuple(sorted(found))


def topic_meant(word: str) -> str:
    """Return the slug of the topic somebody means by a word in an address, "" for none."""
    slug = german_slug(word, "")
    if slug in topic_table():
        return slug
    names = cached("topic-names", _names)
    return names.get(slug, "") if slug else ""


def _names() -> dict[str, str]:
    """Return the slugs of topics by everything they are called, as addresses write it; labels before other words."""
    rows = list(Topic.objects.order_by("-pk").values_list("slug", "name", "label_en", "synonyms"))
    words = {german_slug(word, ""): slug for slug, _name, _label, synonyms in rows for word in synonyms}
    return words | {
        german_slug(label, ""): slug for slug, *labels, _words in rows for label in labels if label
    }


def most_together(slug: str) -> tuple[str, ...]:
    """Return the topics that entries with this one have most often, the most frequent first."""
    return cached("topics-together", _pairs).get(slug, ())


def _pairs() -> dict[str, tuple[str, ...]]:
    """Count which topics are on the same entry; one query."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rows = SearchDocument.objects.filter(deleted=False, type__in=TYPES)
    for slugs in rows.values_list("shown__topics", flat=True):
        for one, other in permutations(slugs or (), 2):
            counts[one][other] += 1
    return {
        slug: tuple(sorted(found, key=lambda other: (-found[other], other))[:TOGETHER])
        for slug, found in counts.items()
    }
