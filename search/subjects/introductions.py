"""The editors' words about a topic or a place, in the reader's language, else in the default one."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from network.models import Introduction
from network.subjects import Subject
from portal.content_cache import cached
from portal.languages import prose_language
from portal.view_models import PageLanguage


@dataclass(frozen=True)
class Prose:
    """An introduction; `language` is that of its words where it is not the reader's."""

    heading: str
    lead: str
    body: Any
    search_title: str
    search_description: str
    language: PageLanguage | None = None


def prose_about(subject: Subject) -> Prose | None:
    """Return what the editors say about a subject, None where they say nothing; at most one query."""
    if not versions_of(subject):
        return None
    wanted = [get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE]
    found = {row.locale.language_code: row for row in _about(subject).select_related("locale")}
    row = next((found[code] for code in wanted if code in found), None)
    if row is None:
        return None
    return Prose(
        row.heading,
        row.lead,
        row.body,
        row.search_title,
        row.search_description,
        prose_language(row.locale_id),
    )


def versions_of(subject: Subject) -> tuple[str, ...]:
    """Return the languages in which there are words about a subject; no query while no content changes."""
    return introduced().get((subject.kind, subject.key), ())


def introduced() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the languages of every introduction by kind and key of its subject."""
    return cached("introductions", _read)


def _read() -> dict[tuple[str, str], tuple[str, ...]]:
    """Read which subjects have words."""
    fields = ("topic__slug", "region__kind", "region__code", "locale__language_code")
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for slug, kind, code, language in Introduction.objects.order_by("pk").values_list(*fields):
        key = ("topic", slug) if slug else ("region", f"{kind}:{code}")
        found[key] = (*found.get(key, ()), language)
    return found


def _about(subject: Subject) -> Any:
    """Return the introductions of a subject."""
    if subject.kind == "topic":
        return Introduction.objects.filter(topic__slug=subject.key)
    kind, _colon, code = subject.key.partition(":")
    return Introduction.objects.filter(region__kind=kind, region__code=code)
