"""What narrows a list: active filters, each with the address without it, and a place with other distances."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.utils.translation import gettext as _

from network.region_table import region_table
from portal.list_models import Chip, PlaceLine
from portal.search_url import SearchUrl
from portal.view_models import Link

from .facets import REGION
from .given import Near
from .kinds import FilterKind

RADII = (5, 10, 25, 50, 100)


class Asked(Protocol):
    """A question to a list as understood; `place_region` is the area that was given as a place."""

    url: SearchUrl
    words: str
    near: Near | None
    regions: tuple[str, ...]
    place_region: str
    chosen: Mapping[str, frozenset[str]]


def chips_of(asked: Asked, kinds: Iterable[FilterKind]) -> Iterator[Chip]:
    """Yield the active filters in the order of the form: words, place, areas, and those of these kinds."""
    url, table = asked.url, region_table()
    if asked.words:
        yield Chip(_("“%(words)s”") % {"words": asked.words}, url.without("q"))
    if asked.near:
        around = {"place": asked.near.label, "km": asked.near.radius_km}
        yield Chip(_("%(place)s and %(km)s km around") % around, url.having(ort=None, umkreis=None))
    for key in asked.regions:
        row = table.rows[key]
        remove = url.without("ort") if key == asked.place_region else url.without(REGION, row.url_key)
        yield Chip(row.label, remove, _("Area"))
    for kind in kinds:
        chosen = asked.chosen.get(kind.parameter, frozenset())
        labels = kind.labels() if chosen else {}
        for word in sorted(chosen, key=lambda word: labels[word]):
            yield Chip(labels[word], url.without(kind.parameter, word), str(kind.heading))


def place_line(label: str, radius_km: float | None, url: SearchUrl) -> PlaceLine:
    """Return the place a list is about with other distances."""
    radii = [
        Link(_("%(km)s km") % {"km": km}, url.having(umkreis=km), current=km == radius_km) for km in RADII
    ]
    return PlaceLine(label, url.having(ort=None, umkreis=None), radii=radii)
