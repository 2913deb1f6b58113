"""What stands in pages and dates about a person: found, and taken out where somebody decided that it goes.

An organisation answers for what it publishes. A request that reached the office is no reason to change its page
without asking: so it is named, and waits, unless the request was decided (`with_published`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.search.index import Indexed, insert_or_update_object

from .people import Person
from .records import Done, Found
from .rows import by_table, excerpts, facts_of, kind_of, values_without
from .tables import rows_with


@dataclass(frozen=True)
class Published:
    """Columns of contents, `app.Model.field`; `follow(owner)` brings in step what is derived from the owner of a row.

    A row of one of the models in `whole` is about one person: the report shows all of its columns.
    """

    columns: tuple[str, ...]
    follow: Callable[[models.Model], None]
    whole: tuple[str, ...] = ()

    def find(self, person: Person) -> Iterator[Found]:
        """Yield each row in which the person's words stand, with what surrounds them."""
        for columns in by_table(self.columns):
            model = columns[0].model
            for key, held in rows_with(columns, person.traces):
                row = model._base_manager.get(pk=key)
                if model._meta.label in self.whole:
                    facts = facts_of(row, *(column.name for column in columns))
                else:
                    facts = excerpts(model, held, person.traces)
                yield Found(_named(row), facts)

    def erase(self, person: Person, now: datetime) -> Iterator[Done]:
        """Take the words out, or name each place where somebody has to decide."""
        for columns in by_table(self.columns):
            model = columns[0].model
            for key, held in list(rows_with(columns, person.traces)):
                row = model._base_manager.get(pk=key)
                if person.with_published:
                    yield Done(_named(row), 1)
                    self._take_out(row, held, person)
                else:
                    why = _("Whoever publishes it decides. If it is to go: again with --contacts.")
                    yield Done(_named(row), 1, why_kept=why, waits=True)

    def _take_out(self, row: models.Model, held: dict[str, str], person: Person) -> None:
        """Write a row without the words, or delete it where nothing of it would be left."""
        model, owner = type(row), owner_of(row)
        values = values_without(model, held, person.traces)
        lost = [name for name in values if values[name] == "" and not model._meta.get_field(name).blank]
        if lost and owner is not row:
            row.delete()
        else:
            left = {name: values[name] if name not in lost else _unnamed() for name in values}
            model._base_manager.filter(pk=row.pk).update(**left)
        fresh = type(owner)._base_manager.get(pk=owner.pk)
        fresh = getattr(fresh, "specific", fresh)
        if isinstance(fresh, Indexed):
            insert_or_update_object(fresh)
        self.follow(fresh)


def owner_of(row: models.Model) -> models.Model:
    """Return what a row belongs to: the page or event of a part, anything else itself."""
    for column in type(row)._meta.concrete_fields:
        if isinstance(column, ParentalKey) and column.name != "content_object":
            return getattr(row, column.name)
    return row


def _named(row: models.Model) -> str:
    """Return what a row is and where it stands."""
    owner = owner_of(row)
    if owner is row:
        return f"{kind_of(row)}: {row}"
    return f"{kind_of(row)} – {owner}"


def _unnamed() -> str:
    """Return what stands where a name must stand."""
    return _("(deleted)")
