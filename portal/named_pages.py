"""Which pages may be named to whom: what everybody may read under its title, and what somebody keeps.

Published is not enough. A page may be closed to the public, stand in no list, or lie below an organisation under
the emergency switch, where titles are public with gaps only. Choosers, forms and links without words ask here.
"""

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from portal.content_cache import cached
from portal.registries import covered_paths, unlisted_pages
from portal.restrictions import is_restricted, restricted_paths
from portal.wagtail_policies import page_policy


def named_to(user: Any) -> Q:
    """Return the condition of being a page that may be named to somebody; no query of its own."""
    mine = Q(pk__in=page_policy().explorable_instances(user).values("pk"))
    return mine | named_to_everybody()


def is_named(page: Page) -> bool:
    """Return whether everybody reads a page's title on the page itself; no query while no content changes."""
    return page.live and not is_restricted(page.path) and not is_covered(page.path)


def is_covered(path: str) -> bool:
    """Return whether the title of a page at this place in the tree has gaps in public."""
    return any(path.startswith(above) and path != above for above in _covered())


def named_to_everybody() -> Q:
    """Return the condition of being published, open to everybody, in some list, and named there without gaps."""
    condition = Q(live=True)
    for path in restricted_paths():
        condition &= ~Q(path__startswith=path)
    for path in _covered():
        condition &= ~Q(path__startswith=path) | Q(path=path)
    for source in unlisted_pages:
        condition &= ~Q(pk__in=source())
    return condition


def _covered() -> frozenset[str]:
    """Return the places in the tree below which titles are covered."""
    return cached("covered-paths", lambda: frozenset(path for source in covered_paths for path in source()))
