"""Ways on when nothing was found: the same search with one condition less, counted."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.region_table import RegionRow, RegionTable
from portal.search_url import SearchUrl
from portal.tiles import tile_for

from .directory_request import Asked, understand_query
from .engines.geodesy import distance_m
from .facet_labels import FACET_KINDS
from .service import search
from .view_models import Relaxation

SHOWN = 4
MAX_TRIED = 12
WIDE_KM = 100
NEAREST = 2


def relaxations(asked: Asked, table: RegionTable) -> list[Relaxation]:
    """Return up to four searches with fewer conditions that have results, answered from memory."""
    found = []
    for number, (label, url) in enumerate(_candidates(asked, table)):
        if number == MAX_TRIED or len(found) == SHOWN:
            break
        request = understand_query(asked.url.path, QueryDict(urlsplit(url).query), table).request
        result = search(replace(request, page_size=1, with_facets=False), prefer_embedded=True)
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


def _candidates(asked: Asked, table: RegionTable) -> Iterator[tuple[str, str]]:
    """Yield what a search with one condition less is called, and its address; the smallest change first."""
    request, url = asked.request, asked.url
    for kind in FACET_KINDS:
        if request.facets.get(kind.name):
            yield _("without “%(filter)s”") % {"filter": kind.heading}, url.without(kind.parameter)
    if request.local_only:
        yield _("with those who help from elsewhere"), url.without("nur_hier")
    if request.open_now:
        yield _("at other times"), url.without("jetzt")
    if request.near and request.near.radius_km:
        if request.near.radius_km < WIDE_KM:
            yield _("within 100 km"), url.having(umkreis=WIDE_KM)
        yield _("everywhere"), url.having(ort=None, umkreis=None)
    if request.regions:
        yield from _wider_areas(asked, table)
    yield from _fewer_words(asked, url)


def _wider_areas(asked: Asked, table: RegionTable) -> Iterator[tuple[str, str]]:
    """Yield the search in the districts around the chosen areas, then everywhere."""
    chosen = asked.request.regions
    districts = tuple(dict.fromkeys(table.district_of(key) or key for key in chosen))
    of_place = table.find(asked.values["ort"])
    ort = None if of_place in chosen else asked.values["ort"]
    if districts != chosen:
        keys = tuple(table.rows[key].url_key for key in districts)
        yield _("in the whole district"), asked.url.having(region=keys, ort=ort)
    for row in _neighbours(districts[0], table):
        if row.key not in districts:
            yield _("nearby: %(area)s") % {"area": row.label}, asked.url.having(region=row.url_key, ort=ort)
    yield _("in all areas"), asked.url.having(region=None, ort=ort)


def _neighbours(district: str, table: RegionTable) -> list[RegionRow]:
    """Return the districts whose middle is nearest to that of one of them, itself left out."""
    here = table.get(district)
    if here is None or here.lat is None or here.lon is None:
        return []
    others = [
        (distance_m(here.lat, here.lon, (row.lat, row.lon)), row.key, row)
        for row in table.rows.values()
        if row.kind == "district" and row.key != district and row.lat is not None and row.lon is not None
    ]
    return [row for _distance, _key, row in sorted(others)[:NEAREST]]


def _fewer_words(asked: Asked, url: SearchUrl) -> Iterator[tuple[str, str]]:
    """Yield searches with one word less, then with no words at all."""
    words = asked.values["q"].split()
    if len(words) > 1:
        for index, word in enumerate(words):
            rest = " ".join(words[:index] + words[index + 1 :])
            yield _("without “%(word)s”") % {"word": word}, url.having(q=rest)
    request = asked.request
    if words and (request.regions or request.facets or request.near or request.open_now):
        yield _("with these filters, whatever the topic"), url.having(q=None)
