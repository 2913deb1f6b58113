"""The form of the filters: what can be chosen, how many things each choice finds, and what is chosen."""

from collections.abc import Iterator

from network.filters.facets import REGION, facet_of, region_facet
from portal.list_models import Facet

from .asked import filters_of
from .kinds import ListKind
from .selecting import Selection


def facets_of(kind: ListKind, selection: Selection) -> list[Facet]:
    """Return every filter that has something to choose; the kind's own first, then areas, topics, organisations."""
    return [facet for facet in _facets(kind, selection) if facet.values]


def _facets(kind: ListKind, selection: Selection) -> Iterator[Facet]:
    """Yield the filters with their values."""
    areas = region_facet(selection.counts(REGION), selection.asked.regions)
    for one in filters_of(kind):
        if areas and one not in kind.filters:
            yield areas
            areas = None
        chosen = selection.asked.chosen.get(one.parameter, frozenset())
        yield facet_of(one, selection.counts(one.parameter), chosen)
