"""Languages as visitors meet them: their own names, directions, and the ways between the versions of a page."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi, get_language_info, override

from portal.addresses import link_to, localized, page_path
from portal.page_refs import PageRef, refs_by_id
from portal.sites import SiteFacts, language_of, locales, navigation_settings
from portal.view_models import LanguageLink, PageLanguage

EASY_LANGUAGE = "de-simple"
# Names for those who look for them: they stay German in every interface.
_EASY_NAME = "Leichte Sprache"
_SIGN_NAME = "Gebärdensprache"
_OPEN_GRAPH = {"de": "de_DE", EASY_LANGUAGE: "de_DE", "en": "en_GB"}


def page_language(code: str | None = None) -> PageLanguage:
    """Return code, direction and Open Graph name of a language, of the active one if none is given."""
    code = code or get_language() or settings.LANGUAGE_CODE
    return PageLanguage(code, direction_of(code), _OPEN_GRAPH.get(code, ""))


def direction_of(code: str) -> str:
    """Return "rtl" for languages written from right to left, else "ltr"."""
    with override(code):
        return "rtl" if get_language_bidi() else "ltr"


def own_name(code: str) -> str:
    """Return what a language calls itself; Easy German by the name its readers know."""
    if code == EASY_LANGUAGE:
        return _EASY_NAME
    try:
        return capfirst(get_language_info(code)["name_local"])
    except KeyError:
        return str(dict(settings.LANGUAGES).get(code, code))


def prose_language(locale_id: int) -> PageLanguage | None:
    """Return the language of a page's own text where it differs from the interface around it, else None."""
    code = language_of(locale_id)
    return None if code == get_language() else page_language(code)


def original_language() -> PageLanguage | None:
    """Return the default language where it differs from the interface: of facts, names, menus; else None."""
    return None if get_language() == settings.LANGUAGE_CODE else page_language(settings.LANGUAGE_CODE)


def languages_of_page(
    facts: SiteFacts, page: PageRef, versions: Mapping[str, PageRef], query: str = ""
) -> tuple[LanguageLink, ...]:
    """Return the ways from a page to its versions; in a language of the interface also without a translation.

    A search stays as it is: the query string goes along.
    """

    def address(code: str) -> str:
        if code in versions:
            return page_path(versions[code], code)
        original = versions.get(settings.LANGUAGE_CODE, page)
        shown_in_every_interface = language_of(original.locale_id) == settings.LANGUAGE_CODE
        return (
            page_path(original, code)
            if shown_in_every_interface and code in settings.INTERFACE_LANGUAGES
            else ""
        )

    asked = f"?{query}" if query else ""
    found = {code: address(code) for code in _offered()}
    kept = {code: url + asked if url else "" for code, url in found.items()}
    return _links(facts, kept, versions.get(EASY_LANGUAGE))


def mail_languages() -> list[tuple[str, str]]:
    """Return the languages mails are written in, by their own names."""
    return [(code, own_name(code)) for code in settings.INTERFACE_LANGUAGES]


def mail_language() -> str:
    """Return the language of mails that fits the page being read."""
    active = get_language() or ""
    return active if active in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE


def languages_of_view(facts: SiteFacts, path: str, query: str) -> tuple[LanguageLink, ...]:
    """Return the ways from a view that is no page to itself in the languages of the interface."""
    from_here = {code: _view_address(code, path, query) for code in _offered()}
    return _links(facts, from_here, None)


def _view_address(code: str, path: str, query: str) -> str:
    """Return the same path under another language, "" where the interface is not translated."""
    if code not in settings.INTERFACE_LANGUAGES:
        return ""
    return localized(path, code) + (f"?{query}" if query else "")


def _offered() -> list[str]:
    """Return the languages to choose from: those of the interface, then those of the content; Easy German apart."""
    of_content = (locale.language_code for locale in locales().values())
    return [
        code for code in dict.fromkeys([*settings.INTERFACE_LANGUAGES, *of_content]) if code != EASY_LANGUAGE
    ]


def _links(
    facts: SiteFacts, addresses: Mapping[str, str], easy_version: PageRef | None
) -> tuple[LanguageLink, ...]:
    """Return the links in the order they are shown: languages, Easy German, sign language."""
    active = get_language()
    links = [
        LanguageLink(own_name(code), url, code, direction_of(code), "language", code == active)
        for code, url in addresses.items()
    ]
    navigation = navigation_settings(facts.site)
    pages = _live(navigation.easy_language_page_id, navigation.sign_language_page_id)
    easy = easy_version or pages.get(navigation.easy_language_page_id)
    sign = pages.get(navigation.sign_language_page_id)
    if easy or active == EASY_LANGUAGE:
        url = link_to(easy, facts.site) if easy else ""
        links.append(LanguageLink(_EASY_NAME, url, EASY_LANGUAGE, "ltr", "easy", active == EASY_LANGUAGE))
    if sign:
        links.append(
            LanguageLink(_SIGN_NAME, link_to(sign, facts.site), settings.LANGUAGE_CODE, "ltr", "sign")
        )
    return tuple(links)


def _live(*ids: int | None) -> dict[int, PageRef]:
    """Return the published pages among these ids."""
    refs = refs_by_id([pk for pk in ids if pk is not None])
    return {pk: ref for pk, ref in refs.items() if ref.live}
