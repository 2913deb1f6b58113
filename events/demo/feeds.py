"""Two calendars of organisations, read from files: one that is trusted, one that editors look at first."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from events.imports.importing import confirm, import_calendar
from events.imports.reading import Options
from events.models import CalendarFeed, Event
from events.models.feeds import FeedTrust
from network.models import Organisation
from network.models.organisations import Trust

from .content import FOLDER

TRUSTED, LOOKED_AT = "demo-kulturwerkstatt-blaue-tuer", "demo-neissebogen"
_DAY = re.compile(rb"\{day:(\d+)\}")


def read_feeds(monday: date, now: datetime) -> Mapping[str, int]:
    """Read the calendars that were not read yet; return how many calendars, and events in them."""
    entries = Organisation.objects.in_bulk([TRUSTED, LOOKED_AT], field_name="register_id")
    before = Event.objects.count()
    feeds = [_read_trusted(entries[TRUSTED], monday, now)] if TRUSTED in entries else []
    feeds += [_read_looked_at(entries[LOOKED_AT], monday, now)] if LOOKED_AT in entries else []
    return {"calendars read": sum(feeds), "events from them": Event.objects.count() - before}


def calendar(name: str, monday: date) -> bytes:
    """Return one of the files; `{day:9}` in it is the ninth day after the Monday."""
    data = (FOLDER / "feeds" / f"{name}.ics").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return _DAY.sub(lambda found: f"{monday + timedelta(days=int(found[1])):%Y%m%d}".encode(), data)


def _read_trusted(entry: Organisation, monday: date, now: datetime) -> bool:
    """Read the calendar of an organisation that publishes directly."""
    feed, is_new = _feed(entry, FeedTrust.PUBLISH)
    if is_new:
        Organisation.objects.filter(pk=entry.pk).update(trust=Trust.TRUSTED)
        feed.organisation.trust = Trust.TRUSTED
        import_calendar(calendar("blaue-tuer", monday), feed, now)
    return is_new


def _read_looked_at(entry: Organisation, monday: date, now: datetime) -> bool:
    """Read a calendar in two states: a date changed, one went, two came, and all of that waits for the editors."""
    feed, is_new = _feed(entry, FeedTrust.MODERATE)
    if is_new:
        import_calendar(calendar("neissebogen-1", monday), feed, now, Options(publishes=True))
        import_calendar(calendar("neissebogen-2", monday), feed, now)
        feed.refresh_from_db()
        confirm(feed, now, Options())  # what is missing twice is gone
    return is_new


def _feed(entry: Organisation, trust: str) -> tuple[CalendarFeed, bool]:
    """Return the feed of an organisation, and whether it is new; nobody reads it again, because it has no address."""
    known = CalendarFeed.objects.filter(organisation=entry, url="").first()
    if known is not None:
        return known, False
    name = f"Kalender {entry.short_name or entry.name}"[:120]
    return CalendarFeed.objects.create(organisation=entry, name=name, trust=trust, is_enabled=False), True
