"""The emergency switch in the hands of those who act for the organisation."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from . import emergency
from .frame import DeskPage, desk_url

REASON = 500


class ReasonForm(forms.Form):
    """Why everything is hidden; a few words are enough."""

    reason = forms.CharField(
        label=gettext_lazy("What has happened?"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "A few words are enough. The coordination office and the others who keep this page read them."
        ),
    )


class EmergencyView(DeskPage):
    """Says on GET what follows; the button says which way, so that two people cannot undo each other."""

    page_title = gettext_lazy("Emergency switch")
    header_icon = "warning"
    template_name = "network/desk/emergency.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return whether it is on, since when and why, and the form."""
        context = super().get_context_data(**kwargs)
        is_on = self.organisation.is_shielded
        alarm = emergency.last_alarm(self.organisation) if is_on else None
        return {"form": ReasonForm(), **context, "is_on": is_on, "alarm": alarm}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Switch as the button said and lead back to the desk; without a reason, ask for it."""
        wanted = request.POST.get("shield")
        if wanted == "off":
            emergency.show_again(self.organisation, request.user, self.now)
            messages.success(request, _("Everything is shown again as each contact and each address says."))
            return redirect(desk_url(self.organisation))
        form = ReasonForm(request.POST)
        if wanted != "on" or not form.is_valid():
            return self.ask_again(request, form=form, status=400)
        emergency.hide(self.organisation, request.user, form.cleaned_data["reason"], self.now)
        messages.success(
            request,
            _("Hidden. Nobody sees persons, contacts, links and exact places any more. The office knows."),
        )
        return redirect(desk_url(self.organisation))
