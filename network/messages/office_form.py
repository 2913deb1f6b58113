"""What the office fills in: to whom it writes, whether that is a duty, and the words; and why it sends one back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Circular, Organisation, Region
from network.models.organisations import LISTED, OrganisationKind
from network.models.regions import RegionKind
from portal.chosen_keys import RowsField

from .forms import WordsForm
from .moderation import Reason
from .selection import Role, Selection


class OfficeForm(WordsForm):
    """A circular of the office."""

    everybody = forms.BooleanField(label=gettext_lazy("All member organisations"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kind of organisation"),
        choices=OrganisationKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    alliances = RowsField(
        Organisation.objects.none(),
        label=gettext_lazy("Takes part in one of these alliances"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regions = RowsField(
        Region.objects.none(),
        label=gettext_lazy("Has its seat in one of these regions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Who reads it"),
        choices=Role.choices,
        initial=Role.STEWARDS,
        widget=forms.RadioSelect,
    )
    is_duty = forms.BooleanField(
        label=gettext_lazy("It concerns taking part in the network (duty)"),
        required=False,
        help_text=gettext_lazy(
            "For terms, security and changes of the network itself: it reaches those, too, who unsubscribed."
        ),
    )

    field_order = ["everybody", "kinds", "alliances", "regions", "role", "is_duty", "subject", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].help_text = _("The name of the network stands before it.")
        alliances = Organisation.objects.filter(kind=OrganisationKind.ALLIANCE, status__in=LISTED)
        self.fields["alliances"].queryset = alliances.order_by("name", "pk")
        home = Region.objects.at_home(RegionKind.STATE, RegionKind.DISTRICT)
        self.fields["regions"].queryset = home.order_by("-kind", "name", "code")

    def clean(self) -> dict[str, Any]:
        """Refuse to write to nobody in particular, and to everybody and a selection at once."""
        cleaned = super().clean()
        narrowed = any(cleaned.get(name) for name in ("kinds", "alliances", "regions"))
        if narrowed == bool(cleaned.get("everybody")):
            raise ValidationError(
                _("Choose all member organisations, or a kind, an alliance or a region; one of both.")
            )
        return cleaned

    def write_to(self, circular: Circular) -> Circular:
        """Put what was typed into a circular, which the caller saves."""
        data = self.cleaned_data
        ids = {name: tuple(row.pk for row in data[name]) for name in ("alliances", "regions")}
        selection = Selection(tuple(data["kinds"]), **ids, role=data["role"], everybody=data["everybody"])
        circular.selection = selection.stored()
        for name in ("subject", "text", "is_duty"):
            setattr(circular, name, data[name])
        return circular


def initial_of(circular: Circular) -> dict[str, Any]:
    """Return what the form begins with for a circular that is there."""
    words = {name: getattr(circular, name) for name in ("subject", "text", "is_duty")}
    return {**circular.selection, **words}


class ReturnForm(forms.Form):
    """Why circulars are sent back: one of the usual reasons, own words, or both."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why it is sent back"),
        choices=[("", gettext_lazy("Own words")), *Reason.choices],
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In own words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It goes to whoever wrote the circular, word by word."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to give no reason."""
        cleaned = super().clean()
        if not self.errors and not (cleaned["why"] or cleaned["words"].strip()):
            raise ValidationError(_("Please say why, so that it can be changed."))
        return cleaned

    def reason(self) -> str:
        """Return the reason in words; only for a valid form."""
        usual, own = self.cleaned_data["why"], self.cleaned_data["words"].strip()
        return "\n".join(filter(None, [str(Reason(usual).label) if usual else "", own]))
