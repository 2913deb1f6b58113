"""Menu and footer of a site as links in the active language; no query while no content changes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page, Site

from portal.addresses import link_to, localized, without_language
from portal.content_cache import cached_per_language
from portal.http import areas
from portal.page_refs import FIELDS, PageRef
from portal.sites import language_of, navigation_settings
from portal.view_models import FooterColumn, Link


def menu(site: Site, path: str) -> tuple[Link, ...]:
    """Return the main menu; links whose page lies at or above the shown path are current."""
    links = cached_per_language(f"menu:{site.pk}", lambda: _links(site, navigation_settings(site).menu))
    return tuple(replace(link, current=_leads_to(link.url, path)) for link in links)


def footer(site: Site) -> tuple[FooterColumn, ...]:
    """Return the columns of the footer."""
    return cached_per_language(f"footer:{site.pk}", lambda: _columns(site))


def _columns(site: Site) -> tuple[FooterColumn, ...]:
    """Read the columns of the footer."""
    columns = [block.value for block in navigation_settings(site).footer]
    return tuple(FooterColumn(column["heading"], _links(site, column["links"])) for column in columns)


def _links(site: Site, blocks: Iterable[Any]) -> tuple[Link, ...]:
    """Return links to what the office chose; pages that are gone or not published are left out."""
    values = [getattr(block, "value", block) for block in blocks]
    versions = _versions([value["page"] for value in values if value["page"]])
    shown = (value for value in values if (value["page"].live if value["page"] else value["url"]))
    return tuple(_link(site, value, versions) for value in shown)


def _link(site: Site, value: Any, versions: dict[Any, PageRef]) -> Link:
    """Return one link; words that the office wrote are in the default language and marked so elsewhere."""
    page = value["page"]
    version = versions.get(page.translation_key) if page else None
    if version is not None and language_of(version.locale_id) != settings.LANGUAGE_CODE:
        return Link(version.title, link_to(version, site))
    label = value["label"] or page.title
    lang = "" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
    return Link(label, link_to(page, site) if page else _localized(value["url"]), lang=lang)


def _localized(url: str) -> str:
    """Return the address of a view in the active language of the interface; every other address as it is."""
    is_of_view = url.startswith("/") and not url.startswith(("//", areas.ADMIN, *areas.FILES))
    language = get_language() or ""
    return localized(url, language) if is_of_view and language in settings.INTERFACE_LANGUAGES else url


def _versions(pages: Iterable[Page]) -> dict[Any, PageRef]:
    """Return the published versions in the active language by translation key."""
    keys = {page.translation_key for page in pages}
    rows = Page.objects.filter(translation_key__in=keys, live=True).values_list(*FIELDS)
    refs = [PageRef(*row) for row in rows]
    return {ref.translation_key: ref for ref in refs if language_of(ref.locale_id) == get_language()}


def _leads_to(url: str, path: str) -> bool:
    """Return whether a path lies at or below the address of a link; the home page leads to itself only."""
    is_section = url.startswith("/") and without_language(url) != "/"
    return path == url or (is_section and path.startswith(url))
