"""The venue that a source means: one that is here already, else a new one that its organisation keeps."""

from collections.abc import Mapping

from events.models import Venue
from events.models.venues import place_key
from events.venue_uses import known_to
from network.models import Organisation, Postcode, Region
from network.models.regions import RegionKind

from .locations import Location, location_of


class Venues:
    """Finds venues for one import; everything is read once, when the first place is looked for."""

    def __init__(self, organisation: Organisation) -> None:
        """Begin without having read anything."""
        self._organisation = organisation
        self._found: dict[str, int | None] = {}
        self._keys: dict[str, int] | None = None
        self._own: dict[str, int] = {}
        self._towns: dict[str, list[Region]] | None = None

    def find(self, text: str) -> int | None:
        """Return the venue that a location names, None for one that is not here.

        Name with postcode or town decides. A name alone means a place of the organisation, because there is a
        town hall everywhere.
        """
        if text not in self._found:
            self._found[text] = self._find(location_of(text, self._names_of_towns()))
        return self._found[text]

    def find_or_add(self, text: str, point: tuple[float, float] | None = None) -> int | None:
        """Return the venue that a location names, written down where it is not here; None for an empty text."""
        if not text:
            return None
        known = self.find(text)
        if known is None:
            known = self._found[text] = self._add(location_of(text, self._names_of_towns()), point)
        return known

    def _find(self, location: Location) -> int | None:
        """Return a known venue."""
        keys = self._known_keys()
        for where in (location.postcode, location.town):
            if where and (found := keys.get(place_key(location.name, where))):
                return found
        return self._own.get(place_key(location.name, "")) if not location.where else None

    def _add(self, location: Location, point: tuple[float, float] | None) -> int:
        """Write a venue down and remember it for the events that follow."""
        lat, lon = point or (None, None)
        venue = Venue.objects.create(
            name=location.name,
            street=location.street,
            postcode=location.postcode,
            town=location.town,
            region=self._region(location),
            lat=lat,
            lon=lon,
            keeper=self._organisation,
        )
        self._remember(venue.pk, location.name, location.postcode, location.town, is_own=True)
        return venue.pk

    def _known_keys(self) -> dict[str, int]:
        """Return venues by name with postcode and by name with town; of several the first.

        A place that is secret of others is not found: the event's page or preview would tell its street.
        """
        if self._keys is None:
            self._keys = {}
            rows = Venue.objects.filter(known_to({self._organisation.pk})).order_by("pk")
            names = rows.values_list("pk", "name", "postcode", "town", "keeper_id")
            for pk, name, postcode, town, keeper_id in names:
                self._remember(pk, name, postcode, town, is_own=keeper_id == self._organisation.pk)
        return self._keys

    def _remember(self, pk: int, name: str, postcode: str, town: str, is_own: bool) -> None:
        """Note a venue under everything it is found by."""
        keys = self._known_keys()
        for where in filter(None, (postcode, town)):
            keys.setdefault(place_key(name, where), pk)
        if is_own:
            self._own.setdefault(place_key(name, ""), pk)

    def _region(self, location: Location) -> Region | None:
        """Return the municipality, where postcode and town leave no doubt."""
        named = self._by_name().get(location.town.casefold(), []) if location.town else []
        if not location.postcode:
            return named[0] if len(named) == 1 else None
        covered = list(Region.objects.filter(postcodes__in=Postcode.objects.filter(code=location.postcode)))
        both = [region for region in covered if region in named]
        if len(both) == 1:
            return both[0]
        if covered:
            return covered[0] if len(covered) == 1 else None
        return named[0] if len(named) == 1 else None

    def _by_name(self) -> Mapping[str, list[Region]]:
        """Return the municipalities by their names."""
        if self._towns is None:
            self._towns = {}
            rows = Region.objects.filter(kind=RegionKind.MUNICIPALITY).only(
                "pk", "name", "name_sorbian", "aliases"
            )
            for region in rows:
                for name in {region.name, region.name_sorbian, *region.aliases} - {""}:
                    self._towns.setdefault(name.casefold(), []).append(region)
        return self._towns

    def _names_of_towns(self) -> frozenset[str]:
        """Return the names of towns, folded."""
        return frozenset(self._by_name())
