"""What a region or topic is part of; a circle, however it came into the database, ends the way up."""

from typing import Any, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Nested(Protocol):
    """Something that may be part of another one of its kind."""

    pk: Any
    parent_id: Any
    parent: Any


_Row = TypeVar("_Row", bound=Nested)


def lineage(row: _Row | None) -> list[_Row]:
    """Return a row and everything it is part of, nearest first, each once."""
    found: list[_Row] = []
    seen: set[Any] = set()
    while row is not None and row.pk not in seen:
        found.append(row)
        seen.add(row.pk)
        row = row.parent if row.parent_id else None
    return found


def check_parent(row: Nested) -> None:
    """Raise ValidationError where a row would be part of itself, directly or through what it is part of."""
    if row.parent_id is None or row.pk is None:
        return
    if row.parent_id == row.pk:
        raise ValidationError(
            {"parent": _("Nothing is part of itself. Choose another one, or leave it empty.")}
        )
    if any(one.pk == row.pk for one in lineage(row.parent)):
        raise ValidationError(
            {
                "parent": ValidationError(
                    _("“%(parent)s” is itself part of this one. Choose another one, or leave it empty."),
                    params={"parent": row.parent},
                )
            }
        )
