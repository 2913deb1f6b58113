"""The query string of the signpost: what somebody needs, where, and on which day; never more."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from portal.query_forms import MAX_WORDS, ChosenField, WordsField
from search.weekdays import KEYS

from .needs import Need


class SignpostForm(forms.Form):
    """Need, place and day; what cannot be understood is told in `notes` and counts as not said."""

    ort = WordsField()
    region = WordsField()

    def __init__(self, data: Mapping[str, Any], needs: Iterable[Need]) -> None:
        super().__init__(data)
        self.fields["bedarf"] = ChosenField(tuple(need.key for need in needs))
        self.fields["tag"] = ChosenField(KEYS)
        self.notes: list[str] = []
        self.is_valid()
        for name, field in self.fields.items():
            self.notes += map(str, self.errors.get(name, ()))
            self.cleaned_data.setdefault(name, getattr(field, "default", ""))
        for name in ("ort", "region"):
            self.cleaned_data[name] = self.cleaned_data[name][:MAX_WORDS]

    @property
    def has_place(self) -> bool:
        """Return whether a place was sent, be it an empty one: then everywhere is meant."""
        return "ort" in self.data or "region" in self.data
