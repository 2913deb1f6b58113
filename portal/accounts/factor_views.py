"""Setting up second factors and taking them away: allauth's views in our frame, under our rules."""

from typing import Any

from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from .factor_facts import factors_of, may_go
from .frame import InFrame, unkept
from .passkeys import for_browser
from .paths import first_page
from .signing_in import passkey_options


class KeepTheLast:
    """Leads back where somebody would take away the one factor that their account must have."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer; the page of factors says why the last one stays."""
        if request.user.is_authenticated and not may_go(request.user):
            return unkept(HttpResponseRedirect(reverse("mfa_index")))
        return super().dispatch(request, *args, **kwargs)


@method_decorator(login_required, name="dispatch")
class SecondFactors(InFrame, TemplateView):
    """What a second factor is, and the two kinds to choose from; whoever must have one is led here."""

    title = _("Second factor")
    template_name = "portal/accounts/factors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with what is set up."""
        return {**super().get_context_data(**kwargs), "factors": factors_of(self.request.user)}


class AddApp(InFrame, ActivateTOTPView):
    """A drawing for the app's camera, its words for typing, and the first code."""

    title = _("Set up an app")
    template_name = "portal/accounts/app_add.html"


class RemoveApp(KeepTheLast, InFrame, DeactivateTOTPView):
    """The question whether the app shall go."""

    title = _("Remove the app")
    template_name = "portal/accounts/app_remove.html"


class AddPasskey(InFrame, AddWebAuthnView):
    """A new passkey, made by the browser."""

    title = _("Set up a passkey")
    template_name = "portal/accounts/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with what the browser needs; allauth leaves out a form that was sent in vain."""
        context = {**super().get_context_data(**kwargs), **kwargs}
        return {**context, "options": for_browser(passkey_options(self.request.user))}


class RemovePasskey(KeepTheLast, InFrame, RemoveWebAuthnView):
    """The question whether a passkey shall go."""

    title = _("Remove a passkey")
    template_name = "portal/accounts/passkey_remove.html"
    success_url = reverse_lazy("account_home")


class EmergencyCodes(InFrame, ViewRecoveryCodesView):
    """The codes for the day on which the phone is gone."""

    title = _("Codes for emergencies")
    template_name = "portal/accounts/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with where to go on."""
        return {**super().get_context_data(**kwargs), "go_on": first_page(self.request.user)}


class NewEmergencyCodes(InFrame, GenerateRecoveryCodesView):
    """The question whether there shall be new codes."""

    title = _("New codes for emergencies")
    template_name = "portal/accounts/codes_new.html"


class EmergencyCodesFile(DownloadRecoveryCodesView):
    """The codes as a file."""

    template_name = "portal/accounts/codes.txt"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the file, which nobody keeps."""
        return unkept(super().dispatch(request, *args, **kwargs))
