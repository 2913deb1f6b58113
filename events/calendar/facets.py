"""The form of the filters: what can be chosen, how many dates each choice finds, and what is chosen."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from network.filters.chips import RADII
from network.filters.facets import REGION, Counts, facet_of, region_facet
from network.filters.given import DEFAULT_RADIUS_KM
from portal.list_models import Facet, FacetValue, HiddenField

from .asked import Asked
from .counts import Stretch, counts_of
from .facet_bits import FREE_OF_CHARGE
from .filter_kinds import FILTER_KINDS
from .view_models import Filters

OWN_FIELDS = ("q", "ort", "umkreis", "von", "bis", "kostenfrei", "region")


def filters_of(asked: Asked, stretch: Stretch, active_count: int) -> Filters:
    """Return the form; parameters that are no filters travel along."""
    left_out = (*OWN_FIELDS, *(kind.parameter for kind in FILTER_KINDS))
    return Filters(
        action=asked.url.path,
        hidden=[HiddenField(*pair) for pair in asked.url.hidden(left_out)],
        facets=[facet for facet in _facets(asked, stretch) if facet.values],
        words=asked.words,
        place=asked.place,
        radius=asked.near.radius_km if asked.near else DEFAULT_RADIUS_KM,
        radii=RADII,
        first_day=asked.first_day.isoformat() if asked.first_day else "",
        last_day=asked.last_day.isoformat() if asked.last_day else "",
        active_count=active_count,
    )


def _facets(asked: Asked, stretch: Stretch) -> Iterable[Facet]:
    """Yield the filters with their values."""
    counts = counts_of(asked, stretch)
    yield region_facet(counts.of(REGION), asked.regions)
    for kind in FILTER_KINDS:
        yield facet_of(kind, counts.of(kind.parameter), asked.chosen.get(kind.parameter, frozenset()))
    yield _cost(asked, counts.of(FREE_OF_CHARGE))


def _cost(asked: Asked, counts: Counts) -> Facet:
    """Return the one box for what costs nothing."""
    number = counts.get("1", 0)
    value = FacetValue("1", _("Free of charge"), number, asked.is_free, disabled=False)
    return Facet(FREE_OF_CHARGE, _("Cost"), (value,) if number or asked.is_free else ())
