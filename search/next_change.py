"""When the next of what can be found appears or is over: until then what the site search answers holds."""

import bisect
from datetime import datetime

from portal.content_cache import cached

from .models import SearchDocument


def next_change(now: datetime) -> datetime | None:
    """Return the first moment after now at which something comes or goes; no query while nothing changes."""
    moments = cached("search-moments", _read)
    place = bisect.bisect_right(moments, now)
    return moments[place] if place < len(moments) else None


def _read() -> list[datetime]:
    """Read all these moments of what is found, in their order."""
    rows = SearchDocument.objects.filter(deleted=False).order_by()
    return sorted({at for pair in rows.values_list("visible_from", "visible_until") for at in pair if at})
