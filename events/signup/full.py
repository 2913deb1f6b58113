"""Which dates have no seat left for whoever comes now: one query per generation of content, for every list.

Whatever changes that records a change of the event (`booking.tell_of_seats`), so that no page shows it for longer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, OuterRef, QuerySet, Subquery

from events.models import Occurrence, Registration, SeatCount
from events.models.registrations import RegistrationState
from events.signup.slots import WHOLE
from portal.content_cache import cached


class Left(StrEnum):
    """What is left to whoever comes now: nothing, or a place on the waiting list."""

    NOTHING = "nothing"
    WAITING_LIST = "waiting_list"


@dataclass(frozen=True)
class FullEvent:
    """An event some of whose dates are full; the empty key stands for all of them."""

    keys: frozenset[str]
    has_waiting_list: bool
    closes_at: datetime | None

    def left(self, key: str, now: datetime) -> Left | None:
        """Return what is left at a date, None where there are seats."""
        if not self.keys & {key, WHOLE}:
            return None
        is_closed = self.closes_at is not None and self.closes_at <= now
        return Left.WAITING_LIST if self.has_waiting_list and not is_closed else Left.NOTHING


def left_at(event_id: int, key: str, now: datetime) -> Left | None:
    """Return what is left at a date that has not begun, None where there are seats or nobody counts them."""
    found = _full_events().get(event_id)
    return found.left(key, now) if found else None


def next_closing(now: datetime) -> datetime | None:
    """Return when the next waiting list closes that some date tells of."""
    ends = (one.closes_at for one in _full_events().values() if one.closes_at and one.closes_at > now)
    return min(ends, default=None)


def _full_events() -> Mapping[int, FullEvent]:
    """Return every published event with a full date, by id."""
    return cached("full-events", _read)


def _read() -> dict[int, FullEvent]:
    """Read which counts have reached the number of seats, and for which dates somebody waits, who goes first."""
    taken = _rows(SeatCount.objects.filter(taken__gte=F("event__registration__capacity")))
    waits = _rows(Registration.objects.filter(state=RegistrationState.WAITING))
    found: dict[int, FullEvent] = {}
    for event, key, has_list, closes_at, per_date, rule, extra, first in taken.union(waits).iterator():
        is_series = bool(rule or extra)
        if (key != WHOLE) == (per_date and is_series):
            keys = found[event].keys if event in found else frozenset()
            # Of a whole series, the beginning of the first date is the end, unless somebody wrote down another one.
            ends = closes_at or (first if is_series and key == WHOLE else None)
            found[event] = FullEvent(keys | {key}, has_list, ends)
    return found


def _rows(rows: QuerySet) -> QuerySet:
    """Return what is full with the settings of its event, where one registers and seats are counted."""
    counted = {"event__live": True, "event__registration__is_enabled": True}
    settings = (f"event__registration__{name}" for name in ("has_waiting_list", "closes_at", "per_date"))
    first = Occurrence.objects.filter(event=OuterRef("event")).order_by("start").values("start")[:1]
    fields = ("event", "key", *settings, "event__rule", "event__extra_dates", "first_start")
    rows = rows.filter(event__registration__capacity__isnull=False, **counted)
    return rows.annotate(first_start=Subquery(first)).order_by().values_list(*fields)
