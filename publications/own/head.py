"""The head of a page whose organisation is protected."""

from typing import Any

from portal.page_meta import description_of


def protected_head(title: str, summary: str) -> dict[str, Any]:
    """Return what a page's context says otherwise: the covered words alone, nothing the office added, no picture."""
    changes = {"title": title, "description": description_of(summary), "image": None}
    return {"public_title": title, "meta_changes": changes}
