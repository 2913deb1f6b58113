"""Whom to call where: each offer for the districts in which its organisation works, and everybody else after that."""

from collections.abc import Iterable, Sequence

from network.choices import Reach
from network.records import ActorRecord, PlaceFact
from publications.records.guides import GuideContact
from publications.records.kits import Hotline

# Numbers in large type: more would not be read.
MOST_AT_ONCE = 3


def hotlines_of(contacts: Iterable[GuideContact]) -> tuple[Hotline, ...]:
    """Return who can be called, in the editor's order; who has no public number now is left out."""
    return tuple(Hotline(contact, districts_served(contact.record)) for contact in contacts if contact.phone)


def districts_served(record: ActorRecord) -> tuple[str, ...]:
    """Return the districts in which an organisation works, () for everywhere; without a word of it that of its seat.

    Whoever works statewide, or names a whole state besides its districts, works everywhere.
    """
    if Reach.STATEWIDE in record.reach:
        return ()
    places = [area.place for area in record.areas] or ([record.seat] if record.seat else [])
    districts = [_district(place) for place in places]
    return () if None in districts else tuple(dict.fromkeys(filter(None, districts)))


def chosen(hotlines: Sequence[Hotline], districts: frozenset[str] | None) -> tuple[Hotline, ...]:
    """Return whom to call first: those for these districts, then those for everywhere."""
    near = [one for one in hotlines if districts and one.answers_in(districts)]
    everywhere = [one for one in hotlines if not one.districts]
    return tuple([*near, *everywhere][:MOST_AT_ONCE])


def _district(place: PlaceFact) -> str | None:
    """Return the key of the district of a place, None for a place that is larger than districts."""
    return place.district.key if place.district else None
