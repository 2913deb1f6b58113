"""Addresses of the portal in every language; links to pages cost no query."""

from functools import lru_cache

from django.conf import settings
from django.urls import LocalePrefixPattern
from django.utils.translation import get_language
from wagtail.models import Page, Site

from portal.content_cache import cached
from portal.page_refs import PageRef
from portal.sites import SiteFacts, all_sites, language_of


@lru_cache(maxsize=1)
def _paths(languages: tuple[str, ...]) -> dict[str, str]:
    """Return the language of every first path segment that names one; the default language has none."""
    others = (code for code in languages if code != settings.LANGUAGE_CODE)
    return {settings.LANGUAGE_PATHS.get(code, code): code for code in others}


def language_paths() -> dict[str, str]:
    """Return `{path segment: language code}` of the languages that are not the default."""
    return _paths(tuple(code for code, _name in settings.LANGUAGES))


def language_of_path(path: str) -> str:
    """Return the language that an address like `/leicht/initiativen/` names, else the default language."""
    segment = path.lstrip("/").partition("/")[0]
    return language_paths().get(segment, settings.LANGUAGE_CODE)


def prefix_of(language: str) -> str:
    """Return what stands before every path of a language: `/`, `/en/`, `/leicht/`."""
    if language == settings.LANGUAGE_CODE:
        return "/"
    return f"/{settings.LANGUAGE_PATHS.get(language, language)}/"


def without_language(path: str) -> str:
    """Return a path without the segment that names its language."""
    segment, slash, rest = path.lstrip("/").partition("/")
    return f"/{rest}" if slash and segment in language_paths() else path


def localized(path: str, language: str) -> str:
    """Return the same path under another language's prefix."""
    return prefix_of(language) + without_language(path).lstrip("/")


class LanguagePrefixPattern(LocalePrefixPattern):
    """The part of an address that names the language, where the code is not always the path (`/leicht/`)."""

    def __init__(self) -> None:
        super().__init__(prefix_default_language=False)

    @property
    def language_prefix(self) -> str:
        """Return the prefix of the active language without its leading slash."""
        return prefix_of(get_language() or settings.LANGUAGE_CODE)[1:]


def page_path(page: Page | PageRef, language: str | None = None) -> str:
    """Return the address of a page without its host, "" for one below no site; no query while no content changes.

    `language` is that of the interface around the page (None: the active one). A page in the default language
    is shown in every interface; any other page only under its own language.
    """
    found = _root_of(page.url_path)
    if found is None:
        return ""
    root, _facts = found
    own = language_of(root.locale_id)
    shown = language or get_language() or own
    prefix = prefix_of(shown if own == settings.LANGUAGE_CODE else own)
    return prefix + page.url_path[len(root.url_path) :]


def page_url(page: Page | PageRef, language: str | None = None) -> str:
    """Return the address of a page with scheme and host, "" for one below no site."""
    found = _root_of(page.url_path)
    return found[1].base_url + page_path(page, language) if found else ""


def link_to(page: Page | PageRef, site: Site, language: str | None = None) -> str:
    """Return the address to use in a link on that site: with host only where the page belongs to another site."""
    found = _root_of(page.url_path)
    elsewhere = found is not None and found[1].site.pk != site.pk
    return page_url(page, language) if elsewhere else page_path(page, language)


def site_of(page: Page | PageRef) -> int | None:
    """Return the id of the site a page belongs to, None for one below no site."""
    found = _root_of(page.url_path)
    return found[1].site.pk if found else None


def _root_of(url_path: str) -> tuple[PageRef, SiteFacts] | None:
    """Return the top page above a place in the tree and its site; of nested sites the inner one."""
    return next((pair for pair in cached("roots", _roots) if url_path.startswith(pair[0].url_path)), None)


def _roots() -> tuple[tuple[PageRef, SiteFacts], ...]:
    """Return every top page with its site, the longest path first."""
    pairs = [(root, facts) for facts in all_sites() for root in facts.roots.values()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0].url_path)))
