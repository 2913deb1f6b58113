"""What machines read about lists of dates (schema.org `ItemList`)."""

from collections.abc import Sequence
from typing import Any

from .view_models import EventRow


def item_list(rows: Sequence[EventRow], base_url: str, before: int, total: int) -> dict[str, Any]:
    """Return the dates of one page as `ItemList`, nothing without any; `before` stand on earlier pages."""
    items = [
        {"@type": "ListItem", "position": position, "url": f"{base_url}{row.url}", "name": row.title}
        for position, row in enumerate(rows, before + 1)
    ]
    return {"@type": "ItemList", "numberOfItems": total, "itemListElement": items} if items else {}
