"""Rows of a table as a report shows them, and rows that go as a whole."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .records import Done, Found
from .tables import column_named, rows_with, text_columns
from .traces import Traces


def facts_of(row: models.Model, *names: str) -> dict[str, str]:
    """Return the named columns of a row by their labels, as people read them; what is empty is left out."""
    facts = {}
    for name in names:
        shown = getattr(row, f"get_{name}_display", None)
        words = in_words(shown() if shown else getattr(row, name))
        if words:
            facts[capfirst(str(row._meta.get_field(name).verbose_name))] = words
    return facts


def in_words(value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{key}: {words}" for key, one in value.items() if (words := in_words(one)))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(in_words, value)))
    return "" if value is None else str(value)


def found_in(
    rows: Iterable[models.Model], *names: str, at: str = "created_at", what: str = ""
) -> Iterator[Found]:
    """Yield rows that are about nobody else, with the named columns; `what` they are, else as their model says."""
    for row in rows:
        yield Found(what or kind_of(row), facts_of(row, *names), getattr(row, at, None))


def kind_of(row: models.Model | type[models.Model]) -> str:
    """Return what a row is called."""
    return capfirst(str(row._meta.verbose_name))


def deleted(rows: models.QuerySet, what: str = "") -> Iterator[Done]:
    """Delete rows and yield how many there were; nothing where there was none."""
    count = rows.count()
    if count:
        rows.delete()
        yield Done(what or kind_of(rows.model), count)


def excerpts(model: type[models.Model], held: dict[str, str], traces: Traces) -> dict[str, str]:
    """Return what surrounds somebody's words in the columns of a row, by the label of the column."""
    facts = {}
    for name, text in held.items():
        label = capfirst(str(model._meta.get_field(name).verbose_name))
        facts[label] = " … ".join(traces.excerpts(leaf) for _name, leaf in traces.leaves(text))
    return facts


def written_over(labels: Iterable[str], traces: Traces) -> Iterator[Done]:
    """Take somebody's words out of columns of tables that nobody looks at as they are, and yield how many rows."""
    for columns in by_table(labels):
        model = columns[0].model
        count = 0
        for key, held in list(rows_with(columns, traces)):
            model._base_manager.filter(pk=key).update(**values_without(model, held, traces))
            count += 1
        if count:
            yield Done(_("%(kind)s: words taken out") % {"kind": kind_of(model)}, count)


def found_words(labels: Iterable[str], traces: Traces, at: str = "") -> Iterator[Found]:
    """Yield what surrounds somebody's words in columns of tables."""
    for columns in by_table(labels):
        model = columns[0].model
        for key, held in rows_with(columns, traces):
            moment = model._base_manager.values_list(at, flat=True).get(pk=key) if at else None
            yield Found(kind_of(model), excerpts(model, held, traces), moment)


def values_without(model: type[models.Model], held: dict[str, str], traces: Traces) -> dict[str, Any]:
    """Return the texts of a row without somebody's words, as their columns take them."""
    values = {}
    for name, text in held.items():
        column = model._meta.get_field(name)
        new = traces.without(text)
        is_data = isinstance(column, models.JSONField) and not hasattr(column, "stream_block")
        values[name] = json.loads(new) if is_data else column.to_python(new)
    return values


def by_table(labels: Iterable[str]) -> list[list[models.Field]]:
    """Return the columns of these names that hold texts, those of one table together."""
    tables: dict[type[models.Model], list[models.Field]] = {}
    for label in labels:
        column = column_named(label)
        if column in text_columns(column.model):
            tables.setdefault(column.model, []).append(column)
    return list(tables.values())
