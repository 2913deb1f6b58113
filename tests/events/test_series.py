"""Changing the dates of an event, and what tells of it: table, versions, registrations."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events import occurrences, series
from events.models import Event, Occurrence, Publication, Registration, SeatCount
from events.recurrence.refusals import NoSuchDate
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 1, tzinfo=UTC)
PUBLISHES = series.Editor(publishes=True)
FIRST, SECOND, THIRD = "2026-03-04T19:00", "2026-03-11T19:00", "2026-03-18T19:00"


@pytest.fixture
def weekly():
    """Return a published series of four evenings."""
    return builders.event("Sprachcafé", rule="FREQ=WEEKLY;COUNT=4")


def dates(event: Event) -> dict[str, str]:
    """Return the status of each date by key."""
    return dict(Occurrence.objects.filter(event=event).order_by("key").values_list("key", "status"))


def register(event: Event, key: str, email: str = "kim@example.org") -> Registration:
    """Return a registration for a date."""
    SeatCount.objects.create(event=event, key=key, taken=1)
    later = timezone.now() + timedelta(days=30)
    return Registration.objects.create(event=event, key=key, email=email, delete_after=later)


def in_step(*events: Event) -> bool:
    """Return whether the table equals a fresh expansion."""
    return not list(occurrences.differences(Event.objects.filter(pk__in=[one.pk for one in events]), NOW))


def test_a_cancelled_date_stays_visible(weekly):
    series.cancel_date(weekly, SECOND, "Krank", PUBLISHES)
    assert dates(weekly)[SECOND] == "cancelled"
    assert in_step(weekly)


def test_a_removed_date_vanishes_and_comes_back(weekly):
    series.remove_date(weekly, SECOND, PUBLISHES)
    assert SECOND not in dates(weekly)
    series.restore_date(weekly, SECOND, PUBLISHES)
    assert len(dates(weekly)) == 4
    assert in_step(weekly)


def test_a_moved_date_keeps_key_and_registrations(weekly):
    guest = register(weekly, SECOND)
    evening = datetime(2026, 3, 12, 18), datetime(2026, 3, 12, 20)
    series.move_date(weekly, SECOND, evening, "", PUBLISHES)
    row = Occurrence.objects.get(event=weekly, key=SECOND)
    assert (row.start, row.is_moved) == (datetime(2026, 3, 12, 17, tzinfo=UTC), True)
    guest.refresh_from_db()
    assert guest.key == SECOND
    assert in_step(weekly)


def test_what_no_date_is_named_is_refused(weekly):
    with pytest.raises(NoSuchDate):
        series.cancel_date(weekly, "2026-03-05T19:00", "", PUBLISHES)


def test_a_draft_changes_nothing_for_the_public(weekly):
    series.cancel_date(weekly, SECOND, "", series.Editor())
    assert dates(weekly)[SECOND] == "scheduled"
    assert Event.objects.get(pk=weekly.pk).has_unpublished_changes


def test_two_changes_in_a_draft_add_up(weekly):
    series.cancel_date(weekly, SECOND, "", series.Editor())
    series.remove_date(weekly, THIRD, PUBLISHES)
    assert dates(weekly)[SECOND] == "cancelled"
    assert THIRD not in dates(weekly)


def test_two_people_who_change_two_dates_at_the_same_time_do_not_undo_each_other(weekly):
    one, other, third = (Event.objects.get(pk=weekly.pk) for _reader in range(3))
    series.cancel_date(one, SECOND, "", PUBLISHES)
    series.remove_date(other, THIRD, PUBLISHES)
    series.split_at(third, "2026-03-25T19:00", PUBLISHES)
    assert dates(weekly) == {FIRST: "scheduled", SECOND: "cancelled"}


def test_this_and_following_is_an_event_of_its_own_with_the_same_dates(weekly):
    series.cancel_date(weekly, THIRD, "Feiertag", PUBLISHES)
    before = dates(weekly)
    guest = register(weekly, THIRD)
    second = series.split_at(weekly, THIRD, PUBLISHES)
    first = Event.objects.get(pk=weekly.pk)
    assert dates(first) | dates(second) == before
    assert set(dates(first)) == {FIRST, SECOND}
    assert (second.uid != first.uid, second.split_from_id) == (True, first.pk)
    guest.refresh_from_db()
    assert guest.event_id == second.pk
    assert SeatCount.objects.get(key=THIRD).event_id == second.pk
    assert in_step(first, second)


def test_splitting_at_the_first_date_is_the_series_itself(weekly):
    assert series.split_at(weekly, FIRST, PUBLISHES).pk == weekly.pk
    assert Event.objects.count() == 1


def test_moving_all_takes_what_was_decided_along(weekly):
    series.cancel_date(weekly, SECOND, "", PUBLISHES)
    guest = register(weekly, THIRD)
    series.shift_all(weekly, datetime(2026, 3, 4, 18), datetime(2026, 3, 4, 20), PUBLISHES)
    event = Event.objects.get(pk=weekly.pk)
    assert dates(event)["2026-03-11T18:00"] == "cancelled"
    assert len(dates(event)) == 4
    guest.refresh_from_db()
    assert guest.key == "2026-03-18T18:00"
    assert in_step(event)
    assert Publication.objects.get(uid=event.uid).sequence == 2


def test_two_people_who_move_all_dates_at_the_same_time_move_them_once(weekly):
    series.cancel_date(weekly, SECOND, "", PUBLISHES)
    guest = register(weekly, THIRD)
    one, other = (Event.objects.get(pk=weekly.pk) for _reader in range(2))
    for event in (one, other):
        series.shift_all(event, datetime(2026, 3, 4, 18), datetime(2026, 3, 4, 20), PUBLISHES)
    assert dates(weekly) == {
        "2026-03-04T18:00": "scheduled",
        "2026-03-11T18:00": "cancelled",
        "2026-03-18T18:00": "scheduled",
        "2026-03-25T18:00": "scheduled",
    }
    guest.refresh_from_db()
    assert guest.key == SeatCount.objects.get().key == "2026-03-18T18:00"
