"""The ends of listed things as dates in a calendar: the last day as a whole day, or the hour where one is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.http import HttpRequest

from events.ical.components import CalendarEvent, Words
from events.ical.writing import write
from events.recurrence.schedule import Schedule
from portal.deadlines.moments import day_of, hour_of
from portal.sites import portal_settings, site_facts


@dataclass(frozen=True)
class End:
    """The end of a thing, in words that everybody may read."""

    uuid: UUID
    title: str
    url: str
    summary: str
    ends_at: datetime
    published: datetime
    updated: datetime


def calendar_of(ends: Iterable[End], title: str, request: HttpRequest) -> bytes:
    """Return the ends as a calendar to subscribe to; the same ends give the same bytes."""
    facts = site_facts(request)
    name = f"{title} – {portal_settings(facts.site).full_name}" if facts else title
    address = f"{facts.base_url}{request.path}" if facts else ""
    return write([_event(end) for end in ends], name=name, url=address)


def _event(end: End) -> CalendarEvent:
    """Return one end; its number grows with every publication, so that calendars take a later one."""
    seconds = int((end.updated - end.published).total_seconds())
    return CalendarEvent(
        uid=str(end.uuid),
        schedule=_schedule(end.ends_at),
        words=Words(summary=end.title, description=end.summary, url=end.url),
        sequence=max(seconds, 0),
        changed_at=end.updated,
        created_at=end.published,
        is_mark=True,
    )


def _schedule(ends_at: datetime) -> Schedule:
    """Return the last day, or the moment."""
    day, hour = day_of(ends_at), hour_of(ends_at)
    start = datetime.combine(day, hour or time(0))
    if hour is None:
        return Schedule(start, start + timedelta(days=1), is_all_day=True)
    return Schedule(start, start)
