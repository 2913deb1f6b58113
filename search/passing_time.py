"""What time changes in documents without anybody saving: memberships, opening hours, visibility, dates
that end, entries that nobody confirms, sections of guides that no longer hold.
"""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from events.models import Occurrence
from network.models import Membership, OpeningHours
from publications.models import GuideSection

from .event_projection import EVENT
from .models import SearchDocument
from .projection import PAGE

SECTION = "publications.guidesection"
Changed = set[tuple[str, object]]


def changed_since(last: datetime, now: datetime) -> Changed:
    """Return what must be projected again because a date or moment lies after `last` and not after `now`."""
    visible = _within("visible_from", last, now) | _within("visible_until", last, now)
    found: Changed = {
        (PAGE, pk) for pk in _pages(SearchDocument.objects.filter(visible, page_id__isnull=False))
    }
    ended = Occurrence.objects.listed().filter(_within("end", last, now)).order_by()
    found |= {(EVENT, pk) for pk in ended.values_list("event", flat=True)}
    days = timezone.localdate(last), timezone.localdate(now)
    if days[0] < days[1]:
        found |= {(SECTION, pk) for pk in _outdated_sections(*days)}
        dated = _within("since", *days) | _within("until", *days)
        found |= {(PAGE, pk) for pk in _pages(OpeningHours.objects.filter(dated))}
        grown_old = SearchDocument.objects.filter(
            page_id__isnull=False,
            data__stale_from__gt=days[0].toordinal(),
            data__stale_from__lte=days[1].toordinal(),
        )
        found |= {(PAGE, pk) for pk in _pages(grown_old)}
        members = Membership.objects.filter(dated).values_list("organisation_id", flat=True)
        found |= {("network.organisation", pk) for pk in members}
    return found


def yesterday(now: datetime) -> datetime:
    """Return the beginning of the day before, local time: from where to look when nobody looked before."""
    day = date.fromordinal(timezone.localdate(now).toordinal() - 1)
    return timezone.make_aware(datetime.combine(day, time.min))


def _within(field: str, last: date, now: date) -> Q:
    """Return the condition that a field lies in `(last, now]`."""
    return Q(**{f"{field}__gt": last, f"{field}__lte": now})


def _outdated_sections(last: date, today: date) -> QuerySet[Any]:
    """Return the ids of sections of guides that held on the former day and are out of date on the latter."""
    rows = GuideSection.objects.filter(valid_until__gte=last, valid_until__lt=today)
    return rows.order_by().values_list("pk", flat=True)


def _pages(rows: QuerySet[Any]) -> set[int]:
    """Return the ids of pages that rows belong to."""
    return set(rows.values_list("page_id", flat=True))
