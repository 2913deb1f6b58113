"""Schedules, rules and a second opinion for the tests of recurrence."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from events.recurrence.rule import WEEKDAYS
from events.recurrence.schedule import Schedule

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    """Return a time as written: wall time, or an instant where an offset is given."""
    return datetime.fromisoformat(text)


def series(start: str, rule: str = "", hours: float = 2, **values: object) -> Schedule:
    """Return a schedule that begins at a wall time."""
    return Schedule(at(start), at(start) + timedelta(hours=hours), rule=rule, **values)


def whole_days(start: str, rule: str = "", days: int = 1, **values: object) -> Schedule:
    """Return a schedule of whole days."""
    first = at(start)
    return Schedule(first, first + timedelta(days), zone="", is_all_day=True, rule=rule, **values)


def some_rules(number: int, seed: int) -> list[tuple[datetime, str]]:
    """Return first dates and rules, the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311 - nothing here is secret
    return [_some_rule(chance) for _ in range(number)]


def _some_rule(chance: Random) -> tuple[datetime, str]:
    start = at("2021-01-01 00:00") + timedelta(
        days=chance.randrange(700), hours=chance.choice((0, 9, 18, 22)), minutes=chance.choice((0, 30))
    )
    frequency = chance.choice(
        ("DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY")
    )
    parts = [f"FREQ={frequency}", f"INTERVAL={chance.choice((1, 1, 1, 2, 3, 5))}"]
    parts += _days(frequency, start, chance)
    if chance.random() < 0.2 and frequency != "YEARLY":
        parts.append(f"BYMONTH={_some(range(1, 13), chance.randrange(4, 9), chance)}")
    if chance.random() < 0.15:
        parts.append(f"WKST={chance.choice(('SU', 'SA', 'MO'))}")
    if chance.random() < 0.3:
        parts.append(f"UNTIL={start + timedelta(chance.randrange(30, 900)):%Y%m%dT%H%M%SZ}")
    return start, ";".join(parts)


def _days(frequency: str, start: datetime, chance: Random) -> list[str]:
    """Return the parts that say on which days."""
    plain = f"BYDAY={_some(WEEKDAYS, chance.randrange(1, 4), chance)}"
    numbered = ",".join(
        f"{chance.choice((1, 2, 3, 4, 5, -1, -2))}{day}" for day in chance.sample(WEEKDAYS, 2)
    )
    month_days = f"BYMONTHDAY={_some((1, 5, 13, 15, 28, 29, 30, 31, -1, -3), chance.randrange(1, 3), chance)}"
    options = {
        "DAILY": [[], [], [plain], [month_days]],
        "WEEKLY": [[], [plain], [plain]],
        "MONTHLY": [
            [],
            [month_days],
            [f"BYDAY={numbered}"],
            [plain, f"BYSETPOS={chance.choice((1, 2, -1, -2))}"],
            ["BYDAY=FR", "BYMONTHDAY=13"],
            ["BYDAY=MO,TU,WE,TH,FR", f"BYSETPOS={chance.choice(('1', '-1', '1,-1'))}"],
        ],
        "YEARLY": [
            [],
            [f"BYMONTH={_some(range(1, 13), 2, chance)}", month_days],
            [f"BYMONTH={_some(range(1, 13), 2, chance)}", f"BYDAY={numbered}"],
            [f"BYDAY={chance.choice((1, 20, -1))}MO"],
            [f"BYYEARDAY={_some((1, 100, 200, 366, -1, -50), 2, chance)}"],
            [f"BYWEEKNO={_some((1, 10, 20, 52, 53, -1), 2, chance)}", plain],
            [f"BYMONTH={start.month}", plain, f"BYSETPOS={chance.choice((1, -1, 3))}"],
        ],
    }
    return chance.choice(options[frequency])


def _some(values: Iterable[object], number: int, chance: Random) -> str:
    return ",".join(str(value) for value in chance.sample(list(values), number))


def second_opinion(schedule: Schedule, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Return the instants of the dates that overlap a window, as recurring-ical-events sees them."""
    event = icalendar.Event()
    event.add("uid", "a")
    for name, value in (("dtstart", schedule.start), ("dtend", schedule.end)):
        event.add(
            name, value.date() if schedule.is_all_day else value.replace(tzinfo=ZoneInfo(schedule.zone))
        )
    if schedule.rule:
        event["rrule"] = icalendar.vRecur.from_ical(schedule.rule)
    for key in schedule.removed:
        event.add(
            "exdate", key.date() if schedule.is_all_day else key.replace(tzinfo=ZoneInfo(schedule.zone))
        )
    for key in schedule.extra:
        event.add("rdate", key.date() if schedule.is_all_day else key.replace(tzinfo=ZoneInfo(schedule.zone)))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    found = []
    for occurrence in recurring_ical_events.of(calendar).between(start, end):
        ends = (occurrence["DTSTART"].dt, occurrence["DTEND"].dt)
        if schedule.is_all_day:
            ends = tuple(datetime.combine(day, datetime.min.time(), ZoneInfo(BERLIN)) for day in ends)
        found.append(tuple(moment.astimezone(start.tzinfo) for moment in ends))
    return sorted(found)
