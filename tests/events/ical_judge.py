"""What an independent library makes of a calendar, in the words of `preview_calendar`."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

Times = datetime | date


def judged(data: bytes, since: date, until: date, zone: str = "Europe/Berlin") -> list[dict[str, Any]]:
    """Return the dates that recurring-ical-events finds between two days of a zone."""
    calendar = icalendar.Calendar.from_ical(data)
    window = [datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) for day in (since, until)]
    repeating = {
        str(event["UID"])
        for event in calendar.walk("VEVENT")
        if {"RRULE", "RDATE", "RECURRENCE-ID"} & event.keys()
    }
    found = [
        {
            "uid": str(event["UID"]),
            "recurrence_id": written(event["RECURRENCE-ID"].dt) if str(event["UID"]) in repeating else None,
            "start": written(event["DTSTART"].dt),
            "end": written(event["DTEND"].dt),
            "all_day": not isinstance(event["DTSTART"].dt, datetime),
            "status": str(event.get("STATUS", "CONFIRMED")),
            "summary": str(event.get("SUMMARY", "")),
        }
        for event in recurring_ical_events.of(calendar).between(*window)
    ]
    return sorted(found, key=lambda row: (row["start"], row["uid"], row["recurrence_id"] or ""))


def written(moment: Times) -> str:
    """Return a date or time as `preview_calendar` writes it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.tzinfo is None:
        return moment.isoformat(timespec="seconds")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
