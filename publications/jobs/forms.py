"""The form of a job posting, and of whatever else ends and has topics."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from portal.chosen_keys import RowsField
from portal.chosen_rows import look_up_together
from publications.own.forms import OwnPageForm


class PostingForm(OwnPageForm):
    """Offers curated topics; asks for what its rows refer to in few queries."""

    # Boxes instead of Wagtail's field for tags: a curated list is chosen from, not typed.
    topics = RowsField(queryset=None, required=False, label=_("Topics"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            self.fields["topics"].queryset = apps.get_model("network", "Topic").objects.order_by("name")
        if not self.is_bound:
            look_up_together(form for formset in self.formsets.values() for form in formset.forms)

    def clean_summary(self) -> str:
        """Return the summary in one line, however it was typed."""
        return " ".join(self.cleaned_data["summary"].split())
