"""What topics, languages and choices are called in the reader's language; filters of every list share them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language

from network.languages import LANGUAGES, language_label
from network.models import Topic
from portal.content_cache import cached_per_language

Labels = Mapping[str, str]


def topic_labels() -> Labels:
    """Return the labels of topics in the reader's language by slug."""
    english = (get_language() or "").startswith("en")

    def build() -> Labels:
        rows = Topic.objects.values_list("slug", "name", "label_en")
        return {slug: (label_en if english and label_en else name) for slug, name, label_en in rows}

    return cached_per_language("facet-topics", build)


def language_labels() -> Labels:
    """Return the names of languages in the reader's language by code."""

    def build() -> Labels:
        return {code: language_label(code, get_language() or "de") for code in LANGUAGES}

    return cached_per_language("facet-languages", build)


def choice_labels(choices: Any) -> Callable[[], Labels]:
    """Return a function that gives the labels of a list of choices."""

    def build() -> Labels:
        return {key: str(label) for key, label in choices.choices}

    return lambda: cached_per_language(f"facet-{choices.__name__}", build)
