"""Forms as a browser sends them: what is not, by hand or cut off on the way, is a bad request and no failure."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import BlockField

# What Wagtail's fields raise for streams without their parts, and for text that its editor did not write.
UNREADABLE = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


class SentForm:
    """A form of Wagtail's editors; without this, rows that nobody counted and streams without their parts fail."""

    def check_sent(self) -> None:
        """Raise BadRequest where something is sent as no browser sends it; forms that drop rows do so before."""
        if not self.is_bound:
            return
        formsets = getattr(self, "formsets", {}).values()
        _check_rows(formsets)
        for form in (self, *(row for formset in formsets for row in formset.forms)):
            _check_parts(form)

    def defer_required_fields(self) -> None:
        """Let a draft be incomplete; Wagtail goes through the rows for that."""
        self.check_sent()
        super().defer_required_fields()

    def full_clean(self) -> None:
        """Check the form; raises BadRequest where a part is missing that its browser always sends."""
        self.check_sent()
        super().full_clean()


class SentModelForm(SentForm, WagtailAdminModelForm):
    """The form of a snippet with a stream of blocks."""


def _check_rows(formsets: Iterable[Any]) -> None:
    """Raise BadRequest where rows are uncounted, or stand under keys that are no numbers."""
    for formset in formsets:
        try:
            is_counted = formset.management_form.is_valid() and formset.forms is not None
        except (ValidationError, LookupError) as error:
            raise BadRequest from error
        if not is_counted:
            raise BadRequest


def _check_parts(form: forms.BaseForm) -> None:
    """Raise BadRequest where a stream or formatted text cannot be read."""
    for name, field in form.fields.items():
        if isinstance(field, BlockField) or hasattr(field.widget, "converter"):
            try:
                field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
            except UNREADABLE as error:
                raise BadRequest from error
