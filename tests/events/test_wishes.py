"""Wishes turned into dates that do not take place, and renewed when the holidays change."""

from datetime import UTC, date, datetime

import pytest

from events import wishes
from events.models import Event, Occurrence, SchoolHoliday
from events.registration import renew_wishes
from tests import builders

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, tzinfo=UTC)
FIRST, SECOND, THIRD = "2026-03-04T19:00", "2026-03-11T19:00", "2026-03-18T19:00"


def holidays(first="2026-03-09", last="2026-03-13", name="Ferien"):
    """Return school holidays."""
    return SchoolHoliday.objects.create(
        name=name, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last)
    )


def weekly(title="Reihe", **fields):
    """Return a published series that pauses in the school holidays."""
    return builders.event(title, rule="FREQ=WEEKLY;COUNT=4", **{"not_in_school_holidays": True, **fields})


def keys(event):
    """Return the keys in the public's table."""
    return set(Occurrence.objects.filter(event=event).values_list("key", flat=True))


def test_publishing_resolves_wishes_whoever_publishes():
    holidays()
    assert SECOND not in keys(weekly())


def test_renewing_writes_only_where_something_changed():
    touched, free = weekly("Betroffen"), weekly("Frei", not_in_school_holidays=False)
    removed_by_hand = weekly("Von Hand", removed_dates=[SECOND])
    holidays()
    report = wishes.renew(NOW)
    assert (report.published, report.total) == (["Betroffen"], 1)
    assert [one.revisions.count() for one in (touched, free, removed_by_hand)] == [2, 1, 1]
    assert SECOND not in keys(touched)
    assert wishes.renew(NOW).total == 0


def test_dates_come_back_when_holidays_go():
    row, event = holidays(), weekly()
    row.delete()
    wishes.renew(NOW)
    assert SECOND in keys(event)


def test_what_was_removed_by_hand_and_held_all_the_same_stays_so():
    event = weekly(removed_dates=[FIRST], extra_dates=[SECOND])
    holidays()
    wishes.renew(NOW)
    assert keys(event) == {SECOND, THIRD, "2026-03-25T19:00"}


def test_a_draft_is_renewed_and_stays_a_draft():
    event = weekly(live=False)
    holidays()
    assert wishes.renew(NOW).drafts == ["Reihe"]
    event.refresh_from_db()
    assert (event.live, event.wished_away) == (False, [SECOND])
    assert event.get_latest_revision_as_object().wished_away == [SECOND]


def test_beside_a_waiting_draft_only_the_public_dates_change():
    event = weekly()
    event.title = "Noch geheim"
    event.save_revision()
    holidays()
    assert wishes.renew(NOW).beside_drafts == ["Reihe"]
    event.refresh_from_db()
    assert (event.title, event.has_unpublished_changes, SECOND in keys(event)) == ("Reihe", True, False)
    event.get_latest_revision().publish()
    assert SECOND not in keys(event)
    assert Event.objects.get().title == "Noch geheim"


def test_public_holidays_follow_the_municipality():
    place = builders.region("14625080", "Crostwitz")
    corpus_christi = datetime(2026, 6, 4, 19)
    for region, number in ((place, 1), (None, 2)):
        house = builders.venue(region=region)
        event = builders.event(
            start=datetime(2026, 5, 28, 19),
            rule="FREQ=WEEKLY;COUNT=2",
            venue=house,
            not_on_public_holidays=True,
        )
        assert len(keys(event)) == number
        assert (corpus_christi.strftime("%Y-%m-%dT%H:%M") in keys(event)) is (number == 2)


def test_the_end_of_what_is_resolved_moves_once_a_year():
    assert wishes.resolved_until(NOW) == wishes.resolved_until(NOW.replace(month=12))
    assert wishes.resolved_until(NOW) > datetime(2029, 1, 1)


def test_housekeeping_renews():
    weekly()
    holidays()
    assert renew_wishes(NOW) == "1 series"


def test_renewing_asks_the_same_number_of_queries_where_nothing_changed(django_assert_num_queries):
    for number in (3, 12):
        while Event.objects.count() < number:
            weekly(f"Reihe {Event.objects.count()}")
        with django_assert_num_queries(3 + 2 * number):  # a savepoint each
            wishes.renew(NOW)
