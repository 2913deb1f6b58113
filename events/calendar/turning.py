"""The next moment at which a list of dates changes: one begins or ends, or the waiting list of a full one closes."""

from datetime import datetime

from events.models import Occurrence
from events.signup.full import next_closing
from portal.content_cache import cached


def next_turn(now: datetime) -> datetime | None:
    """Return when lists change by themselves, None where they do not; two queries after it has passed."""
    known: dict[str, datetime | None] = cached("calendar-turn", dict)
    turn = known.get("turn")
    asked_at = known.get("asked")
    if asked_at is None or now < asked_at or (turn is not None and turn <= now):
        turn = known["turn"] = _read(now)
        known["asked"] = now
    return turn


def _read(now: datetime) -> datetime | None:
    """Read the next beginning and the next end, each the first row of a partial index."""
    listed = Occurrence.objects.listed().order_by()
    begins = listed.filter(start__gt=now).order_by("start").values_list("start", flat=True).first()
    ends = listed.filter(end__gt=now).order_by("end").values_list("end", flat=True).first()
    return min((moment for moment in (begins, ends, next_closing(now)) if moment is not None), default=None)
