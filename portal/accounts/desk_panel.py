"""The way from Wagtail's page about the account to ours, where password, address and second factor are."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel


class SignInPanel(BaseSettingsPanel):
    """A link among the panels; it has nothing to save."""

    name = "sign_in"
    title = _("Signing in")
    order = 50
    template_name = "portal/admin/sign_in_panel.html"

    def get_form(self) -> forms.Form:
        """Return a form without fields that nothing was sent to."""
        return forms.Form()


def sign_in_panel(request: HttpRequest, user: Any, profile: Any) -> SignInPanel:
    """Return the panel for somebody."""
    return SignInPanel(request, user, profile)
