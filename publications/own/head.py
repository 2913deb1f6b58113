"""The head of a page below an organisation's."""

from typing import Any

from portal.page_meta import description_of
from publications.records.owners import OwnerFact

from .pages import OwnPage


def head_of(page: OwnPage, owner: OwnerFact | None, title: str, summary: str) -> dict[str, Any]:
    """Return what a page's context says otherwise: nothing for search engines where no list names the page."""
    found = protected_head(title, summary) if owner and owner.is_shielded else {"meta_changes": {}}
    if not page.is_listed:
        found["meta_changes"]["robots"] = "noindex"
    return found


def protected_head(title: str, summary: str) -> dict[str, Any]:
    """Return the head of the protected: the covered words alone, nothing the office added, no picture."""
    changes = {"title": title, "description": description_of(summary), "image": None}
    return {"public_title": title, "meta_changes": changes}
