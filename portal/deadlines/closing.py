"""The end of what stood open without one, was asked about, and was confirmed by nobody."""

from datetime import datetime

from .kinds import kinds


def close_unanswered(now: datetime) -> int:
    """Close what should have been confirmed by now, if somebody was asked and nothing bars it; return how many."""
    found = [
        (kind, one) for kind in kinds for one in kind.unanswered(now) if one.recipients and not one.obstacle
    ]
    for kind, one in found:
        kind.close(one.key, now)
    return len(found)
