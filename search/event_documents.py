"""Turn what is public about an event into a search document; its next date decides where it stands among equals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from events.calendar.rows import town_of
from events.models import Occurrence
from events.records import EventRecord

from .analysis import analyser
from .documents import SHOWN_TEXT, DocumentData, sort_key
from .event_zones import event_terms, places_of


def event_document(record: EventRecord, dates: Sequence[Occurrence]) -> DocumentData:
    """Return the document of an event; `dates` are its next ones, the first of them decides its place."""
    analysis = analyser(record.language)
    name = sort_key(record.title, analysis)
    lat, lon = _point(record)
    return DocumentData(
        title=record.title,
        sort_title=f"{dates[0].start:%Y-%m-%dt%H%M} {name}",
        terms=sorted(event_terms(record, analysis)),
        facets=_facets(record),
        lat=lat,
        lon=lon,
        completions=[name],
        shown={
            "locale": record.language,
            "slug": record.slug,
            "short_id": record.short_id,
            "uuid": record.uuid,
            "summary": record.summary,
            "text": record.description[:SHOWN_TEXT],
            "tile": record.organisers[0].tile if record.organisers else "",
            "organiser": record.organisers[0].name if record.organisers else "",
            "mode": record.attendance_mode,
            "dates": [_shown_date(record, date) for date in dates],
        },
    )


def _shown_date(record: EventRecord, date: Occurrence) -> Mapping[str, Any]:
    """Return what a row says of a date."""
    return {
        "key": date.key,
        "start": date.start.isoformat(),
        "end": date.end.isoformat(),
        "first_day": date.first_day.isoformat(),
        "last_day": date.last_day.isoformat(),
        "is_all_day": date.is_all_day,
        "status": date.status,
        "is_moved": date.is_moved,
        "town": town_of(record, record.dates.get(date.key)),
    }


def shown_date(shown: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """Return the first date of a row that is not over, the last one known where all are."""
    dates = shown["dates"]
    return next((one for one in dates if datetime.fromisoformat(one["end"]) > now), dates[-1])


def _facets(record: EventRecord) -> dict[str, list[str]]:
    """Return the facet values that events share with the directory."""
    return {
        "region": sorted({key for place in places_of(record) for key in place.keys}),
        "topic": [topic.slug for topic in record.topics],
        "target": sorted(record.target_groups),
        "language": sorted(record.languages),
        "alliance": sorted(_inviting(record)),
    }


def _inviting(record: EventRecord) -> set[str]:
    """Return in whose name it takes place, or who invites; the filter asks for those that are alliances."""
    fact = record.alliance
    return {one.register_id for one in (*record.organisers, *((fact,) if fact else ())) if one.register_id}


def _point(record: EventRecord) -> tuple[float | None, float | None]:
    """Return where it is on the map: the house where it may be told, else the region's own point."""
    for place in (record.venue, record.region):
        if place is not None and place.lat is not None and place.lon is not None:
            return place.lat, place.lon
    return None, None
