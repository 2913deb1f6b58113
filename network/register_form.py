"""The form of a register entry: no status that only a service may set, and words of an import to settle."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from network.models.organisations import OrganisationStatus

WHAT = {
    "topics": _("Topic"),
    "places": _("Place"),
    "areas": _("Area"),
    "languages": _("Language"),
    "target_groups": _("Target group"),
    "accessibility": _("Accessibility"),
    "alliances": _("Alliance"),
    "offers": _("Offer"),
}


class OrganisationForm(WagtailAdminModelForm):
    """An entry of the register."""

    settled = forms.MultipleChoiceField(
        label=_("Dealt with"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "settled" in self.fields:
            self.fields["settled"].choices = list(_words(self.instance.unmatched))
        if "status" in self.fields and self.instance.status != OrganisationStatus.MERGED:
            # Merging re-points everything that refers to the entry; choosing the word would not.
            choices = [one for one in OrganisationStatus.choices if one[0] != OrganisationStatus.MERGED]
            self.fields["status"].choices = choices

    def save(self, commit: bool = True) -> Any:
        """Save the entry without the words that were ticked."""
        done = set(self.cleaned_data.get("settled") or [])
        if done:
            self.instance.unmatched = without(self.instance.unmatched, done)
        return super().save(commit)


def without(unmatched: dict[str, list[str]], done: set[str]) -> dict[str, list[str]]:
    """Return the words that are left when those of the keys `what:word` are gone."""
    left = {
        what: [word for word in words if f"{what}:{word}" not in done] for what, words in unmatched.items()
    }
    return {what: words for what, words in left.items() if words}


def _words(unmatched: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield each word with what it should have been."""
    for what, words in unmatched.items():
        label = WHAT.get(what, what)
        for word in words:
            yield f"{what}:{word}", f"{label}: {word}"
