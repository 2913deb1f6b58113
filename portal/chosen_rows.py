"""What the rows of a form name, looked up together: Wagtail's choosers ask for each row by itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import forms
from django.db.models import Model
from wagtail.admin.widgets import BaseChooser


def look_up_together(rows: Iterable[forms.BaseForm]) -> None:
    """Let the choosers in forms that are shown for the first time know what they name; a query per model."""
    asking = [
        (field.widget, row.initial[name])
        for row in rows
        if not row.is_bound
        for name, field in row.fields.items()
        if isinstance(field.widget, BaseChooser) and row.initial.get(name)
    ]
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for widget, key in asking:
        keys[widget.model_class].add(key)
    found = {model: model._default_manager.in_bulk(keys[model]) for model in keys}
    for widget, _key in asking:
        widget.get_instance = partial(_known, found[widget.model_class], widget.get_instance)


def _known(found: dict[Any, Model], ask: Callable[[Any], Model | None], key: Any) -> Model | None:
    """Return the row of a key, asked for if it is another one."""
    return found.get(key) or ask(key)
