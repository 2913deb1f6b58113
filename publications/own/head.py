"""The head of a page below an organisation's."""

from typing import Any

from portal.page_meta import description_of

from .pages import OwnPage


def head_of(page: OwnPage, is_shielded: bool, title: str, summary: str) -> dict[str, Any]:
    """Return what a page's context says otherwise: nothing for search engines where no list names the page.

    Of the protected it has the covered words alone, nothing the office added, and no picture.
    """
    changes: dict[str, Any] = {}
    if is_shielded:
        changes |= {"title": title, "description": description_of(summary), "image": None}
    if not page.is_listed:
        changes["robots"] = "noindex"
    return {"meta_changes": changes, **({"public_title": title} if is_shielded else {})}
