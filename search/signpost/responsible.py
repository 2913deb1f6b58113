"""Which alliances an answer names for its place: the nearest, the largest of the state, one on the subject."""

from django.db.models import Count
from django.utils import timezone

from network.models import Membership
from network.region_table import RegionTable
from portal.content_cache import cached
from search.alliance_areas import covering
from search.service import Found, checked
from search.types import RawHit

from .needs import Need
from .place import Place

MOST_NEAR = 3


def responsible_for(place: Place | None, need: Need, table: RegionTable) -> list[Found]:
    """Return the alliances of a place: of its town and district, the largest of its state, one on the subject."""
    keys = place.keys(table) if place else ()
    levels = covering(keys)
    near = [pair for pair in levels if keys[pair[0]].startswith(("municipality:", "district:"))]
    near.sort(key=lambda pair: (pair[0], not pair[1].works_on(need.topics)))
    wide = [one for pair in levels if pair not in near for one in pair[1:]]
    if len(wide) > 1:
        members = _members()
        wide.sort(key=lambda one: -members.get(one.register_id, 0))
    on_subject = [one for one in wide[1:] if one.works_on(need.topics)]
    chosen = [*(one for _level, one in near[:MOST_NEAR]), *wide[:1], *on_subject[:1]]
    return checked(RawHit(one.key, "") for one in chosen) if chosen else []


def _members() -> dict[str, int]:
    """Return how many members alliances have today, by register id; no query while no content changes."""
    return cached(f"alliance-members:{timezone.localdate()}", _count)


def _count() -> dict[str, int]:
    """Count today's memberships."""
    rows = Membership.objects.taking_part(timezone.localdate()).order_by().values("alliance__register_id")
    return dict(rows.annotate(n=Count("pk")).values_list("alliance__register_id", "n"))
