"""A found event as a row: its next date in the reader's words, where it is and who invites."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from events.addresses import event_path
from events.calendar import wording
from events.calendar.rows import OFF, left_badges, state_badges, whereabouts_words
from portal.view_models import Badge

from .event_documents import shown_date
from .service import Found
from .view_models import Entry


def as_event(entry: Entry, found: Found, now: datetime) -> Entry:
    """Return the row of a found event from that of any result."""
    date = shown_date(found.shown, now)
    place = whereabouts_words(found.shown["mode"], date["town"], date["status"])
    facts = (_when(date), place, found.shown["organiser"])
    return replace(
        entry,
        url=event_address(found),
        date=wording.tile_of(_day(date, "first_day"), "off" if date["status"] in OFF else ""),
        meta=tuple(filter(None, facts)),
        badges=_badges(found, date, now),
    )


def _badges(found: Found, date: Mapping[str, Any], now: datetime) -> tuple[Badge, ...]:
    """Return what happened to a date, and whether a seat is left now."""
    states = state_badges(date["status"], date["is_moved"])
    event_id = int(found.key.removeprefix("event:"))
    start = datetime.fromisoformat(date["start"])
    return (*states, *left_badges(event_id, date.get("key", ""), date["status"], start, now))


def event_address(found: Found) -> str:
    """Return the address of a found event."""
    return event_path(found.shown["slug"], found.shown["short_id"])


def when_words(found: Found, now: datetime) -> str:
    """Return the next date of a found event in words."""
    return _when(shown_date(found.shown, now))


def _when(one: Mapping[str, Any]) -> str:
    """Return a date in words."""
    start, end = datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"])
    return wording.when(start, end, _day(one, "first_day"), _day(one, "last_day"), one["is_all_day"])


def _day(one: Mapping[str, Any], name: str) -> date:
    """Return a day of a date."""
    return date.fromisoformat(one[name])
