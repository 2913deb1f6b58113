"""What an editor chooses becomes a rule and comes back as it was chosen."""

from datetime import date

import pytest

from events.recurrence.form_rule import Choices, advice, choices_of, rule_of
from events.recurrence.refusals import RuleError
from events.recurrence.rule import Frequency
from tests.events.recurring import at

START = at("2026-03-04 18:00")  # the first Wednesday
DAILY, WEEKLY, MONTHLY, YEARLY = Frequency

CHOSEN = [
    (Choices(DAILY), "FREQ=DAILY"),
    (Choices(DAILY, interval=10, count=5), "FREQ=DAILY;INTERVAL=10;COUNT=5"),
    (Choices(WEEKLY, weekdays=(2,)), "FREQ=WEEKLY;BYDAY=WE"),
    (
        Choices(WEEKLY, interval=2, weekdays=(1, 2), until=date(2026, 6, 30)),
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260630T160000Z;BYDAY=TU,WE",
    ),
    (Choices(MONTHLY, ordinal=1, weekday=2), "FREQ=MONTHLY;BYDAY=1WE"),
    (Choices(MONTHLY, interval=3, month_day=4), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=4"),
    (Choices(YEARLY, count=3), "FREQ=YEARLY;COUNT=3"),
]


@pytest.mark.parametrize(("choices", "rule"), CHOSEN)
def test_choices_become_a_rule_and_come_back(choices, rule):
    assert rule_of(choices, START) == rule
    assert choices_of(rule, START) == choices


def test_last_days_and_weekdays_come_back():
    assert rule_of(Choices(MONTHLY, month_day=-1), at("2026-03-31 18:00")) == "FREQ=MONTHLY;BYMONTHDAY=-1"
    last_friday = Choices(MONTHLY, ordinal=-1, weekday=4)
    assert rule_of(last_friday, at("2026-03-27 18:00")) == "FREQ=MONTHLY;BYDAY=-1FR"
    assert choices_of("FREQ=MONTHLY;BYDAY=-1FR", at("2026-03-27 18:00")) == last_friday


@pytest.mark.parametrize(
    ("rule", "choices"),
    [
        ("FREQ=WEEKLY", Choices(WEEKLY, weekdays=(2,))),
        ("FREQ=MONTHLY", Choices(MONTHLY, month_day=4)),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=1", Choices(MONTHLY, ordinal=1, weekday=2)),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=4", Choices(YEARLY)),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=WE", Choices(WEEKLY, weekdays=(2,))),
    ],
)
def test_rules_from_elsewhere_are_understood(rule, choices):
    assert choices_of(rule, START) == choices


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYDAY=WE",
        "FREQ=DAILY;BYMONTH=3",
        "FREQ=DAILY;INTERVAL=100",
        "FREQ=WEEKLY;BYMONTH=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU",
        "FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=1WE,3WE",
        "FREQ=MONTHLY;BYDAY=WE",
        "FREQ=MONTHLY;BYDAY=5WE",
        "FREQ=MONTHLY;BYDAY=-2WE",
        "FREQ=MONTHLY;BYMONTHDAY=4,18",
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=4",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=4",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=1WE",
        "FREQ=YEARLY;BYYEARDAY=63",
        "FREQ=YEARLY;BYWEEKNO=10",
    ],
)
def test_rules_that_say_more_than_the_form_are_left_alone(rule):
    assert choices_of(rule, START) is None


@pytest.mark.parametrize(
    "choices",
    [
        Choices(WEEKLY, weekdays=(0, 1)),
        Choices(MONTHLY, ordinal=2, weekday=2),
        Choices(MONTHLY, month_day=5),
        Choices(MONTHLY, month_day=-1),
    ],
)
def test_the_first_date_must_be_one_of_the_chosen_days(choices):
    with pytest.raises(RuleError, match="2026-03-04"):
        rule_of(choices, START)


@pytest.mark.parametrize(
    "choices",
    [
        Choices(DAILY, interval=0),
        Choices(DAILY, count=0),
        Choices(DAILY, count=5, until=date(2026, 6, 30)),
        Choices(DAILY, until=date(2026, 3, 3)),
    ],
)
def test_impossible_choices_are_refused(choices):
    with pytest.raises(RuleError):
        rule_of(choices, START)


@pytest.mark.parametrize("day", [29, 30, 31])
def test_a_day_that_months_lack_is_advised_against(day):
    hint = advice(Choices(MONTHLY, count=4), at(f"2026-01-{day} 18:00"))
    assert str(day) in str(hint)
    assert hint.instead == Choices(MONTHLY, count=4, month_day=-1)


def test_29_february_is_advised_against():
    assert "29" in str(advice(Choices(YEARLY), at("2028-02-29 18:00")))


@pytest.mark.parametrize(
    "choices",
    [
        Choices(MONTHLY),
        Choices(MONTHLY, ordinal=-1, weekday=4),
        Choices(MONTHLY, month_day=-1),
        Choices(YEARLY),
    ],
)
def test_nothing_is_said_about_days_that_always_come(choices):
    assert advice(choices, at("2026-01-28 18:00")) is None
