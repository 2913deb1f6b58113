"""The order of a page's rows: what stands first is what is shown, mailed and mapped, so additions go to the end."""

from collections.abc import Sequence
from typing import Any


def append_rows(rows: Any, added: Sequence[Any]) -> None:
    """Add rows at the end of a page's list and number them all; rows without an order (topics) are only added.

    Databases disagree where rows without a number stand, so none is left without one.
    """
    if added and hasattr(added[0], "sort_order"):
        there = sorted(rows.get_object_list(), key=_place)
        for number, row in enumerate([*there, *added]):
            row.sort_order = number
    rows.add(*added)


def _place(row: Any) -> tuple[bool, int]:
    """Return where a row stands in its list; those without a number come last."""
    return row.sort_order is None, row.sort_order or 0
