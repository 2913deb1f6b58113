"""Forms as a browser sends them: what is not, by hand or cut off on the way, is a bad request and no failure."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.forms import WagtailAdminModelForm


class SentForm:
    """A form of Wagtail's editors; without this, rows that nobody counted and streams without their parts fail."""

    def check_sent(self) -> None:
        """Raise BadRequest where rows are sent as no browser sends them; forms that drop rows do so before."""
        if self.is_bound:
            _check_rows(getattr(self, "formsets", {}).values())

    def defer_required_fields(self) -> None:
        """Let a draft be incomplete; Wagtail goes through the rows for that."""
        self.check_sent()
        super().defer_required_fields()

    def full_clean(self) -> None:
        """Check the form; raises BadRequest where a part is missing that its browser always sends."""
        self.check_sent()
        try:
            super().full_clean()
        except MultiValueDictKeyError as error:
            raise BadRequest from error


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
