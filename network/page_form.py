"""The form of an organisation's or alliance's page."""

from datetime import date
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from network.access.page_rights import is_free
from network.fact_source import FACT_FIELDS, holds_facts
from network.import_rules import check_past_day
from portal.chosen_keys import RowsField
from portal.chosen_rows import look_up_together
from portal.page_form import BasePageForm


class ActorPageForm(BasePageForm):
    """Names the page after its entry unless told otherwise; asks a translation for prose only."""

    # Boxes instead of Wagtail's field for tags: a curated list is chosen from, not typed.
    topics = RowsField(queryset=None, required=False, label=_("Topics"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if (page := kwargs.get("instance")) is not None:
            prefetch_related_objects(page.topic_links.get_object_list(), "tag")
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self._look_up()
        if "topics" in self.fields:
            self.fields["topics"].queryset = apps.get_model("network", "Topic").objects.order_by("name")
        for name in ("title", "slug"):
            if name in self.fields:
                self.fields[name].required = False
        if not holds_facts(self.instance):
            self._drop_facts()
        if self.instance.pk and not is_free(self.for_user, self.instance):
            for name in self.instance.office_fields:
                self.fields.pop(name, None)

    def _look_up(self) -> None:
        """Ask for what the shown form needs in few queries."""
        if self.instance.pk:
            _remember_workflow(self.instance)
        look_up_together(form for formset in self.formsets.values() for form in formset.forms)

    def _drop_facts(self) -> None:
        """Take the facts out of the form, so that what stands in the default language cannot be contradicted."""
        for name in FACT_FIELDS:
            self.fields.pop(name, None)
        for name in self.instance.exclude_fields_in_copy:
            self.formsets.pop(name, None)

    def clean_slug(self) -> str:
        """Return the slug; left empty, it stays as it is, and a new page gets one from its title."""
        return self.cleaned_data["slug"] or self.instance.slug

    def clean_confirmed_on(self) -> date | None:
        """Return the day of the confirmation; nobody confirmed anything in days to come."""
        day = self.cleaned_data["confirmed_on"]
        check_past_day(day)
        return day

    def clean_summary(self) -> str:
        """Return the summary in one line, however it was typed."""
        return " ".join(self.cleaned_data["summary"].split())

    def clean(self) -> dict[str, Any]:
        """Take the title from the register where none was typed."""
        cleaned = super().clean()
        entry = cleaned.get("organisation") or (self.instance.organisation if self.instance.pk else None)
        if "title" in self.fields and not cleaned.get("title"):
            if entry is None:
                self.add_error("title", self.fields["title"].error_messages["required"])
            else:
                cleaned["title"] = entry.name
        return cleaned


def _remember_workflow(page: Any) -> None:
    """Note the workflow of a page that is only shown, where lists prefetch it: Wagtail's editor asks 14 times."""
    state = page.current_workflow_state
    page._current_workflow_states = [state] if state else []
