"""Sent keys that no row can have: Wagtail's choosers look them up to show them again, fields of several rows to
compare them, and both fail, because no database holds a number that large.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.widgets import BaseChooser

from portal.row_keys import is_key


class PossibleKeys:
    """A field of several rows that refuses such a key as it refuses that of a row that is not there."""

    def clean(self, value: Any) -> Any:
        """Return the rows; raises ValidationError."""
        for key in value if isinstance(value, list | tuple) else ():
            if not _could_be_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)


class RowsField(PossibleKeys, forms.ModelMultipleChoiceField):
    """Rows to choose in a form."""


class _FilteredRowsField(PossibleKeys, django_filters.fields.ModelMultipleChoiceField):
    """Rows to choose in a filter."""


class RowsFilter(django_filters.ModelMultipleChoiceFilter):
    """A filter by one or more rows."""

    field_class = _FilteredRowsField


def refuse_impossible(filters: Iterable[django_filters.Filter]) -> None:
    """Let filters of Wagtail's by several rows refuse such keys, too."""
    for one in filters:
        if issubclass(one.field_class, forms.ModelMultipleChoiceField):
            one.field_class = _with_possible_keys(one.field_class)


@cache
def _with_possible_keys(field_class: type) -> type:
    """Return a field of several rows that refuses keys no row can have."""
    if issubclass(field_class, PossibleKeys):
        return field_class
    return type(field_class.__name__, (PossibleKeys, field_class), {})


def forget_impossible(form: forms.BaseForm) -> None:
    """Empty the choosers of a bound form whose value is no key, so that the form can be shown with its errors."""
    if not form.is_bound:
        return
    names = [
        form.add_prefix(name) for name, field in form.fields.items() if isinstance(field.widget, BaseChooser)
    ]
    impossible = [name for name in names if not _could_be_key(form.data.get(name))]
    if impossible:
        form.data = form.data.copy()
        for name in impossible:
            form.data[name] = ""


def _could_be_key(value: Any) -> bool:
    """Return whether a value may be the key of a row, or is none."""
    return not value or is_key(value)
