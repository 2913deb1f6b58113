"""Dates are cancelled, moved, removed and restored one by one; series are split, shifted and joined without loss."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pytest

from events.recurrence.expand import all_moments, keys, moments
from events.recurrence.refusals import CannotShift, IsFirstDate, NoSuchDate
from events.recurrence.rules import RuleError, check_rule
from events.recurrence.schedule import Change, Schedule
from events.recurrence.split import affected, cancel, join, move, remove, restore, settled, shift, split
from tests.events.recurring import at, series, some_rules, whole_days

UNTIL = at("2027-01-01 00:00+00:00")
TUESDAYS = series("2026-03-03 18:00", "FREQ=WEEKLY;COUNT=8")


def dates(*schedules: Schedule):
    return sorted(found for schedule in schedules for found in all_moments(schedule, UNTIL))


def starts(schedule: Schedule) -> list[str]:
    return [found.wall_start.isoformat(" ", "minutes") for found in all_moments(schedule, UNTIL)]


def with_exceptions(schedule: Schedule) -> Schedule:
    """Return a series in which every kind of exception occurs, around its fifth date."""
    some = list(islice(keys(schedule), 8))
    schedule = remove(schedule, some[1])
    schedule = cancel(schedule, some[2])
    schedule = move(schedule, some[3], some[5] + timedelta(hours=3), some[5] + timedelta(hours=4))
    schedule = remove(schedule, some[6])
    extra = (some[0] + timedelta(hours=5), some[5] + timedelta(hours=5), some[0] - timedelta(days=2))
    return replace(schedule, extra=tuple(sorted(extra)))


@pytest.mark.parametrize("seed", range(100, 102))
def test_split_and_join_conserve_dates(seed):
    compared = 0
    for start, text in some_rules(25, seed):
        try:
            rule = check_rule(text, start, is_all_day=False)
        except RuleError:
            continue
        schedule = Schedule(start, start + timedelta(hours=3), rule=rule)
        if len(list(islice(keys(schedule), 9))) < 9:
            continue
        schedule = with_exceptions(schedule)
        whole = dates(schedule)
        for key in list(islice(keys(schedule), 1, 9, 2)):
            first, second = split(schedule, key)
            assert dates(first, second) == whole, (schedule, key)
            assert all(found.key < key for found in all_moments(first, UNTIL))
            assert all(found.key >= key for found in all_moments(second, UNTIL))
            assert dates(join(first, second)) == whole, (schedule, key)
            assert check_rule(second.rule, second.start, is_all_day=False) == second.rule
            compared += 1
    assert compared > 50


@pytest.mark.parametrize("seed", range(200, 201))
def test_split_conserves_counted_dates(seed):
    compared = 0
    for start, text in some_rules(25, seed):
        if "UNTIL" in text:
            continue
        try:
            rule = check_rule(f"{text};COUNT=12", start, is_all_day=False)
        except RuleError:
            continue
        schedule = Schedule(start, start + timedelta(hours=3), rule=rule)
        end = at("2100-01-01 00:00+00:00")
        whole = all_moments(schedule, end)
        if len(whole) < 12:
            continue
        for moment in whole[1::3]:
            first, second = split(schedule, moment.key)
            assert all_moments(first, end) + all_moments(second, end) == whole
            assert "UNTIL=" in first.rule
            assert f"COUNT={12 - whole.index(moment)}" in second.rule
            assert all_moments(join(first, second), end) == whole
            compared += 1
    assert compared > 40


def test_the_first_part_ends_with_its_last_date_in_utc():
    first, second = split(TUESDAYS, at("2026-03-31 18:00"))
    assert first.rule == "FREQ=WEEKLY;UNTIL=20260324T170000Z"
    assert second.rule == "FREQ=WEEKLY;COUNT=4"
    assert (second.start, second.end) == (at("2026-03-31 18:00"), at("2026-03-31 20:00"))


def test_parts_of_whole_days_end_with_a_day():
    first, _ = split(whole_days("2026-03-03", "FREQ=DAILY"), at("2026-03-05 00:00"))
    assert first.rule == "FREQ=DAILY;UNTIL=20260304"


def test_parts_of_floating_series_end_without_a_zone():
    first, _ = split(series("2026-03-03 18:00", "FREQ=DAILY", zone=""), at("2026-03-05 18:00"))
    assert first.rule == "FREQ=DAILY;UNTIL=20260304T180000"


def test_a_date_that_moved_goes_with_its_key():
    moved = move(TUESDAYS, at("2026-03-10 18:00"), at("2026-05-01 10:00"), at("2026-05-01 11:00"))
    first, second = split(moved, at("2026-03-31 18:00"))
    assert starts(first)[-1] == "2026-05-01 10:00"
    assert not second.changes


def test_a_series_is_split_at_an_extra_date_without_losing_its_rhythm():
    fortnightly = series("2026-03-03 18:00", "FREQ=WEEKLY;INTERVAL=2", extra=(at("2026-03-25 10:00"),))
    first, second = split(fortnightly, at("2026-03-25 10:00"))
    assert starts(first) == ["2026-03-03 18:00", "2026-03-17 18:00"]
    assert starts(second)[:3] == ["2026-03-25 10:00", "2026-03-31 18:00", "2026-04-14 18:00"]


def test_single_dates_without_a_rule_are_split():
    picked = series("2026-03-03 18:00", extra=(at("2026-03-25 10:00"), at("2026-04-25 10:00")))
    first, second = split(picked, at("2026-03-25 10:00"))
    assert starts(first) == ["2026-03-03 18:00"]
    assert starts(second) == ["2026-03-25 10:00", "2026-04-25 10:00"]
    assert starts(join(first, second)) == starts(picked)


def test_splitting_at_the_first_date_means_all():
    with pytest.raises(IsFirstDate):
        split(TUESDAYS, TUESDAYS.start)


def test_the_first_date_is_the_first_that_was_not_removed():
    with pytest.raises(IsFirstDate):
        split(remove(TUESDAYS, TUESDAYS.start), at("2026-03-10 18:00"))


@pytest.mark.parametrize(
    "change",
    [
        cancel,
        remove,
        lambda schedule, key: move(schedule, key, key, key),
        restore,
        split,
    ],
)
@pytest.mark.parametrize(
    "key", ["2026-03-04 18:00", "2026-03-10 19:00", "2027-03-09 18:00", "1970-01-01 00:00"]
)
def test_a_key_that_is_no_date_is_refused(change, key):
    with pytest.raises(KeyError) as refusal:
        change(TUESDAYS, at(key))
    assert isinstance(refusal.value, NoSuchDate)
    assert key in str(refusal.value)


def test_a_removed_date_cannot_be_cancelled():
    with pytest.raises(NoSuchDate):
        cancel(remove(TUESDAYS, at("2026-03-10 18:00")), at("2026-03-10 18:00"))


def test_a_cancelled_date_stays_visible_and_a_removed_one_does_not():
    cancelled = all_moments(cancel(TUESDAYS, at("2026-03-10 18:00")), UNTIL)
    assert [found.is_cancelled for found in cancelled[:3]] == [False, True, False]
    assert len(all_moments(remove(TUESDAYS, at("2026-03-10 18:00")), UNTIL)) == 7


def test_a_moved_date_keeps_its_key():
    key = at("2026-03-10 18:00")
    moved = move(TUESDAYS, key, at("2026-03-12 19:00"), at("2026-03-12 20:00"))
    found = next(found for found in all_moments(moved, UNTIL) if found.is_moved)
    assert (found.key, found.start) == (key, at("2026-03-12 18:00+00:00"))


@pytest.mark.parametrize(
    "change",
    [
        lambda key: cancel(TUESDAYS, key),
        lambda key: remove(TUESDAYS, key),
        lambda key: remove(cancel(TUESDAYS, key), key),
        lambda key: move(TUESDAYS, key, at("2026-03-12 19:00"), at("2026-03-12 20:00")),
    ],
)
def test_restoring_undoes_what_was_done_to_a_date(change):
    key = at("2026-03-10 18:00")
    assert change(key) != TUESDAYS
    assert restore(change(key), key) == TUESDAYS


def test_a_date_called_off_can_be_moved_and_is_held_again():
    key = at("2026-03-10 18:00")
    moved = move(cancel(TUESDAYS, key), key, at("2026-03-12 19:00"), at("2026-03-12 20:00"))
    assert not moved.changes[key].is_cancelled


@pytest.mark.parametrize(
    ("schedule", "start", "rule"),
    [
        (TUESDAYS, "2026-03-03 19:30", "FREQ=WEEKLY;COUNT=8"),
        (TUESDAYS, "2026-03-05 18:00", "FREQ=WEEKLY;COUNT=8"),
        (
            series("2026-03-03 18:00", "FREQ=WEEKLY;BYDAY=TU,TH"),
            "2026-03-04 18:00",
            "FREQ=WEEKLY;BYDAY=WE,FR",
        ),
        (
            series("2026-03-03 18:00", "FREQ=WEEKLY;BYDAY=TU,SU"),
            "2026-03-04 18:00",
            "FREQ=WEEKLY;BYDAY=MO,WE",
        ),
        (
            series("2026-03-03 18:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU"),
            "2026-03-04 18:00",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=TU",
        ),
        (series("2026-03-03 18:00", "FREQ=MONTHLY;BYDAY=1TU"), "2026-03-03 10:00", "FREQ=MONTHLY;BYDAY=1TU"),
        (
            series("2026-03-05 18:00", "FREQ=MONTHLY;BYMONTHDAY=5"),
            "2026-03-12 18:00",
            "FREQ=MONTHLY;BYMONTHDAY=12",
        ),
        (series("2026-03-05 18:00", "FREQ=MONTHLY"), "2026-03-01 18:00", "FREQ=MONTHLY"),
        (
            series("2026-11-09 18:00", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=9"),
            "2026-12-01 18:00",
            "FREQ=YEARLY",
        ),
        (
            series("2026-03-03 18:00", "FREQ=WEEKLY;UNTIL=20260331T160000Z"),
            "2026-03-03 20:00",
            "FREQ=WEEKLY;UNTIL=20260331T180000Z",
        ),
    ],
)
def test_all_dates_move_alike(schedule, start, rule):
    schedule = with_exceptions(schedule) if not schedule.rule.endswith("Z") else schedule
    delta = at(start) - schedule.start
    shifted = shift(schedule, at(start), at(start) + timedelta(hours=1))
    assert shifted.rule == rule
    assert list(islice(keys(shifted), 30)) == [key + delta for key in islice(keys(schedule), 30)]
    assert {key + delta: change for key, change in schedule.changes.items()} == shifted.changes
    assert shifted.length == timedelta(hours=1)


@pytest.mark.parametrize(
    ("begins", "rule", "start"),
    [
        ("2026-03-04 18:00", "FREQ=MONTHLY;BYDAY=1WE", "2026-03-05 18:00"),
        ("2026-03-31 18:00", "FREQ=MONTHLY", "2026-03-30 18:00"),
        ("2026-03-27 18:00", "FREQ=MONTHLY", "2026-03-30 18:00"),
        ("2026-03-05 18:00", "FREQ=MONTHLY;BYMONTHDAY=5,20", "2026-03-06 18:00"),
        ("2026-03-05 18:00", "FREQ=MONTHLY", "2026-04-06 18:00"),
        ("2026-03-01 18:00", "FREQ=YEARLY", "2026-02-28 18:00"),
        ("2024-02-29 18:00", "FREQ=YEARLY", "2024-03-01 18:00"),
        ("2026-03-03 18:00", "FREQ=WEEKLY;BYMONTH=3,4,5", "2026-03-04 18:00"),
        ("2026-05-11 18:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2026-05-12 18:00"),
    ],
)
def test_dates_that_would_not_move_alike_are_not_moved(begins, rule, start):
    with pytest.raises(CannotShift):
        shift(series(begins, rule), at(start), at(start) + timedelta(hours=2))


def test_what_was_decided_about_single_dates_is_named():
    schedule = with_exceptions(TUESDAYS)
    assert len(affected(schedule)) == 7
    assert affected(schedule, at("2026-04-07 00:00")) == (
        at("2026-04-07 23:00"),
        at("2026-04-14 18:00"),
    )


def test_what_a_wish_took_out_was_not_decided_by_hand():
    key = at("2026-03-10 18:00")
    assert affected(replace(TUESDAYS, removed=frozenset({key}), wished=frozenset({key}))) == ()


def test_a_shorter_rule_leaves_no_date_behind():
    schedule = cancel(TUESDAYS, at("2026-04-14 18:00"))
    shorter = replace(remove(schedule, at("2026-04-21 18:00")), rule="FREQ=WEEKLY;COUNT=3")
    assert len(all_moments(shorter, UNTIL)) == 4
    assert settled(shorter) == replace(TUESDAYS, rule="FREQ=WEEKLY;COUNT=3")


def test_settling_keeps_what_belongs_to_a_date():
    schedule = with_exceptions(TUESDAYS)
    assert settled(schedule) == schedule


def test_two_series_that_never_were_one_are_not_joined():
    first, second = split(TUESDAYS, at("2026-03-31 18:00"))
    with pytest.raises(CannotShift):
        join(first, shift(second, at("2026-04-01 18:00"), at("2026-04-01 20:00")))


def test_an_exception_of_a_date_that_is_not_sent_is_a_date_of_its_own():
    key = at("2026-06-03 18:00")
    schedule = replace(TUESDAYS, changes={key: Change(start=at("2026-06-04 18:00"))})
    assert [found.key for found in moments(schedule, at("2026-06-04 00:00+00:00"), UNTIL)] == [key]
    assert not all_moments(remove(schedule, key), UNTIL)[8:]


@pytest.mark.parametrize("start", ["2026-03-26 02:30", "2026-10-22 02:30"])
def test_nights_in_which_the_clocks_change_are_split_without_loss(start):
    schedule = series(start, "FREQ=DAILY;COUNT=10")
    whole = list(keys(schedule))
    for key in whole[1:]:
        first, second = split(schedule, key)
        assert [*keys(first), *keys(second)] == whole
