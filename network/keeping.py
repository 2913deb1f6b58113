"""Which organisation each of many pages belongs to: by the page above, asked for all of them at once."""

from collections.abc import Iterable

from wagtail.models import Page

from network.models import ActorPage, Organisation


def organisations_of(page_ids: Iterable[int]) -> dict[int, Organisation]:
    """Return the organisation by page, of those that are an organisation's or lie below one's; two queries."""
    paths = dict(Page.objects.filter(pk__in=set(page_ids)).values_list("pk", "path"))
    found = organisations_at(paths.values())
    return {pk: found[path] for pk, path in paths.items() if path in found}


def organisations_at(paths: Iterable[str]) -> dict[str, Organisation]:
    """Return the organisation by place in the tree, of those at or below an organisation's page; one query."""
    wanted = set(paths)
    ways = {path[:end] for path in wanted for end in _ends(path)}
    above = ActorPage.objects.filter(path__in=ways).select_related("organisation").order_by()
    known = {page.path: page.organisation for page in above}
    nearest = {path: next((path[:end] for end in _ends(path) if path[:end] in known), "") for path in wanted}
    return {path: known[way] for path, way in nearest.items() if way}


def _ends(path: str) -> range:
    """Return where the paths of a page and of those above it end, its own first."""
    return range(len(path), 0, -Page.steplen)
