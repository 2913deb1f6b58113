"""The forms of the doors and of the account."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as FactorForm
from allauth.mfa.base.forms import ReauthenticateForm as FactorAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.models import User

from . import mailboxes, notices
from .adapter import AccountAdapter
from .passwords import account_of
from .throttle import CODES, USED_CODES, network_may_try

BY_LINK = "by_link"
_EMAIL = forms.EmailInput(attrs={"autocomplete": "username"})


def _code_field() -> forms.CharField:
    """Return the field for a code: digits on phones, offered by what keeps codes."""
    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short", "size": 10}
    )
    return forms.CharField(label=pgettext_lazy("second factor", "Code"), max_length=20, widget=widget)


class SignInForm(forms.Form):
    """Address and password; the button for a link needs the address alone."""

    email = forms.EmailField(label=gettext_lazy("Your e-mail address"), max_length=254, widget=_EMAIL)
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        self.user: User | None = None
        self.is_by_link = BY_LINK in self.data
        if self.is_by_link:
            self.fields["password"].required = False

    def clean(self) -> dict[str, Any]:
        """Find the account, or count a wish for a link; raises ValidationError where neither may be."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        now = timezone.now()
        if not self.is_by_link:
            self.user = account_of(self._request, cleaned["email"], cleaned["password"], now)
        elif not network_may_try(self._request):
            raise ValidationError(_("Those were many mails. Please wait a while."), code="throttled")
        return cleaned


class PasswordAgainForm(ReauthenticateForm):
    """The password of somebody who is signed in, counted like any other try."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_password(self) -> str:
        """Return the password; raises ValidationError for a wrong one."""
        password = self.cleaned_data["password"]
        found = account_of(context.request, self.user.email, password, timezone.now())
        if found.pk != self.user.pk:
            raise ValidationError(_("This is not your password."))
        return password


class CountedCode(forms.Form):
    """A code that is counted per account and works once, in all workers together."""

    code = _code_field()

    def clean_code(self) -> str:
        """Return the code; raises ValidationError for a wrong or used one, and after too many."""
        now = timezone.now()
        subject = str(self.user.pk)
        if not CODES.take(subject, now):
            notices.tell(notices.CODES_REFUSED, self.user, now)
            raise AccountAdapter().validation_error("too_many_login_attempts")
        code = super().clean_code()
        digits = "".join(sign for sign in code if sign.isalnum())
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_of_app and not USED_CODES.take(f"{subject} {digits}", now):
            raise AccountAdapter().validation_error("incorrect_code")
        CODES.give_back(subject)
        return code


class SecondStepForm(CountedCode, FactorForm):
    """The code at the door."""

    code = _code_field()


class CodeAgainForm(CountedCode, FactorAgainForm):
    """The code of somebody who is signed in."""

    code = _code_field()


class NewAppForm(ActivateTOTPForm):
    """The first code of an app."""

    code = _code_field()


class HostilePayload(forms.Form):
    """What a browser's script sends is read by a library that expects what browsers send."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that was shown; raises ValidationError for anything else, whatever it is."""
        try:
            return super().clean_credential()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise AccountAdapter().validation_error("incorrect_code") from error


class PasskeyStepForm(HostilePayload, AuthenticateWebAuthnForm):
    """A passkey at the door, after the password."""


class PasskeySignInForm(HostilePayload, LoginWebAuthnForm):
    """A passkey instead of address and password."""


class PasskeyAgainForm(HostilePayload, ReauthenticateWebAuthnForm):
    """A passkey of somebody who is signed in."""


class NewPasskeyForm(AddWebAuthnForm):
    """A new passkey and what it is called."""

    name = forms.CharField(
        label=gettext_lazy("What you call it"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example where it is kept: phone, notebook, key ring."),
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def clean_passwordless(self) -> bool:
        """Return that every passkey here asks for finger, face or number, whatever was sent."""
        return True

    def clean(self) -> dict[str, Any]:
        """Return what was sent; raises ValidationError for what no browser sends."""
        try:
            return super().clean()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise AccountAdapter().validation_error("incorrect_code") from error


class NewAddressForm(forms.Form):
    """Another address for an account."""

    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We write to it. It counts from when you press the link in that mail."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_email(self) -> str:
        """Return the address in small letters; raises ValidationError for the present one and after many mails."""
        email = self.cleaned_data["email"].lower()
        if email == self._user.email:
            raise ValidationError(_("This is your address already."))
        if not mailboxes.NEW_ADDRESS.take(email, timezone.now()):
            raise ValidationError(_("Those were many mails. Please wait a while."), code="throttled")
        return email
