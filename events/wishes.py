"""Wishes that iCalendar cannot say, turned into dates that do not take place, and renewed when holidays change.

“Not in the school holidays” is resolved when a form is saved, when an event is published, and for all of them when
the table of holidays changes (`renew`). What nobody's wish took out is never touched.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events import publishing
from events.keys import key_text
from events.models import Event, SchoolHoliday
from events.recurrence import wishes as pure
from events.recurrence.holidays import PublicHolidays
from events.recurrence.schedule import Schedule
from events.recurrence.wishes import DaySpans, Wish

FreeDays = Mapping[Wish, Container[date]]
WITH_WISHES = Q(not_in_school_holidays=True) | Q(not_on_public_holidays=True)


@dataclass
class Report:
    """What renewing did, by the titles of the series: published again, drafts, and live ones whose draft waits."""

    published: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    beside_drafts: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return how many series changed."""
        return len(self.published) + len(self.drafts) + len(self.beside_drafts)


def wishes_of(event: Event) -> frozenset[Wish]:
    """Return what an event wishes."""
    chosen = {
        Wish.NOT_IN_SCHOOL_HOLIDAYS: event.not_in_school_holidays,
        Wish.NOT_ON_PUBLIC_HOLIDAYS: event.not_on_public_holidays,
    }
    return frozenset(wish for wish, is_chosen in chosen.items() if is_chosen)


def municipality_of(event: Event) -> str:
    """Return the key of the municipality where an event takes place, empty where it is not known."""
    place = event.venue.region if event.venue_id and event.venue else event.region
    return place.code if place is not None and len(place.code) == 8 else ""


def school_holidays() -> DaySpans:
    """Return the school holidays that the office wrote down."""
    return DaySpans(tuple(SchoolHoliday.objects.values_list("first_day", "last_day")))


def free_days(municipality_key: str, holidays: DaySpans | None = None) -> FreeDays:
    """Return on which days somebody who wishes so pauses; `holidays` where they were read already."""
    return {
        Wish.NOT_IN_SCHOOL_HOLIDAYS: school_holidays() if holidays is None else holidays,
        Wish.NOT_ON_PUBLIC_HOLIDAYS: PublicHolidays(municipality_key=municipality_key),
    }


def resolved_until(now: datetime) -> datetime:
    """Return up to which wall time wishes are resolved: beyond the table of dates, and the same for a whole year.

    A horizon that moves every day would make a new revision of every series every week.
    """
    return datetime(now.year + 4, 1, 1)  # noqa: DTZ001 - wall time


def with_wishes(
    event: Event, schedule: Schedule, now: datetime, holidays: DaySpans | None = None
) -> Schedule:
    """Return a schedule of an event with its wishes resolved anew."""
    days = free_days(municipality_of(event), holidays)
    return pure.renewed(schedule, wishes_of(event), days, resolved_until(now))


def freshen(event: Event, now: datetime | None = None, holidays: DaySpans | None = None) -> bool:
    """Set what the wishes of an unsaved event take out; return whether that is something else than before."""
    if not event.wished_away and not wishes_of(event):
        return False
    schedule = with_wishes(event, event.schedule, now or timezone.now(), holidays)
    fresh = sorted(key_text(key, event.is_all_day) for key in schedule.wished)
    if fresh == sorted(event.wished_away):
        return False
    event.wished_away = fresh
    return True


def freshen_row(event: Event, now: datetime | None = None) -> None:
    """Bring the row of an event that was just published in step with the holidays of today."""
    if freshen(event, now):
        Event.objects.filter(pk=event.pk).update(wished_away=event.wished_away)


def renew(now: datetime | None = None) -> Report:
    """Resolve the wishes of every series anew and say which changed; all others are left alone.

    A published series gets a new published revision. Where an unpublished draft waits, only the dates of the
    published version change: its words are not ours to publish, and the draft follows when it is published itself.
    """
    now = now or timezone.now()
    report, holidays = Report(), school_holidays()
    for event in _with_wishes():
        _renew(event, now, holidays, report)
    return report


def _with_wishes() -> Iterator[Event]:
    """Yield every event that wishes something."""
    rows = Event.objects.filter(WITH_WISHES).exclude(rule="").select_related("venue__region", "region")
    return rows.prefetch_related("changed_dates").iterator(chunk_size=200)


@transaction.atomic
def _renew(event: Event, now: datetime, holidays: DaySpans, report: Report) -> None:
    """Renew one event, as `renew` says."""
    if event.live and event.has_unpublished_changes:
        if freshen(event, now, holidays):
            Event.objects.filter(pk=event.pk).update(wished_away=event.wished_away)
            publishing.after_change(event, now)
            report.beside_drafts.append(event.title)
        return
    if not freshen(event, now, holidays):
        return
    draft = event.get_latest_revision_as_object()
    freshen(draft, now, holidays)
    revision = draft.save_revision(log_action=True, clean=False)
    if event.live:
        revision.publish()
        report.published.append(event.title)
    else:
        Event.objects.filter(pk=event.pk).update(wished_away=draft.wished_away)
        report.drafts.append(event.title)
