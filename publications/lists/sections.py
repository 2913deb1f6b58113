"""The same rows on other pages: home, organisations, topics, places. Nothing there, no section."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from network.region_table import region_table
from network.subjects import Subject
from portal.registries import Section
from portal.search_url import SearchUrl
from portal.validity import holds_until
from portal.view_models import Link

from .addresses import list_path
from .asked import Asked
from .index import ORGANISATION, TOPIC
from .kinds import ListKind
from .selecting import Selection, select

TEMPLATE = "components/sections/entries.html"


def chosen(kind: ListKind, now: datetime, **filters: str) -> Selection:
    """Return the rows with these values of filters, in the order of the list."""
    row = region_table().get(region_table().find(filters["region"]) or "") if "region" in filters else None
    values = {name: frozenset([value]) for name, value in filters.items() if name != "region"}
    asked = Asked(
        SearchUrl(list_path(kind), filters),
        regions=(row.key,) if row else (),
        chosen=values,
        sort=kind.sorts[0],
    )
    return select(kind, asked, now)


def section(  # noqa: PLR0913 - what a section is made of
    kind: ListKind,
    request: HttpRequest,
    heading: str,
    more: str,
    *,
    most: int = 4,
    order: int = 40,
    **filters: str,
) -> Iterator[Section]:
    """Yield the first rows with these values as a section, and say until when that they are there holds."""
    if not list_path(kind):
        return
    now = timezone.now()
    selection = chosen(kind, now, **filters)
    end = selection.index.next_end(now)
    holds_until(request, end)
    if entries := kind.entries(selection.ids[:most], now):
        context = {"entries": entries, "more": Link(more, str(selection.asked.url))}
        yield Section(TEMPLATE, context, order, kind.file, heading, holds_until=end)


def filters_for(subject: Subject) -> Mapping[str, Any]:
    """Return the filter that a topic or a place stands for."""
    if subject.kind == "topic":
        return {TOPIC: subject.key}
    row = region_table().get(subject.key)
    return {"region": row.url_key} if row else {}


def filter_of(register_id: str) -> Mapping[str, str]:
    """Return the filter that an organisation stands for."""
    return {ORGANISATION: register_id}
