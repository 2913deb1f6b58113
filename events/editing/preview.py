"""What the preview of a draft shows: the facts everybody would learn if it were published now."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from events.models import Event
from events.records.build import draft_record
from events.recurrence.wording import in_words
from events.wishes import municipality_of, wishes_of
from portal.page_context import view_context

from .next_dates import next_dates


def preview_context(event: Event, request: HttpRequest) -> dict[str, Any]:
    """Return the context of a draft's preview."""
    now, record = timezone.now(), draft_record(event)
    venue = record.venue
    return {
        **view_context(request, record.title, robots="noindex"),
        "record": record,
        "kind": event.get_kind_display(),
        "rhythm": in_words(record.schedule, wishes_of(event), get_language() or "de"),
        "where": [part for part in (venue.name, venue.street, venue.town) if part] if venue else [],
        "shown": next_dates(record.schedule, wishes_of(event), now, municipality_of(event)),
    }
