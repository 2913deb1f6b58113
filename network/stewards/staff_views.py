"""Superusers invite colleagues into the office and the editors; nobody else may, because these rule all pages."""

import uuid as uuid_module
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.only_for import OnlyFor

from . import inviting
from .overview import Asked
from .purposes import STAFF_EDITORS, STAFF_OFFICE
from .rights import may_invite_staff
from .rights_views import InviteForm, act_on


class StaffForm(InviteForm):
    """Whom to invite, to what."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("For what"),
        choices=[
            (STAFF_OFFICE, gettext_lazy("Coordination office: register, members, all pages and dates")),
            (STAFF_EDITORS, gettext_lazy("Editors: all pages and dates")),
        ],
        widget=forms.RadioSelect,
        initial=STAFF_EDITORS,
    )


class ForSuperusers(OnlyFor, WagtailAdminTemplateMixin, TemplateView):
    """Lets in whoever may invite staff."""

    may = staticmethod(may_invite_staff)


class StaffView(ForSuperusers):
    """The form, and who was invited."""

    page_title = gettext_lazy("Invite colleagues")
    header_icon = "user"
    template_name = "network/stewards/staff.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and the open invitations, each with what it is for."""
        now = timezone.now()
        words = dict(StaffForm.base_fields["purpose"].choices)
        rows = inviting.unanswered(inviting.STAFF)
        return {
            **super().get_context_data(**kwargs),
            "form": kwargs.get("form") or StaffForm(),
            "asked": [(words[one.purpose], Asked(one, one.expires_at <= now)) for one in rows],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Invite."""
        form = StaffForm(request.POST)
        if form.is_valid():
            email, purpose = form.cleaned_data["email"], form.cleaned_data["purpose"]
            try:
                inviting.invite_staff(email, purpose, request.user, timezone.now())
            except ValidationError as error:
                form.add_error("email", error)
            else:
                text = _("The invitation to %(email)s is on its way.")
                messages.success(request, text % {"email": email})
                return redirect("stewards:staff")
        return self.render_to_response(self.get_context_data(form=form), status=400)


class StaffInvitationView(ForSuperusers):
    """Sends one of these invitations once more, or takes it back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, invitation: uuid_module.UUID) -> HttpResponse:
        """Do what the button says."""
        act_on(request, get_object_or_404(inviting.unanswered(inviting.STAFF), pk=invitation))
        return redirect("stewards:staff")
