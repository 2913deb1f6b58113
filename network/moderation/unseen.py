"""What differs as it is stored: a guard behind everything that is told in words, which may leave something out."""

import json
import re
from collections.abc import Container, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.text import capfirst
from wagtail.fields import StreamField

from network.fields import ChoiceListField

# Wagtail's own notes beside the content, and the numbers of rows and blocks; the order of rows is that of the list.
_NOTES = frozenset({"pk", "id", "sort_order", "wagtail_admin_comments", "owner"})
_MARK = re.compile(r' data-block-key="[^"]*"')


def unseen(before: Any, after: Any, seen: Container[str] = ()) -> tuple[str, ...]:
    """Return what differs in two versions of a row as they are stored, by label; without what was `seen` by name."""
    old, new = _stored(before), _stored(after)
    names = (name for name in {**new, **old} if name not in seen and old.get(name) != new.get(name))
    return tuple(_label(after._meta.get_field(name)) for name in names)


def _label(field: Any) -> str:
    """Return how people call a field or table."""
    related = field.related_model if field.auto_created else None
    return capfirst(str(related._meta.verbose_name_plural if related else field.verbose_name))


def _stored(row: Any) -> Mapping[str, Any]:
    """Return what people can write into a row and its tables, each without what the editor notes for itself."""
    data = json.loads(json.dumps(row.serializable_data(), cls=DjangoJSONEncoder))
    return {name: _plain(_read(row, name, value)) for name, value in data.items() if _is_written(row, name)}


def _is_written(row: Any, name: str) -> bool:
    """Return whether people write a field or table."""
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return name not in _NOTES and getattr(field, "editable", True)


def _read(row: Any, name: str, value: Any) -> Any:
    """Return the value of a field or the rows of a table; streams are stored as text, boxes in any order."""
    field = row._meta.get_field(name)
    if isinstance(field, ChoiceListField) and isinstance(value, list):
        return field.in_order(value)
    if field.auto_created and isinstance(value, list):
        return [_read_row(field.related_model, one) for one in value]
    is_stream = isinstance(field, StreamField) and isinstance(value, str)
    return json.loads(value) if is_stream else value


def _read_row(model: type[Model], stored: Any) -> Any:
    """Return a row of a table with its boxes in order."""
    if not isinstance(stored, dict):
        return stored
    boxes = {field.name: field for field in model._meta.concrete_fields if isinstance(field, ChoiceListField)}
    lists = {name: value for name, value in stored.items() if name in boxes and isinstance(value, list)}
    return {**stored, **{name: boxes[name].in_order(value) for name, value in lists.items()}}


def _plain(value: Any) -> Any:
    """Return a value without marks and numbers of rows and blocks; nothing is the same as an empty text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name not in _NOTES}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return _MARK.sub("", value) if isinstance(value, str) else value or ""
