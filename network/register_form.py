"""The form of a register entry: asks about entries it looks like, and settles words of an import."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from network.care.likeness import Facts
from network.care.lookalikes import LookAlike, look_alikes
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
# What an entry is recognised by; whoever changes something else is asked nothing.
RECOGNISED_BY = {"name", "short_name", "former_names", "seat", "register_number"}


class OrganisationForm(WagtailAdminModelForm):
    """An entry of the register."""

    # Names the entries it answers for, so that a tick holds for those that were shown and for no others.
    despite = forms.CharField(label=_("It is another one; save it all the same"), required=False)
    settled = forms.MultipleChoiceField(
        label=_("Dealt with"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.look_alikes: list[LookAlike] = []
        if "settled" in self.fields:
            self.fields["settled"].choices = list(words_of(self.instance.unmatched))
        if "status" in self.fields and self.instance.status != OrganisationStatus.MERGED:
            # Merging re-points everything that refers to the entry; choosing the word would not.
            choices = [one for one in OrganisationStatus.choices if one[0] != OrganisationStatus.MERGED]
            self.fields["status"].choices = choices

    @property
    def look_alike_keys(self) -> str:
        """Return what the box says when it is ticked."""
        return ",".join(str(one.entry.pk) for one in self.look_alikes)

    @property
    def is_answered(self) -> bool:
        """Return whether somebody said of everything it looks like that it is another one."""
        said = (self.cleaned_data.get("despite") or "").split(",")
        return {str(one.entry.pk) for one in self.look_alikes} <= set(said)

    def clean(self) -> dict[str, Any]:
        """Ask about entries this one looks like, once."""
        cleaned = super().clean()
        if self._is_to_be_compared():
            self.look_alikes = look_alikes(self._facts())
        if not self.is_answered:
            self.add_error(
                "despite", gettext("Perhaps it is in the register already. Please look at these first.")
            )
        return cleaned

    def _is_to_be_compared(self) -> bool:
        """Return whether something was typed that an entry is recognised by."""
        is_new = self.instance.pk is None
        is_merged = self.instance.status == OrganisationStatus.MERGED
        return bool(self.cleaned_data.get("name")) and (
            is_new or (not is_merged and bool(RECOGNISED_BY & set(self.changed_data)))
        )

    def _facts(self) -> Facts:
        """Return what was typed."""
        typed = self.cleaned_data
        former = typed.get("former_names") or []
        seat = typed.get("seat")
        return Facts(
            self.instance.pk or 0,
            (typed["name"], typed.get("short_name") or "", *former),
            seat.pk if seat else None,
            typed.get("register_number") or "",
        )

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


def words_of(unmatched: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield each word with what it should have been."""
    for what, words in unmatched.items():
        label = WHAT.get(what, what)
        for word in words:
            yield f"{what}:{word}", f"{label}: {word}"
