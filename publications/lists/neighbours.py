"""The things before and after one in its list: open ones only, whatever the clock says at the moment."""

from bisect import bisect_right
from datetime import datetime

from portal.addresses import page_path
from portal.page_refs import refs_by_id
from portal.view_models import Link

from .index import Index, index_of
from .kinds import ListKind


def neighbours(kind: ListKind, pk: int, now: datetime) -> tuple[Link | None, Link | None]:
    """Return what ends before and what ends after a thing; None at either end, and for what is over."""
    index = index_of(kind)
    over = bisect_right(index.ends, now)
    at = next((at for at in range(over, len(index.rows)) if index.rows[at].pk == pk), None)
    if at is None:
        return None, None
    return _link(index, at - 1, over), _link(index, at + 1, over)


def _link(index: Index, at: int, first: int) -> Link | None:
    """Return the link to the row at a place, None for one that is over or not there."""
    if not first <= at < len(index.rows):
        return None
    row = index.rows[at]
    ref = refs_by_id([row.pk]).get(row.pk)
    return Link(row.title, page_path(ref)) if ref else None
