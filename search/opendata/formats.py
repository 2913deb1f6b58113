"""The files a selection of the directory can be had in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .addresses import absolute
from .atom import BEGINNING, Feed, atom_text, gone_of
from .csv_file import csv_lines
from .entries import in_portions
from .geojson import geojson_text
from .json_file import json_text
from .licence import terms
from .links import data_url, directory_url
from .selection import Selection, is_everything
from .timeline import newest_first

FEED_PAGE = 100  # entries on a page of the feed


@dataclass(frozen=True)
class Format:
    """A file format: extension, media type, its name and for whom it is."""

    extension: str
    content_type: str
    label: Any
    purpose: Any


FORMATS = {
    one.extension: one
    for one in (
        Format("csv", "text/csv; charset=utf-8; header=present", gettext_lazy("Table (CSV)"),
               gettext_lazy("For spreadsheets: opens in Excel and LibreOffice by a double click.")),
        Format("geojson", "application/geo+json", gettext_lazy("Map data (GeoJSON)"),
               gettext_lazy("For maps: a point for every entry whose place may be told.")),
        Format("json", "application/json", gettext_lazy("All fields (JSON)"),
               gettext_lazy("For programs: everything that is public about each entry.")),
        Format("atom", "application/atom+xml; charset=utf-8", gettext_lazy("Feed (Atom)"),
               gettext_lazy("For feed readers: what is new, what changed, what has gone.")),
    )
}  # fmt: skip


def written(extension: str, selection: Selection) -> Iterator[str]:
    """Return a selection in a format, piece by piece, in the language of the request."""
    language = get_language() or "de"
    if extension == "atom":
        return _feed(selection, language)
    portions = in_portions(selection.keys, language, with_text=extension == "json")
    if extension == "csv":
        return csv_lines(portions, language)
    if extension == "geojson":
        return geojson_text(portions, language, terms())
    return json_text(portions, terms())


def _feed(selection: Selection, language: str) -> Iterator[str]:
    """Return a page of the feed of a selection."""
    changes = newest_first(None if is_everything(selection.asked.request) else selection.keys)
    number = selection.asked.request.page
    shown = changes[(number - 1) * FEED_PAGE : number * FEED_PAGE]
    url = selection.asked.url.at(data_url("atom"), without=("ansicht",))
    pages = -(-len(changes) // FEED_PAGE) or 1
    links = {
        "self": url.page(number),
        "alternate": directory_url(selection.asked.url),
        "first": url.page(1),
        "last": url.page(pages),
        **({"previous": url.page(number - 1)} if 1 < number <= pages else {}),
        **({"next": url.page(number + 1)} if number < pages else {}),
    }
    conditions = terms()
    feed = Feed(
        title=_("%(name)s: new and changed entries") % {"name": conditions.publisher},
        links={relation: absolute(address) for relation, address in links.items()},
        language=language,
        updated=changes[0].changed_at if changes else BEGINNING,
        gone=gone_of(shown),
    )
    keys = [one.key for one in shown if not one.deleted]
    return atom_text(in_portions(keys, language, with_text=False), feed, conditions)
