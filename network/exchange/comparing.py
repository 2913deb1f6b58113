"""In which columns a checked row says something else than what is there."""

from typing import Any

from network.models import Organisation
from network.models.regions import RegionKind

from .audiences import AUDIENCE, CONTACTS, PRECISION, default_of
from .rows import Row
from .state import State, empty

UNORDERED = {"topics", "regions_served", "target_groups", "languages", "accessibility"}
ADDRESS = ("street", "postcode", "municipality")
_ELSEWHERE = {"id", "alliances", "disclosure"}


def changed_columns(row: Row, state: State, entry: Organisation) -> set[str]:
    """Return the columns that a row changes; memberships are compared where they are planned."""
    changed = {
        key
        for key, value in row.values.items()
        if key not in _ELSEWHERE and not _same(key, value, state.get(key, empty(key)))
    }
    if "funding" in changed and _unordered(row.get("funding")) == _unordered(state.get("funding", [])):
        changed.discard("funding")
    if row.has("municipality") and _is_found_now(row, entry):
        changed.add("municipality")
    if any(
        _has_fact(part, row, state) and rule != state.get("disclosure", {}).get(part, default_of(part))
        for part, rule in row.get("disclosure", {}).items()
    ):
        changed.add("disclosure")
    return changed


def idle_rules(row: Row, state: State) -> list[str]:
    """Return the parts of a disclosure that restrict something of which nothing is there."""
    rules = row.get("disclosure", {})
    if len(rules) > len(CONTACTS):
        return []  # one word for all
    return [
        part for part, rule in rules.items() if rule != default_of(part) and not _has_fact(part, row, state)
    ]


def _same(key: str, value: Any, now: Any) -> bool:
    """Return whether a column says what is there; order matters only where it is seen."""
    if key in UNORDERED:
        return sorted(set(value)) == sorted(set(now))
    if key == "offers":
        # An offer that a list no longer names has ended; it stays, because others may refer to it.
        return value == [one for one in now if one.get("status") != "ended" or one in value]
    return value == now


def _unordered(items: list[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    """Return objects in an order of their own."""
    return sorted(sorted(item.items()) for item in items)


def _is_found_now(row: Row, entry: Organisation) -> bool:
    """Return whether the row's town is known, while the seat so far is none."""
    if row.seat is None or row.seat.kind != RegionKind.MUNICIPALITY:
        return False
    return entry.seat is None or entry.seat.kind != RegionKind.MUNICIPALITY


def _has_fact(part: str, row: Row, state: State) -> bool:
    """Return whether there is, after the row, a contact or address that a rule applies to."""
    columns = ADDRESS if part in {PRECISION, AUDIENCE} else (part,)
    return any(row.get(column, state.get(column, "")) for column in columns)
