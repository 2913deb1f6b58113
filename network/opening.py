"""When opening hours turn: the next moment at which somebody opens or closes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from network.models import OpeningHours
from portal.content_cache import cached

WEEK = 7 * 24 * 60


def minute_of_week(moment: datetime) -> int:
    """Return the minute since Monday 0:00 that a clock on the wall shows."""
    local = timezone.localtime(moment)
    return local.weekday() * 1440 + local.hour * 60 + local.minute


def next_turn(turns: Iterable[int], now: datetime) -> datetime | None:
    """Return when the wall clock next shows one of these minutes of the week, None if there are none."""
    minute = minute_of_week(now)
    ahead = [(turn - minute - 1) % WEEK + 1 for turn in turns]
    if not ahead:
        return None
    local = timezone.localtime(now).replace(second=0, microsecond=0, fold=0)
    return local + timedelta(minutes=min(ahead))


def all_turns() -> frozenset[int]:
    """Return every minute of the week at which anybody opens or closes; no query while no content changes."""
    return cached("opening-turns", _read)


def _read() -> frozenset[int]:
    """Read the distinct hours of all pages."""
    rows = OpeningHours.objects.order_by().values_list("weekday", "opens_at", "closes_at").distinct()
    hours = (OpeningHours(weekday=day, opens_at=start, closes_at=end).minutes() for day, start, end in rows)
    return frozenset(minute % WEEK for span in hours for minute in span)
