"""Addresses that something else than a page answers: a page published there could never be reached.

Asked of the address patterns themselves, so that new ones count without being listed here. The default language
decides for all: its pages share the addresses with what has no language, such as the admin.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import LocalePrefixPattern, Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override
from wagtail.models import Page, Site

_WORD = re.compile(r"\^?([\w.\\-]+)(.*)", re.DOTALL)


def is_reserved(parent: Page | None, slug: str) -> bool:
    """Return whether a page with this slug below `parent` would stand where something else answers; one query."""
    path = path_below(parent) if parent is not None else None
    return path is not None and is_taken(f"{path}{slug}/")


def is_taken(path: str) -> bool:
    """Return whether something else than a page answers a path like `suche/`, without its language."""
    first = path.partition("/")[0]
    if first.startswith("_") or first in _first_words(settings.ROOT_URLCONF):
        return True
    with override(settings.LANGUAGE_CODE):
        return any(_is_answered(f"/{one}") for one in (path, path.rstrip("/")))


def _is_answered(path: str) -> bool:
    """Return whether a pattern that is not Wagtail's for pages matches a path."""
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False


def path_below(parent: Page) -> str | None:
    """Return the path below which the children of a page stand, None where it belongs to no site; one query."""
    keys = Site.objects.values("root_page__translation_key")
    roots = Page.objects.filter(translation_key__in=keys).values_list("url_path", flat=True)
    above = [root for root in roots if parent.url_path.startswith(root)]
    return parent.url_path[len(max(above, key=len)) :] if above else None


@lru_cache(maxsize=4)
def _first_words(urlconf: str) -> frozenset[str]:
    """Return the first parts of addresses below which nothing is a page of its own: languages, files, the admin."""
    found = {settings.LANGUAGE_PATHS.get(code, code) for code, _name in settings.LANGUAGES}
    found |= {urlsplit(url).path.strip("/") for url in (settings.MEDIA_URL, settings.STATIC_URL)}
    for pattern in get_resolver(urlconf).url_patterns:
        if isinstance(pattern.pattern, LocalePrefixPattern):
            found.update(_words_before_values(pattern.url_patterns))
        elif match := _WORD.match(str(pattern.pattern)):
            found.add(match[1].replace("\\", ""))
    return frozenset(found - {""})


def _words_before_values(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """Yield the first part of addresses whose second part may be anything: `id` of `id/<uuid:uuid>/`."""
    for pattern in patterns:
        text = str(pattern.pattern)
        if isinstance(pattern, URLResolver) and not text:
            yield from _words_before_values(pattern.url_patterns)
        elif (match := _WORD.match(text)) and match[2].startswith("/<"):
            yield match[1]
