"""How old facts may grow: plain days, so that the database, a record and a search document decide alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MONTH = timedelta(days=30.44)
# Months in which somebody may answer before visitors see that nobody did: the mails take one.
GRACE = 2


@dataclass(frozen=True)
class Periods:
    """Months after which each kind of facts wants confirming, and after which an entry is out of date in public."""

    due: Mapping[str, int]
    stale: int

    def stale_of(self, kind: str) -> int:
        """Return after how many months facts of a kind are out of date in public, two after they were due."""
        return self.due[kind] + GRACE


@dataclass(frozen=True)
class Said:
    """What is known of how fresh an entry is: when all of it was confirmed, made public, called outdated."""

    confirmed_on: date | None
    first_published: date | None = None
    outdated_since: date | None = None


def oldest_good(today: date, months: int) -> date:
    """Return the earliest day whose confirmation is not older than so many months."""
    return today - timedelta(days=(MONTH * months).days)


def ends_on(confirmed: date, months: int) -> date:
    """Return the first day on which a confirmation is older than so many months."""
    return confirmed + timedelta(days=(MONTH * months).days + 1)


def is_called_outdated(said: Said) -> bool:
    """Return whether the office's word that an entry is out of date still holds: nobody confirmed it since."""
    since = said.outdated_since
    return since is not None and (said.confirmed_on is None or said.confirmed_on <= since)


def stale_from(said: Said, months: int) -> date | None:
    """Return from which day on an entry is out of date, None where nothing is known of its age.

    What was never confirmed is as old as its first publication.
    """
    known = said.confirmed_on or said.first_published
    days = [ends_on(known, months)] if known else []
    if is_called_outdated(said):
        days.append(said.outdated_since)
    return min(days, default=None)


def later(days: Iterable[date | None]) -> date | None:
    """Return the latest of some days, None where there is none."""
    return max((day for day in days if day is not None), default=None)
