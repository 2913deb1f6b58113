"""Who is open on a day of the week, of those already found: marks for lists, without an engine."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from network.choices import Weekday

from .models import SearchDocument
from .service import Found
from .view_models import Entry

DAY = 24 * 60

Hours = Sequence[tuple[int, int]]


def hours_on(keys: Collection[str], day: int) -> Mapping[str, Hours]:
    """Return the public hours on a day of those documents that have some, in minutes of the week; one query."""
    rows = SearchDocument.objects.filter(key__in=keys, deleted=False).order_by()
    found = {key: hours_of(ranges or (), day) for key, ranges in rows.values_list("key", "data__open")}
    return {key: hours for key, hours in found.items() if hours}


def hours_of(ranges: Hours, day: int) -> Hours:
    """Return those of half-open ranges that begin on a day."""
    return [(start, end) for start, end in ranges if start // DAY == day]


def clock(minute: int) -> str:
    """Return the time of day of a minute of the week; the end of a day is 24:00."""
    of_day = minute % DAY
    return "24:00" if of_day == 0 and minute else f"{of_day // 60}:{of_day % 60:02}"


def line_of(day: int, hours: Hours) -> str:
    """Return when somebody is open on a day, in words."""
    spans = ", ".join(f"{clock(start) if start % DAY else '0:00'}–{clock(end)}" for start, end in hours)
    return _("Open on %(day)s: %(hours)s") % {"day": Weekday(day).label, "hours": spans}


def marked(entries: Sequence[Entry], found: Sequence[Found], days: Sequence[int]) -> list[Entry]:
    """Return entries with when they are open on these days; one query for each day."""
    for day in days:
        hours = hours_on([one.key for one in found], day)
        entries = [
            replace(entry, meta=(*entry.meta, line_of(day, hours[one.key]))) if one.key in hours else entry
            for entry, one in zip(entries, found, strict=True)
        ]
    return list(entries)
