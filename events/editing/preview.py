"""What the preview of a draft shows: the page everybody would see if it were published now."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from events.calendar.event_view import view_of
from events.calendar.frame import base_url
from events.calendar.reading import is_over
from events.calendar.shown import SHOWN_DATES, Shown
from events.keys import key_text
from events.models import Event, Occurrence
from events.occurrences import days_of, wanted_rows
from events.records.build import draft_record
from events.recurrence.expand import moment
from events.wishes import freshen
from portal.page_context import view_context


def preview_context(event: Event, request: HttpRequest) -> dict[str, Any]:
    """Return the context of a draft's page; what other apps add to the page of a published event is left out."""
    now = timezone.now()
    freshen(event, now)
    record = draft_record(event)
    if record.id is None:  # a programme that is not saved yet has no parts
        record = replace(record, is_programme=False)
    upcoming = next_rows(event, now)
    view = view_of(Shown(record, upcoming[0], now), upcoming, base_url(request))
    context = view_context(request, record.title, robots="noindex")
    return {**context, "view": view, "sections": (), "aside_sections": ()}


def next_rows(event: Event, now: datetime) -> list[Occurrence]:
    """Return the next dates of a draft, unsaved; the last past one where all are, the first where none is left."""
    rows = sorted(wanted_rows(event, now).values(), key=lambda row: (row.start, row.end))
    return [row for row in rows if not is_over(row, now)][: SHOWN_DATES + 1] or rows[-1:] or [_first(event)]


def _first(event: Event) -> Occurrence:
    """Return the first date as the form says it, whether it takes place or not."""
    one = moment(event.schedule, event.start, event.zone)
    first_day, last_day = days_of(one)
    return Occurrence(
        event=event,
        key=key_text(one.key, event.is_all_day),
        start=one.start,
        end=one.end,
        first_day=first_day,
        last_day=last_day,
        is_all_day=event.is_all_day,
        status=event.status,
    )
