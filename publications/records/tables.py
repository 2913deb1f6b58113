"""The rows that belong to published pages: read together for many pages, taken from memory for a draft."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from wagtail.models import Page

from network.records import TopicFact
from network.records.topics import topic_fact

PLACE = "region__parent__parent__parent"
# Rows by the name of their relation and the id of their page.
Tables = Mapping[str, Mapping[int, Sequence[Any]]]


def stored(pages: Iterable[Page], **relations: tuple[type[Model], str]) -> Tables:
    """Return the rows of relations, each given by its model and what is read along ("" for nothing); a query each."""
    ids = [page.pk for page in pages]
    return {name: _stored(model, related, ids) for name, (model, related) in relations.items()}


def in_memory(page: Page, *relations: str) -> Tables:
    """Return the rows as a draft holds them."""
    return {name: {page.pk: list(getattr(page, name).all())} for name in relations}


def rows_in(tables: Tables, name: str, page: Page) -> Sequence[Any]:
    """Return the rows of a page in a relation, none of one that was not read."""
    return tables.get(name, {}).get(page.pk, ())


def topics_in(tables: Tables, page: Page) -> tuple[TopicFact, ...]:
    """Return the topics of a page, from its links to them."""
    return tuple(topic_fact(row.tag) for row in rows_in(tables, "topic_links", page))


def _stored(model: type[Model], related: str, ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    """Return the rows of a table by the page they belong to, in their order; topics by name."""
    is_topic = hasattr(model, "content_object")
    key = "content_object_id" if is_topic else "page_id"
    rows = model._default_manager.filter(**{f"{key}__in": ids})
    rows = rows.order_by(*(("tag__name",) if is_topic else ("sort_order", "pk")))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.select_related(related) if related else rows:
        found[getattr(row, key)].append(row)
    return found
