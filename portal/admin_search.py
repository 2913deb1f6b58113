"""Search in lists of the admin: every word must stand in one of the fields, in any order."""

import json
from collections.abc import Iterable

from django import forms
from django.db.models import JSONField, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.fields import StreamField

MAX_WORDS = 8
# SQLite refuses patterns of more than 50,000 characters; no name is longer than this.
MAX_LENGTH = 100


def search_rows(rows: QuerySet, query: str, fields: Iterable[str]) -> QuerySet:
    """Return the rows in which every word of the query stands in one of the fields."""
    # SQLite ends a pattern at this sign and finds everything; PostgreSQL refuses it.
    if "\0" in query:
        return rows.none()
    fields = list(fields)
    for word in query.split()[:MAX_WORDS]:
        rows = rows.filter(_word(rows.model, word[:MAX_LENGTH], fields))
    return rows


def _word(model: type[Model], word: str, fields: Iterable[str]) -> Q:
    """Return the condition that a word stands in one of the fields."""
    found = Q()
    for name in fields:
        is_json = isinstance(_field(model, name), JSONField | StreamField)
        for spelling in _spellings(word):
            for text in _in_json(spelling) if is_json else {spelling}:
                found |= Q(**{f"{name}__icontains": text})
    return found


def _field(model: type[Model], name: str) -> object:
    """Return the field at the end of a path like `alliance__name`."""
    *path, last = name.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)


def _spellings(word: str) -> set[str]:
    """Return the word as it is, small and capitalised: SQLite compares only ASCII without regard to case."""
    return {word} if word.isascii() else {word, word.lower(), word.capitalize()}


def _in_json(text: str) -> set[str]:
    """Return how a text may stand in a JSON column: SQLite keeps umlauts as escapes, PostgreSQL as they are."""
    return {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}


class SearchForm(BaseFilterForm):
    """The search field above a chooser's list."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
    )
    search_fields: Iterable[str] = ()

    def filter(self, objects: QuerySet) -> QuerySet:
        """Return the rows that fit the words typed."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        return search_rows(objects, self.search_query, self.search_fields)


def search_form(fields: Iterable[str]) -> type[SearchForm]:
    """Return a search form over these fields."""
    return type("SearchForm", (SearchForm,), {"search_fields": tuple(fields)})
