"""On an organisation's desk: who registered for its dates of the coming days, in numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.editing.next_dates import day_words, time_words
from events.models import Occurrence, Registration
from events.models.registrations import HOLDS_SEATS, RegistrationState
from network.desk.parts import DeskPart
from network.models import Organisation
from portal.models import User

from .attendance import key_in_path
from .slots import WHOLE, goes_by_date

# Today and the six days after it.
DAYS = 7
MOST = 20


@dataclass(frozen=True)
class ComingDate:
    """A date of the coming days: when, how many come, how many wait, and the way to the list."""

    title: str
    when: str
    is_today: bool
    seats: int
    waiting: int
    url: str


def registrations_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return who comes to the dates of this week, None where one registers for none of them; two queries."""
    today = timezone.localdate(now)
    dates = Occurrence.objects.listed().not_over(now).on_days(today, today + timedelta(days=DAYS - 1))
    mine = dates.filter(event__organiser=organisation, event__registration__is_enabled=True)
    rows = list(mine.select_related("event__registration")[:MOST])
    if not rows:
        return None
    numbers = _numbers({row.event_id for row in rows})
    coming = [_coming(row, numbers, row.first_day <= today) for row in rows]
    return DeskPart(
        _("Registrations of this week"),
        "events/signup/admin/desk.html",
        {"coming": coming},
        order=55,
        anchor="registrations",
    )


def _numbers(events: set[int]) -> dict[tuple[int, str], tuple[int, int]]:
    """Return how many seats are held and how many are waited for, by event and key."""
    rows = Registration.objects.filter(event__in=events).order_by().values("event", "key")
    counted = rows.annotate(
        held=Sum("seats", filter=Q(state__in=HOLDS_SEATS), default=0),
        waited=Sum("seats", filter=Q(state=RegistrationState.WAITING), default=0),
    )
    return {(row["event"], row["key"]): (row["held"], row["waited"]) for row in counted}


def _coming(row: Occurrence, numbers: dict[tuple[int, str], tuple[int, int]], is_today: bool) -> ComingDate:
    """Return a date with its numbers."""
    event = row.event
    key = row.key if goes_by_date(event.registration, event.is_series) else WHOLE
    seats, waiting = numbers.get((event.pk, key), (0, 0))
    start = row.start.astimezone(timezone.get_default_timezone()).replace(tzinfo=None)
    time = "" if row.is_all_day else f", {time_words(start, start, False)}"
    url = reverse("signup_admin:list", args=[event.pk, key_in_path(key)])
    return ComingDate(event.title, f"{day_words(row.first_day)}{time}", is_today, seats, waiting, url)
