"""Where somebody is, cut to what may be told: no place finer than its precision, no point but a region's own."""

from collections.abc import Iterable, Iterator, Mapping

from network.models import Address, Organisation, Region
from network.models.lineage import lineage
from portal.disclosure import Audience, Precision, may_see

from .types import AddressFact, PlaceFact, PointFact

_COARSENESS = [Precision.EXACT, Precision.MUNICIPALITY, Precision.DISTRICT]


def place_fact(region: Region | None) -> PlaceFact | None:
    """Return a region with its ancestors as far as they are loaded; made once of each that was read."""
    if region is None:
        return None
    if not hasattr(region, "as_fact"):
        region.as_fact = _fact_of(region)
    return region.as_fact


def _fact_of(region: Region | None) -> PlaceFact | None:
    """Return a region with its ancestors."""
    fact: PlaceFact | None = None
    parents: tuple[PlaceFact, ...] = ()
    for part in reversed(lineage(region)):
        fact = PlaceFact(
            part.key,
            part.url_key,
            part.kind,
            part.name,
            str(part),
            part.name_sorbian,
            tuple(part.aliases),
            part.lat,
            part.lon,
            parents,
        )
        parents = (fact, *parents)
    return fact


def cut(place: PlaceFact | None, precision: str) -> PlaceFact | None:
    """Return a place no finer than the precision allows; None when nothing coarser is known."""
    if place is None or precision == Precision.EXACT:
        return place
    if precision == Precision.DISTRICT:
        return place.district
    return next((part for part in (place, *place.parents) if part.kind == "municipality"), place)


def seat_fact(entry: Organisation, addresses: Iterable[Address], audience: str) -> PlaceFact | None:
    """Return the seat as exactly as the addresses allow.

    An address that is kept back or told by its district only hides the town of the seat, too, unless another
    address says openly that the organisation is there: a shelter's seat must not betray what its address hides.
    """
    rows = list(addresses)
    if keeps_town_back(entry, rows, audience):
        return cut(place_fact(entry.seat), Precision.DISTRICT)
    is_exact = any(
        address_precision(row, audience) == Precision.EXACT for row in _open_here(entry, rows, audience)
    )
    return cut(place_fact(entry.seat), Precision.EXACT if is_exact else Precision.MUNICIPALITY)


def keeps_town_back(entry: Organisation, addresses: Iterable[Address], audience: str) -> bool:
    """Return whether an audience may know no more than the district an organisation sits in."""
    rows = list(addresses)
    if entry.is_shielded:
        return True
    return not all(_is_open(row, audience) for row in rows) and not _open_here(entry, rows, audience)


def _open_here(entry: Organisation, addresses: Iterable[Address], audience: str) -> list[Address]:
    """Return the addresses in the town of the seat whose town an audience may know."""
    return [row for row in addresses if _is_open(row, audience) and _is_in(row, entry.seat)]


def _is_open(address: Address, audience: str) -> bool:
    """Return whether an audience may know the town of an address."""
    is_seen = may_see(audience, address.disclosure)
    return is_seen and address_precision(address, audience) != Precision.DISTRICT


def _is_in(address: Address, seat: Region | None) -> bool:
    """Return whether an address lies in the town of the seat, by its region or, without one, by the town's name."""
    if seat is None:
        return False
    if address.region_id is None:
        return address.town.casefold() == seat.name.casefold()
    towns = [cut(place_fact(region), Precision.MUNICIPALITY) for region in (address.region, seat)]
    return towns[0] is not None and towns[1] is not None and towns[0].key == towns[1].key


def address_precision(address: Address, audience: str) -> str:
    """Return the precision for an audience; the office sees addresses exactly."""
    return Precision.EXACT if audience == Audience.OFFICE else address.precision


def address_facts(addresses: Iterable[Address], audience: str) -> Iterator[AddressFact]:
    """Yield the addresses an audience may see, cut to their precision."""
    for row in addresses:
        if not may_see(audience, row.disclosure):
            continue
        precision = address_precision(row, audience)
        place = cut(place_fact(row.region), precision)
        if precision == Precision.EXACT:
            yield AddressFact(
                precision, row.label, row.street, row.postcode, row.town, row.note, place, row.lat, row.lon
            )
        elif precision == Precision.MUNICIPALITY:
            town = row.town or (place.name if place else "")
            yield AddressFact(precision, row.label, town=town, place=place)
        else:
            yield AddressFact(precision, place=place)


def point_of(
    addresses: Iterable[AddressFact],
    seat: PlaceFact | None,
    postcodes: Mapping[str, tuple[float, float]],
) -> PointFact | None:
    """Return the point of the most exact address, else the seat's own."""
    for address in sorted(addresses, key=lambda fact: _COARSENESS.index(Precision(fact.precision))):
        if address.precision == Precision.EXACT:
            if address.lat is not None and address.lon is not None:
                return PointFact(address.lat, address.lon, Precision.EXACT)
            if address.postcode in postcodes:
                return PointFact(*postcodes[address.postcode], Precision.EXACT)
        point = _place_point(address.place)
        if point:
            return point
    return _place_point(seat)


def _place_point(place: PlaceFact | None) -> PointFact | None:
    """Return the point of a region."""
    if place is None or place.lat is None or place.lon is None:
        return None
    precision = Precision.DISTRICT if place.kind == "district" else Precision.MUNICIPALITY
    return PointFact(place.lat, place.lon, precision)
