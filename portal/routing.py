"""From an address to its page: every page on the way in one query, then the page itself in another.

Wagtail walks the tree with two queries per level (measured: 7 at depth 2, 9 at depth 3). The addresses of all
pages on the way are known beforehand, so one query brings them together, with the translations of the last
one. What happens then is Wagtail's: hooks, restrictions, `serve`.

Under `/en/` and `/leicht/` a page without a translation is shown in its default language with the interface in
the chosen one: whoever reads English finds every organisation, not only the translated ones.
"""

from collections.abc import Mapping, Sequence
from copy import copy

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from wagtail import views
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_refs import FIELDS, PageRef
from portal.sites import SiteFacts, locales, site_facts
from portal.way import Way, versions_of

# No page lies deeper; longer addresses are left to Wagtail, which stops at the first unknown part.
MAX_DEPTH = 12
# How many ways and pages a process keeps for one generation of content.
MAX_KEPT = 500


# No page takes anything that is sent to it (`BasePage.allowed_http_methods`): it says so by 405, to everybody.
@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at this address; raises Http404 where there is none."""
    facts = site_facts(request)
    components = [component for component in path.split("/") if component]
    if facts is not None and len(components) <= MAX_DEPTH:
        found = _find(request, facts, components)
        request._wagtail_route_for_request = found and found[0]
        if found:
            route, way = found
            moved = _translated_address(request, way, len(components))
            if moved:
                return HttpResponseRedirect(moved)
            request.portal_way = way
            request.route_label = route.page._meta.label
    return views.serve(request, path)


def _find(
    request: HttpRequest, facts: SiteFacts, components: Sequence[str]
) -> tuple[RouteResult, Way] | None:
    """Return Wagtail's route and the way to it: in the active language, else in the site's own."""
    translated = facts.roots.get(get_language())
    first = (
        [translated] if translated is not None and translated.live and translated.pk != facts.main.pk else []
    )
    roots = [*first, facts.main]
    known = _look_up(facts, roots, components)
    for root in roots:
        try:
            route, pages = _walk(request, root, components, known)
        except Http404:
            continue
        return route, Way(pages, versions_of(pages[-1], known.values(), facts))
    return None


def _look_up(facts: SiteFacts, roots: Sequence[PageRef], components: Sequence[str]) -> dict[str, PageRef]:
    """Return the pages on the way from each top page, and versions of the last one, by their address in the tree.

    Ways that led to a page are kept as long as no content changes; ways that lead nowhere are not, so that
    made-up addresses cannot crowd them out.
    """
    known = {root.url_path: root for root in facts.roots.values()}
    if not components:
        return known
    ways: dict[tuple[object, ...], dict[str, PageRef]] = cached("ways", dict)
    key = (*(root.pk for root in roots), *components)
    if key in ways:
        return ways[key]
    found = known | _read_way(roots, components)
    if len(ways) < MAX_KEPT and any(_url_paths(root, components)[-1] in found for root in roots):
        ways[key] = found
    return found


def _read_way(roots: Sequence[PageRef], components: Sequence[str]) -> dict[str, PageRef]:
    """Read the pages on the way and the versions of the last one in one query."""
    ways = [_url_paths(root, components) for root in roots]
    # The slug has an index, the address in the tree has none.
    on_the_way = Page.objects.filter(
        slug__in=set(components), url_path__in=[step for way in ways for step in way]
    )
    query = on_the_way.order_by().values_list(*FIELDS)
    if len(locales()) > 1:
        last = Page.objects.filter(slug=components[-1], url_path__in=[way[-1] for way in ways]).order_by()
        versions = Page.objects.filter(translation_key__in=last.values("translation_key"))
        query = query.union(versions.order_by().values_list(*FIELDS), all=True)
    refs = [PageRef(*row) for row in query]
    return {ref.url_path: ref for ref in refs}


def _url_paths(root: PageRef, components: Sequence[str]) -> list[str]:
    """Return the address in the tree after each part."""
    return [root.url_path + "/".join(components[:end]) + "/" for end in range(1, len(components) + 1)]


def _walk(
    request: HttpRequest, root: PageRef, components: Sequence[str], known: Mapping[str, PageRef]
) -> tuple[RouteResult, tuple[PageRef, ...]]:
    """Return the route from a top page down; raises Http404 where Wagtail does.

    A page type with a routing of its own (RoutablePage) gets the rest of the parts, as from Wagtail.
    """
    pages = [root]
    for at, step in enumerate([*_url_paths(root, components), ""]):
        model = _model_of(pages[-1])
        if model.route is not Page.route:
            return _page(pages[-1], model).route(request, list(components[at:])), tuple(pages)
        if not step:
            page = _page(pages[-1], model)
            return page.route(request, []), tuple(pages)
        if step not in known:
            raise Http404
        pages.append(known[step])
    raise Http404


def _model_of(ref: PageRef) -> type[Page]:
    """Return the class of a page, Page itself where its app is gone."""
    return ContentType.objects.get_for_id(ref.content_type_id).model_class() or Page


def _page(ref: PageRef, model: type[Page]) -> Page:
    """Return a page of its own for this request, its locale known; raises Http404 if it was deleted a moment ago.

    The row is read once per generation: what is served is a copy, which a view may change as it likes.
    """
    pages: dict[int, Page] = cached("pages", dict)
    page = pages.get(ref.pk) or model._default_manager.filter(pk=ref.pk).first()
    if page is None:
        raise Http404
    if len(pages) < MAX_KEPT:
        pages[ref.pk] = page
    page = copy(page)
    locale = locales().get(page.locale_id)
    if locale is not None:
        page.locale = locale
    return page


def _translated_address(request: HttpRequest, way: Way, parts: int) -> str:
    """Return the address of the version in the active language if another one was found, else ""."""
    shown = way.pages[-1]
    version = way.versions.get(get_language())
    reached_by_parts = len(way.pages) == parts + 1
    if version is None or version.pk == shown.pk or not reached_by_parts:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return page_path(version) + (f"?{query}" if query else "")
