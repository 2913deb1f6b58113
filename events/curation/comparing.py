"""What waits against what is public: which things differ, and in longer texts which words."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.models import Event
from network.moderation.unseen import unseen
from network.moderation.word_diff import Piece, pieces

from .versions import Content, Line

# Lines that tell more than the field of their name.
_TOLD = {
    "when": frozenset(
        {
            "starts_on",
            "starts_at",
            "ends_on",
            "ends_at",
            "is_all_day",
            "zone",
            "rule",
            "extra_dates",
            "removed_dates",
            "not_in_school_holidays",
            "not_on_public_holidays",
        }
    ),
    "dates": frozenset({"changed_dates"}),
    "organisers": frozenset({"organiser", "organiser_text", "co_organisers"}),
    "topics": frozenset({"topics", "topic_links"}),
}


@dataclass(frozen=True)
class Difference:
    """One thing that differs; `pieces` is both texts in one."""

    key: str
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


def differences(before: Iterable[Line], after: Iterable[Line]) -> list[Difference]:
    """Return what differs, in the order in which an event is told."""
    old, new = {line.key: line for line in before}, {line.key: line for line in after}
    order = [*new, *(key for key in old if key not in new)]
    found = []
    for key in order:
        was = old[key].text if key in old else ""
        now = new[key].text if key in new else ""
        if was != now:
            found.append(Difference(key, (new.get(key) or old[key]).label, was, now, pieces(was, now)))
    return found


def left_out(before: Content, after: Content, told: Iterable[str]) -> tuple[str, ...]:
    """Return by label what differs and is not told by lines of these keys."""
    seen = frozenset().union(*(_TOLD.get(key, {key}) for key in told))
    rows = (Event.from_serializable_data(content, check_fks=False) for content in (before, after))
    return unseen(*rows, seen)
