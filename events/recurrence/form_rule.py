"""The rule as an editor's form asks for it: a few plain choices, to a rule and back."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from .periods import completed, days
from .refusals import RuleError, gettext_noop
from .rule import Frequency, Rule, Weekday, rule_text
from .rules import check_rule, read_rule

# Which weekday of a month can be chosen.
ORDINALS = (1, 2, 3, 4, -1)
LAST_DAY = -1
LONGEST_INTERVAL = 99


@dataclass(frozen=True)
class Choices:
    """What is chosen in the form.

    `weekdays` (Monday is 0) are those of a week. Of a month either `ordinal` and `weekday` ("the first Wednesday", -1
    is the last one) or `month_day` (-1 is the last day) is set; with neither it is the day of the first date. A year
    has its first date's day. At most one of `until` (included) and `count` is set.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    ordinal: int = 0
    weekday: int = 0
    month_day: int = 0
    until: date | None = None
    count: int | None = None


@dataclass(frozen=True)
class Advice:
    """What an editor should know about a choice (a msgid and what fills it), and what could be chosen instead."""

    sentence: str
    day: int
    instead: Choices | None = None

    def __str__(self) -> str:
        """Return it in English."""
        return self.sentence % {"day": self.day}


def rule_of(choices: Choices, start: datetime, zone: str = "Europe/Berlin", is_all_day: bool = False) -> str:
    """Return the value of an RRULE for what was chosen; raise RuleError for what cannot be."""
    rule = Rule(
        choices.frequency,
        interval=choices.interval,
        count=choices.count,
        until=None if choices.until is None else datetime.combine(choices.until, start.time()),
        month_days=_month_days(choices, start),
        weekdays=_weekdays(choices),
    )
    text = check_rule(rule_text(rule, zone, is_all_day), start, is_all_day, zone)
    if next((day for day in days(rule, start.date()) if day >= start.date()), None) != start.date():
        raise RuleError(
            gettext_noop(
                "The first date, %(date)s, is none of these days. Choose its day as well, or another date."
            ),
            date=start.date().isoformat(),
        )
    return text


def choices_of(
    text: str, start: datetime, zone: str = "Europe/Berlin", is_all_day: bool = False
) -> Choices | None:
    """Return what would be chosen for a rule, or None if it says more than the form can."""
    rule = plain(completed(read_rule(text, start, zone, is_all_day), start.date()))
    if rule.weeks or rule.year_days or rule.positions or rule.interval > LONGEST_INTERVAL:
        return None
    choices = Choices(
        rule.frequency,
        interval=rule.interval,
        until=None if rule.until is None else rule.until.date(),
        count=rule.count,
    )
    if rule.frequency is Frequency.MONTHLY:
        return _with_days_of_month(choices, rule)
    if rule.frequency is Frequency.YEARLY:
        has_its_day = rule.months == (start.month,) and rule.month_days == (start.day,) and not rule.weekdays
        return choices if has_its_day else None
    if rule.months or rule.month_days or (rule.frequency is Frequency.DAILY and rule.weekdays):
        return None
    if rule.week_start and rule.interval > 1:
        return None
    return replace(choices, weekdays=tuple(weekday.day for weekday in rule.weekdays))


def advice(choices: Choices, start: datetime) -> Advice | None:
    """Return what to say about a day that some months or years lack; that they are left out surprises."""
    if choices.frequency is Frequency.MONTHLY and not choices.ordinal:
        day = choices.month_day or start.day
        if day > 28:
            sentence = gettext_noop(
                "Months without a day %(day)s are left out. Choose “last day of the month” to meet in every month."
            )
            return Advice(sentence, day, replace(choices, month_day=LAST_DAY))
    if choices.frequency is Frequency.YEARLY and (start.month, start.day) == (2, 29):
        sentence = gettext_noop("Years without a %(day)s February are left out. Choose another first date.")
        return Advice(sentence, start.day)
    return None


def plain(rule: Rule) -> Rule:
    """Return a rule that chooses one weekday by BYSETPOS, as Outlook writes it, with a numbered weekday instead."""
    has_one = len(rule.positions) == 1 and len(rule.weekdays) == 1 and not rule.weekdays[0].ordinal
    if (
        rule.frequency is not Frequency.MONTHLY
        or not has_one
        or rule.month_days
        or abs(rule.positions[0]) > 5
    ):
        return rule
    return replace(rule, positions=(), weekdays=(Weekday(rule.positions[0], rule.weekdays[0].day),))


def _month_days(choices: Choices, start: datetime) -> tuple[int, ...]:
    """Return the day of the month that was chosen."""
    if choices.frequency is not Frequency.MONTHLY or choices.ordinal:
        return ()
    return (choices.month_day or start.day,)


def _weekdays(choices: Choices) -> tuple[Weekday, ...]:
    """Return the weekdays that were chosen."""
    if choices.frequency is Frequency.WEEKLY:
        return tuple(Weekday(0, day) for day in sorted(set(choices.weekdays)))
    if choices.frequency is Frequency.MONTHLY and choices.ordinal:
        return (Weekday(choices.ordinal, choices.weekday),)
    return ()


def _with_days_of_month(choices: Choices, rule: Rule) -> Choices | None:
    """Return the choices with the day of the month, or None if there are several, or none that can be chosen."""
    if rule.months or len(rule.month_days) + len(rule.weekdays) != 1:
        return None
    if rule.month_days:
        day = rule.month_days[0]
        return replace(choices, month_day=day) if day >= LAST_DAY else None
    ordinal, weekday = rule.weekdays[0]
    return replace(choices, ordinal=ordinal, weekday=weekday) if ordinal in ORDINALS else None
