"""Topics that a list names and nobody has yet: made only where the office asks for it."""

from collections.abc import Iterable

from network.models import Topic
from portal.slugs import german_slug

from .resolve import Resolver, Unknown
from .rows import Row


def make_topics(rows: Iterable[Row], words: Resolver, unknown: Unknown) -> list[Topic]:
    """Turn the rows' unknown topics into topics, known from now on and not yet saved; return them."""
    made: list[Topic] = []
    for row in rows:
        for word in row.unmatched.pop("topics", []):
            slug = words.topic(word)
            if slug is None:
                slug = _free_slug(word, words.topics_by_slug)
                made.append(Topic(name=word, slug=slug))
                words.add_topic(made[-1])
            entries = [slug if entry == word else entry for entry in row.get("topics")]
            row.values["topics"] = list(dict.fromkeys(entries))
    unknown.words.pop("topics", None)
    return made


def used_topics(made: Iterable[Topic], rows: Iterable[Row]) -> list[Topic]:
    """Return those of the made topics that a row names."""
    named = {slug for row in rows for slug in row.get("topics", [])}
    return [topic for topic in made if topic.slug in named]


def _free_slug(name: str, taken: Iterable[str]) -> str:
    """Return a slug that no topic has."""
    base = german_slug(name, "thema", 90)
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
