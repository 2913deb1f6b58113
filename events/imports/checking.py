"""Try an address now, for the form in which somebody enters it: what would come in, without writing anything."""

from dataclasses import dataclass
from datetime import datetime

from events.ical.reading import CalendarError, read
from events.models import CalendarFeed
from network.models import Organisation

from .fetch import Fetched, fetch
from .importing import take_in
from .reading import Options
from .report import Line, Outcome, Report, remark_of_error
from .running import Fetch
from .troubles import FeedTrouble, Trouble
from .wording import remark_words

SHOWN = 10


@dataclass(frozen=True)
class Trial:
    """What trying an address showed: a `reason` with its `remedy` why it cannot be read, else what it holds.

    `first` are the first events with their outcome, `refused` those that would be left out.
    """

    reason: str = ""
    remedy: str = ""
    name: str = ""
    events: int = 0
    new: int = 0
    first: tuple[Line, ...] = ()
    refused: tuple[Line, ...] = ()

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
        calendar = read(body, default_zone=trial_of.default_zone)
    except FeedTrouble as trouble:
        return Trial(reason=trouble.reason, remedy=trouble.remedy)
    except CalendarError as error:
        why = remark_words(remark_of_error(error))
        return Trial(reason=f"{Trouble.UNREADABLE.label} {why}", remedy=str(Trouble.UNREADABLE.remedy))
    options = Options(is_dry=True, takes_past=False)
    return _trial(calendar.name, take_in(calendar, trial_of, now, options))


def _trial(name: str, report: Report) -> Trial:
    """Return what a dry run showed."""
    left_out = {Outcome.REFUSED, Outcome.MISSING, Outcome.PRIVATE, Outcome.PAST}
    taken = [line for line in report.lines if line.outcome not in left_out]
    refused = tuple(line for line in report.lines if line.outcome is Outcome.REFUSED)
    new = [line for line in taken if line.outcome is Outcome.NEW]
    return Trial(
        name=name,
        events=len(taken),
        new=len(new),
        first=tuple((new or taken)[:SHOWN]),
        refused=refused[:SHOWN],
    )
