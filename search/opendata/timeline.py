"""What appeared, changed and went, in order: for feeds newest first, for copies kept in step oldest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from search.models import SearchDocument
from search.query import TYPES


@dataclass(frozen=True)
class Dated:
    """A document and when what everybody may know of it last changed; `deleted` says that it went then."""

    key: str
    type: str
    register_id: str
    changed_at: datetime
    deleted: bool


def documents(types: Collection[str], with_deleted: bool) -> QuerySet[SearchDocument]:
    """Return the dated documents of these types; what went and came back as another document has not gone."""
    rows = SearchDocument.objects.filter(type__in=list(types), changed_at__isnull=False)
    if not with_deleted:
        return rows.filter(deleted=False)
    back = SearchDocument.objects.filter(
        deleted=False, type=OuterRef("type"), register_id=OuterRef("register_id")
    )
    return rows.exclude(Q(deleted=True) & Exists(back))


def newest_first(keys: Collection[str] | None) -> list[Dated]:
    """Return the changes of these documents, of everything and of what has gone where None are given."""
    rows = documents(TYPES, with_deleted=keys is None).order_by(F("changed_at").desc(), "register_id")
    chosen = None if keys is None else frozenset(keys)
    return [one for one in _read(rows) if chosen is None or one.key in chosen]


def oldest_first(
    types: Collection[str], since: datetime, after: str, keys: Collection[str] | None
) -> list[Dated]:
    """Return what changed or went at or after a moment; at that very moment only ids beyond `after`.

    Whoever goes on from the last change and id that they have misses nothing: what changes meanwhile moves to
    the end. `keys` narrow what is there; what has gone is named whatever it was.
    """
    later = Q(changed_at__gt=since) | Q(changed_at=since, register_id__gt=after)
    rows = documents(types, with_deleted=True).filter(later).order_by("changed_at", "register_id", "key")
    chosen = None if keys is None else frozenset(keys)
    return [one for one in _read(rows) if one.deleted or chosen is None or one.key in chosen]


def _read(rows: QuerySet[SearchDocument]) -> list[Dated]:
    """Read keys and dates alone: thousands of them are a megabyte."""
    return [Dated(*row) for row in rows.values_list("key", "type", "register_id", "changed_at", "deleted")]
