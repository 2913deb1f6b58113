"""The form of a guide's page."""

from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.fact_source import holds_facts
from network.models.organisations import LISTED
from portal.chosen_keys import RowsField
from portal.page_form import BasePageForm

from .people import writers

FACTS, ROWS = ("topics", "target_groups"), ("regions", "makers")


class GuidePageForm(BasePageForm):
    """Asks a translation for prose only, and offers as editors those who may write sections."""

    # Boxes instead of Wagtail's field for tags: a curated list is chosen from, not typed.
    topics = RowsField(queryset=None, required=False, label=_("Topics"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            self.fields["topics"].queryset = apps.get_model("network", "Topic").objects.order_by("name")
        for row in self.formsets["makers"].forms if "makers" in self.formsets else ():
            known = Q(status__in=LISTED) | Q(pk=row.instance.organisation_id)
            entries = apps.get_model("network", "Organisation").objects
            row.fields["organisation"].queryset = entries.filter(known)
        if "in_charge" in self.fields:
            self.fields["in_charge"].queryset = writers()
        if not holds_facts(self.instance):
            for name in FACTS:
                self.fields.pop(name, None)
            for name in ROWS:
                self.formsets.pop(name, None)

    def clean_urgent(self) -> Any:
        """Return whom to call at once; raises ValidationError for more than this kind of page may name."""
        urgent, most = self.cleaned_data["urgent"], self.instance.most_urgent
        if len(urgent) > most:
            raise forms.ValidationError(_("At most %(most)s, please."), params={"most": most})
        return urgent

    def clean_summary(self) -> str:
        """Return the summary in one line, however it was typed."""
        return " ".join(self.cleaned_data["summary"].split())
