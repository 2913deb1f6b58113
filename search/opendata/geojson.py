"""GeoJSON (RFC 7946) for maps: a point as exact as it may be told, none where no place is known."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation

from network.models.organisations import OrganisationKind

from .entries import PublicEntry
from .licence import Terms
from .parts import iso
from .terms import label, term


def geojson_text(portions: Iterable[list[PublicEntry]], language: str, terms: Terms) -> Iterator[str]:
    """Yield a FeatureCollection; licence and attribution are foreign members (§6.1)."""
    head = {
        "type": "FeatureCollection",
        "license": terms.licence,
        "license_url": terms.licence_url,
        "attribution": terms.attribution,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "features": ['
    comma = "\n"
    for portion in portions:
        with translation.override(language):
            features = ",\n".join(json.dumps(feature(entry), ensure_ascii=False) for entry in portion)
        if features:
            yield comma + features
            comma = ",\n"
    yield "\n]}\n"


def feature(entry: PublicEntry) -> dict[str, Any]:
    """Return an entry as a Feature; `precision` says whether its point is its own or its town's or district's."""
    record, point = entry.record, entry.record.point
    district = record.seat.district if record.seat else None
    return {
        "type": "Feature",
        "id": record.register_id,
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]} if point else None,
        "properties": {
            "uuid": record.uuid,
            "type": record.type,
            "name": record.title,
            "kind": label(term(OrganisationKind, record.kind)),
            "summary": record.summary,
            "url": entry.url,
            "precision": point.precision if point else None,
            "seat": record.seat.official_name if record.seat else None,
            "district": district.official_name if district else None,
            "topics": [topic.slug for topic in record.topics],
            "alliances": [fact.other_id for fact in record.memberships],
            "confirmed_on": iso(record.confirmed_on),
            "modified": iso(entry.changed_at),
        },
    }
