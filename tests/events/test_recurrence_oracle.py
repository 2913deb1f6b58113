"""An independent library agrees on what rules mean, wherever it follows RFC 5545."""

from datetime import timedelta

import pytest

from events.recurrence.expand import moments
from events.recurrence.rules import RuleError, check_rule
from events.recurrence.schedule import Schedule
from tests.events.recurring import at, second_opinion, some_rules

START, END = at("2023-02-01 00:00+00:00"), at("2025-02-01 00:00+00:00")


def ours(schedule: Schedule):
    return [(found.start, found.end) for found in moments(schedule, START, END)]


@pytest.mark.parametrize("seed", range(5))
def test_a_second_library_finds_the_same_dates(seed):
    compared = 0
    for start, text in some_rules(80, seed):
        try:
            rule = check_rule(text, start, is_all_day=False)
        except RuleError:
            continue
        schedule = Schedule(start, start + timedelta(hours=3), rule=rule)
        assert ours(schedule) == second_opinion(schedule, START, END), (start, text)
        compared += 1
    assert compared > 60


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns"])
def test_a_second_library_agrees_far_from_berlin(zone):
    schedule = Schedule(
        at("2023-01-01 23:00"), at("2023-01-02 01:00"), zone=zone, rule="FREQ=DAILY;INTERVAL=3"
    )
    assert ours(schedule) == second_opinion(schedule, START, END)
