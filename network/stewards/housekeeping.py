"""What housekeeping does for requests for access, every round."""

from datetime import datetime

from .reclaim_receiving import forget_unconfirmed
from .reclaiming import grant_due


def go_on(now: datetime) -> str:
    """Grant what nobody objected to, and forget what nobody confirmed; return what was done."""
    return f"{grant_due(now)} requests went on, {forget_unconfirmed(now)} forgotten"
