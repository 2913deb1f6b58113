"""How long what a text says about the law holds, and whether it still does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.validity import BERLIN

# So long before its last day a text begins to wait for whoever checks it.
AHEAD = timedelta(days=30)
# A check without an end of its own holds as long as the one before it, or so long.
USUAL = timedelta(days=180)
LONGEST = timedelta(days=365)


@dataclass(frozen=True)
class LawStatus:
    """Legal status of a text: as of a day, checked by somebody, valid up to and with a last day."""

    as_of: date | None = None
    reviewed_by: str = ""
    valid_until: date | None = None
    changes_with: str = ""

    def is_outdated(self, today: date) -> bool:
        """Return whether the last day is over."""
        return self.valid_until is not None and self.valid_until < today


def ends_at(last_day: date) -> datetime:
    """Return the first moment at which a text with this last day is outdated: the midnight after it in Berlin."""
    after = last_day + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=BERLIN)


def weakest(parts: Iterable[LawStatus]) -> LawStatus:
    """Return what holds for a whole: the oldest status, the earliest last day, everybody who checked a part."""
    found = list(parts)
    checkers = dict.fromkeys(part.reviewed_by for part in found if part.reviewed_by)
    return LawStatus(
        as_of=min((part.as_of for part in found if part.as_of), default=None),
        reviewed_by=", ".join(checkers),
        valid_until=min((part.valid_until for part in found if part.valid_until), default=None),
    )


def next_last_day(as_of: date | None, valid_until: date | None, today: date) -> date:
    """Return the last day of a text that was checked again today: as long as its last check held."""
    period = valid_until - as_of if as_of and valid_until and as_of < valid_until else USUAL
    return today + min(period, LONGEST)
