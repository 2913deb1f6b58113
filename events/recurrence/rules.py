"""Reading rules as calendars of the world write them, and refusing those that are wrong, endless or too large.

Lenient where the meaning is clear (small letters, a trailing `;`, the time of the first date repeated, an UNTIL of
another kind), else a `RuleError` that names the part and the remedy.
"""

import re
from collections.abc import Mapping
from datetime import MAXYEAR, UTC, date, datetime, time

from . import clock
from .periods import days
from .refusals import RuleError, gettext_noop
from .rule import WEEKDAYS, Frequency, Rule, Weekday, rule_text

LONGEST_TEXT = 512
LONGEST_INTERVAL = 999
# More than a daily series of 27 years; all of them are walked in some ten milliseconds.
MOST_REPETITIONS = 10_000
EARLIEST_YEAR, LATEST_YEAR = 1000, 9000
# A rule without a date in this many years never has one: 29 February is on the same weekday again after at most 40.
# Where years are left out, in this many of those that are not.
PATIENCE_YEARS, PATIENCE_INTERVALS = 40, 8
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# Parts with numbers, and the largest they may hold. Those marked may count from the end with a minus.
NUMBERS = {"BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYSETPOS": 366}
FROM_THE_END = {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS"}
TIMES = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *NUMBERS, *TIMES}
# RFC 5545 §3.3.10: parts that mean nothing beside a frequency.
MEANINGLESS = {
    Frequency.DAILY: {"BYWEEKNO", "BYYEARDAY"},
    Frequency.WEEKLY: {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"},
    Frequency.MONTHLY: {"BYWEEKNO", "BYYEARDAY"},
    Frequency.YEARLY: set(),
}
NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
WEEKDAY = re.compile(rf"([+-]?[0-9]{{1,3}})?({'|'.join(WEEKDAYS)})")
UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")


def check_rule(text: str, start: datetime, is_all_day: bool, zone: str = "Europe/Berlin") -> str:
    """Return the value of an RRULE as the portal keeps it; raise RuleError for one that it does not keep.

    `start` is the first date's wall start in `zone` (empty: floating).
    """
    if not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
        raise RuleError(
            gettext_noop("A series cannot begin in the year %(year)s. Correct its first date."),
            year=start.year,
        )
    rule = read_rule(text, start, zone, is_all_day)
    if rule.until is not None and rule.until < start:
        raise RuleError(
            gettext_noop(
                "UNTIL=%(until)s is before the first date. Let the series end later, or remove the rule."
            ),
            until=rule.until.date().isoformat(),
        )
    if not _takes_place(rule, start.date()):
        raise RuleError(
            gettext_noop(
                "“%(rule)s” never takes place: no day fits all its parts. Correct its days or months."
            ),
            rule=rule_text(rule, zone, is_all_day),
        )
    return rule_text(rule, zone, is_all_day)


def _takes_place(rule: Rule, start: date) -> bool:
    """Return whether a rule has a date at all; what is plainly impossible is found without looking for it."""
    longest = max(LONGEST_MONTHS[month - 1] for month in rule.months or range(1, 13))
    if rule.month_days and all(abs(number) > longest for number in rule.month_days):
        return False
    size = {Frequency.DAILY: 1, Frequency.WEEKLY: 7, Frequency.MONTHLY: 31, Frequency.YEARLY: 366}[
        rule.frequency
    ]
    if rule.positions and all(abs(number) > size for number in rule.positions):
        return False
    years = PATIENCE_YEARS + (PATIENCE_INTERVALS * rule.interval if rule.frequency is Frequency.YEARLY else 0)
    last = date(min(start.year + years, MAXYEAR), 12, 31)
    return any(day >= start for day in days(rule, start, until=last))


def read_rule(text: str, start: datetime, zone: str = "Europe/Berlin", is_all_day: bool = False) -> Rule:
    """Return the rule that a text means for a first date; raise RuleError if it means none."""
    parts = _parts(text)
    frequency = _frequency(parts)
    _refuse_what_is_meaningless(parts, frequency)
    _refuse_times(parts, start, is_all_day)
    numbers = {name: _numbers(name, parts.get(name, "")) for name in NUMBERS}
    return Rule(
        frequency,
        interval=_interval(parts),
        count=_count(parts),
        until=_until(parts, start, zone, is_all_day),
        months=numbers["BYMONTH"],
        weeks=numbers["BYWEEKNO"],
        year_days=numbers["BYYEARDAY"],
        month_days=numbers["BYMONTHDAY"],
        weekdays=_weekdays(parts, frequency),
        positions=numbers["BYSETPOS"],
        week_start=_week_start(parts),
    )


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a rule by their names."""
    if len(text) > LONGEST_TEXT:
        raise RuleError(
            gettext_noop("The rule is longer than %(most)s characters. Shorten it."), most=LONGEST_TEXT
        )
    parts: dict[str, str] = {}
    # Some programs escape what separates, as they would in a text.
    plain = text.replace("\\;", ";").replace("\\,", ",")
    for part in plain.strip().upper().removeprefix("RRULE:").split(";"):
        name, separator, value = (word.strip() for word in part.partition("="))
        if not name and not separator:
            continue
        if not name or not value:
            raise RuleError(
                gettext_noop("“%(part)s” is no part of a rule. Write NAME=VALUE, parted by semicolons."),
                part=part,
            )
        if parts.get(name, value) != value:
            raise RuleError(gettext_noop("%(name)s stands in the rule twice. Keep one of them."), name=name)
        if not name.startswith("X-"):  # allowed by RFC 2445, and never changes the dates
            parts[name] = value
    for name in parts:
        if name not in KNOWN:
            raise RuleError(
                gettext_noop("%(name)s is not supported. Describe the dates without it."), name=name
            )
    return parts


def _frequency(parts: Mapping[str, str]) -> Frequency:
    """Return how often the rule repeats."""
    try:
        return Frequency(parts.get("FREQ", ""))
    except ValueError:
        raise RuleError(
            gettext_noop("FREQ=%(value)s is not supported. Use DAILY, WEEKLY, MONTHLY or YEARLY."),
            value=parts.get("FREQ", ""),
        ) from None


def _refuse_what_is_meaningless(parts: Mapping[str, str], frequency: Frequency) -> None:
    """Raise RuleError for parts that contradict each other or the frequency."""
    for name in parts:
        if name in MEANINGLESS[frequency]:
            raise RuleError(
                gettext_noop(
                    "%(name)s has no meaning beside FREQ=%(value)s. Remove it, or change the frequency."
                ),
                name=name,
                value=frequency.value,
            )
    if "COUNT" in parts and "UNTIL" in parts and not parts["COUNT"].startswith("-"):
        raise RuleError(gettext_noop("COUNT and UNTIL both end the series. Keep one of them."))
    if "BYSETPOS" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH"}:
        raise RuleError(
            gettext_noop("BYSETPOS chooses from days, and the rule names none. Add BYDAY or BYMONTHDAY.")
        )


def _refuse_times(parts: Mapping[str, str], start: datetime, is_all_day: bool) -> None:
    """Raise RuleError for times of the day that differ from the first date's; a whole day has none."""
    for name, unit in TIMES.items():
        if is_all_day or name not in parts:
            continue
        if any(not NUMBER.fullmatch(value) for value in parts[name].split(",")) or {
            int(value) for value in parts[name].split(",")
        } != {getattr(start, unit)}:
            raise RuleError(
                gettext_noop(
                    "%(name)s=%(value)s: every date of a series is at the same time. Make one series each."
                ),
                name=name,
                value=parts[name],
            )


def _number(name: str, value: str) -> int:
    """Return a whole number."""
    if not NUMBER.fullmatch(value):
        raise RuleError(
            gettext_noop("%(name)s=%(value)s is no number. Write digits, such as %(name)s=2."),
            name=name,
            value=value,
        )
    return int(value)


def _numbers(name: str, text: str) -> tuple[int, ...]:
    """Return the numbers of a part in order, each once."""
    found = {_number(name, value.strip()) for value in text.split(",")} if text else set()
    lowest = -NUMBERS[name] if name in FROM_THE_END else 1
    for number in found:
        if not number or not lowest <= number <= NUMBERS[name]:
            raise RuleError(
                gettext_noop("%(name)s=%(value)s does not exist. Use numbers up to %(most)s."),
                name=name,
                value=number,
                most=NUMBERS[name],
            )
    return tuple(sorted(found))


def _interval(parts: Mapping[str, str]) -> int:
    """Return how many periods pass from one to the next."""
    number = _number("INTERVAL", parts.get("INTERVAL", "1"))
    if not 1 <= number <= LONGEST_INTERVAL:
        raise RuleError(
            gettext_noop("INTERVAL=%(value)s is not possible. Use a number from 1 to %(most)s."),
            value=number,
            most=LONGEST_INTERVAL,
        )
    return number


def _count(parts: Mapping[str, str]) -> int | None:
    """Return how often it takes place; some calendars write a negative number for "without end"."""
    if "COUNT" not in parts or (number := _number("COUNT", parts["COUNT"])) < 0:
        return None
    if not 1 <= number <= MOST_REPETITIONS:
        raise RuleError(
            gettext_noop("COUNT=%(value)s is not possible. Use a number from 1 to %(most)s, or an end date."),
            value=number,
            most=MOST_REPETITIONS,
        )
    return number


def _until(parts: Mapping[str, str], start: datetime, zone: str, is_all_day: bool) -> datetime | None:
    """Return the last wall time that still counts.

    A day includes the date on it, as in RFC 2445 and as people mean it. A floating time beside a zone is one of the
    zone; UTC beside floating times is read as it stands there.
    """
    if "UNTIL" not in parts:
        return None
    match = UNTIL.fullmatch(parts["UNTIL"])
    try:
        day = datetime.strptime(match[1], "%Y%m%d") if match else None
        clock_time = time.fromisoformat(match[2]) if match and match[2] else None
    except ValueError:
        day = None
    if day is None or match is None or day.year < EARLIEST_YEAR:
        raise RuleError(
            gettext_noop("UNTIL=%(value)s is no date. Write it as 20261231 or 20261231T180000Z."),
            value=parts["UNTIL"],
        )
    if day.year > LATEST_YEAR:  # how some calendars write "without end"
        return None
    if is_all_day:
        return day
    if clock_time is None:
        return datetime.combine(day, start.time())
    wall = datetime.combine(day, clock_time)
    return clock.wall(wall.replace(tzinfo=UTC), zone) if match[3] and zone else wall


def _weekdays(parts: Mapping[str, str], frequency: Frequency) -> tuple[Weekday, ...]:
    """Return the weekdays; their ordinals only mean something within a month or year (RFC 5545 §3.3.10)."""
    found = set()
    for value in parts.get("BYDAY", "").split(",") if "BYDAY" in parts else ():
        match = WEEKDAY.fullmatch(value.strip())
        ordinal = int(match[1] or 0) if match else 0
        if match is None or (match[1] and not 1 <= abs(ordinal) <= 53):
            raise RuleError(
                gettext_noop(
                    "BYDAY=%(value)s is no weekday. Use MO to SU, with a number such as 1MO or -1FR."
                ),
                value=value,
            )
        is_numbered = frequency in {Frequency.MONTHLY, Frequency.YEARLY}
        found.add(Weekday(ordinal if is_numbered else 0, WEEKDAYS.index(match[2])))
    if "BYWEEKNO" in parts and any(weekday.ordinal for weekday in found):
        raise RuleError(
            gettext_noop("BYDAY=%(value)s counts weekdays, and BYWEEKNO weeks. Keep one of them."),
            value=parts["BYDAY"],
        )
    return tuple(sorted(found, key=lambda weekday: (weekday.ordinal, weekday.day)))


def _week_start(parts: Mapping[str, str]) -> int:
    """Return the day on which weeks begin; Monday unless said."""
    value = parts.get("WKST", "MO")
    if value not in WEEKDAYS:
        raise RuleError(gettext_noop("WKST=%(value)s is no weekday. Use MO to SU."), value=value)
    return WEEKDAYS.index(value)
