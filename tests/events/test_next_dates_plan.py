"""The next dates of everything are found by their partial index, however many dates there are, on either database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from events.models import Event, Occurrence
from tests import builders
from tests.benchmarks.calendar import probe

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
DATES = 5000


def fill(event: Event) -> None:
    """Give an event a date every three hours, half of them past, one in ten of them not published."""
    starts = (NOW + timedelta(hours=3 * (number - DATES // 2)) for number in range(DATES))
    Occurrence.objects.filter(event=event).delete()
    Occurrence.objects.bulk_create(
        Occurrence(
            event=event,
            key=f"{number:016}",
            start=start,
            end=start + timedelta(hours=2),
            first_day=start.date(),
            last_day=start.date(),
            is_live=number % 10 != 0,
        )
        for number, start in enumerate(starts)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Occurrence._meta.db_table}")


def test_the_next_dates_are_read_from_the_partial_index():
    fill(builders.event())
    plan = probe.next_dates(NOW).explain()
    assert probe.INDEX in plan
    found = list(probe.next_dates(NOW))
    assert len(found) == probe.NEXT
    assert all(date.start > NOW and date.is_live for date in found)
