"""Public holidays are computed; wishes take dates out and give back only what they took."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from events.recurrence.expand import all_moments, is_date
from events.recurrence.holidays import CORPUS_CHRISTI, PARTLY_OBSERVED, PublicHolidays, public_holidays
from events.recurrence.split import cancel, remove, restore
from events.recurrence.wishes import DaySpans, Wish, renewed, resolve
from tests.events.recurring import at, series

UNTIL = at("2027-01-01 00:00")
BOTH = (Wish.NOT_IN_SCHOOL_HOLIDAYS, Wish.NOT_ON_PUBLIC_HOLIDAYS)
SUMMER = DaySpans(((date(2026, 7, 4), date(2026, 8, 14)),))
FREE = {Wish.NOT_IN_SCHOOL_HOLIDAYS: SUMMER, Wish.NOT_ON_PUBLIC_HOLIDAYS: PublicHolidays()}
WEDNESDAYS = series("2026-01-07 18:00", "FREQ=WEEKLY")


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (
            2026,
            "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 11-18 12-25 12-26",
        ),
        (2024, "01-01 03-29 04-01 05-01 05-09 05-20 10-03 10-31 11-20 12-25 12-26"),
        (2028, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 11-22 12-25 12-26"),
        (2033, "01-01 04-15 04-18 05-01 05-26 06-06 10-03 10-31 11-16 12-25 12-26"),
    ],
)
def test_saxony_has_eleven_public_holidays(year, expected):
    assert [f"{day:%m-%d}" for day in public_holidays(year)] == expected.split()


def test_two_holidays_on_one_day_are_one():
    assert len(public_holidays(2008)) == 10  # Ascension Day on 1 May


@pytest.mark.parametrize("key", CORPUS_CHRISTI)
def test_corpus_christi_is_a_holiday_in_some_places(key):
    assert public_holidays(2026, municipality_key=key)[date(2026, 6, 4)] == "Corpus Christi"


@pytest.mark.parametrize("key", ["", "14612000", "14625430", *PARTLY_OBSERVED])
def test_corpus_christi_is_none_elsewhere_nor_where_only_parts_observe_it(key):
    assert date(2026, 6, 4) not in PublicHolidays(municipality_key=key)


def test_other_states_are_not_guessed():
    with pytest.raises(ValueError, match="BY"):
        public_holidays(2026, "BY")


def test_days_are_asked_of_any_year():
    holidays = PublicHolidays()
    assert date(2031, 11, 19) in holidays
    assert date(2031, 11, 12) not in holidays
    assert "2031-11-19" not in holidays


def test_spans_include_both_ends():
    assert [date(2026, 7, day) in SUMMER for day in (3, 4)] == [False, True]
    assert [date(2026, 8, day) in SUMMER for day in (14, 15)] == [True, False]


def test_wishes_become_removed_dates():
    wished = resolve(WEDNESDAYS, BOTH, FREE, UNTIL)
    assert at("2026-11-18 18:00") in wished  # Day of Repentance and Prayer
    assert sum(start.month in {7, 8} for start in wished) == 6
    assert len(wished) == 7


def test_each_wish_counts_by_itself_and_none_takes_nothing():
    assert resolve(WEDNESDAYS, [Wish.NOT_ON_PUBLIC_HOLIDAYS], FREE, UNTIL) == {at("2026-11-18 18:00")}
    assert resolve(WEDNESDAYS, [], FREE, UNTIL) == frozenset()
    assert resolve(series("2026-11-18 18:00"), BOTH, FREE, UNTIL) == frozenset()


def test_dates_chosen_or_changed_by_hand_are_meant():
    changed = cancel(replace(WEDNESDAYS, extra=(at("2026-11-18 18:00"),)), at("2026-07-08 18:00"))
    wished = resolve(changed, BOTH, FREE, UNTIL)
    assert not wished & {at("2026-11-18 18:00"), at("2026-07-08 18:00")}
    assert len(wished) == 5


def test_renewing_follows_the_holidays_and_nothing_else():
    by_hand = remove(remove(WEDNESDAYS, at("2026-03-04 18:00")), at("2026-07-08 18:00"))
    first = renewed(by_hand, BOTH, FREE, UNTIL)
    assert first.removed_by_hand == by_hand.removed
    assert len(first.removed) == 8
    later = DaySpans(((date(2026, 7, 11), date(2026, 8, 21)),))
    moved = renewed(first, BOTH, FREE | {Wish.NOT_IN_SCHOOL_HOLIDAYS: later}, UNTIL)
    assert not is_date(moved, at("2026-07-08 18:00"))  # removed by hand
    assert not is_date(moved, at("2026-08-19 18:00"))
    assert moved.removed_by_hand == by_hand.removed
    assert renewed(moved, (), FREE, UNTIL) == by_hand


def test_renewing_twice_changes_nothing():
    once = renewed(WEDNESDAYS, BOTH, FREE, UNTIL)
    assert renewed(once, BOTH, FREE, UNTIL) == once


def test_a_date_can_be_held_in_spite_of_a_wish():
    held = restore(renewed(WEDNESDAYS, BOTH, FREE, UNTIL), at("2026-11-18 18:00"))
    assert is_date(held, at("2026-11-18 18:00"))
    assert is_date(renewed(held, BOTH, FREE, UNTIL), at("2026-11-18 18:00"))


def test_what_a_wish_took_out_does_not_take_place():
    until = at("2027-01-01 00:00+00:00")
    whole, paused = all_moments(WEDNESDAYS, until), all_moments(renewed(WEDNESDAYS, BOTH, FREE, UNTIL), until)
    assert len(whole) - len(paused) == 7
    assert all(found.wall_start.date() not in SUMMER for found in paused)
    assert timedelta(weeks=6) < max(b.start - a.start for a, b in zip(paused, paused[1:], strict=False))
