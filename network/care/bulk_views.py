"""Editing many entries in the admin: choose and say what, see old and new, do it, take it back."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from network.models import BulkEdit, Organisation
from network.register_filters import RegisterFilterSet
from network.register_queries import with_columns

from . import bulk_edit
from .bulk_form import BulkForm
from .done_lately import SHOWN, DoneLately
from .merging import Refused
from .office_view import ForOffice, OfficePage
from .register_list import RegisterList, TickColumn
from .selection import SEARCH_FIELDS, Selection, chosen, selectable

FORM_ID = "bulk-edit"


class BulkListView(ForOffice, RegisterList):
    """The register with boxes to tick, its own filters, and below it what is to happen."""

    model = Organisation
    page_title = gettext_lazy("Edit many entries")
    header_icon = "list-ul"
    index_url_name = "register_care:bulk"
    index_results_url_name = "register_care:bulk_results"
    template_name = "network/care/bulk.html"
    results_template_name = "network/care/bulk_results.html"
    default_ordering = "name"
    filterset_class = RegisterFilterSet
    search_fields = SEARCH_FIELDS

    @cached_property
    def columns(self) -> list[Column]:
        """Return a box, the name, and what tells entries apart."""
        return [
            TickColumn(FORM_ID, named="name"),
            Column("name", label=gettext_lazy("Name"), sort_key="name", classname="title"),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("seat", label=gettext_lazy("Seat"), sort_key="seat__name"),
        ]

    def get_base_queryset(self) -> QuerySet:
        """Return the entries that may be changed."""
        return with_columns(selectable(), timezone.localdate())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the form and what was done lately."""
        context = super().get_context_data(*args, **kwargs)
        form = BulkForm()
        return {
            **context,
            "media": context["media"] + form.media,
            "form": form,
            "form_id": FORM_ID,
            "query": self.request.GET.urlencode(),
            "act_url": reverse("register_care:bulk_preview"),
            "lately": [_told(edit) for edit in BulkEdit.objects.select_related("by")[:SHOWN]],
            "most": bulk_edit.MOST,
            "most_seats": bulk_edit.MOST_SEATS,
        }


class BulkPreviewView(OfficePage):
    """Old and new of every chosen entry; the button does exactly that or shows it again."""

    page_title = gettext_lazy("Edit many entries: preview")
    header_icon = "list-ul"
    template_name = "network/care/bulk_preview.html"

    def way(self) -> list[dict[str, str]]:
        """Return the list."""
        return [{"url": reverse("register_care:bulk"), "label": _("Edit many entries")}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the list: without a form there is nothing to preview."""
        return redirect("register_care:bulk")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the preview, or do it once its button was pressed."""
        form = BulkForm(request.POST)
        wish = form.wish() if form.is_valid() else bulk_edit.Wish()
        selection = chosen(request, bulk_edit.most_of(wish))
        if selection.error or not form.is_valid():
            self._name_errors(request, form, selection.error)
            return self._show(form, Selection(), ())
        if request.POST.get("do") == "apply":
            try:
                seen = request.POST.get("seen", "")
                done, items = bulk_edit.apply(selection.entries, wish, request.user, seen)
            except Refused as refusal:
                messages.warning(request, refusal.reason)
            else:
                _tell(request, done, items)
                return redirect("register_care:bulk")
        return self._show(form, selection, bulk_edit.plan(selection.entries, wish), bulk_edit.most_of(wish))

    def _show(self, form: BulkForm, selection: Selection, items: Any, most: int = 0) -> HttpResponse:
        """Return the page; where a whole page of the list was ticked, it offers everything found."""
        context = self.get_context_data(
            form=form,
            media=form.media,
            entries=selection.entries,
            beyond=selection.beyond,
            query=self.request.POST.get("query", ""),
            most=most,
            items=items,
            changing=sum(bool(item.changes) and not item.left for item in items),
            seen=bulk_edit.fingerprint(items),
            back_url=reverse("register_care:bulk"),
            action_url=self.request.path,
        )
        return self.render_to_response(context)

    @staticmethod
    def _name_errors(request: HttpRequest, form: BulkForm, error: str) -> None:
        """Say everything that is wrong at once."""
        found = [error] if error else []
        if not form.is_valid():
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                found += [f"{label}: {one}" if label else str(one) for one in errors]
        messages.error(request, " ".join(found))


class BulkUndoView(OfficePage):
    """Takes an edit of many entries back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo, and name what somebody changed since."""
        done = get_object_or_404(BulkEdit, pk=pk)
        try:
            left = bulk_edit.undo(done, request.user)
        except Refused as refusal:
            messages.error(request, refusal.reason)
            return redirect("register_care:bulk")
        if left:
            text = _("Undone, except where somebody changed something since: %(names)s")
            messages.warning(request, text % {"names": ", ".join(left)})
        else:
            messages.success(request, _("Everything is as it was before."))
        return redirect("register_care:bulk")


def _tell(request: HttpRequest, done: BulkEdit, items: list[bulk_edit.Item]) -> None:
    """Say how many entries were changed and which were left."""
    count = done.summary["entries"]
    text = ngettext("%(count)s entry was changed.", "%(count)s entries were changed.", count)
    undo = messages.button(f"{reverse('register_care:bulk')}#edit-{done.pk}", _("Undo below"))
    messages.success(request, text % {"count": count}, buttons=[undo])
    left = [f"{item.entry.name} ({item.left})" for item in items if item.left]
    if left:
        messages.warning(request, _("Left as they are: %(names)s") % {"names": "; ".join(left)})


def _told(edit: BulkEdit) -> DoneLately:
    """Return an edit as the list shows it."""
    words = "; ".join(edit.summary["wish"])
    return DoneLately(
        edit, words, edit.summary["entries"], reverse("register_care:bulk_undo", args=[edit.pk])
    )
