"""The way to a page: the pages above it and its versions in other languages, found while routing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from portal.page_refs import FIELDS, PageRef, ref_of
from portal.sites import SiteFacts, language_of, site_facts


@dataclass(frozen=True)
class Way:
    """The pages from the top page to the one shown, and its published versions by language."""

    pages: tuple[PageRef, ...]
    versions: Mapping[str, PageRef]


def way_to(page: Page, request: HttpRequest) -> Way:
    """Return the way that routing found; two queries for a page that was not routed (a preview)."""
    known = getattr(request, "portal_way", None)
    if known is not None and known.pages[-1].pk == page.pk:
        return known
    facts = site_facts(request)
    top = min(facts.site.root_page.depth if facts else 2, page.depth)
    steps = [page.path[: depth * Page.steplen] for depth in range(top, page.depth)]
    above = Page.objects.filter(path__in=steps).order_by("path").values_list(*FIELDS) if steps else []
    shown = ref_of(page)
    others = Page.objects.filter(translation_key=page.translation_key).values_list(*FIELDS)
    versions = versions_of(shown, [PageRef(*row) for row in others], facts) if facts else {}
    return Way((*(PageRef(*row) for row in above), shown), versions)


def versions_of(page: PageRef, candidates: Iterable[PageRef], facts: SiteFacts) -> dict[str, PageRef]:
    """Return those candidates by language that are published versions of a page and can be reached on the site."""
    found = {}
    for ref in candidates:
        root = facts.roots.get(language_of(ref.locale_id))
        reachable = root is not None and root.live and ref.url_path.startswith(root.url_path)
        is_version = ref.live and ref.alias_of_id is None and ref.translation_key == page.translation_key
        if reachable and is_version:
            found[language_of(ref.locale_id)] = ref
    return found
