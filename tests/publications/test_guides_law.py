"""Until when a text about the law holds."""

from datetime import UTC, date, datetime, timedelta

from publications.guides.law import LawStatus, ends_at, next_last_day, weakest

LAST = date(2027, 3, 31)


def test_the_last_day_is_a_whole_day():
    law = LawStatus(valid_until=LAST)
    assert not law.is_outdated(LAST)
    assert law.is_outdated(LAST + timedelta(days=1))
    assert not LawStatus().is_outdated(LAST)


def test_it_ends_with_the_midnight_of_berlin_in_summer_and_winter():
    assert ends_at(LAST).astimezone(UTC) == datetime(2027, 3, 31, 22, tzinfo=UTC)
    assert ends_at(date(2027, 1, 31)).astimezone(UTC) == datetime(2027, 1, 31, 23, tzinfo=UTC)


def test_a_whole_is_as_old_as_its_oldest_part_and_ends_with_the_first():
    old = LawStatus(date(2026, 1, 1), "Kreis A", date(2027, 1, 1))
    new = LawStatus(date(2026, 6, 1), "Kreis B", date(2026, 12, 1), "§ 1")
    assert weakest([old, LawStatus(), new, old]) == LawStatus(
        date(2026, 1, 1), "Kreis A, Kreis B", date(2026, 12, 1)
    )
    assert weakest([]) == LawStatus()


def test_a_check_holds_as_long_as_the_one_before_and_never_longer_than_a_year():
    today = date(2026, 11, 4)
    assert next_last_day(date(2026, 1, 1), date(2026, 4, 1), today) == today + timedelta(days=90)
    assert next_last_day(None, date(2026, 4, 1), today) == today + timedelta(days=180)
    assert next_last_day(date(2020, 1, 1), date(2026, 1, 1), today) == today + timedelta(days=365)
