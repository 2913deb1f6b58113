"""The query string of the index: a page number."""

from collections.abc import Mapping
from typing import Any

from django import forms

from portal.pagination import MAX_PAGE
from portal.query_forms import NumberField


class IndexForm(forms.Form):
    """Which page of a long part of the index."""

    seite = NumberField(1, MAX_PAGE, default=1)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.is_valid()
        self.notes = [str(error) for error in self.errors.get("seite", ())]
        self.page: int = self.cleaned_data.get("seite") or 1
