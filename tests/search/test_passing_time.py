"""What a new day changes without anybody saving."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from network.models import Membership, OpeningHours
from search.models import SearchDocument
from search.passing_time import changed_since, yesterday
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2031, 3, 5)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment in local time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def day(offset: int) -> date:
    """Return a day so many days from today."""
    return TODAY + timedelta(days=offset)


@pytest.fixture
def alliance():
    """Return the entry of an alliance."""
    return builders.organisation("Runder Tisch", kind="alliance")


def member(alliance, **dates):
    """Return the mark of an organisation with a membership of these dates."""
    row = Membership.objects.create(organisation=builders.organisation(), alliance=alliance, **dates)
    return ("network.organisation", row.organisation_id)


def test_memberships_that_begin_or_end_today_are_changed_today(alliance):
    begun = member(alliance, since=TODAY)
    ended = member(alliance, since=day(-90), until=TODAY)
    member(alliance, since=day(1))
    member(alliance, until=day(1))
    member(alliance, since=day(-1), until=None)
    assert changed_since(at(day(-1), 23, 55), at(TODAY, 0, 5)) == {begun, ended}


def test_on_the_same_day_nothing_changes_by_date(alliance):
    member(alliance, since=TODAY)
    assert changed_since(at(TODAY, 0, 5), at(TODAY, 0, 10)) == set()


def test_days_that_nobody_looked_at_are_made_up_for(alliance):
    marks = {member(alliance, since=day(offset)) for offset in (-4, -3, -1, 0)}
    member(alliance, since=day(-5))
    assert changed_since(at(day(-5), 12), at(TODAY, 12)) == marks


def test_the_day_begins_at_midnight_in_berlin(alliance):
    mark = member(alliance, since=TODAY)
    midnight = at(TODAY)
    assert changed_since(midnight - timedelta(minutes=10), midnight - timedelta(minutes=5)) == set()
    assert changed_since(midnight - timedelta(minutes=5), midnight) == {mark}


def test_opening_hours_that_begin_or_end_concern_their_page(scene):
    hours = {"weekday": 1, "opens_at": time(9), "closes_at": time(12)}
    OpeningHours.objects.create(page=scene.pirna_page, since=TODAY, **hours)
    OpeningHours.objects.create(page=scene.tower_page, until=TODAY, **hours)
    OpeningHours.objects.create(page=scene.zwickau_page, since=day(2), **hours)
    assert changed_since(at(day(-1)), at(TODAY)) == {
        ("wagtailcore.page", scene.pirna_page.pk),
        ("wagtailcore.page", scene.tower_page.pk),
    }


def test_moments_of_visibility_count_to_the_second(scene):
    moment = at(TODAY, 14, 30)
    rows = SearchDocument.objects.filter(register_id="laterne-pirna")
    mark = {("wagtailcore.page", scene.pirna_page.pk)}
    for field in ("visible_from", "visible_until"):
        rows.update(visible_from=None, visible_until=None)
        rows.update(**{field: moment})
        assert changed_since(moment - timedelta(seconds=1), moment) == mark
        assert changed_since(moment, moment + timedelta(hours=1)) == set()


def test_who_never_looked_looks_from_yesterday_on():
    assert yesterday(at(TODAY, 13)) == at(day(-1))
