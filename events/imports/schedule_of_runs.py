"""When a feed is asked again: by its interval while it works, ever more seldom while it fails, then not any more."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)
# Failures in a row until somebody has to look: by then about six days have passed.
MOST_FAILURES = 10


@dataclass(frozen=True)
class Standing:
    """How a feed stands after its last run; `interval` lies between two runs that work.

    `failures` are those in a row, `retry_after` is what the site asked for at the last one.
    """

    interval: timedelta
    last_run: datetime | None = None
    failures: int = 0
    retry_after: timedelta | None = None
    is_refused: bool = False

    @property
    def is_disabled(self) -> bool:
        """Return whether somebody must look at the feed before it is asked again."""
        return self.is_refused or self.failures >= MOST_FAILURES


def succeeded(standing: Standing, now: datetime) -> Standing:
    """Return the standing after a run that worked, whether or not anything had changed."""
    return Standing(standing.interval, now)


def failed(standing: Standing, now: datetime, retry_after: timedelta | None = None) -> Standing:
    """Return the standing after a run that may work another time."""
    return replace(standing, last_run=now, failures=standing.failures + 1, retry_after=retry_after)


def refused(standing: Standing, now: datetime) -> Standing:
    """Return the standing after a run that cannot work before somebody changes the feed."""
    return replace(standing, last_run=now, failures=standing.failures + 1, is_refused=True)


def due_at(standing: Standing, now: datetime) -> datetime | None:
    """Return from when on a feed is asked, at once where it never was; None where it is not asked by itself."""
    if standing.is_disabled:
        return None
    return standing.last_run + _wait(standing) if standing.last_run else now


def is_due(standing: Standing, now: datetime) -> bool:
    """Return whether a feed is asked now."""
    due = due_at(standing, now)
    return due is not None and due <= now


def _wait(standing: Standing) -> timedelta:
    """Return how long a feed rests after its last run."""
    if not standing.failures:
        return standing.interval
    doubled = FIRST_WAIT * 2 ** (standing.failures - 1)
    return min(max(doubled, standing.retry_after or timedelta(0)), LONGEST_WAIT)
