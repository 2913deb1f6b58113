"""Under what terms the data may be used, and whose data is part of it."""

from dataclasses import dataclass

from network.models import PlaceSource
from portal.content_cache import cached
from portal.sites import default_settings


@dataclass(frozen=True)
class Terms:
    """Licence and whom to name: the network, and the publishers of the places."""

    publisher: str
    licence: str
    licence_url: str
    places: tuple[str, ...]

    @property
    def attribution(self) -> str:
        """Return whom to name, in one line."""
        return "; ".join((self.publisher, *self.places))


def terms() -> Terms:
    """Return the terms of the default site; no query while no content changes."""
    known = default_settings()
    return Terms(known.full_name, known.data_licence_name, known.data_licence_url, places_from())


def places_from() -> tuple[str, ...]:
    """Return the attributions that sources of places ask for."""

    def read() -> tuple[str, ...]:
        rows = PlaceSource.objects.exclude(attribution="").order_by("attribution")
        return tuple(rows.values_list("attribution", flat=True).distinct())

    return cached("place-attributions", read)
