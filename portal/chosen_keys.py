"""Keys in a submitted form that no row can have: Wagtail's choosers look them up to show them again, and fail."""

from typing import Any

from django import forms
from wagtail.admin.widgets import BaseChooser


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
    text = str(value or "")
    return not text or (text.isascii() and text.isdecimal() and len(text) < 19)
