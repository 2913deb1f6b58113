"""From which day to which the calendar has dates: no link, and so no search engine, leads beyond."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from events.models import Occurrence
from portal.content_cache import cached


@dataclass(frozen=True)
class Span:
    """The first and the last day on which something published takes place."""

    first: date
    last: date

    def overlaps(self, first: date, last: date) -> bool:
        """Return whether some days from first to last belong to it."""
        return first <= self.last and last >= self.first


def span() -> Span | None:
    """Return the span of all published dates, None without any; two queries after a change of content."""
    return cached("calendar-span", _read)


def _read() -> Span | None:
    """Read the ends; the last day is looked for among those that begin last, as no list shows more."""
    listed = Occurrence.objects.listed()
    first = listed.order_by("first_day").values_list("first_day", flat=True).first()
    if first is None:
        return None
    last = listed.order_by("-first_day").values_list("last_day", flat=True).first()
    return Span(first, last)


def known_span(first: date, last: date) -> Span | None:
    """Return the span if some days belong to it or to the present, None where there is nothing to look at."""
    today = timezone.localdate()
    known = span() or Span(today, today)
    return known if first <= today <= last or known.overlaps(first, last) else None
