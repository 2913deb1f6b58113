"""What search engines are told about: every published page that is for everybody, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page, get_page_models

from portal import changes
from portal.addresses import localized, page_path
from portal.alternates import alternates_of_page, alternates_of_view
from portal.page_refs import FIELDS, PageRef
from portal.registries import sitemap_entries, unlisted_pages
from portal.restrictions import is_restricted
from portal.sites import SiteFacts, language_of
from portal.view_models import Alternate

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_TAIL = "</urlset>\n"


@dataclass(frozen=True)
class SitemapEntry:
    """An address of the site without its host, when it last changed, and its versions in other languages."""

    path: str
    changed_at: datetime | None = None
    versions: tuple[Alternate, ...] = ()


def sitemap(facts: SiteFacts, now: datetime) -> Iterator[str]:
    """Give the sitemap piece by piece (sitemaps.org protocol 0.9, versions as xhtml:link)."""
    with changes.reading_once():  # a stream is read after its request has ended
        entries = [entry for source in sitemap_entries for entry in source(facts, now)]
    yield _HEAD
    for entry in entries:
        yield _element(facts, entry)
    yield _TAIL


def page_entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
    """Give every published page of a site that is for everybody, except types with `in_sitemap = False`."""
    pages = _listed(facts)
    groups = _groups(pages, facts)
    for row in pages.values_list(*FIELDS).iterator(chunk_size=500):
        ref = PageRef(*row)
        if not is_restricted(ref.path):
            language = language_of(ref.locale_id)
            versions = alternates_of_page(groups.get(ref.translation_key, {}))
            yield SitemapEntry(page_path(ref, language), ref.last_published_at, versions)


def view_entries(
    facts: SiteFacts, path: str, languages: Iterable[str] | None = None
) -> Iterator[SitemapEntry]:
    """Give a view that is no page once for each language, by default of every interface; `path` may be in any."""
    codes = list(settings.INTERFACE_LANGUAGES if languages is None else languages)
    versions = alternates_of_view(facts.base_url, path, codes)
    for code in codes:
        yield SitemapEntry(localized(path, code), versions=versions)


def register() -> None:
    """Register the pages as a source."""
    sitemap_entries.register("pages", page_entries)


def _listed(facts: SiteFacts) -> QuerySet[Page]:
    """Return the published pages at and below the published top pages of a site; no aliases, nothing unlisted."""
    below = Q(pk__in=[])
    for root in facts.roots.values():
        if root.live:
            below |= Q(path__startswith=root.path)
    silent = [model for model in get_page_models() if not getattr(model, "in_sitemap", True)]
    types = [content_type.pk for content_type in ContentType.objects.get_for_models(*silent).values()]
    found = Page.objects.filter(below, live=True, alias_of=None).exclude(content_type_id__in=types)
    for source in unlisted_pages:
        found = found.exclude(pk__in=source())
    return found.order_by("path")


def _groups(pages: QuerySet[Page], facts: SiteFacts) -> Mapping[UUID, dict[str, PageRef]]:
    """Return the pages that exist in several languages, by translation key and language; two short queries."""
    translated = pages.exclude(locale_id=facts.main.locale_id)
    keys = translated.order_by().values("translation_key")
    groups: dict[UUID, dict[str, PageRef]] = defaultdict(dict)
    for row in pages.filter(translation_key__in=keys).values_list(*FIELDS):
        ref = PageRef(*row)
        if not is_restricted(ref.path):
            groups[ref.translation_key][language_of(ref.locale_id)] = ref
    return groups


def _element(facts: SiteFacts, entry: SitemapEntry) -> str:
    """Return one `<url>`."""
    changed = (
        f"<lastmod>{entry.changed_at.isoformat(timespec='seconds')}</lastmod>" if entry.changed_at else ""
    )
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(version.code)} href={quoteattr(version.url)}/>'
        for version in entry.versions
    )
    return f"<url><loc>{escape(facts.base_url + entry.path)}</loc>{changed}{versions}</url>\n"
