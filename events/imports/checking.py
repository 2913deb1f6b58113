"""Try an address now, for the form in which somebody enters it: what would come in, without writing anything."""

import logging
from dataclasses import dataclass
from datetime import datetime

from events.ical.components import Calendar
from events.ical.reading import CalendarError, read
from events.models import CalendarFeed
from network.models import Organisation

from .coming import ComingDate, coming_dates
from .fetch import Fetched, fetch
from .importing import take_in
from .reading import Options
from .report import Line, Outcome, remark_of_error
from .running import Fetch
from .troubles import FeedTrouble, Trouble
from .wording import remark_words

log = logging.getLogger("events.imports")

SHOWN = 10


@dataclass(frozen=True)
class Trial:
    """What trying an address showed: a `reason` with its `remedy` why it cannot be read, else what it holds.

    `first` are the first events with their outcome, `refused` those that would be left out, of `refusals` in all;
    `coming` are the next dates, of `dates` in the coming year.
    """

    reason: str = ""
    remedy: str = ""
    name: str = ""
    events: int = 0
    new: int = 0
    first: tuple[Line, ...] = ()
    refused: tuple[Line, ...] = ()
    refusals: int = 0
    coming: tuple[ComingDate, ...] = ()
    dates: int = 0

    @property
    def is_readable(self) -> bool:
        """Return whether the address gives a calendar."""
        return not self.reason


def try_address(
    url: str,
    organisation: Organisation,
    now: datetime,
    *,
    feed: CalendarFeed | None = None,
    fetch: Fetch = fetch,
) -> Trial:
    """Fetch and read an address as the feed of an organisation would, writing nothing; never raises for a bad one.

    With the `feed` whose address it is, known events count as such.
    """
    trial_of = feed or CalendarFeed(organisation=organisation, url=url)
    try:
        answer = fetch(url, etag="", last_modified="")
        body = answer.body if isinstance(answer, Fetched) else b""
        return _trial(read(body, default_zone=trial_of.default_zone), trial_of, now)
    except FeedTrouble as trouble:
        return Trial(reason=trouble.reason, remedy=trouble.remedy)
    except CalendarError as error:
        why = remark_words(remark_of_error(error))
        return Trial(reason=f"{Trouble.UNREADABLE.label} {why}", remedy=str(Trouble.UNREADABLE.remedy))
    except Exception as error:  # noqa: BLE001 - whoever asks gets an answer, whatever a site sends
        # Nothing of the error itself: it may hold the address, which is often a secret.
        log.error("an address could not be checked: %s", type(error).__name__)
        return Trial(reason=str(Trouble.FAULT.label), remedy=str(Trouble.FAULT.remedy))


def _trial(calendar: Calendar, feed: CalendarFeed, now: datetime) -> Trial:
    """Return what a dry run shows."""
    report = take_in(calendar, feed, now, Options(is_dry=True, takes_past=False))
    coming = coming_dates(calendar, now, feed.default_zone)
    left_out = {Outcome.REFUSED, Outcome.MISSING, Outcome.PRIVATE, Outcome.PAST}
    taken = [line for line in report.lines if line.outcome not in left_out]
    refused = tuple(line for line in report.lines if line.outcome is Outcome.REFUSED)
    new = [line for line in taken if line.outcome is Outcome.NEW]
    return Trial(
        name=calendar.name,
        events=len(taken),
        new=len(new),
        first=tuple((new or taken)[:SHOWN]),
        refused=refused[:SHOWN],
        refusals=len(refused),
        coming=tuple(coming[:SHOWN]),
        dates=len(coming),
    )
