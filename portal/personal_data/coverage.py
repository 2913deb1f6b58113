"""Which columns look as if they were about people, and which of them no entry of the record speaks of."""

import re
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.db import models

from portal.registries import personal_data

from .tables import every_model, label_of, text_columns

# Parts of names of columns that hold people's names, addresses, numbers and words.
PERSONAL = re.compile(
    r"(?:^|_)(?:e?mail|phone|fax|mobile|sender|recipient|reply|contact|person|author|signature|represented|name_of"
    r"|first_name|last_name|nick|ip|address|device|browser|user)(?:_|$)"
)
ALWAYS = (models.EmailField, models.GenericIPAddressField, models.FileField)
# Names of columns that hold a name in tables about people, and something else's name elsewhere.
OF_PEOPLE = re.compile(r"Registration|Proposal|SavedSearch|Invitation|Message|Hint|Correction|Request")


def uncovered(known: frozenset[str] = frozenset()) -> list[str]:
    """Return the columns that look personal and stand in no entry of the record, nor among `known`."""
    covered = {label for entry in personal_data for label in entry.fields} | known
    return sorted(
        label for model in every_model() for label in _looks_personal(model) if label not in covered
    )


def _looks_personal(model: type[models.Model]) -> Iterator[str]:
    """Yield the columns of a model that may be about people: accounts, addresses, files, free text and data."""
    texts = text_columns(model)
    for column in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many):
        if column.is_relation:
            looks = column.related_model is get_user_model()
        else:
            looks = isinstance(column, ALWAYS) or (column in texts and _may_tell(column))
        if looks:
            yield label_of(column)


def _may_tell(column: models.Field) -> bool:
    """Return whether people may be named in a column: free text, data of any shape, or a telling name."""
    is_free = isinstance(column, models.TextField | models.JSONField) or hasattr(column, "stream_block")
    return is_free or bool(PERSONAL.search(column.name)) or bool(OF_PEOPLE.search(column.model.__name__))
