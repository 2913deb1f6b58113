"""“Without people” in the admin: the list, asking many at once, and taking that back."""

import uuid as uuid_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import TitleColumn

from network.care.office_view import ForOffice, OfficePage
from network.care.register_list import RegisterList, TickColumn
from network.models import Organisation, Outreach
from portal.row_keys import keys_in

from . import outreach
from .orphan_list import NamedColumn, OrphanFilterSet, address_words, asked_words, care_words, seen_words
from .orphans import orphaned

FORM_ID = "orphaned"
LATELY = 10


def _url(entry: Organisation) -> str:
    """Return where one sees who may do what."""
    return reverse("stewards:rights", args=[entry.pk])


class OrphansView(ForOffice, RegisterList):
    """Organisations that lack people."""

    model = Organisation
    page_title = gettext_lazy("Without people")
    header_icon = "user"
    index_url_name = "stewards:orphans"
    index_results_url_name = "stewards:orphans_results"
    template_name = "network/stewards/orphans.html"
    results_template_name = "network/stewards/orphans_results.html"
    default_ordering = "rank"
    filterset_class = OrphanFilterSet
    search_fields = ("name", "short_name", "former_names")
    columns = [
        TickColumn(FORM_ID, named="name"),
        TitleColumn("name", label=gettext_lazy("Name"), sort_key="name", get_url=_url, classname="title"),
        NamedColumn("care", label=gettext_lazy("Cared for by"), accessor=care_words, sort_key="rank"),
        NamedColumn("seen", label=gettext_lazy("Last here"), accessor=seen_words, sort_key="last_login"),
        NamedColumn("asked", label=gettext_lazy("Asked"), accessor=asked_words, sort_key="asked_at"),
        NamedColumn("address", label=gettext_lazy("Own address known"), accessor=address_words),
    ]

    def get_base_queryset(self) -> Any:
        """Return the organisations that lack people."""
        return orphaned(timezone.now())

    def order_queryset(self, queryset: Any) -> Any:
        """Return them in the order that was asked for, then by name."""
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "name", "pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what can be done, and what was done lately."""
        return {
            **super().get_context_data(*args, **kwargs),
            "form_id": FORM_ID,
            "act_url": reverse("stewards:ask"),
            "most": outreach.MOST,
            "batches": lately(),
        }


def lately() -> list[dict[str, Any]]:
    """Return the last questions, those asked together as one; one query."""
    found: dict[Any, dict[str, Any]] = {}
    for row in Outreach.objects.select_related("by", "organisation")[: LATELY * 10]:
        batch = found.setdefault(row.batch, {"batch": row.batch, "first": row, "names": []})
        batch["names"].append(row.organisation.name)
    return list(found.values())[:LATELY]


class AskView(OfficePage):
    """Asks for the ticked organisations."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask, and say what was left."""
        keys = request.POST.getlist("entry")
        if not keys:
            messages.error(request, _("Please choose at least one entry."))
            return redirect("stewards:orphans")
        outcome = outreach.ask(request.user, keys, timezone.now())
        if count := len(outcome.done):
            text = ngettext("Asked for %(count)s entry.", "Asked for %(count)s entries.", count)
            messages.success(request, text % {"count": count})
        if outcome.refused:
            messages.warning(request, _("Left as they are: %(names)s") % {"names": _named(outcome.refused)})
        return redirect("stewards:orphans")


def _named(refused: Any) -> str:
    """Return names with the reason why nothing was done; what is no entry is left out."""
    found = Organisation.objects.filter(pk__in=keys_in(refused)).values_list("pk", "name")
    names = {str(pk): name for pk, name in found}
    return "; ".join(f"{names.get(key, '–')} ({reason})" for key, reason in refused.items())


class UndoView(OfficePage):
    """Takes back what was asked together, as far as it has not gone yet."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, batch: uuid_module.UUID) -> HttpResponse:
        """Take it back."""
        back = outreach.undo(request.user, {"batch": str(batch)}, timezone.now())
        if back:
            text = ngettext("Taken back for %(count)s entry.", "Taken back for %(count)s entries.", len(back))
            messages.success(request, text % {"count": len(back)})
        else:
            messages.warning(request, _("Nothing to take back: the mails have gone already."))
        return redirect("stewards:orphans")
