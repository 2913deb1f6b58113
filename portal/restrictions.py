"""Which pages are not for everybody; no query while no content changes."""

from dataclasses import dataclass

from wagtail.models import Page, PageViewRestriction

from portal.content_cache import cached


@dataclass(frozen=True)
class Restricted:
    """Places in the tree with a view restriction, and of pages that mirror another one (aliases share its rules)."""

    paths: frozenset[str]
    alias_paths: frozenset[str]


def may_be_restricted(path: str) -> bool:
    """Return whether a page at this place in the tree can have a view restriction, its own or inherited.

    False is certain; True means that Wagtail must be asked, because an alias takes its rules from elsewhere.
    """
    restricted = cached("restricted", _read)
    if not restricted.paths:
        return False
    above = {path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)}
    return not above.isdisjoint(restricted.paths) or not above.isdisjoint(restricted.alias_paths)


def _read() -> Restricted:
    """Read every restricted place, and every alias if there is a restricted place at all."""
    paths = frozenset(PageViewRestriction.objects.values_list("page__path", flat=True))
    aliases = Page.objects.filter(alias_of__isnull=False).values_list("path", flat=True) if paths else ()
    return Restricted(paths, frozenset(aliases))
