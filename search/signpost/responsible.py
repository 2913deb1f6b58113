"""Which alliances are responsible for a place: those who say publicly that they work there, the nearest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from network.records.load import memberships_on
from portal.content_cache import cached
from search.models import SearchDocument
from search.regions import RegionTable
from search.service import Found, checked
from search.types import RawHit

from .needs import Need
from .place import Place

MOST_NEAR = 3


@dataclass(frozen=True)
class AllianceArea:
    """Where an alliance works, going by its public record: areas it names, districts of its seat; its topics."""

    key: str
    title: str
    areas: frozenset[str]
    districts: frozenset[str]
    topics: frozenset[str]
    members: int = 0

    def level(self, keys: Sequence[str]) -> int | None:
        """Return how far up these keys (from near to far) the alliance covers them, None for not at all.

        An alliance that names no area is responsible for the district it sits in.
        """
        covered = self.areas or self.districts
        return next((level for level, key in enumerate(keys) if key in covered), None)


def responsible_for(place: Place | None, need: Need, table: RegionTable) -> list[Found]:
    """Return the alliances of a place: of its town and district, the largest of its state, one on the subject."""
    keys = place.keys(table) if place else ()
    levels = [(level, one) for one in _all() if (level := one.level(keys)) is not None]
    near = [pair for pair in levels if keys[pair[0]].startswith(("municipality:", "district:"))]
    near.sort(key=lambda pair: (pair[0], not _shares(pair[1], need), pair[1].title))
    wide = sorted(
        (one for pair in levels if pair not in near for one in pair[1:]), key=lambda one: -one.members
    )
    on_subject = [one for one in wide[1:] if _shares(one, need)]
    chosen = [*(one for _level, one in near[:MOST_NEAR]), *wide[:1], *on_subject[:1]]
    return checked(RawHit(one.key, "") for one in chosen) if chosen else []


def _shares(one: AllianceArea, need: Need) -> bool:
    """Return whether an alliance works on a topic of the need."""
    return not one.topics.isdisjoint(need.topics)


def _all() -> tuple[AllianceArea, ...]:
    """Return every listed alliance; no query while no content changes."""
    return cached("signpost-alliances", _read)


def _read() -> tuple[AllianceArea, ...]:
    """Read the alliances from their documents, and how many members they have today."""
    counted = memberships_on(timezone.localdate()).order_by().values("alliance__register_id")
    members = dict(counted.annotate(n=Count("pk")).values_list("alliance__register_id", "n"))
    rows = SearchDocument.objects.filter(deleted=False, type="alliance").order_by("register_id")
    fields = ("register_id", "key", "title", "data__areas", "shown__districts", "shown__topics")
    return tuple(
        AllianceArea(key, title, *(frozenset(values or ()) for values in rest), members.get(register_id, 0))
        for register_id, key, title, *rest in rows.values_list(*fields)
    )
