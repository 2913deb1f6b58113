"""A series in words: "jeden ersten Mittwoch im Monat, außer in den sächsischen Schulferien und an Feiertagen"."""

from collections.abc import Collection
from datetime import datetime

from .form_rule import LAST_DAY, plain
from .periods import completed
from .rule import Frequency, Rule
from .rules import read_rule
from .schedule import Schedule
from .vocabulary import ENGLISH, VOCABULARIES, Vocabulary
from .wishes import Wish

WORKING_DAYS = (0, 1, 2, 3, 4)


def in_words(schedule: Schedule, wishes: Collection[Wish] = (), language: str = "de") -> str:
    """Return when a series takes place, to stand in a sentence; empty for a single date.

    `language` is a code such as "de" or "de-simple"; one without a table of words gets English.
    """
    words = VOCABULARIES.get(language.partition("-")[0], ENGLISH)
    if not schedule.is_series:
        return ""
    if not schedule.rule:
        return words.single_days
    given = read_rule(schedule.rule, schedule.start, schedule.zone, schedule.is_all_day)
    rule = plain(completed(given, schedule.start.date()))
    phrase = _rule_in_words(rule, words) or words.otherwise
    if rule.until is not None:
        phrase = words.until.format(phrase=phrase, date=_date(rule.until, words))
    if set(schedule.extra) - {schedule.start}:
        phrase = words.other_days.format(phrase=phrase)
    if rule.count is not None:
        phrase = words.times.format(phrase=phrase, number=rule.count)
    return _with_wishes(phrase, wishes, words)


def _rule_in_words(rule: Rule, words: Vocabulary) -> str:
    """Return how often and on which days, or nothing for a rule that would not be understood in words."""
    if rule.weeks or rule.year_days or rule.positions:
        return ""
    if rule.frequency is Frequency.YEARLY:
        return _yearly(rule, words)
    if rule.months:
        return ""
    return {Frequency.DAILY: _daily, Frequency.WEEKLY: _weekly, Frequency.MONTHLY: _monthly}[rule.frequency](
        rule, words
    )


def _daily(rule: Rule, words: Vocabulary) -> str:
    """Return a daily rule in words."""
    if rule.weekdays or rule.month_days:
        return ""
    return _phrase(words.daily, words.daily_apart, rule, words)


def _weekly(rule: Rule, words: Vocabulary) -> str:
    """Return a weekly rule in words."""
    days = tuple(weekday.day for weekday in rule.weekdays)
    if rule.interval == 1 and len(days) == 7:
        return words.daily
    if rule.interval == 1 and days == WORKING_DAYS:
        return words.working_days
    return _phrase(
        words.weekly,
        words.weekly_apart,
        rule,
        words,
        days=words.listed([words.weekdays[day] for day in days]),
    )


def _monthly(rule: Rule, words: Vocabulary) -> str:
    """Return a monthly rule in words: days of the month, or one weekday in some of its weeks."""
    if rule.weekdays:
        which, days = _numbered(rule, words)
        if not which:
            return ""
        is_last = [weekday.ordinal for weekday in rule.weekdays] == [-1]
        once = words.monthly_last_weekday if is_last else words.monthly_weekday
        return _phrase(once, words.monthly_weekday_apart, rule, words, which=which, days=days)
    if rule.month_days == (LAST_DAY,):
        return _phrase(words.monthly_last_day, words.monthly_last_day_apart, rule, words)
    if rule.month_days[0] < 0:
        return ""
    days = words.listed([words.day_of_month[day] for day in rule.month_days])
    return _phrase(words.monthly, words.monthly_apart, rule, words, days=days)


def _yearly(rule: Rule, words: Vocabulary) -> str:
    """Return a yearly rule in words: one day of the year, or one weekday of a month."""
    if len(rule.months) != 1:
        return ""
    month = words.months[rule.months[0] - 1]
    if rule.weekdays:
        which, days = _numbered(rule, words)
        once, apart = words.yearly_weekday, words.yearly_weekday_apart
        return _phrase(once, apart, rule, words, which=which, days=days, month=month) if which else ""
    if len(rule.month_days) != 1 or rule.month_days[0] < 0:
        return ""
    return _phrase(
        words.yearly, words.yearly_apart, rule, words, day=words.day_of_month[rule.month_days[0]], month=month
    )


def _numbered(rule: Rule, words: Vocabulary) -> tuple[str, str]:
    """Return which of a weekday, and the weekday; nothing if there are several weekdays or any is meant."""
    ordinals = sorted((weekday.ordinal for weekday in rule.weekdays), key=lambda number: (number < 0, number))
    if rule.month_days or len({weekday.day for weekday in rule.weekdays}) > 1:
        return "", ""
    if any(number not in words.ordinals for number in ordinals):
        return "", ""
    return words.listed([words.ordinals[number] for number in ordinals]), words.weekdays[rule.weekdays[0].day]


def _phrase(once: str, apart: str, rule: Rule, words: Vocabulary, **places: str) -> str:
    """Return the phrase for a rule in every period, or in some."""
    chosen = once if rule.interval == 1 else apart
    return chosen.format(number=words.number(rule.interval), **places)


def _date(day: datetime, words: Vocabulary) -> str:
    """Return a date in words."""
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def _with_wishes(phrase: str, wishes: Collection[Wish], words: Vocabulary) -> str:
    """Return the phrase with when the series pauses."""
    named = {
        Wish.NOT_IN_SCHOOL_HOLIDAYS: words.school_holidays,
        Wish.NOT_ON_PUBLIC_HOLIDAYS: words.public_holidays,
    }
    pauses = [text for wish, text in named.items() if wish in wishes]
    return words.apart_from.format(phrase=phrase, when=words.listed(pauses)) if pauses else phrase
