"""The same rows on other pages: home, organisations, topics, places. Nothing there, no section."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from network.models import ActorPage, Organisation
from network.region_table import region_table
from network.subjects import Subject
from portal.content_cache import cached
from portal.registries import Section
from portal.search_url import SearchUrl
from portal.validity import holds_until
from portal.view_models import Link

from .addresses import list_path, list_ref
from .asked import Asked
from .index import ORGANISATION, TOPIC, index_of
from .kinds import ListKind, list_kinds
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
    is_brief: bool = False,
    **filters: str,
) -> Iterator[Section]:
    """Yield the first rows with these values as a section, and say until when that they are there holds."""
    if not list_path(kind):
        return
    now = timezone.now()
    selection = chosen(kind, now, **filters)
    end = selection.index.next_end(now)
    holds_until(request, end)
    if entries := kind.entries(_own_first(selection, filters.get(ORGANISATION, ""))[:most], now):
        shown = [entry.brief() for entry in entries] if is_brief else entries
        context = {"entries": shown, "more": Link(more, str(selection.asked.url))}
        yield Section(TEMPLATE, context, order, kind.file, heading, holds_until=end)


def _own_first(selection: Selection, organisation: str) -> Sequence[int]:
    """Return the rows in their order, on an organisation's page those of others that name it behind its own."""
    if not organisation:
        return selection.ids
    own = {row.pk for row in selection.index.rows if row.organisation == organisation}
    return sorted(selection.ids, key=lambda pk: pk not in own)


def filters_for(subject: Subject) -> Mapping[str, Any]:
    """Return the filter that a topic or a place stands for."""
    if subject.kind == "topic":
        return {TOPIC: subject.key}
    row = region_table().get(subject.key)
    return {"region": row.url_key} if row else {}


def filter_of(page: Page) -> Mapping[str, str]:
    """Return the filter that an organisation's page stands for, none for one that is behind nothing in any list."""
    if not isinstance(page, ActorPage) or page.organisation_id is None:
        return {}
    register_id = cached("list-organisations", _behind_rows).get(page.organisation_id)
    return {ORGANISATION: register_id} if register_id else {}


def _behind_rows() -> Mapping[int, str]:
    """Return the register ids of all organisations behind rows, by primary key; one query, none without rows."""
    listed = (kind for kind in list_kinds if list_ref(kind) is not None)
    found = {key for kind in listed for key in index_of(kind).values.get(ORGANISATION, ())}
    if not found:
        return {}
    return dict(Organisation.objects.filter(register_id__in=found).values_list("pk", "register_id"))
