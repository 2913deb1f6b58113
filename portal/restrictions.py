"""Which pages are not for everybody; no query while no content changes."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import Page, PageViewRestriction

from portal.content_cache import cached


def public_or_404(pages: QuerySet, page_id: Any) -> Any:
    """Return the published page of an id among some, if everybody may read it; raises Http404."""
    page = pages.filter(pk=page_id, live=True).first()
    if page is None or is_restricted(page.path):
        raise Http404
    return page


def is_restricted(path: str) -> bool:
    """Return whether a page at this place in the tree has a view restriction, its own or inherited.

    As in Wagtail, an alias has the restrictions of the page it shows and none of its own.
    """
    restricted = restricted_paths()
    if not restricted:
        return False
    steps = range(Page.steplen, len(path) + 1, Page.steplen)
    return any(path[:end] in restricted for end in steps)


def restricted_paths() -> frozenset[str]:
    """Return the places in the tree at which a restriction begins; no query while no content changes."""
    return cached("restricted-paths", _read)


def _read() -> frozenset[str]:
    """Read them."""
    ids = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    if not ids:
        return frozenset()
    own = Page.objects.filter(pk__in=ids, alias_of=None).values_list("path", flat=True)
    aliases = {pk: (source, path) for pk, source, path in _aliases()}
    inherited = (path for pk, (_source, path) in aliases.items() if _source_of(pk, aliases) in ids)
    return frozenset([*own, *inherited])


def _aliases() -> list[tuple[int, int, str]]:
    """Return id, source and place of every alias."""
    return list(Page.objects.filter(alias_of__isnull=False).values_list("pk", "alias_of_id", "path"))


def _source_of(pk: int, aliases: dict[int, tuple[int, str]]) -> int:
    """Return the page at the end of a chain of aliases."""
    seen = set()
    while pk in aliases and pk not in seen:
        seen.add(pk)
        pk = aliases[pk][0]
    return pk
