"""Make records of events: every place cut to its precision, every link to its audience."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from operator import or_

from events.models import ChangedDate, Event, Venue
from events.records.load import Rows, load_rows, rows_in_memory
from events.records.types import DateFact, EventRecord, OrganiserFact, ProgrammeFact, VenueFact
from events.recurrence.wishes import Wish
from network.models import Organisation
from network.records import PlaceFact
from network.records.covering import OPEN, Cover
from network.records.places import cut, place_fact
from network.records.topics import topic_fact
from portal.disclosure import Audience, Precision, may_see

# From fine to coarse: what several rules say of one place is cut to the coarsest.
_COARSENESS = (Precision.EXACT, Precision.MUNICIPALITY, Precision.DISTRICT)


def public_record(event: Event, audience: str = Audience.PUBLIC) -> EventRecord:
    """Return what an audience may know about an event (default: everybody)."""
    return next(public_records([event], audience))


def public_records(events: Iterable[Event], audience: str = Audience.PUBLIC) -> Iterator[EventRecord]:
    """Yield the records of many events with a constant number of queries."""
    found = list(events)
    rows = load_rows(found)
    for event in found:
        yield _record(event, rows, audience)


def draft_record(event: Event) -> EventRecord:
    """Return what everybody would know if this draft were published: the record its preview shows."""
    return _record(event, rows_in_memory(event), Audience.PUBLIC)


def _record(event: Event, rows: Rows, audience: str) -> EventRecord:
    """Return the record of one event from loaded rows."""
    organisers = [pk for pk in (event.organiser_id, *rows.co_organisers.get(event.pk, ())) if pk]
    involved = {*organisers, *([event.alliance_id] if event.alliance_id else [])}
    shielded = any(rows.organisations[pk].is_shielded for pk in involved)
    cover = _cover(event, involved, rows)
    precision = precision_for(event, audience, shielded)
    venue = _venue(rows.venues.get(event.venue_id), event.place_note, precision, rows)
    shows_link = may_see(audience, event.online_disclosure) and not shielded
    publication = rows.publications.get(event.pk)
    return EventRecord(
        id=event.pk,
        uid=event.uid,
        uuid=str(event.uuid),
        short_id=event.short_id,
        slug=event.slug,
        title=cover.text(event.title),
        summary=cover.text(event.summary),
        description=cover.html(event.description),
        language=event.language,
        kind=event.kind,
        is_programme=event.is_programme,
        schedule=event.schedule_with(rows.changed_dates.get(event.pk, ())),
        status=event.status,
        status_note=cover.text(event.status_note),
        attendance_mode=event.attendance_mode,
        organisers=_organisers(event, organisers, rows),
        alliance=_organiser(rows.organisations.get(event.alliance_id), rows),
        part_of=_programme(rows.programmes.get(event.part_of_id), rows),
        topics=tuple(topic_fact(rows.tags[pk]) for pk in rows.topics.get(event.pk, ())),
        target_groups=tuple(event.target_groups),
        languages=tuple(event.languages),
        venue=venue,
        region=_region(event, venue, precision, rows),
        online_url=event.online_url if shows_link else "",
        withholds_place=event.venue_id is not None and precision != Precision.EXACT,
        withholds_link=bool(event.online_url) and not shows_link,
        access=_access(event, rows.venues.get(event.venue_id), precision),
        access_note="" if shielded else event.access_note,
        cost=event.cost,
        cost_note=cover.text(event.cost_note),
        info_url="" if shielded else event.info_url,
        image_id=None if shielded else event.image_id,
        dates={
            row.key: _covered(_date(row, event, precision, shows_link, rows), cover)
            for row in rows.changed_dates.get(event.pk, ())
        },
        sequence=publication.sequence if publication else 0,
        appeared_at=publication.appeared_at if publication else None,
        changed_at=publication.changed_at if publication else None,
        is_shielded=shielded,
        wishes=wishes_of(event),
    )


def wishes_of(event: Event) -> frozenset[Wish]:
    """Return when a series pauses."""
    chosen = {
        Wish.NOT_IN_SCHOOL_HOLIDAYS: event.not_in_school_holidays,
        Wish.NOT_ON_PUBLIC_HOLIDAYS: event.not_on_public_holidays,
    }
    return frozenset(wish for wish, is_chosen in chosen.items() if is_chosen)


def precision_for(event: Event, audience: str, shielded: bool) -> Precision | None:
    """Return how exactly an audience may know the place, None where it may know nothing of it.

    Whoever is not in the audience of the place is told the town at most, of a protected organiser the district.
    """
    if event.place_disclosure == Audience.NOBODY:
        return None
    sees_all = may_see(audience, event.place_disclosure)
    told = [Precision.EXACT if sees_all else Precision.MUNICIPALITY]
    if audience != Audience.OFFICE and not (sees_all and audience == Audience.REGISTRANTS):
        told.append(Precision(event.place_precision))
    if shielded:
        told.append(Precision.DISTRICT)
    return max(told, key=_COARSENESS.index)


def _venue(venue: Venue | None, note: str, precision: Precision | None, rows: Rows) -> VenueFact | None:
    """Return a venue, cut to its precision."""
    if venue is None or precision is None:
        return None
    place = cut(place_fact(rows.regions.get(venue.region_id)), precision)
    if precision == Precision.EXACT:
        return VenueFact(
            precision,
            venue.name,
            venue.street,
            venue.postcode,
            venue.town or (place.name if place else ""),
            note,
            place,
            venue.lat,
            venue.lon,
            tuple(venue.access),
            venue.access_note,
        )
    if precision == Precision.MUNICIPALITY:
        return VenueFact(precision, town=venue.town or (place.name if place else ""), place=place)
    return VenueFact(precision, town=place.official_name if place else "", place=place)


def _region(
    event: Event, venue: VenueFact | None, precision: Precision | None, rows: Rows
) -> PlaceFact | None:
    """Return the place an event counts for in lists and filters: the venue's, else the chosen region."""
    if event.venue_id is not None:
        return venue.place if venue else None
    return cut(place_fact(rows.regions.get(event.region_id)), precision or Precision.DISTRICT)


