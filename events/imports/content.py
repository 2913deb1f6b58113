"""What a source says about an event, in the columns of ours: the values that are compared and written.

Values are plain (as JSON has them), by field. `dates` are the series as such, `date:<key>` what differs at a single
date: `{}` a date of its own, `{"removed": true}` one that does not take place.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext, gettext_noop

from events.choices import AttendanceMode, DateStatus, EventStatus
from events.ical.components import CalendarEvent, Status, Words
from events.ical.plain_text import shortened, web_address
from events.keys import key_start, key_text
from events.recurrence import clock
from events.recurrence.rule import rule_text
from events.recurrence.rules import read_rule
from events.recurrence.schedule import Change, Schedule

from .report import Remark
from .rich_words import rich_text

TITLE, ADDRESS, RULE = 200, 500, 500
DATE = "date:"
REMOVED = {"removed": True}
_STATUS = {
    Status.CONFIRMED: EventStatus.SCHEDULED,
    Status.TENTATIVE: EventStatus.TENTATIVE,
    Status.CANCELLED: EventStatus.CANCELLED,
}
_ONLINE = re.compile(
    r"(?:online|zoom|jitsi|bigbluebutton|bbb|webex|(?:microsoft[ -])?teams|google meet|skype|webinar|videokonferenz|"
    r"digital|virtuell|virtual|telefonkonferenz|internet|livestream)(?:[ \-/:(].*)?",
    re.IGNORECASE,
)


class NotKept(ValueError):
    """An event holds something that the portal cannot keep; the message says what."""

    def __init__(self, remark: Remark) -> None:
        """Keep the remark."""
        super().__init__(remark.message)
        self.remark = remark


@dataclass(frozen=True)
class Content:
    """An event of a source: our values by field, where it takes place in the source's words, who it is.

    `match` is the same for two versions with the same title and beginning, `digest` for two that say the same.
    """

    uid: str
    fields: Mapping[str, Any]
    schedule: Schedule
    categories: tuple[str, ...]
    point: tuple[float, float] | None
    sequence: int
    match: str
    digest: str
    remarks: tuple[Remark, ...] = ()

    @property
    def title(self) -> str:
        """Return its title."""
        return str(self.fields["title"])

    @property
    def is_called_off(self) -> bool:
        """Return whether the whole event is cancelled."""
        return self.fields["status"] == EventStatus.CANCELLED


def content_of(event: CalendarEvent, zone: str) -> Content:
    """Return an event of a calendar in our columns; `zone` is that of clocks without one. Raises NotKept."""
    remarks: list[Remark] = []
    schedule, moved_keys = _at_home(event.schedule, zone)
    if len(schedule.rule) > RULE:
        raise NotKept(Remark(gettext_noop("The rule of repetition is longer than the portal keeps.")))
    words = event.words
    title = _title(words, remarks)
    location, online_url = _where(words, remarks)
    fields: dict[str, Any] = {
        "title": title,
        "description": rich_text(words.description),
        "info_url": _address(words.url, remarks),
        "online_url": online_url,
        "attendance_mode": _attendance(words, location, online_url),
        "status": _STATUS[words.status].value,
        "place": location,
        "dates": dates_value(schedule),
    }
    exceptions = {moved_keys(key): other for key, other in event.exceptions.items()}
    for key in schedule.removed:
        fields[DATE + key_text(key, schedule.is_all_day)] = REMOVED
    for key, change in schedule.changes.items():
        value = change_value(key, change, schedule.length)
        if key in exceptions and not exceptions[key].is_private:
            value |= _other_words(exceptions[key], words, fields, remarks)
        fields[DATE + key_text(key, schedule.is_all_day)] = value
    point = (words.lat, words.lon) if words.lat is not None and words.lon is not None else None
    return Content(
        uid=event.uid,
        fields=fields,
        schedule=schedule,
        categories=words.categories,
        point=point,
        sequence=event.sequence,
        match=match_of(title, schedule),
        digest=digest(fields, words.categories),
        remarks=tuple(remarks),
    )


def dates_value(schedule: Schedule) -> dict[str, Any]:
    """Return the dates of a series as a plain value, without what differs at single ones."""
    return {
        "start": _iso(schedule.start),
        "end": _iso(schedule.end),
        "zone": schedule.zone,
        "all_day": schedule.is_all_day,
        "rule": schedule.rule,
        "extra": sorted(key_text(key, schedule.is_all_day) for key in schedule.extra),
    }


def change_value(key: datetime, change: Change, length: timedelta) -> dict[str, Any]:
    """Return what differs in the times of a date from those of its series; only what does."""
    value: dict[str, Any] = {}
    if change.is_cancelled:
        value["status"] = DateStatus.CANCELLED.value
    start = change.start or key
    has_other_end = change.end is not None and change.end - start != length
    if start != key or has_other_end:
        value["start"] = _iso(start)
    if change.end is not None and has_other_end:
        value["end"] = _iso(change.end)
    return value


def schedule_of(fields: Mapping[str, Any], wished: frozenset[datetime] = frozenset()) -> Schedule:
    """Return the schedule that values describe; dates that wishes took out stay out."""
    dates = fields["dates"]
    removed, changes = set(), {}
    for name, value in fields.items():
        if not name.startswith(DATE) or value is None:
            continue
        key = key_start(name.removeprefix(DATE))
        if value == REMOVED:
            removed.add(key)
        else:
            changes[key] = Change(
                _wall(value.get("start")),
                _wall(value.get("end")),
                value.get("status") == DateStatus.CANCELLED,
            )
    wished = frozenset(wished - removed - changes.keys())
    return Schedule(
        start=datetime.fromisoformat(dates["start"]),
        end=datetime.fromisoformat(dates["end"]),
        zone=dates["zone"],
        is_all_day=dates["all_day"],
        rule=dates["rule"],
        extra=tuple(sorted(map(key_start, dates["extra"]))),
        removed=frozenset(removed) | wished,
        changes=changes,
        wished=wished,
    )


def match_of(title: str, schedule: Schedule) -> str:
    """Return what stays the same when a source gives an event a new UID: its title and when it begins."""
    start = _iso(schedule.start) if schedule.is_all_day else str(clock.instant(schedule.start, schedule.zone))
    return digest(" ".join(title.casefold().split()), start)


def digest(*values: Any) -> str:
    """Return the digest of plain values."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _at_home(schedule: Schedule, zone: str) -> tuple[Schedule, Any]:
    """Return a schedule on a wall of ours, and a function for its keys.

    Our times are to the minute and hang at a zone. A single event in UTC, as many programs write them, is one of
    the feed's zone; a series is not, because its dates would change their hours with the clocks.
    """
    source = schedule.zone or zone
    target = zone if source == "UTC" and not schedule.rule else source
    if not _keeps_instants(schedule, source, target):
        target = source

    def moved(wall: datetime) -> datetime:
        wall = wall.replace(second=0, microsecond=0)
        return wall if source == target or schedule.is_all_day else _rehung(wall, source, target)

    def maybe(wall: datetime | None) -> datetime | None:
        return None if wall is None else moved(wall)

    rule = schedule.rule
    if rule and not schedule.zone:
        rule = rule_text(
            read_rule(rule, schedule.start, "", schedule.is_all_day), target, schedule.is_all_day
        )
    moved_schedule = replace(
        schedule,
        start=moved(schedule.start),
        end=moved(schedule.end),
        zone=target,
        rule=rule,
        extra=tuple(sorted({moved(key) for key in schedule.extra})),
        removed=frozenset(map(moved, schedule.removed)),
        changes={
            moved(key): replace(change, start=maybe(change.start), end=maybe(change.end))
            for key, change in schedule.changes.items()
        },
    )
    return moved_schedule, moved


