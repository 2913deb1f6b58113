"""The filter of a saved search: canonical, without a postcode, and read back only if it still means the same."""

import re
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from events.addresses import calendar_is_public
from network.directory_urls import directory_path
from network.models import Postcode
from network.region_table import RegionRow, RegionTable
from portal.search_url import SearchUrl
from publications.lists.addresses import list_path
from publications.lists.kinds import list_kinds

from ..conditions import describe
from ..directory_request import Asked, understand_query
from ..engines.geodesy import distance_m
from ..listing import words_without
from ..reading import RecognisedPlace
from ..service import read
from .narrowing import ONLY, list_address, narrowed, only_words
from .saved_filter import SavedFilter

_POSTCODE = re.compile(r"\b\d{5}\b")
LONGEST = 1000  # characters of a canonical query string
NOT_SAVED = ("seite", "ansicht", "sortierung", "jetzt", "ort", "umkreis", "region")


def filter_to_save(query: QueryDict, table: RegionTable) -> SavedFilter:
    """Return the filter of a directory's address; notes say why it cannot be saved as it is.

    Places named in the words, and a postcode, become the municipality or region they lie in: what is stored
    says nothing of where exactly somebody lives.
    """
    only = narrowed(query)
    asked = understand_query("", only.rest, table)
    reading = read(asked.request, table)
    notes = [*asked.notes, *only.notes]
    if reading.too_vague:
        notes.append(_("These words are too general to search for. Say what you need in one or two words."))
    values = {name: value for name, value in asked.url.values.items() if name not in NOT_SAVED}
    values["q"] = " ".join(_POSTCODE.sub("", words_without(asked.values["q"], _once(reading.places))).split())
    keys = [*asked.request.regions, *(place.key for place in reading.places)]
    values["region"] = tuple(sorted({table.rows[key].url_key for key in keys if key in table.rows}))
    near = asked.request.near
    if asked.point is not None and near is not None and near.radius_km:
        home = asked.point.region or _municipality_of(asked, table)
        if home:
            values |= {"ort": home, "umkreis": int(near.radius_km)}
        else:
            notes.append(_("We cannot save a search around this place. Please give the nearest town."))
    values[ONLY] = only.kinds
    saved = read_back(str(SearchUrl("", values)).removeprefix("?"), table)
    if len(saved.query) > LONGEST:
        notes.append(_("These are too many conditions to save. Please choose fewer filters."))
    return replace(saved, notes=tuple(notes))


def read_back(query: str, table: RegionTable) -> SavedFilter:
    """Return a stored filter as it is understood today, with what it has lost since."""
    only = narrowed(QueryDict(query))
    given = only.rest
    asked = understand_query("", given, table)
    known = {**asked.url.values, "region": asked.request.regions}
    if asked.values["ort"] and asked.request.near is None:
        known["ort"] = ""
    lost = tuple(
        sorted([*(name for name in given if not known.get(name)), *([ONLY] if only.unknown else [])])
    )
    request = replace(asked.request, recognise_places=False, with_facets=False, sort="title")
    return SavedFilter(query, request, asked, (*asked.notes, *only.notes), lost, only.kinds)


def search_address(saved: SavedFilter, table: RegionTable) -> str:
    """Return the path of the page with what the filter finds, the place by its name: a list's, or the directory's."""
    if of_list := list_address(saved.kinds, saved.asked.url):
        return of_list
    url = saved.asked.url.at(directory_path())
    row = table.get(url.values.get("ort", ""))
    if row is not None and table.find(row.name) == row.key:
        return url.having(ort=row.name)
    return str(url)


def conditions_of(saved: SavedFilter, table: RegionTable) -> tuple[str, ...]:
    """Return the conditions of a filter in the reader's words, one each; for everything a word for that."""
    return (*only_words(saved.kinds), *describe(saved.asked, table)) or (_everything(),)


def are_published() -> bool:
    """Return whether there is a list of jobs, deadlines or news for everybody."""
    return any(list_path(kind) for kind in list_kinds)


def _everything() -> str:
    """Return a word for a filter without conditions."""
    if are_published():
        return _("everything in the directory, the calendar and the lists of jobs, deadlines and news")
    if calendar_is_public():
        return _("everything in the directory and the calendar")
    return _("everything in the directory")


def _once(places: tuple[RecognisedPlace, ...]) -> list[RecognisedPlace]:
    """Return one place for every passage of the words; a town and its district may share one."""
    return list({place.start: place for place in places}.values())


def _municipality_of(asked: Asked, table: RegionTable) -> str:
    """Return the key of the municipality a postcode lies in, the largest of several, else the nearest one."""
    code = asked.values["ort"].strip()[:5]
    postcode = Postcode.objects.prefetch_related("regions").filter(code=code).first()
    if postcode is None:
        return ""
    rows = [row for region in postcode.regions.all() if (row := table.get(region.key)) and _has_point(row)]
    if rows:
        return max(rows, key=lambda row: (row.kind == "municipality", row.population, row.key)).key
    towns = [row for row in table.rows.values() if row.kind == "municipality" and _has_point(row)]
    here = (postcode.lat, postcode.lon)
    nearest = min(towns, key=lambda row: (distance_m(row.lat, row.lon, here), row.key), default=None)
    return nearest.key if nearest else ""


def _has_point(row: RegionRow) -> bool:
    """Return whether distances can be measured from a region, and searching around it is no filter by area."""
    return row.lat is not None and row.lon is not None and row.kind not in {"state", "district"}
