"""What is covered while the organisation behind something is protected: words, and places finer than districts."""

from collections.abc import Iterable

from network.models import Region
from network.records import PlaceFact
from network.records.covering import OPEN, Cover
from network.records.places import cut, place_fact
from portal.disclosure import Precision

from .owners import OwnerFact


def cover_of_owner(owner: OwnerFact | None) -> Cover:
    """Return what is covered: nothing for the office's own, and for whoever is not protected."""
    return owner.cover if owner else OPEN


def told_places(regions: Iterable[Region | None], owner: OwnerFact | None) -> tuple[PlaceFact, ...]:
    """Return regions as exactly as everybody may know them, each once; what is larger than a district stays."""
    found = [place for place in map(place_fact, regions) if place]
    if owner and owner.is_shielded:
        found = [place if place.kind == "state" else cut(place, Precision.DISTRICT) for place in found]
    return tuple({place.key: place for place in found if place}.values())
