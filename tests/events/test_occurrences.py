"""The derived table of dates."""

from datetime import UTC, date, datetime

import pytest

from events import occurrences
from events.models import Event, Occurrence, Publication
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 1, tzinfo=UTC)


def starts(event: Event) -> list[datetime]:
    """Return when the event's dates begin."""
    return list(Occurrence.objects.filter(event=event).order_by("start").values_list("start", flat=True))


def test_a_single_event_has_one_date_in_utc():
    event = builders.event(start=datetime(2026, 3, 4, 19, 0))
    (row,) = Occurrence.objects.filter(event=event)
    assert (row.key, row.start) == ("2026-03-04T19:00", datetime(2026, 3, 4, 18, 0, tzinfo=UTC))
    assert (row.first_day, row.last_day, row.is_live) == (date(2026, 3, 4), date(2026, 3, 4), True)


def test_an_evening_series_keeps_its_wall_time_over_the_change_of_clocks():
    event = builders.event(start=datetime(2026, 3, 25, 19, 0), rule="FREQ=WEEKLY;COUNT=2")
    assert starts(event) == [
        datetime(2026, 3, 25, 18, 0, tzinfo=UTC),
        datetime(2026, 4, 1, 17, 0, tzinfo=UTC),
    ]


def test_whole_days_count_inclusively():
    event = builders.event(start=date(2026, 3, 4), ends_on=date(2026, 3, 6))
    (row,) = Occurrence.objects.filter(event=event)
    assert (row.key, row.first_day, row.last_day) == ("2026-03-04", date(2026, 3, 4), date(2026, 3, 6))


def test_a_moved_date_keeps_its_key():
    changed = {
        "2026-03-11T19:00": {"starts_on": date(2026, 3, 12), "starts_at": datetime(2026, 3, 12, 20).time()}
    }
    event = builders.event(start=datetime(2026, 3, 4, 19, 0), rule="FREQ=WEEKLY;COUNT=2", changed=changed)
    row = Occurrence.objects.get(event=event, key="2026-03-11T19:00")
    assert (row.start, row.is_moved) == (datetime(2026, 3, 12, 19, 0, tzinfo=UTC), True)


def test_a_draft_is_in_no_list():
    builders.event(live=False)
    assert not Occurrence.objects.listed().exists()


def test_an_unpublished_event_leaves_the_lists_and_its_trace_says_so():
    event = builders.event()
    event.unpublish()
    assert not Occurrence.objects.listed().exists()
    assert Publication.objects.get(uid=event.uid).is_gone


def test_nothing_differs_after_publishing():
    events = [builders.event(rule="FREQ=DAILY;COUNT=5", removed_dates=["2026-03-05T19:00"]), builders.event()]
    assert list(occurrences.differences(events, NOW)) == []


def test_a_difference_is_found_and_mended():
    event = builders.event(rule="FREQ=DAILY;COUNT=3")
    Occurrence.objects.filter(event=event).first().delete()
    assert [found.stored for found in occurrences.differences([event], NOW)] == [None]
    assert occurrences.rebuild(event, NOW) == 1
    assert list(occurrences.differences([event], NOW)) == []


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 4, 17, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 4, 18, 0, tzinfo=UTC),
        datetime(2026, 3, 4, 20, 0, tzinfo=UTC),
        datetime(2026, 3, 5, tzinfo=UTC),
    ],
)
def test_every_date_is_in_exactly_one_list(now):
    builders.event(start=datetime(2026, 3, 4, 19, 0))
    builders.event(start=datetime(2026, 3, 4, 19, 0), hours=0)
    builders.event(start=datetime(2026, 3, 4, 21, 0))
    rows = Occurrence.objects.listed()
    lists = [
        set(found.values_list("pk", flat=True))
        for found in (rows.upcoming(now), rows.running(now), rows.past(now))
    ]
    assert sum(map(len, lists)) == len(set.union(*lists)) == 3


def test_a_new_time_is_a_new_version_and_new_words_are_none():
    event = builders.event()
    event.title = "Anderer Titel"
    event.save_revision().publish()
    first = Publication.objects.get(uid=event.uid)
    assert first.sequence == 0
    event.starts_at = datetime(2026, 3, 4, 18, 0).time()
    event.save_revision().publish()
    second = Publication.objects.get(uid=event.uid)
    assert (second.sequence, second.changed_at > first.changed_at) == (1, True)


def test_a_series_without_end_reaches_two_years_ahead_and_five_back():
    event = builders.event(start=datetime(2010, 1, 6, 19), rule="FREQ=WEEKLY")
    occurrences.rebuild(event, NOW)
    assert (starts(event)[0].date(), starts(event)[-1].date()) == (date(2021, 1, 6), date(2028, 2, 23))


def test_of_a_daily_series_the_latest_dates_are_kept():
    event = builders.event(start=datetime(2010, 1, 6, 19), rule="FREQ=DAILY")
    occurrences.rebuild(event, NOW)
    assert len(starts(event)) == occurrences.MOST_DATES
    assert starts(event)[-1].date() == date(2028, 2, 29)


def test_a_single_event_is_never_too_old():
    event = builders.event(start=datetime(1990, 10, 3, 10))
    assert [start.year for start in starts(event)] == [1990]


def test_time_alone_makes_no_difference_within_a_month():
    event = builders.event(start=datetime(2026, 1, 7, 19), rule="FREQ=WEEKLY")
    occurrences.rebuild(event, NOW)
    assert list(occurrences.differences([event], datetime(2026, 2, 28, 22, tzinfo=UTC))) == []
    assert len(list(occurrences.differences([event], datetime(2026, 2, 28, 23, 30, tzinfo=UTC)))) == 5
