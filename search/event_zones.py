"""Which words of an event stand in which zone of its search document; the zones are those of `zones`."""

from collections.abc import Iterator

from django.utils.translation import override

from events.choices import Access, AttendanceMode, EventKind
from events.records import EventRecord, VenueFact
from network.choices import TargetGroup
from network.languages import LANGUAGES
from network.records import PlaceFact

from .analysis.base import Analyser
from .zones import LABEL_LANGUAGES, name_terms, terms


def event_terms(record: EventRecord, analysis: Analyser) -> set[str]:
    """Return every term of an event: its own words, those of single dates, who invites, where and for whom."""
    programme = [record.part_of.title] if record.part_of else []
    zones = {
        "n": [record.title],
        "k": [
            *(topic.name for topic in record.topics),
            *programme,
            *(fact.title for fact in record.dates.values()),
        ],
        "t": _labels(record),
        "c": [word for topic in record.topics for word in (topic.label_en, *topic.synonyms)],
        "s": [record.summary],
        "b": _body(record),
        "p": list(dict.fromkeys(_places(record))),
    }
    return name_terms([record.title], analysis) | terms(analysis, zones)


def _labels(record: EventRecord) -> list[str]:
    """Return what was chosen from lists, in German and English, and the languages spoken."""
    chosen = [
        EventKind(record.kind).label,
        *(Access(key).label for key in record.access),
        *(TargetGroup(key).label for key in record.target_groups if key != TargetGroup.EVERYONE),
    ]
    if record.attendance_mode != AttendanceMode.ON_SITE:
        chosen.append(AttendanceMode.ONLINE.label)
    found = []
    for language in LABEL_LANGUAGES:
        with override(language):
            found += [str(label) for label in chosen]
    for code in sorted({*record.languages} - {"de"} & LANGUAGES.keys()):
        found += [LANGUAGES[code].german, LANGUAGES[code].english, LANGUAGES[code].own]
    return list(dict.fromkeys(found))


def _body(record: EventRecord) -> list[str]:
    """Return everything else that is said about an event."""
    return [
        record.description,
        *(organiser.name for organiser in record.organisers),
        record.alliance.name if record.alliance else "",
        *(text for fact in record.dates.values() for text in (fact.description, fact.note)),
        *(text for venue in _venues(record) for text in (venue.name, venue.street)),
        record.status_note,
        record.access_note,
        record.cost_note,
    ]


def _places(record: EventRecord) -> Iterator[str]:
    """Yield the names of where it is as far as everybody may know it; states are left out, all are in one."""
    for venue in _venues(record):
        yield from (venue.town, venue.postcode)
    for place in places_of(record):
        for part in (place, *place.parents):
            if part.kind != "state":
                yield from (part.name, part.official_name, part.name_sorbian, *part.aliases)


def places_of(record: EventRecord) -> list[PlaceFact]:
    """Return the regions it takes place in, that of the event first, then those of single dates."""
    places = [record.region, *(venue.place for venue in _venues(record))]
    return list({place.key: place for place in places if place is not None}.values())


def _venues(record: EventRecord) -> list[VenueFact]:
    """Return its houses, those of single dates included."""
    venues = [record.venue, *(fact.venue for fact in record.dates.values())]
    return [venue for venue in venues if venue is not None]
