"""What somebody says of themselves who comes in by an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.person_form import PersonForm
from portal.models import User

WITH_PASSKEY = "with_passkey"


class NewAccountForm(PersonForm, forms.Form):
    """A name, and a password or none."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Twelve signs or more; several words are easier to remember than few strange ones."
            " Without one, you sign in by a link that we send you, or by a passkey."
        ),
    )

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    @property
    def wants_passkey(self) -> bool:
        """Return whether the next step is a passkey."""
        return WITH_PASSKEY in self.data

    def clean(self) -> dict[str, Any]:
        """Return what was entered; raises ValidationError for a password that others would guess."""
        cleaned = super().clean()
        if password := cleaned.get("password"):
            names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, User(email=self._email, **names))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
