"""A date as a row of a list: when, what, where as far as it may be told, and what happened to it."""

from datetime import datetime, timedelta

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from events.addresses import date_path, event_path
from events.choices import AttendanceMode, EventStatus
from events.keys import key_start
from events.models import Occurrence
from events.records import DateFact, EventRecord
from events.recurrence.schedule import Schedule
from events.signup.full import Left, left_at
from network.filters.given import Near
from network.geodesy import distance_km
from network.records import PlaceFact
from portal.languages import direction_of
from portal.sites import base_url
from portal.view_models import Badge

from . import wording
from .light import Light
from .reading import Dated, is_only_one_that_day, is_over
from .view_models import EventRow

NEW_FOR = timedelta(days=3)
OFF = {EventStatus.CANCELLED, EventStatus.POSTPONED}
STATES = {
    EventStatus.CANCELLED: ("cancelled", pgettext_lazy("event", "Cancelled")),
    EventStatus.POSTPONED: ("moved", pgettext_lazy("event", "Postponed")),
    EventStatus.MOVED_ONLINE: ("moved", pgettext_lazy("event", "Now online")),
    EventStatus.TENTATIVE: ("calm", pgettext_lazy("event", "Not yet certain")),
}
LEFT = {
    Left.NOTHING: pgettext_lazy("event", "Fully booked"),
    Left.WAITING_LIST: pgettext_lazy("event", "Waiting list"),
}


def row_of(one: Dated, now: datetime, near: Near | None = None, with_day: bool = False) -> EventRow:
    """Return a date as a row; with the day as a tile where no heading says it."""
    date, record = one.date, one.record
    fact = record.dates.get(date.key)
    first_organiser = next(iter(record.organisers), None)
    foreign = record.language != get_language()
    state = "off" if date.status in OFF else "past" if is_over(date, now) else ""
    url = url_of(record, date.key)
    return EventRow(
        url=url,
        title=title_of(record, fact),
        when=wording.time_in_list(date.start, date.end, date.first_day, date.last_day, date.is_all_day),
        iso=iso_of(date),
        tile=first_organiser.tile if first_organiser else "",
        place=place_words(record, fact, date.status),
        organiser=first_organiser.name if first_organiser else "",
        summary=record.summary,
        badges=badges_of(date, record, now),
        note=note_of(date, record, fact),
        distance_km=distance_to(record, fact, near),
        is_off=date.status in OFF,
        lang=record.language if foreign else "",
        dir=direction_of(record.language) if foreign else "",
        elsewhere="" if date.is_all_day else wording.elsewhere(date.start, date.end, record.schedule.zone),
        day=wording.tile_of(date.first_day, state) if with_day else None,
        full_day=wording.long_day(date.first_day),
        paper_url=paper_url(url),
        has_own_title=bool(fact and fact.title and fact.title != record.title),
    )


def paper_url(url: str) -> str:
    """Return an address as people type it from paper, without its scheme."""
    return base_url().partition("://")[2] + url


def url_of(record: EventRecord, key: str) -> str:
    """Return where a date is shown: on a page of its own if it is one of several, else on the event's."""
    return path_of(record.slug, record.short_id, record.schedule, key)


def path_of(slug: str, short_id: str, schedule: Schedule, key: str) -> str:
    """Return the same from what an address is made of."""
    if not schedule.is_series:
        return event_path(slug, short_id)
    return date_path(slug, short_id, key, is_only_one_that_day(schedule, key))


def title_of(record: EventRecord, fact: DateFact | None) -> str:
    """Return what a date is called: its own title, else that of its event."""
    return fact.title if fact and fact.title else record.title


def iso_of(date: Occurrence) -> str:
    """Return the start for machines: the day, or the moment with the offset of Berlin."""
    if date.is_all_day:
        return date.first_day.isoformat()
    return date.start.astimezone(wording.BERLIN).isoformat(timespec="minutes")


def place_words(record: EventRecord, fact: DateFact | None, status: str = "") -> str:
    """Return in few words where a date is: its town, "online", or both; "" where nothing may be told."""
    return whereabouts_words(record.attendance_mode, town_of(record, fact), status)


def whereabouts_words(mode: str, town: str, status: str = "") -> str:
    """Return a town in few words with how one takes part."""
    if mode == AttendanceMode.ONLINE or status == EventStatus.MOVED_ONLINE:
        return pgettext("attendance", "online")
    if mode == AttendanceMode.HYBRID:
        return _("%(town)s and online") % {"town": town} if town else _("on site and online")
    return town


def town_of(record: EventRecord, fact: DateFact | None) -> str:
    """Return the town or district of a date as far as it may be told."""
    venue = fact.venue if fact and fact.venue else record.venue
    if venue is not None and venue.town:
        return venue.town
    place = place_of(record, fact)
    return place.official_name if place else ""


def access_of(record: EventRecord, fact: DateFact | None) -> tuple[str, ...]:
    """Return what makes a date accessible, by what holds of its venue."""
    return record.access if fact is None or fact.access is None else fact.access


def place_of(record: EventRecord, fact: DateFact | None) -> PlaceFact | None:
    """Return the region of a date as far as it may be told."""
    if fact and fact.venue:
        return fact.venue.place
    return record.venue.place if record.venue else record.region


def distance_to(record: EventRecord, fact: DateFact | None, near: Near | None) -> float | None:
    """Return how far away a date is: by its house where that may be told, else by its region's own point."""
    if near is None or record.attendance_mode == AttendanceMode.ONLINE:
        return None
    venue, place = (fact.venue if fact and fact.venue else record.venue), place_of(record, fact)
    for point in (venue, place):
        if point is not None and point.lat is not None and point.lon is not None:
            return distance_km(near.lat, near.lon, (point.lat, point.lon))
    return None


def badges_of(date: Occurrence, record: EventRecord, now: datetime) -> tuple[Badge, ...]:
    """Return at most two words about the state of a date."""
    found = (*state_badges(date.status, date.is_moved)[:1], *seat_badges(date, now))
    appeared = None if record.schedule.is_series else record.appeared_at
    if not found and appeared is not None and now - NEW_FOR < appeared <= now < date.start:
        return (Badge("new", pgettext("event", "New")),)
    return found


def state_badges(status: str, is_moved: bool) -> tuple[Badge, ...]:
    """Return what happened to a date."""
    found = []
    if status in STATES:
        kind, label = STATES[EventStatus(status)]
        found.append(Badge(kind, str(label)))
    if is_moved and status not in OFF:
        found.append(Badge("moved", pgettext("event", "Moved")))
    return tuple(found)


def seat_badges(date: Occurrence | Light, now: datetime) -> tuple[Badge, ...]:
    """Return that a date is fully booked, or has a waiting list only; nothing once it has begun or is off."""
    return left_badges(date.event_id, date.key, date.status, date.start, now)


def left_badges(event_id: int, key: str, status: str, start: datetime, now: datetime) -> tuple[Badge, ...]:
    """Return the same for a date of which no more is known."""
    if status in OFF or start <= now:
        return ()
    left = left_at(event_id, key, now)
    return (Badge("full", str(LEFT[left])),) if left else ()


def note_of(date: Occurrence, record: EventRecord, fact: DateFact | None) -> str:
    """Return what is said about the state of a date: from where it was moved, and the words of the organiser."""
    parts = []
    if date.is_moved and date.status not in OFF:
        was = wording.short_day(key_start(date.key).date())
        parts.append(_("Moved from %(day)s.") % {"day": was})
    own = fact.note if fact else ""
    parts.append(own or (record.status_note if date.status == record.status else ""))
    return " ".join(filter(None, parts))
