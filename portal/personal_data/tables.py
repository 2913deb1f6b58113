"""Where texts are kept: the columns of every table, and the rows in which a person's words stand."""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from .traces import Traces

TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField, StreamField)
# Wagtail's own search of the admin, in the form of one database; its truth is `IndexEntry`.
_DERIVED = ("wagtailsearch.SQLiteFTSIndexEntry",)


def every_model() -> list[type[models.Model]]:
    """Return every model that has a table of its own."""
    found = apps.get_models(include_auto_created=True)
    return [
        model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.label not in _DERIVED
    ]


def text_columns(model: type[models.Model]) -> list[models.Field]:
    """Return the columns of a model's own table that hold texts or data in which texts may stand."""
    return [
        column
        for column in model._meta.local_concrete_fields
        if isinstance(column, TEXTS) and not (column.choices or isinstance(column, models.UUIDField))
    ]


def label_of(column: models.Field) -> str:
    """Return the name of a column: `app.Model.field`."""
    return f"{column.model._meta.label}.{column.name}"


def column_named(label: str) -> models.Field:
    """Return the column of a name; raises LookupError for one that does not exist."""
    app, model, name = label.split(".")
    found = apps.get_model(app, model)
    known = {
        column.name: column
        for column in (*found._meta.local_concrete_fields, *found._meta.local_many_to_many)
    }
    if name not in known:
        raise LookupError(f"No such column: {label}")
    return known[name]


def rows_with(
    columns: Collection[models.Field], traces: Traces, rows: models.QuerySet | None = None
) -> Iterator[tuple[Any, dict[str, str]]]:
    """Yield the key of each row of one table in which the words stand, with the texts that hold them, by column.

    The database looks for a part of each word in plain ASCII, which it finds whatever the letters; what it finds is
    read as data. Rows without any of it are never loaded.
    """
    if not columns or not traces.words:
        return
    model = next(iter(columns)).model
    texts = {f"text_of_{column.name}": Cast(column.name, models.TextField()) for column in columns}
    condition = models.Q()
    for name in texts:
        for hint in traces.hints:
            condition |= models.Q(**{f"{name}__icontains": hint})
    found = (model._base_manager.all() if rows is None else rows).annotate(**texts).filter(condition)
    for row in found.order_by("pk").values("pk", *texts).iterator(chunk_size=200):
        held = {
            column.name: row[f"text_of_{column.name}"]
            for column in columns
            if traces.are_in(row[f"text_of_{column.name}"] or "")
        }
        if held:
            yield row["pk"], held


def everywhere(traces: Traces) -> dict[str, int]:
    """Return in how many rows the words stand, by the name of the column; the proof that somebody is forgotten."""
    counts: dict[str, int] = {}
    for model in every_model():
        if model is Session:
            continue  # it holds keys and moments; its text is encoded
        for _key, held in rows_with(text_columns(model), traces):
            for name in held:
                label = f"{model._meta.label}.{name}"
                counts[label] = counts.get(label, 0) + 1
    return counts
