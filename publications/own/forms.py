"""The form of what an organisation publishes."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from network.access.page_rights import is_free
from portal.chosen_keys import RowsField
from portal.chosen_rows import look_up_together
from portal.page_form import BasePageForm
from portal.plain_text import one_line


class OwnPageForm(BasePageForm):
    """Offers what is the office's to the office alone; the address follows from the title unless told otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.path:
            self.instance.is_to_stand_below(self.parent_page)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if not is_free(self.for_user, self.instance if self.instance.path else self.parent_page):
            for name in self.instance.office_fields:
                self.fields.pop(name, None)

    def clean_title(self) -> str:
        """Return the title without signs that nobody sees and that turn what follows around."""
        return one_line(self.cleaned_data["title"])

    def clean_slug(self) -> str:
        """Return the slug; left empty, it stays as it is, and a new page gets one from its title."""
        return self.cleaned_data["slug"] or self.instance.slug


class TopicalPageForm(OwnPageForm):
    """The form of what has a summary and topics: curated ones; what its rows refer to is asked for in few queries."""

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
        return one_line(self.cleaned_data["summary"])
