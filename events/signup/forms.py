"""The form in which one registers: as few questions as the organisers need answers to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import RegistrationSettings
from events.signup.state import SignupState, Stage
from portal.anonymous_forms import AnonymousForm

MOST_SEATS = 20


class SignupForm(AnonymousForm):
    """Whom to write to, a name where the organisers ask for one, and seats where there may be several."""

    name = "signup"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send you a link to confirm, and write when something changes."),
    )
    person = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("For the list at the door. Any name you answer to will do."),
    )
    seats = forms.IntegerField(label=_("How many seats?"), min_value=1, initial=1)

    def __init__(self, *args: Any, settings: RegistrationSettings, state: SignupState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._settings, self._state = settings, state
        if not settings.asks_name:
            del self.fields["person"]
        if settings.most_seats < 2:
            del self.fields["seats"]
        else:
            seats = self.fields["seats"]
            seats.max_value = settings.most_seats
            seats.validators.append(forms.IntegerField(max_value=settings.most_seats).validators[-1])
            seats.widget.attrs |= {"max": settings.most_seats, "class": "short"}
            text = ngettext("At most %(n)s seat.", "At most %(n)s seats.", settings.most_seats)
            seats.help_text = text % {"n": settings.most_seats}

    def clean_seats(self) -> int:
        """Refuse more seats than there are, or than are free where nobody can wait."""
        wanted, free = self.cleaned_data["seats"], self._state.free
        most = self._settings.capacity
        if self._state.stage == Stage.OPEN and not self._settings.has_waiting_list:
            most = free
        if most is not None and wanted > most:
            text = ngettext("There is only %(n)s seat.", "There are only %(n)s seats.", most)
            raise forms.ValidationError(text % {"n": most})
        return wanted
