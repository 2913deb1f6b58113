"""The form of an infopost."""

from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Organisation
from network.models.organisations import LISTED
from portal.chosen_keys import RowsField
from portal.chosen_rows import look_up_together
from publications.own.forms import OwnPageForm


class InfopostForm(OwnPageForm):
    """Offers curated topics, and as further authors whatever stands in the public directory."""

    # Boxes instead of Wagtail's field for tags: a curated list is chosen from, not typed.
    topics = RowsField(queryset=None, required=False, label=_("Topics"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if (page := kwargs.get("instance")) is not None and not page.path and not page.body:
            page.body = [("text", "")]  # whoever begins finds a place to write in
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            self.fields["topics"].queryset = apps.get_model("network", "Topic").objects.order_by("name")
        for form in self.formsets["co_authors"].forms if "co_authors" in self.formsets else ():
            known = Q(status__in=LISTED) | Q(pk=form.instance.organisation_id)
            form.fields["organisation"].queryset = Organisation.objects.filter(known)
        self._offer_guides()
        if not self.is_bound:
            look_up_together(form for formset in self.formsets.values() for form in formset.forms)

    def _offer_guides(self) -> None:
        """Offer published guides, and those that were chosen before they were withdrawn."""
        rows = self.formsets["guides"].forms if "guides" in self.formsets else ()
        chosen = [form.instance.guide_id for form in rows if form.instance.guide_id]
        guides = apps.get_model("publications", "GuidePage").objects.order_by("title", "pk")
        for form in rows:
            form.fields["guide"].queryset = guides.filter(Q(live=True) | Q(pk__in=chosen))

    def clean_summary(self) -> str:
        """Return the summary in one line, however it was typed."""
        return " ".join(self.cleaned_data["summary"].split())
