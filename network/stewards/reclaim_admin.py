"""Requests for access in the admin: the office decides, the organisation's people look and object."""

import uuid as uuid_module
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.care.register_list import RegisterList
from network.models import Reclaim, ReclaimState
from network.models.reclaims import RUNNING
from network.register_filters import boxes
from portal.only_for import OnlyFor

from . import proofs, reclaiming
from .orphan_list import NamedColumn
from .reclaim_forms import ObjectionForm
from .rights import cares_for_all, may_look, stewards_of

STATES = [(state.value, state.label) for state in ReclaimState if state != ReclaimState.UNCONFIRMED]


def _url(reclaim: Reclaim) -> str:
    """Return where a request is looked at."""
    return reverse("stewards:reclaim", args=[reclaim.pk])


class ReclaimFilterSet(WagtailFilterSet):
    """By where a request stands."""

    state = boxes(gettext_lazy("State"), "state", STATES)

    class Meta:
        model = Reclaim
        fields: list[str] = []


class ReclaimsView(OnlyFor, RegisterList):
    """Every request whose address is confirmed, the newest first; for the office."""

    model = Reclaim
    page_title = gettext_lazy("Requests for access")
    header_icon = "key"
    index_url_name = "stewards:reclaims"
    index_results_url_name = "stewards:reclaims_results"
    default_ordering = "-confirmed_at"
    filterset_class = ReclaimFilterSet
    search_fields = ("organisation__name", "name", "email")
    columns = [
        TitleColumn(
            "organisation", label=gettext_lazy("Organisation"), sort_key="organisation__name", get_url=_url,
            classname="title",
        ),
        NamedColumn("name", label=gettext_lazy("Name")),
        NamedColumn("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        NamedColumn("way", label=gettext_lazy("How it is shown"), accessor="get_way_display"),
        DateColumn("confirmed_at", label=gettext_lazy("Asked"), sort_key="confirmed_at"),
    ]  # fmt: skip

    may = staticmethod(cares_for_all)

    def get_base_queryset(self) -> QuerySet[Reclaim]:
        """Return the requests."""
        rows = Reclaim.objects.exclude(state=ReclaimState.UNCONFIRMED)
        return rows.select_related("organisation")


class ReclaimView(WagtailAdminTemplateMixin, TemplateView):
    """One request: what speaks for it; the office grants or refuses, the organisation's people object."""

    page_title = gettext_lazy("Request for access")
    header_icon = "key"
    template_name = "network/stewards/reclaim.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fetch the request; raise Http404 for whoever may not look, and for one that is not confirmed."""
        rows = Reclaim.objects.exclude(state=ReclaimState.UNCONFIRMED).select_related(
            "organisation", "decided_by"
        )
        self.reclaim = rows.filter(pk=kwargs["reclaim"]).first()
        if self.reclaim is None or not may_look(request.user, self.reclaim.organisation):
            raise Http404
        self.is_office = cares_for_all(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the organisation's name."""
        return self.reclaim.organisation.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        requests = {"url": reverse("stewards:reclaims"), "label": _("Requests for access")}
        entry = self.reclaim.organisation
        rights = {"url": reverse("stewards:rights", args=[entry.pk]), "label": entry.name}
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *([requests] if self.is_office else []), rights, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what speaks for it."""
        entry = self.reclaim.organisation
        return {
            **super().get_context_data(**kwargs),
            "reclaim": self.reclaim,
            "is_office": self.is_office,
            "is_running": self.reclaim.state in RUNNING,
            "stewards": stewards_of(entry),
            "vouchers": self.reclaim.vouchers.select_related("organisation", "user"),
            "is_own": proofs.is_own(self.reclaim.email, entry) if self.is_office else None,
            "form": kwargs.get("form") or ObjectionForm(),
        }

    def post(self, request: HttpRequest, reclaim: uuid_module.UUID) -> HttpResponse:
        """Do what the button says, as far as the person may."""
        form = ObjectionForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        act = request.POST.get("do", "")
        try:
            words = self._act(act, form.cleaned_data["objection"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("stewards:reclaim", reclaim)
        if words:
            messages.success(request, words)
        else:
            messages.error(request, _("Nothing was done: the request has gone on meanwhile."))
        return redirect("stewards:reclaim", reclaim)

    def _act(self, act: str, objection: str) -> str:
        """Return what was done in words, "" for nothing; raises Http404 where the person may not."""
        user, now = self.request.user, timezone.now()
        if act == "object":
            is_done = reclaiming.object_to(self.reclaim, user, objection, now)
            return _("The request is stopped until the coordination office has decided.") if is_done else ""
        if not self.is_office:
            raise Http404
        if act == "grant":
            return (
                _("Granted: the invitation is on its way.")
                if reclaiming.grant(self.reclaim, user, now)
                else ""
            )
        if act == "refuse":
            return _("Refused: who asked is told.") if reclaiming.refuse(self.reclaim, user, now) else ""
        return ""
