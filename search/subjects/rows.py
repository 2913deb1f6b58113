"""Entries on the pages of topics and places: their topics lead to other such pages, their tiles make the cloth."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.http import HttpRequest

from network.subject_urls import SubjectUrls
from portal.sites import stale_months
from portal.tiles import Tile, as_tile, tile_for
from portal.view_models import Link
from search.entries import SHOWN_TOPICS, entry_of
from search.listing import CLOTH_TILES
from search.service import Found, SearchResult
from search.subjects.topics import topic_table
from search.view_models import Entry


def rows_of(found: Iterable[Found], result: SearchResult, request: HttpRequest) -> tuple[Entry, ...]:
    """Return results as rows."""
    stale = stale_months(request)
    return tuple(replace(entry_of(one, result, stale, ""), topics=_topics(one)) for one in found)


def _topics(found: Found) -> tuple[Link, ...]:
    """Return links to the pages of a result's first topics."""
    table, urls = topic_table(), SubjectUrls()
    slugs = found.shown.get("topics", ())[:SHOWN_TOPICS]
    return tuple(Link(table[slug].label, urls.topic(slug)) for slug in slugs if slug in table)


def cloth_of(found: Sequence[Found], name: str) -> tuple[Tile, ...]:
    """Return the tiles of those who are found, filled up with neutral ones that are always the same."""
    tiles = [as_tile(one.shown["tile"]) for one in found if one.shown.get("tile")]
    return tuple([*tiles, *(tile_for(f"{name}-{n}") for n in range(CLOTH_TILES))][:CLOTH_TILES])
