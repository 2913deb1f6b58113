"""What a page of text shows beside its text: its pages below, its headings, when it was last changed."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.addresses import page_path
from portal.anchors import anchor_of
from portal.restrictions import is_restricted
from portal.view_models import Link

if TYPE_CHECKING:
    from portal.models import StandardPage

# Fewer headings are seen at a glance.
LEAST_HEADINGS = 3


def text_page_context(page: "StandardPage") -> dict[str, Any]:
    """Return `children`, `contents` and `updated_on` of a text page; one query if it has pages below it."""
    changed = page.last_published_at
    return {
        "children": children_of(page),
        "contents": contents_of(page),
        "updated_on": timezone.localdate(changed) if changed else None,
    }


def children_of(page: "StandardPage") -> tuple[Link, ...]:
    """Return links to the published text pages below, in the order the editors gave them."""
    if page.numchild == 0:
        return ()
    below = type(page).objects.child_of(page).live().order_by("path").defer("body")
    return tuple(
        Link(child.title, page_path(child), description=child.search_description or child.intro)
        for child in below
        if not is_restricted(child.path)
    )


def contents_of(page: "StandardPage") -> tuple[Link, ...]:
    """Return links to the headings of a longer text, none for a short one."""
    headings = [block.value for block in page.body if block.block_type == "heading"]
    if len(headings) < LEAST_HEADINGS:
        return ()
    return tuple(Link(heading, f"#{anchor_of(heading)}") for heading in dict.fromkeys(headings))
