"""Write the events into the measured database, many at once, as an import does: what publishing would write."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events import occurrences, wishes
from events.imports import arrivals
from events.models import Event, Occurrence, SchoolHoliday, Venue
from events.models.venues import place_key
from network.models import Organisation, Topic
from network.models.organisations import OrganisationKind
from portal import changes
from portal.models.changes import PendingChange
from tests.benchmarks.calendar.composing import Composer, World

PORTION = 500
NAMES = ("Gasometer", "Altes Rathaus", "Bürgerhaus")
SAMPLE = 200
# The weeks without school in a year, roughly: first week and how many.
WEEKS_WITHOUT_SCHOOL = ((6, 2), (15, 1), (27, 6), (41, 2), (52, 1))


def fill(count: int) -> dict[str, int]:
    """Write `count` events; return how many events and dates there are, and how many dates of a sample are wrong."""
    now = timezone.now()
    world = world_around(now)
    holidays = _holidays(world.monday.year)
    composer, portion = Composer(world), []
    for event in composer.events(count):
        wishes.freshen(event, now, holidays)
        portion.append(event)
        if len(portion) == PORTION:
            _write(portion, now)
            portion = []
    _write(portion, now)
    return {
        "events": Event.objects.count(),
        "series": Event.objects.exclude(rule="").count(),
        "dates": Occurrence.objects.count(),
        "wrong": len(list(occurrences.differences(sample(), now))),
    }


def sample() -> Sequence[Event]:
    """Return some of the events, the same every time."""
    ids = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(1).sample(ids, min(SAMPLE, len(ids)))  # noqa: S311 - no secret
    return list(Event.objects.filter(pk__in=chosen).order_by("pk").prefetch_related("changed_dates"))


@transaction.atomic
def _write(portion: Sequence[Event], now: datetime) -> None:
    """Publish some events for the first time; the rebuild of the search works in what the journal would."""
    arrivals.write(portion, publishes=True, now=now)
    PendingChange.objects.all().delete()
    changes.tick()


def world_around(now: datetime) -> World:
    """Return who invites: every organisation that sits somewhere, in three houses of its town."""
    register = Organisation.objects.filter(seat__isnull=False).select_related("seat").order_by("register_id")
    hosts = list(register.exclude(kind=OrganisationKind.ALLIANCE))
    alliances = Organisation.objects.filter(kind=OrganisationKind.ALLIANCE).order_by("register_id")
    today = timezone.localdate(now)
    return World(
        hosts=hosts,
        houses=_houses(hosts),
        topics=list(Topic.objects.order_by("slug")),
        alliances=list(alliances[:1]),
        monday=today - timedelta(days=today.weekday()),
    )


def _houses(hosts: Sequence[Organisation]) -> Mapping[int, Sequence[Venue]]:
    """Write the houses of every town in which somebody sits, and return them by its id."""
    towns = {host.seat_id: host.seat for host in hosts}
    houses = [
        Venue(
            name=name,
            street=f"Lindenhof {number}",
            town=town.name,
            region=town,
            lat=town.lat and town.lat + number / 200,
            lon=town.lon,
            place_key=place_key(name, town.name),
        )
        for _pk, town in sorted(towns.items())
        for number, name in enumerate(NAMES)
    ]
    found: dict[int, list[Venue]] = defaultdict(list)
    for house in Venue.objects.bulk_create(houses):
        found[house.region_id].append(house)
    return found


def _holidays(year: int) -> wishes.DaySpans:
    """Write the school holidays of five years down."""
    SchoolHoliday.objects.bulk_create(
        SchoolHoliday(
            name=f"Ferien {first.isoformat()}",
            first_day=first,
            last_day=first + timedelta(weeks=weeks, days=-1),
        )
        for one in range(year - 2, year + 3)
        for week, weeks in WEEKS_WITHOUT_SCHOOL
        for first in [date.fromisocalendar(one, week, 1)]
    )
    return wishes.school_holidays()
