"""Showing once more who one is, before something about the account changes."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as FactorAgainView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from . import mailboxes, wishes
from .adapter import AccountAdapter
from .frame import InFrame, page
from .passkeys import for_browser
from .paths import next_of, with_next

_TITLE = _("Is it you?")


class PasswordAgain(InFrame, ReauthenticateView):
    """By the password, for accounts without a second factor."""

    title = _TITLE
    template_name = "portal/accounts/again.html"


class CodeAgain(InFrame, FactorAgainView):
    """By a code of the app or one for emergencies."""

    title = _TITLE
    template_name = "portal/accounts/again.html"


class PasskeyAgain(InFrame, ReauthenticateWebAuthnView):
    """By a passkey."""

    title = _TITLE
    template_name = "portal/accounts/again_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context; allauth leaves out a form that was sent in vain."""
        context = super().get_context_data(**kwargs)
        return {**context, **kwargs, "options": for_browser(context["js_data"]["request_options"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Return the page once more."""
        return self.render_to_response(self.get_context_data(form=form, is_wrong=True))


@method_decorator(login_required, name="dispatch")
class MailAgain(InFrame, TemplateView):
    """By a link to the account's own address, where there is neither password nor second factor at hand."""

    title = _TITLE
    template_name = "portal/accounts/again_mail.html"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer; an account with a second factor is led there."""
        ways = [way["id"] for way in AccountAdapter(request).get_reauthentication_methods(request.user)]
        if "account_reauthenticate_by_mail" not in ways:
            return HttpResponseRedirect(with_next(ways[0], next_of(request)))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the address the link goes to."""
        return {**super().get_context_data(**kwargs), "address": self.request.user.email}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note the wish for the link; after too many, the ones that were sent must do."""
        if mailboxes.SIGN_IN.take(request.user.email, timezone.now(), mailboxes.LINK):
            wishes.ask_for_link(request.user.email, next_of(request) or reverse("account_home"))
        return page(request, "link_asked.html", _("Please look into your mail"))
