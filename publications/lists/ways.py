"""Ways on from a list: its other orders, and what to look at instead of nothing."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from network.filters.chips import RADII
from portal.view_models import Link

from .asked import Asked
from .kinds import BY_END, BY_TITLE, NEAREST, NEWEST, ListKind


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
