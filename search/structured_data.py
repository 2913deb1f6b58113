"""What machines read about a list of results (schema.org `ItemList`): what is shown to everybody, nothing more."""

from collections.abc import Sequence
from typing import Any

from .view_models import Entry


def item_list(entries: Sequence[Entry], base_url: str, before: int, total: int) -> dict[str, Any]:
    """Return the entries of one page as `ItemList`, nothing without any; `before` stand on earlier pages."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": f"{base_url}{entry.url}",
            "name": "".join(part.text for part in entry.title_segments),
        }
        for position, entry in enumerate(entries, before + 1)
    ]
    return {"@type": "ItemList", "numberOfItems": total, "itemListElement": items} if items else {}
