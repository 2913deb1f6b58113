"""The admin's page “Who may do what here, and why?” and what is done on it: inviting, taking back, stopping."""

import uuid as uuid_module
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network import corrections
from network.care.office_view import entry_of
from network.models import Organisation, Stewardship
from portal.accounts.models import Invitation
from portal.sites import office

from . import inviting
from .ending import end, is_last
from .overview import overview
from .rights import cares_for_all, holds, may_end, may_invite, may_look, stewards_of


class InviteForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class OfOrganisation(WagtailAdminTemplateMixin, TemplateView):
    """Base of the pages about one organisation's people: for themselves and the office, 404 for everybody else."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fetch the organisation; raise Http404 for whoever may not look."""
        self.organisation: Organisation = entry_of(kwargs["pk"])
        if not may_look(request.user, self.organisation):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the name."""
        return self.organisation.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here; only the office comes from the register."""
        return [*self.breadcrumbs_items, *self._way(), {"url": "", "label": self.get_page_title()}]

    def _way(self) -> list[dict[str, str]]:
        """Return what lies before this page."""
        if not cares_for_all(self.request.user):
            return []
        register = reverse("wagtailsnippets_network_organisation:list")
        edit = reverse("wagtailsnippets_network_organisation:edit", args=[self.organisation.pk])
        return [{"url": register, "label": _("Register")}, {"url": edit, "label": self.organisation.name}]

    def back(self) -> HttpResponse:
        """Lead back to the page."""
        return redirect("stewards:rights", self.organisation.pk)


class RightsView(OfOrganisation):
    """Who may do what here, and why; with the form that invites."""

    page_title = gettext_lazy("Who may do what here, and why?")
    template_name = "network/stewards/rights.html"
    http_method_names = ["get", "head", "post", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return everything the page shows."""
        return {
            **super().get_context_data(**kwargs),
            "organisation": self.organisation,
            "overview": overview(self.organisation, self.request.user, timezone.now()),
            "form": kwargs.get("form") or InviteForm(),
            "office": office(self.request),
            "page_url": _page_url(self.organisation),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Invite."""
        if not may_invite(request.user, self.organisation):
            raise Http404
        form = InviteForm(request.POST)
        if form.is_valid():
            try:
                self._invite(form.cleaned_data["email"])
            except ValidationError as error:
                form.add_error("email", error)
            else:
                return self.back()
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def _invite(self, email: str) -> None:
        """Invite an address, unless it stands above as somebody who acts already."""
        if any(row.user.email == email.lower() for row in stewards_of(self.organisation)):
            raise ValidationError(_("This person acts for the organisation already."))
        inviting.invite(email, self.organisation, self.request.user, timezone.now())
        messages.success(self.request, _("The invitation to %(email)s is on its way.") % {"email": email})


def _page_url(organisation: Organisation) -> str:
    """Return the address of the public page, "" where there is none."""
    page = organisation.pages.live().order_by("pk").first()
    return (page.get_url() or "") if page else ""


class InvitationView(OfOrganisation):
    """Sends one of the organisation's invitations once more, or takes it back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, invitation: uuid_module.UUID) -> HttpResponse:
        """Do what the button says."""
        found = get_object_or_404(inviting.unanswered_for(self.organisation), pk=invitation)
        act_on(request, found)
        return self.back()


def act_on(request: HttpRequest, invitation: Invitation) -> None:
    """Send an invitation once more or take it back, as the button says, and tell what happened."""
    ways: dict[str, tuple[Callable[..., Any], str]] = {
        "again": (inviting.again, _("The invitation to %(email)s is on its way once more.")),
        "withdraw": (inviting.withdraw, _("The invitation to %(email)s is taken back.")),
    }
    act, words = ways.get(request.POST.get("do", ""), (None, ""))
    if act is None:
        messages.error(request, _("Please choose what is to happen."))
        return
    try:
        act(invitation, request.user, timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words % {"email": invitation.email})


class EndView(OfOrganisation):
    """Asks whether somebody shall stop acting for the organisation, and says what follows; POST does it.

    One stops oneself. Others' access is ended by the office, which a steward can ask for here: in a quarrel the
    portal would otherwise side with whoever presses first.
    """

    template_name = "network/stewards/end.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fetch the row; raise Http404 for one of another organisation and one that is over."""
        rows = Stewardship.objects.filter(organisation=entry_of(kwargs["pk"])).select_related(
            "user", "organisation"
        )
        self.row: Stewardship = get_object_or_404(rows, pk=kwargs["row"])
        if not holds(self.row):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_me(self) -> bool:
        """Return whether it is one's own part."""
        return self.row.user_id == self.request.user.pk

    def get_page_title(self) -> str:
        """Return the question."""
        if self.is_me:
            return _("Stop acting for this organisation?")
        if may_end(self.request.user, self.row):
            return _("End somebody's access?")
        return _("Ask the office to end an access?")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what follows."""
        return {
            **super().get_context_data(**kwargs),
            "organisation": self.organisation,
            "row": self.row,
            "is_me": self.is_me,
            "may_end": may_end(self.request.user, self.row),
            "is_last": is_last(self.row),
        }

    def post(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        """End it, or ask the office to."""
        if may_end(request.user, self.row):
            end(self.row, request.user, timezone.now())
            messages.success(
                request, _("%(person)s no longer acts for the organisation.") % {"person": self.row.user}
            )
            return self.back() if may_look(request.user, self.organisation) else redirect("account_home")
        words = _("Please end the access of %(person)s (%(email)s). Asked by %(by)s.") % {
            "person": self.row.user,
            "email": self.row.user.email,
            "by": request.user,
        }
        corrections.note_once(self.organisation, words, request.user.email, timezone.now())
        messages.success(request, _("The coordination office has been asked and gets in touch with you."))
        return self.back()