def _access(event: Event, venue: Venue | None, precision: Precision | None) -> tuple[str, ...]:
    """Return what makes it accessible: what the event says, and what holds of a venue that may be told."""
    of_venue = venue.access if venue is not None and precision == Precision.EXACT else ()
    return tuple(dict.fromkeys([*event.access, *of_venue]))


def _organisers(event: Event, ids: list[int], rows: Rows) -> tuple[OrganiserFact, ...]:
    """Return who invites, the main organiser first."""
    found = [_organiser(rows.organisations[pk], rows) for pk in dict.fromkeys(ids)]
    if event.organiser_text and event.organiser_id is None:
        found.insert(0, OrganiserFact(event.organiser_text))
    return tuple(fact for fact in found if fact is not None)


def _organiser(entry: Organisation | None, rows: Rows) -> OrganiserFact | None:
    """Return an entry of the register as an organiser."""
    if entry is None:
        return None
    return OrganiserFact(
        entry.name, entry.register_id, str(entry.uuid), rows.pages.get(entry.pk), entry.picture.code
    )


def _programme(event: Event | None, rows: Rows) -> ProgrammeFact | None:
    """Return the programme an event is part of, its title covered as its own page does."""
    if event is None:
        return None
    involved = filter(None, (event.organiser_id, event.alliance_id, *rows.co_organisers.get(event.pk, ())))
    title = _cover(event, involved, rows).text(event.title)
    return ProgrammeFact(title, event.slug, event.short_id)


def _cover(event: Event, involved: Iterable[int], rows: Rows) -> Cover:
    """Return what is covered in the words of an event that these organisations have to do with."""
    own = rows.covers.get(event.organiser_id, OPEN)
    return reduce(or_, (rows.named_covers.get(pk, OPEN) for pk in involved), own)


def _date(
    row: ChangedDate, event: Event, precision: Precision | None, shows_link: bool, rows: Rows
) -> DateFact:
    """Return what differs at one date."""
    venue = rows.venues.get(row.venue_id)
    return DateFact(
        row.key,
        row.status,
        row.note,
        row.title,
        row.description,
        _venue(venue, "", precision, rows),
        row.online_url if shows_link else "",
        _access(event, venue, precision) if venue else None,
        bool(row.online_url) and not shows_link,
    )


def _covered(fact: DateFact, cover: Cover) -> DateFact:
    """Return what differs at a date, covered."""
    words = {name: cover.text(getattr(fact, name)) for name in ("title", "note", "description")}
    return replace(fact, **words)
