"""The next dates of a calendar that was read, for whoever looks at it before it is taken in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from events.ical.components import Calendar
from events.recurrence.expand import moments
from events.recurrence.schedule import Moment

AHEAD = timedelta(days=366)
# More than anybody counts; a calendar of endless series would be expanded for long.
MOST_DATES = 20_000


@dataclass(frozen=True)
class ComingDate:
    """A date that is to come, by the title it has."""

    title: str
    moment: Moment


def coming_dates(calendar: Calendar, now: datetime, zone: str) -> list[ComingDate]:
    """Return the dates of the coming year by their beginning, `MOST_DATES` at most; private ones are left out."""
    found = islice(_dates(calendar, now, calendar.zone or zone), MOST_DATES)
    return sorted(found, key=lambda one: (one.moment.start, one.title))


def _dates(calendar: Calendar, now: datetime, zone: str) -> Iterator[ComingDate]:
    """Yield the dates event by event."""
    for event in calendar.events:
        if event.words.is_private:
            continue
        for moment in moments(event.schedule, now, now + AHEAD, zone=zone, limit=MOST_DATES):
            yield ComingDate(event.exceptions.get(moment.key, event.words).summary, moment)
