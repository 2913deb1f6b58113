"""The kinds of things on which organisations are named beside whoever wrote them; later apps register theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from network.models import Organisation
from portal.registries import Registry


@dataclass(frozen=True)
class NamedKind:
    """A kind of thing: its model, the relation that names others, and the field that all versions of one share.

    `writer` returns who wrote a row, `written_by` the rows of a writer, `take_off` lets an organisation off the row
    with a primary key at once and tells nobody, and `follow` brings in step what shows a row.
    """

    model: type[Model]
    relation: str
    work: str
    writer: Callable[[Any], Organisation | None]
    written_by: Callable[[Organisation], QuerySet]
    take_off: Callable[[int, Organisation, datetime], object]
    follow: Callable[[Any], None]

    @property
    def namings(self) -> QuerySet:
        """Return the rows that name organisations."""
        return self.model._meta.get_field(self.relation).related_model.objects.all()

    @property
    def owner(self) -> str:
        """Return the name by which such a row refers to what it names somebody on."""
        return self.model._meta.get_field(self.relation).field.name

    def work_of(self, row: Model) -> UUID:
        """Return what all versions of a row share."""
        return getattr(row, self.work)

    def versions(self, works: Any) -> QuerySet:
        """Return every version of things, in the order in which all that changes them locks them."""
        return self.model.objects.filter(**{f"{self.work}__in": works}).order_by("pk")

    def naming(self, organisation: Organisation) -> QuerySet:
        """Return the rows that name an organisation, public or not."""
        named = self.namings.filter(organisation=organisation)
        return self.model.objects.filter(pk__in=named.values(self.owner))


named_kinds = Registry("kind of thing that names organisations")


def kind_of(model: type[Model]) -> NamedKind:
    """Return the kind of a model; raises StopIteration for one that names nobody."""
    return next(kind for kind in named_kinds if issubclass(model, kind.model))
