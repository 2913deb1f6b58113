"""Forms for people without an account: no cookie, no third party, and little for machines to gain.

A session-based CSRF token would need a cookie. These forms act on no one's authority, so what must be kept out
is spam: a signed time of delivery bound to the form, a least and a longest time to fill it in, a field that only
machines fill in, and the browser's own word on where the request comes from.
"""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEAST_TIME = timedelta(seconds=3)
LONGEST_TIME = timedelta(hours=24)
TOKEN_FIELD = "filled_from"  # noqa: S105 - the name of a form field
TRAP_FIELD = "fax_extension"


def delivery_token(form_name: str, now: datetime) -> str:
    """Return the signed time at which a form is delivered, bound to that form; no two are alike."""
    return signing.dumps([now.timestamp(), secrets.token_urlsafe(8)], salt=_salt(form_name))


def check_delivery(token: str, form_name: str, now: datetime) -> None:
    """Raise ValidationError if a token is not of this form, too young or too old."""
    try:
        delivered, _nonce = signing.loads(token, salt=_salt(form_name))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise ValidationError(_("Please send the form once more."), code="foreign") from error
    age = timedelta(seconds=now.timestamp() - delivered)
    if age < LEAST_TIME:
        raise ValidationError(
            _("That was very fast. Please check your entries and send them again."), code="fast"
        )
    if age > LONGEST_TIME:
        raise ValidationError(_("The form was open for a long time. Please send it once more."), code="old")


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a form of this site sent the request.

    `Sec-Fetch-Site` comes from the browser alone; older ones send `Origin`. One that sends neither is let in,
    because an old phone must be able to ask for help and nothing is done on its owner's authority.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return origin == f"{request.scheme}://{request.get_host()}"


def never_kept(response: HttpResponse) -> HttpResponse:
    """Return the answer with a form, marked so that no cache hands its token to somebody else."""
    response["Cache-Control"] = "no-store"
    return response


class AnonymousForm(forms.Form):
    """A form that checks how it was delivered and filled in; `name` binds its token to this kind of form.

    Its view is `csrf_exempt` and passes its answers through `never_kept`.
    """

    name = ""

    def __init__(self, request: HttpRequest, *args: Any, now: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        self._now = now or timezone.now()
        token = delivery_token(self.name, self._now)
        self.fields[TOKEN_FIELD] = forms.CharField(widget=forms.HiddenInput, initial=token, required=False)
        self.fields[TRAP_FIELD] = forms.CharField(
            label=_("Leave this empty"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    @property
    def submission_key(self) -> str:
        """Return the same text for the same entries in the same delivered form at the same address.

        So a second press of the button does nothing, and whoever goes back and writes something else is heard.
        """
        sent = [self._request.path, *([name, str(self[name].value())] for name in sorted(self.fields))]
        return hashlib.sha256(json.dumps(sent).encode()).hexdigest()[:32]

    def clean(self) -> dict[str, Any]:
        """Return the cleaned data; raises ValidationError for what no person would send."""
        cleaned = super().clean() or {}
        if not comes_from_here(self._request):
            raise ValidationError(_("Please fill in the form on this site."), code="elsewhere")
        if cleaned.pop(TRAP_FIELD, ""):
            raise ValidationError(_("Please leave the last field empty."), code="trap")
        try:
            check_delivery(cleaned.pop(TOKEN_FIELD, ""), self.name, self._now)
        except ValidationError as error:
            if error.code != "fast":
                self._deliver_again()
            raise
        return cleaned

    def _deliver_again(self) -> None:
        """Put a token into the form that the person's next try will pass with."""
        self.data = self.data.copy()
        self.data[self.add_prefix(TOKEN_FIELD)] = delivery_token(self.name, self._now - LEAST_TIME)


def _salt(form_name: str) -> str:
    """Return the salt that keeps the tokens of different forms apart."""
    return f"portal.anonymous-form.{form_name}"
