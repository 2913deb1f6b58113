"""The form of a section."""

from typing import Any

from django.apps import apps
from wagtail.admin.forms import WagtailAdminModelForm

from portal.chosen_references import ChosenReferences

from .people import writers


class GuideSectionForm(ChosenReferences, WagtailAdminModelForm):
    """Offers as original what is one, and as people in charge those who may write sections."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reviewer" in self.fields:
            self.fields["reviewer"].queryset = writers()
        if "original" in self.fields:
            sections = apps.get_model("publications", "GuideSection").objects
            self.fields["original"].queryset = sections.filter(original=None).exclude(pk=self.instance.pk)