def _keeps_instants(schedule: Schedule, source: str, target: str) -> bool:
    """Return whether a wall of the target can say the times, which that of a twice-told hour cannot."""
    if source == target or schedule.is_all_day:
        return True
    return all(
        clock.instant(_rehung(wall, source, target), target) == clock.instant(wall, source)
        for wall in (schedule.start, schedule.end, *schedule.extra, *schedule.changes)
    )


def _rehung(wall: datetime, source: str, target: str) -> datetime:
    """Return a wall time as the clock of another zone shows it."""
    return clock.wall(clock.instant(wall, source), target)


def _title(words: Words, remarks: list[Remark]) -> str:
    """Return the title, cut to our column; without one the first words there are."""
    title = words.summary
    if not title:
        first = words.description.split("\n")[0]
        title = shortened(first, 80) or words.location or gettext("Event without a title")
        remarks.append(Remark(gettext_noop("It has no title; its first words stand for it.")))
    if len(title) > TITLE:
        remarks.append(Remark(gettext_noop("The title is too long and was cut.")))
    return shortened(title, TITLE)


def _address(address: str, remarks: list[Remark]) -> str:
    """Return a web address, unless it is longer than our column."""
    if len(address) > ADDRESS:
        remarks.append(Remark(gettext_noop("An address is too long and was left out.")))
        return ""
    return address


def _where(words: Words, remarks: list[Remark]) -> tuple[str, str]:
    """Return the place in the source's words, empty where there is none, and the address to take part online."""
    location, online = words.location, _address(words.conference, remarks)
    if link := web_address(location, ADDRESS):
        return "", online or link
    return ("" if _ONLINE.fullmatch(location) else location), online


def _attendance(words: Words, location: str, online_url: str) -> str:
    """Return how one takes part, as far as the source tells."""
    is_online = bool(online_url) or bool(words.location and not location)
    if is_online:
        return (AttendanceMode.HYBRID if location else AttendanceMode.ONLINE).value
    return AttendanceMode.ON_SITE.value


def _other_words(
    words: Words, series: Words, fields: Mapping[str, Any], remarks: list[Remark]
) -> dict[str, Any]:
    """Return what a date says otherwise than its series; a word that it lacks is as in the series."""
    value: dict[str, Any] = {}
    if words.summary and words.summary != series.summary:
        value["title"] = shortened(words.summary, TITLE)
    if words.description and words.description != series.description:
        value["description"] = words.description
    location, online_url = _where(words, remarks)
    if location and location != fields["place"]:
        value["place"] = location
    if online_url and online_url != fields["online_url"]:
        value["online_url"] = online_url
    return value


def _iso(wall: datetime) -> str:
    """Return a wall time as text."""
    return wall.isoformat(timespec="minutes")


def _wall(text: str | None) -> datetime | None:
    """Return the wall time of a text."""
    return datetime.fromisoformat(text) if text else None
