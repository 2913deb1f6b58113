"""What somebody says who asks for access: who they are, then how a right to it can be shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Organisation, Reclaim, ReclaimWay
from portal.anonymous_forms import AnonymousForm
from portal.person_names import PersonNameField

from .proofs import NEEDED, fellows
from .reclaiming import ways

MOST_ASKED = 5
TEXT = 1000
_WORDS = {
    ReclaimWay.ADDRESS: gettext_lazy(
        "We write to the address of the organisation that the office knows; whoever reads it confirms you."
    ),
    ReclaimWay.MEMBERS: gettext_lazy(
        "You choose members of the same alliance that know you; two of them confirm you."
    ),
    ReclaimWay.OFFICE: gettext_lazy("The coordination office looks at it and gets in touch with you."),
}
# A link among words that others read by mail is how people are lured elsewhere.
_LINKS = ("://", "www.")


def check_no_link(text: str) -> None:
    """Raise ValidationError for words with a link in them."""
    if any(sign in text.lower() for sign in _LINKS):
        raise ValidationError(_("Please write it without web addresses."), code="link")


class ReclaimForm(AnonymousForm):
    """Who asks."""

    name = "reclaim"

    person = PersonNameField(
        label=gettext_lazy("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "With this address you will sign in. One of the organisation's own is the quickest way."
        ),
    )
    words = forms.CharField(
        label=gettext_lazy("What do you do in the organisation?"),
        max_length=TEXT,
        validators=[check_no_link],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "For example: I am on the board since March; the person with the password has left."
            " Whoever confirms you reads this."
        ),
    )


class WayForm(forms.Form):
    """How a right to the access is shown; asked only where there are several ways."""

    way = forms.ChoiceField(
        label=gettext_lazy("How can we see that you belong to it?"), widget=forms.RadioSelect
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these know you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only for the way by members: two to five. They get a mail with your name."),
    )

    def __init__(self, reclaim: Reclaim, data: Any = None) -> None:
        super().__init__(data)
        self.ways = ways(reclaim)
        self._fellows = list(fellows(reclaim.organisation)) if ReclaimWay.MEMBERS in self.ways else []
        self.fields["members"].choices = [(str(one.pk), one.name) for one in self._fellows]
        if not self._fellows:
            del self.fields["members"]
        if len(self.ways) == 1:
            del self.fields["way"]
        else:
            self.fields["way"].choices = [(way.value, _WORDS[way]) for way in self.ways]

    @property
    def way_chosen(self) -> ReclaimWay:
        """Return the way that was chosen, the only one where there was nothing to choose."""
        return ReclaimWay(self.cleaned_data.get("way") or self.ways[0])

    @property
    def asked(self) -> list[Organisation]:
        """Return the members that shall be asked."""
        chosen = set(self.cleaned_data.get("members", ()))
        return [one for one in self._fellows if str(one.pk) in chosen]

    def clean(self) -> dict[str, Any]:
        """Return the choice; raises ValidationError for too few or too many members."""
        cleaned = super().clean() or {}
        if cleaned.get("way") == ReclaimWay.MEMBERS and "members" in cleaned:
            count = len(cleaned["members"])
            if not NEEDED <= count <= MOST_ASKED:
                self.add_error("members", _("Please choose two to five members that know you."))
        return cleaned


class ObjectionForm(forms.Form):
    """Why somebody objects."""

    objection = forms.CharField(
        label=gettext_lazy("What speaks against it?"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The coordination office reads it; who asks does not."),
    )
