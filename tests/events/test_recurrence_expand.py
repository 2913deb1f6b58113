"""Dates are found in any window, at the wall time people mean, in bounded time whatever the rule."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pytest

from events.recurrence import periods
from events.recurrence.expand import all_moments, is_date, keys, moments, next_keys
from events.recurrence.rules import RuleError, check_rule
from events.recurrence.schedule import Change, Schedule
from tests.events.recurring import BERLIN, at, second_opinion, series, some_rules, whole_days

UNTIL = at("2027-01-01 00:00+00:00")


def walls(schedule: Schedule, start: str, end: str) -> list[str]:
    """Return the wall starts of what overlaps a window in UTC."""
    found = moments(schedule, at(f"{start}+00:00"), at(f"{end}+00:00"))
    return [moment.wall_start.isoformat(" ", "minutes") for moment in found]


@pytest.mark.parametrize("seed", range(300, 303))
def test_windows_put_together_are_the_whole(seed):
    compared = 0
    for start, text in some_rules(12, seed):
        try:
            rule = check_rule(text, start, is_all_day=False)
        except RuleError:
            continue
        schedule = Schedule(start, start + timedelta(hours=30), rule=rule)
        some = list(islice(keys(schedule), 6))
        if len(some) < 6:
            continue
        schedule = replace(
            schedule,
            extra=(some[0] - timedelta(days=3), some[4] + timedelta(hours=1), some[5]),
            removed=frozenset({some[1]}),
            changes={
                some[2]: Change(is_cancelled=True),
                some[3]: Change(some[3] + timedelta(days=40), some[3] + timedelta(days=41)),
            },
        )
        begin, end = at("2020-12-01 00:00+00:00"), at("2023-12-01 00:00+00:00")
        whole = list(moments(schedule, begin, end))
        assert whole == sorted(whole)
        pieces = set()
        while begin < end:
            following = begin + timedelta(days=17, hours=5)
            piece = list(moments(schedule, begin, min(following, end)))
            assert all(found.start < following and found.end > begin for found in piece)
            pieces.update(piece)
            begin = following
        assert pieces == set(whole)
        compared += 1
    assert compared > 4


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-03-03 17:00", "2026-03-03 19:00", 1),
        ("2026-03-03 18:59", "2026-03-04 00:00", 1),
        ("2026-03-03 19:00", "2026-03-04 00:00", 0),
        ("2026-03-03 00:00", "2026-03-03 17:00", 0),
        ("2026-03-03 00:00", "2026-03-03 17:01", 1),
        ("2026-03-03 17:00", "2026-03-03 17:00", 0),
    ],
)
def test_a_window_is_half_open(start, end, found):
    assert len(walls(series("2026-03-03 18:00"), start, end)) == found


@pytest.mark.parametrize(
    ("start", "end", "found"), [("17:00", "17:01", 1), ("16:00", "17:00", 0), ("17:01", "18:00", 0)]
)
def test_a_date_without_length_counts_at_its_instant(start, end, found):
    assert (
        len(walls(series("2026-03-03 18:00", hours=0), f"2026-03-03 {start}", f"2026-03-03 {end}")) == found
    )


def test_an_end_before_its_start_is_no_length():
    (found,) = all_moments(series("2026-03-03 18:00", hours=-5), UNTIL)
    assert found.end == found.start


def test_long_dates_that_began_before_the_window_are_found():
    weeks = whole_days("2026-01-05", "FREQ=WEEKLY;COUNT=3", days=20)
    assert walls(weeks, "2026-01-26 12:00", "2026-01-27 00:00") == ["2026-01-12 00:00", "2026-01-19 00:00"]


def test_a_moved_date_counts_where_it_was_moved_to():
    tuesdays = series("2026-03-03 18:00", "FREQ=WEEKLY")
    moved = replace(
        tuesdays, changes={at("2026-03-10 18:00"): Change(at("2026-05-01 10:00"), at("2026-05-01 11:00"))}
    )
    assert walls(moved, "2026-03-10 00:00", "2026-03-11 00:00") == []
    assert walls(moved, "2026-05-01 00:00", "2026-05-02 00:00") == ["2026-05-01 10:00"]
    found = next(moments(moved, at("2026-05-01 00:00+00:00"), UNTIL))
    assert (found.key, found.is_moved) == (at("2026-03-10 18:00"), True)


def test_a_date_moved_to_another_start_keeps_its_length():
    moved = series("2026-03-03 18:00", changes={at("2026-03-03 18:00"): Change(start=at("2026-03-03 20:00"))})
    assert all_moments(moved, UNTIL)[0].wall_end == at("2026-03-03 22:00")


def test_an_evening_stays_at_its_wall_time_when_the_clocks_change():
    found = all_moments(series("2026-03-24 18:00", "FREQ=WEEKLY;COUNT=2"), UNTIL)
    assert [moment.start for moment in found] == [at("2026-03-24 17:00+00:00"), at("2026-03-31 16:00+00:00")]


def test_the_first_date_counts_even_if_it_does_not_fit_its_rule():
    mondays = series("2026-03-04 18:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=3")
    assert next_keys(mondays, at("2026-01-01 00:00")) == (
        at("2026-03-04 18:00"),
        at("2026-03-09 18:00"),
        at("2026-03-16 18:00"),
    )


def test_a_date_that_is_named_twice_takes_place_once():
    twice = series(
        "2026-03-03 18:00", "FREQ=DAILY;COUNT=2", extra=(at("2026-03-04 18:00"), at("2026-03-04 18:00"))
    )
    assert len(all_moments(twice, UNTIL)) == 2


def test_a_removed_date_is_no_date_even_if_it_was_added_or_changed():
    key = at("2026-03-04 18:00")
    gone = series(
        "2026-03-03 18:00", extra=(key,), removed=frozenset({key}), changes={key: Change(is_cancelled=True)}
    )
    assert len(all_moments(gone, UNTIL)) == 1
    assert not is_date(gone, key)


def test_extra_dates_before_the_first_come_first():
    early = series("2026-03-03 18:00", extra=(at("2026-02-01 10:00"),))
    assert [moment.key for moment in all_moments(early, UNTIL)] == [
        at("2026-02-01 10:00"),
        at("2026-03-03 18:00"),
    ]


@pytest.mark.parametrize(
    ("zone", "starts"), [(BERLIN, "2026-07-01 16:00+00:00"), ("UTC", "2026-07-01 18:00+00:00")]
)
def test_floating_times_are_those_of_the_zone_that_asks(zone, starts):
    floating = series("2026-07-01 18:00", zone="")
    assert all_moments(floating, UNTIL, zone=zone)[0].start == at(starts)


def test_whole_days_last_from_midnight_to_midnight():
    (long_day,) = all_moments(whole_days("2026-10-25"), UNTIL)
    assert long_day.end - long_day.start == timedelta(hours=25)


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        # dateutil counts positions from the first date instead of from the begin of its week
        ("2026-03-04 18:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", ["03-04", "03-09", "03-16"]),
        # dateutil finds nothing where numbered and plain weekdays stand together
        ("2026-03-02 18:00", "FREQ=MONTHLY;BYDAY=3MO,WE", ["03-02", "03-04", "03-11", "03-16", "03-18"]),
        # dateutil takes every day of the week
        ("2026-05-11 18:00", "FREQ=YEARLY;BYWEEKNO=20", ["05-11", "05-17", "05-15"]),
        ("2026-01-31 18:00", "FREQ=MONTHLY", ["01-31", "03-31", "05-31"]),
        ("2024-02-29 18:00", "FREQ=YEARLY", ["02-29", "02-29", "02-29"]),
        ("2026-01-31 18:00", "FREQ=MONTHLY;BYMONTHDAY=-1", ["01-31", "02-28", "03-31"]),
    ],
)
def test_rules_mean_what_the_standard_says(start, rule, expected):
    found = next_keys(series(start, rule), at(start), len(expected))
    assert [f"{key:%m-%d}" for key in found] == expected


def test_whole_days_agree_with_a_second_library():
    start, end = at("2026-01-01 00:00+00:00"), at("2027-06-01 00:00+00:00")
    for rule in ("FREQ=WEEKLY;UNTIL=20260501", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=YEARLY"):
        schedule = whole_days(
            "2026-02-01", rule, days=3, extra=(at("2026-02-11"),), removed=frozenset({at("2026-03-01")})
        )
        assert [(found.start, found.end) for found in moments(schedule, start, end)] == second_opinion(
            schedule, start, end
        )


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,WE",
        "FREQ=MONTHLY;BYDAY=1WE",
        "FREQ=YEARLY;INTERVAL=3",
        "FREQ=DAILY;INTERVAL=7",
    ],
)
def test_nothing_before_the_window_is_walked(rule, monkeypatch):
    monkeypatch.setattr(periods, "MOST_DAYS", 800)
    old, new = series("1970-01-01 18:00", rule), at("2030-01-01 00:00+00:00")
    assert list(moments(old, new, new + timedelta(days=366)))


def looks_at(rule: str, monkeypatch) -> int:
    """Return how many days are looked at for the dates of ten years, sixty years after the first."""
    looked_at = 0
    days_of = periods._days_of

    def counted(*args):
        nonlocal looked_at
        for day in days_of(*args):
            looked_at += 1
            yield day

    monkeypatch.setattr(periods, "_days_of", counted)
    start = at("2030-01-01 00:00+00:00")
    assert len(list(moments(series("1970-01-01 18:00", rule), start, start + timedelta(3653)))) < 4000
    return looked_at


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=1000",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=99",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366;COUNT=9999",
        "FREQ=DAILY;COUNT=10000",
    ],
)
def test_rules_that_never_or_seldom_come_end_soon(rule, monkeypatch):
    assert looks_at(rule, monkeypatch) <= periods.MOST_DAYS + 366


def test_no_more_dates_are_given_than_asked_for():
    daily = series("2026-01-01 18:00", "FREQ=DAILY")
    assert len(all_moments(daily, at("9990-01-01 00:00+00:00"), limit=50)) == 50
    assert len(next_keys(daily, at("9999-12-31 00:00"), 5)) <= 1


def test_the_end_of_the_calendar_is_an_end():
    last = series("9000-01-01 18:00", "FREQ=YEARLY;INTERVAL=900")
    assert [key.year for key in next_keys(last, last.start)] == [9000, 9900]
