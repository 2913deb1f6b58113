"""Addresses of the portal in every language; pure text, no query."""

from functools import lru_cache

from django.conf import settings
from django.urls import LocalePrefixPattern
from django.utils.translation import get_language


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
