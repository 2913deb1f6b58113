"""How often something takes place, asked in plain words instead of a rule: the fields, from a schedule and back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.recurrence.form_rule import LAST_DAY, LONGEST_INTERVAL, Choices, choices_of
from events.recurrence.refusals import RuleError
from events.recurrence.rule import Frequency
from events.recurrence.rules import MOST_REPETITIONS
from events.recurrence.schedule import Schedule
from events.recurrence.wording import in_words

from .date_lines import DateLinesField, lines_of
from .day_input import DayField
from .planning import Asked, Plan, plan
from .refusal_words import refusal_text

ONCE, ELSEWHERE = "once", "as_is"
REPEATS = [
    (ONCE, _("once")),
    (Frequency.DAILY.value, _("every day")),
    (Frequency.WEEKLY.value, _("every week")),
    (Frequency.MONTHLY.value, _("every month")),
    (Frequency.YEARLY.value, _("every year")),
]
SAME_DAY, ONE_WEEKDAY, LAST = "day", "weekday", "last"
MONTH_DAYS = [
    (SAME_DAY, _("on the same day of the month as the first date")),
    (ONE_WEEKDAY, _("on a certain weekday, chosen below")),
    (LAST, _("on the last day of the month")),
]
ORDINALS = [
    ("", "–"),
    ("1", pgettext_lazy("weekday of a month", "first")),
    ("2", pgettext_lazy("weekday of a month", "second")),
    ("3", pgettext_lazy("weekday of a month", "third")),
    ("4", pgettext_lazy("weekday of a month", "fourth")),
    ("-1", pgettext_lazy("weekday of a month", "last")),
]
DAYS = [(str(number), name) for number, name in WEEKDAYS.items()]
NEVER, ON_DAY, AFTER = "never", "until", "count"
ENDS = [(NEVER, _("never")), (ON_DAY, _("on a day")), (AFTER, _("after a number of dates"))]
NAMES = (
    *("repeats", "every", "weekdays", "month_by", "ordinal", "month_weekday"),
    *("ends", "until", "count", "further", "left_out", "drops_changes"),
)


class WhenFields(metaclass=DeclarativeFieldsMetaclass):
    """The questions; the form that has them also has the times of day, the zone and the wishes."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty: the same day, or the next one after midnight."),
    )
    repeats = forms.ChoiceField(
        label=_("How often does it take place?"),
        choices=REPEATS,
        initial=ONCE,
        required=False,
        widget=forms.RadioSelect,
    )
    every = forms.IntegerField(
        label=_("Every how many days, weeks, months or years?"),
        min_value=1,
        max_value=LONGEST_INTERVAL,
        initial=1,
        required=False,
        help_text=_("1 is each, 2 is every other one."),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On which weekdays?"),
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: on the weekday of the first date."),
    )
    month_by = forms.ChoiceField(
        label=_("When in the month?"),
        choices=MONTH_DAYS,
        initial=SAME_DAY,
        required=False,
        widget=forms.RadioSelect,
    )
    ordinal = forms.ChoiceField(label=_("Which one?"), choices=ORDINALS, required=False)
    month_weekday = forms.ChoiceField(label=_("Weekday"), choices=[("", "–"), *DAYS], required=False)
    ends = forms.ChoiceField(
        label=_("When does the series end?"),
        choices=ENDS,
        initial=NEVER,
        required=False,
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Last possible day"), required=False)
    count = forms.IntegerField(
        label=_("Number of dates"), min_value=1, max_value=MOST_REPETITIONS, required=False
    )
    further = DateLinesField(
        label=_("Further dates"),
        required=False,
        help_text=_("One per line: 12.04.2026 19:00. Without a time it is that of the first date."),
    )
    left_out = DateLinesField(
        label=_("Dates left out"),
        required=False,
        help_text=_("One per line: 12.04.2026. They vanish; what is called off stays visible, see “Dates”."),
    )
    drops_changes = forms.BooleanField(
        label=_("Yes, forget what was decided about these dates"), required=False, widget=forms.HiddenInput
    )


def initial_of(event: Event) -> dict[str, Any]:
    """Return what the questions were answered with; times of dates left out only where one day has several."""
    initial: dict[str, Any] = {
        "further": lines_of(event.extra_dates),
        "left_out": lines_of(event.removed_dates, with_time=False),
    }
    if not event.rule:
        return {**initial, "repeats": ONCE}
    choices = known_choices(event)
    if choices is None:
        return {**initial, "repeats": ELSEWHERE}
    month_by = LAST if choices.month_day == LAST_DAY else ONE_WEEKDAY if choices.ordinal else SAME_DAY
    ends = ON_DAY if choices.until else AFTER if choices.count else NEVER
    return {
        **initial,
        "repeats": choices.frequency.value,
        "every": choices.interval,
        "weekdays": [str(day) for day in choices.weekdays],
        "month_by": month_by,
        "ordinal": str(choices.ordinal) if choices.ordinal else "",
        "month_weekday": str(choices.weekday) if choices.ordinal else "",
        "ends": ends,
        "until": choices.until,
        "count": choices.count,
    }


def known_choices(event: Event) -> Choices | None:
    """Return a rule as the form asks for it, None for one that says more, or another day than the first date has."""
    try:
        choices = choices_of(event.rule, event.start, event.zone, event.is_all_day)
    except RuleError:
        return None
    if choices is None or choices.frequency is not Frequency.MONTHLY or choices.ordinal:
        return choices
    return choices if choices.month_day in {event.starts_on.day, LAST_DAY} else None


def repeats_of(event: Event) -> list[tuple[str, Any]]:
    """Return how often an event may take place; a rule that the form cannot express is one choice, in words."""
    if not event.rule or known_choices(event) is not None:
        return REPEATS
    try:
        words = in_words(event.schedule, language=get_language() or "de")
    except RuleError:
        words = event.rule
    return [*REPEATS, (ELSEWHERE, gettext("as it came: %(rule)s") % {"rule": words})]


def asked_of(answers: Mapping[str, Any], event: Event, rule: str) -> Asked:
    """Return what the answers mean for an event with its new times; `rule` is the one it had.

    Raises ValidationError with the questions that lack an answer.
    """
    repeats = answers.get("repeats") or ONCE
    return Asked(
        event.start,
        event.end,
        event.zone,
        event.is_all_day,
        choices=None if repeats in {ONCE, ELSEWHERE} else _choices(Frequency(repeats), answers),
        rule=rule if repeats == ELSEWHERE else "",
        further=tuple(answers.get("further") or ()),
        left_out=tuple(answers.get("left_out") or ()),
    )


def _choices(frequency: Frequency, answers: Mapping[str, Any]) -> Choices:
    """Return the choices; raises ValidationError for what is missing."""
    missing: dict[str, Any] = {}
    ends, month_by = answers.get("ends") or NEVER, answers.get("month_by") or SAME_DAY
    by_weekday = frequency is Frequency.MONTHLY and month_by == ONE_WEEKDAY
    if ends == ON_DAY and not answers.get("until"):
        missing["until"] = _("Say on which day the series ends.")
    if ends == AFTER and not answers.get("count"):
        missing["count"] = _("Say after how many dates the series ends.")
    if by_weekday and not answers.get("ordinal"):
        missing["ordinal"] = _("Say which one of the month.")
    if by_weekday and not answers.get("month_weekday"):
        missing["month_weekday"] = _("Choose a weekday.")
    if missing:
        raise ValidationError(missing)
    return Choices(
        frequency,
        interval=answers.get("every") or 1,
        weekdays=tuple(int(day) for day in answers.get("weekdays") or ())
        if frequency is Frequency.WEEKLY
        else (),
        ordinal=int(answers["ordinal"]) if by_weekday else 0,
        weekday=int(answers["month_weekday"]) if by_weekday else 0,
        month_day=LAST_DAY if frequency is Frequency.MONTHLY and month_by == LAST else 0,
        until=answers.get("until") if ends == ON_DAY else None,
        count=answers.get("count") if ends == AFTER else None,
    )


def plan_of(answers: Mapping[str, Any], event: Event, before: Schedule | None) -> Plan:
    """Return the new schedule of an event whose times are set; raises ValidationError by question."""
    try:
        planned = plan(asked_of(answers, event, before.rule if before else ""), before)
    except RuleError as refusal:
        raise ValidationError({"repeats": refusal_text(refusal)}) from refusal
    if planned.unknown:
        days = ", ".join(f"{line.day:%d.%m.%Y}" for line in planned.unknown[:5])
        message = gettext("Nothing takes place on: %(days)s. Take these lines out.") % {"days": days}
        raise ValidationError({"left_out": message})
    return planned


def lost_words(keys: Iterable[datetime]) -> str:
    """Return what is said about decisions that a changed series would lose."""
    days = [f"{key:%d.%m.%Y}" for key in keys]
    message = ngettext(
        "What was decided about %(days)s (called off or moved) has no place in the changed series. To move all dates "
        "together, use “Move all dates” under “Dates”. Or tick below that it may be forgotten, and save again.",
        "What was decided about the dates %(days)s (called off or moved) has no place in the changed series. To move "
        "all dates together, use “Move all dates” under “Dates”. Or tick below that it may be forgotten, and save "
        "again.",
        len(days),
    )
    return message % {"days": ", ".join(days[:8])}
