"""The things before and after one in its list: open ones only, whatever the clock says at the moment."""

from bisect import bisect_right
from datetime import datetime

from portal.addresses import page_path
from portal.page_refs import refs_by_id
from portal.view_models import Link

from .addresses import list_path
from .index import Index, index_of
from .kinds import ListKind


def ways_on(kind: ListKind, pk: int, now: datetime, words: str) -> dict[str, Link | None]:
    """Return what ends before and what ends after a thing, and the whole list in these words.

    There is no neighbour at either end, none of what is over, and no list where its page is not for everybody.
    """
    index, path = index_of(kind), list_path(kind)
    over = bisect_right(index.ends, now)
    at = next((at for at in range(over, len(index.rows)) if index.rows[at].pk == pk), None)
    return {
        "previous": None if at is None else _link(index, at - 1, over),
        "following": None if at is None else _link(index, at + 1, over),
        "all": Link(words, path) if path else None,
    }


def _link(index: Index, at: int, first: int) -> Link | None:
    """Return the link to the row at a place, None for one that is over or not there."""
    if not first <= at < len(index.rows):
        return None
    row = index.rows[at]
    ref = refs_by_id([row.pk]).get(row.pk)
    return Link(row.title, page_path(ref)) if ref else None
