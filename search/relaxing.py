"""Ways on when nothing was found: the same search with one condition less, counted."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.tiles import tile_for

from .addressing import SearchUrl
from .asked import Asked
from .facet_labels import FACET_KINDS
from .query import SearchRequest
from .regions import RegionTable
from .service import search
from .view_models import Relaxation

SHOWN = 4
MAX_TRIED = 12


def relaxations(asked: Asked, table: RegionTable) -> list[Relaxation]:
    """Return up to four searches with fewer conditions that have results, answered from memory."""
    found = []
    for number, (label, request, url) in enumerate(_candidates(asked, table)):
        if number == MAX_TRIED or len(found) == SHOWN:
            break
        result = search(replace(request, page=1, page_size=1, with_facets=False), prefer_embedded=True)
        if result.total:
            words = ngettext("%(n)s result %(label)s", "%(n)s results %(label)s", result.total)
            found.append(
                Relaxation(
                    words % {"n": result.total, "label": label},
                    url,
                    "",
                    tile_for(f"relaxation-{number}"),
                    result.total,
                )
            )
    return found


def _candidates(asked: Asked, table: RegionTable) -> Iterator[tuple[str, SearchRequest, str]]:
    """Yield searches with one condition less, the smallest change first."""
    request, url = asked.request, asked.url
    for kind in FACET_KINDS:
        if request.facets.get(kind.name):
            facets = {name: values for name, values in request.facets.items() if name != kind.name}
            yield (
                _("without “%(filter)s”") % {"filter": kind.heading},
                replace(request, facets=facets),
                url.without(kind.parameter),
            )
    if request.open_now:
        yield _("at other times"), replace(request, open_now=False), url.without("jetzt")
    if request.near and request.near.radius_km:
        wider = replace(request.near, radius_km=100.0)
        yield _("within 100 km"), replace(request, near=wider), url.having(umkreis=100)
        yield _("everywhere"), replace(request, near=None), url.having(ort=None, umkreis=None)
    if request.regions:
        districts = tuple(dict.fromkeys(table.district_of(key) or key for key in request.regions))
        if districts != request.regions:
            keys = tuple(table.rows[key].url_key for key in districts)
            yield _("in the whole district"), replace(request, regions=districts), url.having(region=keys)
        yield _("in all areas"), replace(request, regions=()), url.having(region=None, ort=None)
    yield from _fewer_words(asked, url)


def _fewer_words(asked: Asked, url: SearchUrl) -> Iterator[tuple[str, SearchRequest, str]]:
    """Yield searches with one word less, then with no words at all."""
    words = asked.values["q"].split()
    if len(words) > 1:
        for index, word in enumerate(words):
            rest = " ".join(words[:index] + words[index + 1 :])
            yield _("without “%(word)s”") % {"word": word}, replace(asked.request, q=rest), url.having(q=rest)
    if words and (asked.request.regions or asked.request.facets or asked.request.near):
        yield _("with these filters, whatever the topic"), replace(asked.request, q=""), url.having(q=None)
