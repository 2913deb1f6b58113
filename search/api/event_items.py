"""An event as data, with its next dates (schema.org `Event`), everything read from its public record."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import override

from events.addresses import event_path
from events.calendar.rows import url_of
from events.choices import Access, AttendanceMode, Cost, EventKind, EventStatus
from events.ical.plain_text import paragraphs
from events.models import Occurrence
from events.records import EventRecord, OrganiserFact, VenueFact
from network.choices import TargetGroup
from portal.disclosure import Precision
from search.opendata.addresses import absolute
from search.opendata.parts import iso
from search.opendata.schema import (
    Schema,
    many,
    maybe,
    moment,
    number,
    ref,
    table,
    text,
    web,
    whole,
    yes_or_no,
)
from search.opendata.terms import REGION, TERM, Value, language_term, region_value, term, terms_of, topic_term

HOST: Schema = table(
    {
        "id": maybe(text("Register id; null for who is not in the register.")),
        "uuid": maybe(text(format="uuid")),
        "name": text(),
    },
    "Who invites. schema.org organizer.",
)
PLACE: Schema = table(
    {
        "precision": text("How exactly it is told.", enum=[*Precision.values]),
        "name": maybe(text("schema.org Place.name.")),
        "street": maybe(text("schema.org streetAddress.")),
        "postcode": maybe(text("schema.org postalCode.")),
        "town": maybe(text("schema.org addressLocality.")),
        "note": maybe(text("How to find it.")),
        "region": maybe(REGION),
        "latitude": maybe(number("WGS 84, of an exact place alone.")),
        "longitude": maybe(number("WGS 84, of an exact place alone.")),
    },
    "Where it takes place; what may not be told is null. schema.org location.",
)
DATE: Schema = table(
    {
        "key": text("Its original local start: what names it, also when it is moved."),
        "start": moment("schema.org startDate; of whole days midnight in the event's zone."),
        "end": moment("Exclusive. schema.org endDate."),
        "all_day": yes_or_no(),
        "status": text("schema.org eventStatus.", enum=[*EventStatus.values]),
        "moved": yes_or_no("Whether it was to begin at `key`."),
        "title": maybe(text("Where it has one of its own.")),
        "note": maybe(text("On what changed.")),
        "place": maybe(ref("EventPlace")),
        "online_url": maybe(web()),
        "url": web("Its page."),
    },
    "A date of an event.",
)
EVENT: Schema = table(
    {
        "id": text("Short id, as in its address."),
        "uid": text("UID in iCalendar (RFC 5545)."),
        "url": web("Its page. schema.org url."),
        "calendar_url": web("The same as iCalendar."),
        "title": text("schema.org name."),
        "summary": maybe(text("schema.org description.")),
        "text": maybe(text("All that is said about it, as plain text.")),
        "language": text("Of these words (BCP 47)."),
        "kind": TERM,
        "is_programme": yes_or_no("Whether it is the umbrella over others."),
        "part_of": maybe(text("Id of the programme it belongs to. schema.org superEvent.")),
        "status": text("Of the whole event. schema.org eventStatus.", enum=[*EventStatus.values]),
        "status_note": maybe(text()),
        "attendance_mode": text("schema.org eventAttendanceMode.", enum=[*AttendanceMode.values]),
        "organisers": many(HOST),
        "alliance": maybe(HOST),
        "topics": many(TERM),
        "target_groups": many(TERM, "schema.org audience."),
        "languages": many(TERM, "Spoken there. schema.org inLanguage."),
        "place": maybe(ref("EventPlace")),
        "region": maybe(REGION),
        "withholds_place": yes_or_no("Whether those who take part are told more."),
        "online_url": maybe(web("schema.org VirtualLocation.url.")),
        "withholds_link": yes_or_no("Whether the link comes after registration."),
        "access": many(TERM, "schema.org accessibilityFeature."),
        "access_note": maybe(text()),
        "cost": text("schema.org isAccessibleForFree.", enum=[*Cost.values]),
        "cost_note": maybe(text()),
        "info_url": maybe(web("More elsewhere. schema.org sameAs.")),
        "time_zone": maybe(text("IANA name.")),
        "rule": maybe(text("RRULE of a series (RFC 5545); exceptions stand in `dates` and in the calendar.")),
        "dates": many(ref("EventDate"), "The next ones, at most 20, from today on."),
        "sequence": whole("Rises with time, place and status (RFC 5545).", minimum=0),
        "appeared": maybe(moment("schema.org datePublished.")),
        "modified": maybe(moment("schema.org dateModified.")),
    },
    "Something that takes place, once or as a series. schema.org Event, EventSeries.",
)


def event_value(record: EventRecord, dates: Sequence[Occurrence]) -> Value:
    """Return an event as plain data, its addresses those of the default language."""
    with override(settings.LANGUAGE_CODE):
        return _value(record, dates)


def _value(record: EventRecord, dates: Sequence[Occurrence]) -> Value:
    """Return the same in the active language."""
    path = event_path(record.slug, record.short_id)
    return {
        "id": record.short_id,
        "uid": record.uid,
        "url": absolute(path),
        "calendar_url": absolute(f"{path}termin.ics"),
        "title": record.title,
        "summary": record.summary or None,
        "text": paragraphs(record.description) or None,
        "language": record.language,
        "kind": term(EventKind, record.kind),
        "is_programme": record.is_programme,
        "part_of": record.part_of.short_id if record.part_of else None,
        "status": record.status,
        "status_note": record.status_note or None,
        "attendance_mode": record.attendance_mode,
        "organisers": [_host(fact) for fact in record.organisers],
        "alliance": _host(record.alliance) if record.alliance else None,
        "topics": [topic_term(fact) for fact in record.topics],
        "target_groups": terms_of(TargetGroup)(record.target_groups),
        "languages": [language_term(code) for code in record.languages],
        "place": _place(record.venue),
        "region": region_value(record.region) if record.region else None,
        "withholds_place": record.withholds_place,
        "online_url": record.online_url or None,
        "withholds_link": record.withholds_link,
        "access": terms_of(Access)(record.access),
        "access_note": record.access_note or None,
        "cost": record.cost,
        "cost_note": record.cost_note or None,
        "info_url": record.info_url or None,
        "time_zone": record.schedule.zone or None,
        "rule": record.schedule.rule or None,
        "dates": [_date(record, row) for row in dates],
        "sequence": record.sequence,
        "appeared": iso(record.appeared_at),
        "modified": iso(record.changed_at),
    }


def _host(fact: OrganiserFact) -> Value:
    """Return who invites."""
    return {"id": fact.register_id or None, "uuid": fact.uuid or None, "name": fact.name}


def _place(fact: VenueFact | None) -> Value | None:
    """Return a place, which is cut to its precision already."""
    if fact is None:
        return None
    return {
        "precision": fact.precision,
        "name": fact.name or None,
        "street": fact.street or None,
        "postcode": fact.postcode or None,
        "town": fact.town or None,
        "note": fact.note or None,
        "region": region_value(fact.place) if fact.place else None,
        "latitude": fact.lat,
        "longitude": fact.lon,
    }


def _date(record: EventRecord, row: Occurrence) -> dict[str, Any]:
    """Return a date with what differs at it."""
    fact = record.dates.get(row.key)
    return {
        "key": row.key,
        "start": iso(row.start),
        "end": iso(row.end),
        "all_day": row.is_all_day,
        "status": row.status,
        "moved": row.is_moved,
        "title": (fact.title if fact else "") or None,
        "note": (fact.note if fact else "") or None,
        "place": _place(fact.venue) if fact else None,
        "online_url": (fact.online_url if fact else "") or None,
        "url": absolute(url_of(record, row.key)),
    }
