"""What narrows a list: active filters, each with the address without it, and the place with other distances."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from network.region_table import region_table
from portal.list_models import Chip, PlaceLine
from portal.view_models import Link

from .asked import Asked, filters_of
from .forms import RADII
from .index import REGION
from .kinds import BY_END, BY_TITLE, NEAREST, NEWEST, ListKind


def chips_of(kind: ListKind, asked: Asked) -> list[Chip]:
    """Return the active filters."""
    return list(_chips(kind, asked))


def _chips(kind: ListKind, asked: Asked) -> Iterator[Chip]:
    """Yield them in the order of the form."""
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
    for one in filters_of(kind):
        chosen = asked.chosen.get(one.parameter, ())
        labels = one.labels() if chosen else {}
        for word in sorted(chosen, key=lambda word: labels[word]):
            yield Chip(labels[word], url.without(one.parameter, word), str(one.heading))


def place_line(asked: Asked) -> PlaceLine | None:
    """Return the place a list is about with other distances, None without one."""
    if asked.near is None:
        return None
    radii = [
        Link(_("%(km)s km") % {"km": km}, asked.url.having(umkreis=km), current=km == asked.near.radius_km)
        for km in RADII
    ]
    return PlaceLine(asked.near.label, asked.url.having(ort=None, umkreis=None), radii=radii)


def sorts_of(kind: ListKind, asked: Asked) -> list[Link]:
    """Return the orders that make sense for a question."""
    labels = {
        BY_END: _("Ends first"),
        BY_TITLE: _("A to Z"),
        NEWEST: _("Newest first"),
        NEAREST: _("Distance"),
    }
    possible = [*kind.sorts, *([NEAREST] if asked.near else [])]
    return [
        Link(
            labels[word],
            asked.url.having(sortierung=word if word != kind.sorts[0] else None),
            asked.sort == word,
        )
        for word in possible
    ]


def wider(asked: Asked, path: str) -> Iterator[Link]:
    """Yield what to look at instead of nothing: further away, without the words, or everything."""
    url = asked.url
    if asked.near and asked.near.radius_km < RADII[-1]:
        words = _("Up to 100 km around %(place)s") % {"place": asked.near.label}
        yield Link(words, url.having(umkreis=RADII[-1]))
    if asked.words and len(url.values) > 1:
        yield Link(_("The same without “%(words)s”") % {"words": asked.words}, url.having(q=None))
    if asked.is_narrowed:
        yield Link(_("Show everything"), path)
