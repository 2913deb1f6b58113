"""Addresses in the calendar: made when shown, never stored; an event is found by its short id, whatever its slug."""

from django.conf import settings
from django.db.models import Case, When
from django.utils.translation import get_language

from events.keys import key_start
from events.models import EventCalendarPage
from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_refs import PageRef, refs_by_id
from portal.restrictions import is_restricted


def calendar_path() -> str:
    """Return the calendar's address in the active language, empty where there is none."""
    ref = calendar_ref()
    return page_path(ref, get_language()) if ref else ""


def calendar_ref() -> PageRef | None:
    """Return the calendar, None where there is none."""
    return cached("event-calendar", _calendar)


def calendar_is_public() -> bool:
    """Return whether there is a calendar that everybody may see."""
    ref = calendar_ref()
    return ref is not None and not is_restricted(ref.path)


def _calendar() -> PageRef | None:
    """Return the first live calendar, in the default language if there is one."""
    is_default = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
    pk = EventCalendarPage.objects.live().order_by(is_default, "path").values_list("pk", flat=True).first()
    return refs_by_id([pk]).get(pk) if pk else None


def event_part(slug: str, short_id: str) -> str:
    """Return the part of an address that names an event."""
    return f"{slug}-{short_id}"


def event_path(slug: str, short_id: str) -> str:
    """Return an event's address, empty without a calendar."""
    calendar = calendar_path()
    return f"{calendar}{event_part(slug, short_id)}/" if calendar else ""


def date_part(key: str, is_only_one_that_day: bool = True) -> str:
    """Return the part of an address that names a date: its day, with the time where the day has several."""
    start = key_start(key)
    return start.strftime("%Y-%m-%d" if is_only_one_that_day or len(key) == 10 else "%Y-%m-%d-%H%M")


def date_path(slug: str, short_id: str, key: str, is_only_one_that_day: bool = True) -> str:
    """Return the address of a single date, which it keeps when it is moved; empty without a calendar."""
    event = event_path(slug, short_id)
    return f"{event}{date_part(key, is_only_one_that_day)}/" if event else ""
