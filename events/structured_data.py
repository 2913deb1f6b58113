"""An event in schema.org's words: one `Event` per date, an `EventSeries` for what repeats.

Only what the public record tells: a place that is kept back is its town, a link that is kept back is the page.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from events.choices import AttendanceMode, Cost, EventStatus
from events.keys import key_start
from events.models import Occurrence
from events.records import DateFact, EventRecord, OrganiserFact, VenueFact
from network.records import PlaceFact

SCHEMA = "https://schema.org/"
STATUS = {
    EventStatus.CANCELLED: "EventCancelled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.MOVED_ONLINE: "EventMovedOnline",
}
MODES = {
    AttendanceMode.ON_SITE: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.HYBRID: "MixedEventAttendanceMode",
}
IS_FREE = {Cost.FREE: True, Cost.DONATION: True, Cost.PAID: False}


def date_node(
    record: EventRecord,
    date: Occurrence,
    url: str,
    series: Mapping[str, Any] | None = None,
    pages: Callable[[OrganiserFact], str] = lambda fact: "",
) -> dict[str, Any]:
    """Return a date as `Event`; `series` is what it belongs to, `pages` gives the absolute page of an organiser."""
    fact = record.dates.get(date.key)
    node = {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": (fact.title if fact else "") or record.title,
        "description": record.summary,
        **_times(record, date),
        "location": _location(record, fact, date.status, url),
        "superEvent": dict(series) if series else None,
        **_shared(record, date.status, pages),
    }
    if (
        fact
        and fact.online_url
        and record.attendance_mode == AttendanceMode.ON_SITE
        and date.status not in STATUS
    ):
        node["eventAttendanceMode"] = SCHEMA + MODES[AttendanceMode.HYBRID]
    return _filled(node)


def series_node(
    record: EventRecord,
    url: str,
    dates: Iterable[tuple[Occurrence, str]],
    pages: Callable[[OrganiserFact], str] = lambda fact: "",
) -> dict[str, Any]:
    """Return a series as `EventSeries` with its next dates, each with its own address."""
    rows = list(dates)
    node = {
        "@type": "EventSeries",
        "@id": url,
        "url": url,
        "name": record.title,
        "description": record.summary,
        **({"startDate": _times(record, rows[0][0])["startDate"]} if rows else {}),
        "location": _location(record, None, record.status, url),
        **_shared(record, record.status, pages),
        "subEvent": [date_node(record, date, own, pages=pages) for date, own in rows],
    }
    return _filled(node)


def reference(name: str, url: str) -> dict[str, Any]:
    """Return what a date says of the series or programme it belongs to."""
    return {"@type": "EventSeries", "@id": url, "name": name, "url": url}


def _shared(record: EventRecord, status: str, pages: Callable[[OrganiserFact], str]) -> dict[str, Any]:
    """Return what a date and a series say alike."""
    mode = AttendanceMode.ONLINE if status == EventStatus.MOVED_ONLINE else record.attendance_mode
    return {
        "eventAttendanceMode": SCHEMA + MODES[AttendanceMode(mode)],
        "organizer": [
            _filled({"@type": "Organization", "name": fact.name, "url": pages(fact)})
            for fact in record.organisers
        ],
        "isAccessibleForFree": IS_FREE.get(Cost(record.cost)),
        "inLanguage": list(record.languages) or [record.language],
    }


def _times(record: EventRecord, date: Occurrence) -> dict[str, Any]:
    """Return start, end and state; times with the offset of the event's own zone, whole days as days."""
    state = STATUS.get(EventStatus(date.status), "EventScheduled")
    found: dict[str, Any] = {}
    if date.is_moved and date.status not in STATUS:
        state = "EventRescheduled"
        found["previousStartDate"] = _previous(record, date)
    if date.is_all_day:
        found |= {"startDate": date.first_day.isoformat(), "endDate": date.last_day.isoformat()}
    else:
        found["startDate"] = _moment(date.start, record)
        found["endDate"] = _moment(date.end, record) if date.end > date.start else None
    return {**found, "eventStatus": SCHEMA + state}


def _moment(moment: datetime, record: EventRecord) -> str:
    """Return a moment on the wall of the event's zone with its offset."""
    return moment.astimezone(_zone(record)).isoformat(timespec="minutes")


def _previous(record: EventRecord, date: Occurrence) -> str:
    """Return when a moved date was to begin."""
    was = key_start(date.key)
    if date.is_all_day:
        return was.date().isoformat()
    return (
        was.replace(tzinfo=_zone(record))
        .astimezone(UTC)
        .astimezone(_zone(record))
        .isoformat(timespec="minutes")
    )


def _zone(record: EventRecord) -> ZoneInfo:
    """Return the event's zone; whole days without one are Berlin's."""
    return ZoneInfo(record.schedule.zone or "Europe/Berlin")


def _location(record: EventRecord, fact: DateFact | None, status: str, url: str) -> list[dict[str, Any]]:
    """Return where one can be: the place as far as it is told, and the link, or the page that tells of it."""
    found, own = [], fact.online_url if fact else ""
    is_online = (
        bool(own) or record.attendance_mode != AttendanceMode.ON_SITE or status == EventStatus.MOVED_ONLINE
    )
    if record.attendance_mode != AttendanceMode.ONLINE and status != EventStatus.MOVED_ONLINE:
        venue = fact.venue if fact and fact.venue else record.venue
        place = _place(venue, venue.place if venue else record.region)
        found += [place] if place else []
    if is_online:
        link = own or record.online_url or url
        found.append({"@type": "VirtualLocation", "url": link})
    return found


def _place(venue: VenueFact | None, region: PlaceFact | None) -> dict[str, Any] | None:
    """Return a place with its address, None where nothing is told."""
    town = (venue.town if venue else "") or (region.official_name if region else "")
    if not town and not (venue and venue.name):
        return None
    address = {
        "@type": "PostalAddress",
        "streetAddress": venue.street if venue else "",
        "postalCode": venue.postcode if venue else "",
        "addressLocality": town,
    }
    geo = None
    if venue is not None and venue.lat is not None and venue.lon is not None:
        geo = {"@type": "GeoCoordinates", "latitude": venue.lat, "longitude": venue.lon}
    name = (venue.name if venue else "") or town
    return _filled({"@type": "Place", "name": name, "address": _filled(address), "geo": geo})


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """Return a thing without its empty properties; False says something."""
    return {name: value for name, value in node.items() if value or value is False}
