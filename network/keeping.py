"""Which organisation each of many pages belongs to: by the page above, asked for all of them at once."""

from collections.abc import Iterable

from wagtail.models import Page

from network.models import ActorPage, Organisation


def organisations_of(page_ids: Iterable[int]) -> dict[int, Organisation]:
    """Return the organisation by page, of those that are an organisation's or lie below one's; two queries."""
    paths = dict(Page.objects.filter(pk__in=set(page_ids)).values_list("pk", "path"))
    ways = {path[:end] for path in paths.values() for end in _ends(path)}
    above = ActorPage.objects.filter(path__in=ways).select_related("organisation")
    known = {page.path: page.organisation for page in above}
    found = {}
    for pk, path in paths.items():
        nearest = next((known[path[:end]] for end in _ends(path) if path[:end] in known), None)
        if nearest is not None:
            found[pk] = nearest
    return found


def _ends(path: str) -> range:
    """Return where the paths of a page and of those above it end, its own first."""
    return range(len(path), 0, -Page.steplen)
