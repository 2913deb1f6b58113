"""The rows of a page as a revision holds them: what they name is looked up together.

django-modelcluster asks a query for each row and each of its keys, the page's own among them: an editor with twelve
addresses took 148 queries. Rows that name something gone are left out, or name nothing where that is allowed; stock
fails on what is protected.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations, model_from_serializable_data

Row = Mapping[str, Any]


class RowsTogether(models.Model):
    """A model with rows that are kept in its revisions."""

    @classmethod
    def from_serializable_data(
        cls, data: Row, check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        """Return what a revision holds; rows with rows of their own, such as comments, are read as ever."""
        plain = {
            relation.get_accessor_name(): relation.related_model
            for relation in get_all_child_relations(cls)
            if not issubclass(relation.related_model, ClusterableModel)
        }
        rest = {name: value for name, value in data.items() if name not in plain}
        found = super().from_serializable_data(rest, check_fks=check_fks, strict_fks=strict_fks)
        if found is None:
            return None
        sent = {name: data[name] for name in plain if name in data}
        known = _known(plain, sent) if check_fks else None
        for name, rows in sent.items():
            kept = rows if known is None else _lasting(plain[name], rows, known)
            setattr(
                found, name, [model_from_serializable_data(plain[name], row, check_fks=False) for row in kept]
            )
        return found

    class Meta:
        abstract = True


def _keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """Return the fields by which a row names something else than its page."""
    fields = (field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey))
    return [field for field in fields if not isinstance(field, ParentalKey)]


def _known(
    kinds: Mapping[str, type[models.Model]], sent: Mapping[str, Iterable[Row]]
) -> dict[type[models.Model], set[str]]:
    """Return the keys that exist of those which the rows name, by model; a query per model."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for name, rows in sent.items():
        for field in _keys(kinds[name]):
            wanted[field.related_model].update(
                row[field.name] for row in rows if row.get(field.name) is not None
            )
    return {
        model: {str(key) for key in model._default_manager.filter(pk__in=keys).values_list("pk", flat=True)}
        for model, keys in wanted.items()
        if keys
    }


def _lasting(
    model: type[models.Model], rows: Iterable[Row], known: Mapping[type[models.Model], set[str]]
) -> Iterator[Row]:
    """Yield the rows of which everything that must be there still is; the rest names nothing instead."""
    for row in rows:
        gone = [
            field
            for field in _keys(model)
            if row.get(field.name) is not None and str(row[field.name]) not in known[field.related_model]
        ]
        if all(field.null for field in gone):
            yield {**row, **dict.fromkeys((field.name for field in gone), None)}
