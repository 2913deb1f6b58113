"""What the list of events asks the database: next dates and states as annotations, filters as conditions."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events.models import Occurrence
from events.planned import planned_hour
from events.waiting import in_review
from network.models import Region

# What has no next date comes last in the list.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def _not_over(now: datetime) -> QuerySet:
    """Return the dates of the event of the outer query that are running or to come."""
    return Occurrence.objects.filter(event=OuterRef("pk")).not_over(now)


def with_columns(events: QuerySet, now: datetime) -> QuerySet:
    """Return events with their next date, and whether they wait for a decision or for their hour."""
    return events.select_related("organiser").annotate(
        next_start=Subquery(_not_over(now).values("start")[:1]),
        next_sort=Coalesce("next_start", NEVER),
        next_is_all_day=Subquery(_not_over(now).values("is_all_day")[:1]),
        next_day=Subquery(_not_over(now).values("first_day")[:1]),
        is_in_review=in_review(),
        planned_at=planned_hour(),
    )


def upcoming(events: QuerySet, now: datetime) -> QuerySet:
    """Return the events with a date that is not over."""
    return events.filter(Exists(_not_over(now)))


def past(events: QuerySet, now: datetime) -> QuerySet:
    """Return the events whose dates are all over."""
    return events.filter(Exists(Occurrence.objects.filter(event=OuterRef("pk")))).exclude(
        Exists(_not_over(now))
    )


def without_dates(events: QuerySet) -> QuerySet:
    """Return the events that stand in no calendar: drafts, and series of which nothing is left."""
    return events.exclude(Exists(Occurrence.objects.filter(event=OuterRef("pk"))))


def by_state(events: QuerySet, state: str) -> QuerySet:
    """Return the events that are published, published with changes not yet public, drafts, or waiting."""
    if state == "review":
        return events.filter(in_review())
    if state == "changed":
        return events.filter(live=True, has_unpublished_changes=True)
    return events.filter(live=state == "live")


def in_districts(events: QuerySet, districts: Iterable[Region]) -> QuerySet:
    """Return the events in one of the districts, by their venue, else by the place they are meant for."""
    inside = Q()
    for district in districts:
        at_venue = Q(venue__region__code__startswith=district.code)
        inside |= at_venue | Q(venue__isnull=True, region__code__startswith=district.code)
    return events.filter(inside)
