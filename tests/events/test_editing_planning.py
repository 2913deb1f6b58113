"""From the form's answers to a schedule; what was decided about single dates goes along as far as it can."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from events.editing.date_lines import Line
from events.editing.planning import Asked, plan
from events.recurrence import split
from events.recurrence.expand import next_keys
from events.recurrence.form_rule import Choices
from events.recurrence.refusals import RuleError
from events.recurrence.rule import Frequency
from events.recurrence.schedule import Change, Schedule

START = datetime(2026, 3, 4, 19)
SECOND, THIRD = START + timedelta(weeks=1), START + timedelta(weeks=2)
WEEKLY = Asked(START, START + timedelta(hours=2), "Europe/Berlin", False, Choices(Frequency.WEEKLY, count=4))


def before() -> Schedule:
    """Return the weekly series, its second date called off, its third moved, its fourth taken out."""
    schedule = split.cancel(plan(WEEKLY).schedule, SECOND)
    schedule = split.move(schedule, THIRD, THIRD + timedelta(days=1), THIRD + timedelta(days=1, hours=2))
    return split.remove(schedule, START + timedelta(weeks=3))


def asked(hours: int = 0, **changes) -> Asked:
    """Return the series asked for again, some hours later, with the fourth date left out as the form shows it."""
    delta = timedelta(hours=hours)
    left_out = (Line((START + timedelta(weeks=3)).date()),)
    return replace(WEEKLY, start=START + delta, end=WEEKLY.end + delta, **{"left_out": left_out, **changes})


def test_saving_without_changes_changes_nothing():
    planned = plan(asked(), before())
    assert planned.schedule == before()
    assert (planned.lost, planned.unknown) == ((), ())


def test_another_time_of_the_day_carries_every_decision_to_the_same_day():
    planned = plan(asked(hours=-1), before())
    hour = timedelta(hours=1)
    assert planned.schedule.changes[SECOND - hour].is_cancelled
    assert planned.schedule.changes[THIRD - hour].start == THIRD + timedelta(days=1)
    assert planned.schedule.removed == {START + timedelta(weeks=3) - hour}
    assert planned.lost == ()


def test_whole_days_carry_decisions_as_well():
    midnight = START.replace(hour=0)
    whole = replace(asked(), start=midnight, end=midnight + timedelta(days=1))
    planned = plan(replace(whole, is_all_day=True), before())
    assert planned.schedule.changes[SECOND.replace(hour=0)].is_cancelled


def test_decisions_without_a_date_in_the_new_series_are_lost_and_named():
    planned = plan(
        replace(asked(), choices=Choices(Frequency.WEEKLY, interval=2, count=3), left_out=()), before()
    )
    assert planned.lost == (SECOND,)
    assert set(planned.schedule.changes) == {THIRD}


def test_a_single_date_of_a_feed_that_its_series_lacks_stays():
    odd = datetime(2026, 3, 6, 10)
    old = replace(before(), changes={odd: Change(is_cancelled=True)})
    assert set(plan(asked(), old).schedule.changes) == {odd}


def test_further_dates_are_added_and_the_first_is_none():
    lines = (Line(date(2026, 3, 6)), Line(START.date()))
    planned = plan(replace(WEEKLY, choices=None, further=lines))
    assert next_keys(planned.schedule, START) == (START, START + timedelta(days=2))


def test_left_out_days_that_are_no_dates_are_named_but_forgotten_if_they_once_were():
    line = Line(date(2026, 3, 5))
    assert plan(replace(WEEKLY, left_out=(line,))).unknown == (line,)
    fourth = Line((START + timedelta(weeks=3)).date())
    shorter = replace(asked(), choices=Choices(Frequency.WEEKLY, count=3), left_out=(fourth,))
    planned = plan(shorter, before())
    assert (planned.unknown, planned.schedule.removed) == ((), frozenset())


def test_a_rule_from_elsewhere_is_kept():
    asked_for = replace(WEEKLY, choices=None, rule="FREQ=YEARLY;BYWEEKNO=10;BYDAY=WE")
    assert plan(asked_for).schedule.rule == "FREQ=YEARLY;BYWEEKNO=10;BYDAY=WE"


def test_a_first_date_that_is_none_of_the_days_is_refused():
    with pytest.raises(RuleError):
        plan(replace(WEEKLY, choices=Choices(Frequency.WEEKLY, weekdays=(0,))))
