"""Build the demo's calendar: what is missing is written, what is there stays as it is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from events import wishes
from events.choices import EventKind
from events.imports import arrivals
from events.models import Event, Publication, RegistrationSettings
from network.demo.content import NETWORK, PREFIX, permanent_id
from network.models import Organisation, Topic
from network.models.organisations import OrganisationKind
from portal.disclosure import Audience

from . import feeds, queue
from .content import number, programmes
from .hosts import hosts, open_houses
from .planning import Plan, World, plans

REGISTRATIONS = 12
WITH_SEATS = frozenset({EventKind.WORKSHOP, EventKind.TRAINING, EventKind.CONFERENCE})
NEW_SHARE = 25


def build() -> Mapping[str, int]:
    """Write what is missing; return how many events were written, what they came with, and what waits."""
    now = timezone.now()
    monday = first_monday(now)
    world = _world(monday)
    wanted = list(plans(world))
    wanted += queue.twins(wanted, monday)
    known = set(
        Event.objects.filter(uuid__in=[one.event.uuid for one in wanted]).values_list("uuid", flat=True)
    )
    missing = [one for one in wanted if one.event.uuid not in known]
    if missing:
        _write(missing, now)
    made = {"events": len(missing), **feeds.read_feeds(monday, now)}
    return made if known or not missing else {**made, **queue.fill(missing, monday, now)}


def first_monday(now: datetime) -> date:
    """Return the Monday of the week in which the calendar was first built, today's where it was not yet."""
    ours = Event.objects.filter(organiser__register_id__startswith=PREFIX)
    first = ours.aggregate(first=Min("created_at"))["first"] or now
    day = timezone.localdate(first)
    return day - timedelta(days=day.weekday())


def _world(monday: date) -> World:
    """Return who invites, where and about what."""
    found = hosts()
    alliances = Organisation.objects.filter(register_id__startswith=PREFIX, kind=OrganisationKind.ALLIANCE)
    by_rank = sorted(alliances, key=lambda entry: (entry.register_id != NETWORK, entry.register_id))
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    return World(found, open_houses(found), topics, by_rank, monday)


def _write(missing: Sequence[Plan], now: datetime) -> None:
    """Write events, umbrellas before what is part of them, as an import does with many at once."""
    # What was deleted and comes back left a trace for feeds under the same UID.
    Publication.objects.filter(uid__in=[one.event.uid for one in missing], event=None).delete()
    holidays = wishes.school_holidays()
    umbrellas = [one for one in missing if one.event.is_programme]
    arrivals.write([one.event for one in umbrellas], publishes=True, now=now)
    known = _umbrellas_by_key()
    others = [one for one in missing if not one.event.is_programme]
    for one in others:
        one.event.part_of = known.get(one.programme)
        wishes.freshen(one.event, now, holidays)
    arrivals.write([one.event for one in others], publishes=True, now=now)
    _open_registration([one.event for one in others], now)
    _age([one.event for one in missing], now)


def _umbrellas_by_key() -> Mapping[str, Event]:
    """Return the umbrellas that are there, those of an earlier run included, by their key."""
    wanted = {permanent_id(f"event:programme:{one.key}"): one.key for one in programmes()}
    return {wanted[event.uuid]: event for event in Event.objects.filter(uuid__in=wanted)}


def _open_registration(written: Sequence[Event], now: datetime) -> None:
    """Let people register where only they are told the place or the link, and for a few that have seats."""
    told = [
        one
        for one in written
        if one.place_disclosure == Audience.REGISTRANTS
        or (one.online_url and one.online_disclosure == Audience.REGISTRANTS)
    ]
    today = timezone.localdate(now)
    seated = [one for one in written if one.kind in WITH_SEATS and one.starts_on > today and one not in told]
    RegistrationSettings.objects.bulk_create(
        RegistrationSettings(event=one, is_enabled=True, capacity=10 + number(one.uid) % 30, most_seats=2)
        for one in [*told, *seated[: max(0, REGISTRATIONS - len(told))]]
    )


def _age(written: Sequence[Event], now: datetime) -> None:
    """Let most of them have appeared some time ago, so that not everything is new."""
    rows = list(Publication.objects.filter(event__in=written).order_by("uid"))
    for row in rows:
        if number(row.uid, "age") % NEW_SHARE:
            row.appeared_at = row.changed_at = now - timedelta(days=4 + number(row.uid) % 50)
    Publication.objects.bulk_update(rows, ["appeared_at", "changed_at"])
