"""“What is out of date?” in the admin: the list, what the office does about it, and the way back."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet

from network.care.done_lately import SHOWN, DoneLately
from network.care.office_view import OfficePage, is_office
from network.care.register_list import RegisterList, TickColumn
from network.models import ActorPage, FreshnessEdit
from portal.menu import MenuItemFor
from portal.models import User
from portal.only_for import OnlyFor
from portal.row_keys import is_key

from . import office_steps
from .listing import DueColumn, OutdatedFilterSet, marked_words, outdated, stage_words
from .settings import periods

FORM_ID = "outdated"
VIEW_RIGHT = "network.view_organisation"


def may_look(user: User) -> bool:
    """Return whether a person may see the list: the office, and editors, who change nothing by it."""
    return user.is_active and (is_office(user) or user.has_perm(VIEW_RIGHT))


class OutdatedView(OnlyFor, RegisterList):
    """Entries of which something is due, the oldest first."""

    model = ActorPage
    page_title = gettext_lazy("What is out of date?")
    header_icon = "time"
    index_url_name = "freshness:list"
    index_results_url_name = "freshness:list_results"
    template_name = "network/freshness/list.html"
    results_template_name = "network/freshness/list_results.html"
    default_ordering = "page_since"
    filterset_class = OutdatedFilterSet
    search_fields = ("title", "organisation__name", "organisation__short_name")

    may = staticmethod(may_look)

    @cached_property
    def columns(self) -> list[Column]:
        """Return a box for the office, the name, what is due, who was asked, who acts, what visitors see."""
        due = DueColumn("due", timezone.localdate(), periods(), label=gettext_lazy("Due"))
        box = TickColumn(FORM_ID, named="title")
        return [
            *([box] if is_office(self.request.user) else []),
            TitleColumn(
                "title", label=gettext_lazy("Name"), sort_key="title", get_url=_url, classname="title"
            ),
            due,
            Column("since", label=gettext_lazy("Asked"), accessor=stage_words, sort_key="stage_on"),
            Column("stewards", label=gettext_lazy("Stewards"), sort_key="stewards"),
            Column("marked", label=gettext_lazy("Marked in public"), accessor=marked_words),
        ]

    def get_base_queryset(self) -> Any:
        """Return the pages of which something is due."""
        return outdated(timezone.localdate(), periods())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what can be done, and what was done lately."""
        may_act = is_office(self.request.user)
        return {
            **super().get_context_data(*args, **kwargs),
            "form_id": FORM_ID,
            "may_act": may_act,
            "act_url": reverse("freshness:act") if may_act else "",
            "ways": office_steps.What.choices,
            "most": office_steps.MOST,
            "lately": [_told(edit) for edit in FreshnessEdit.objects.select_related("by")[:SHOWN]]
            if may_act
            else [],
        }


class ActView(OfficePage):
    """Does one thing to the ticked entries."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it and say what was left."""
        pages, error = _chosen(request)
        what = request.POST.get("do", "")
        if what not in office_steps.What.values:
            error = error or _("Please choose what is to happen.")
        if error:
            messages.error(request, error)
            return redirect("freshness:list")
        outcome = office_steps.do(office_steps.What(what), pages, request.user, timezone.now())
        _tell(request, outcome)
        return redirect("freshness:list")


class UndoView(OfficePage):
    """Takes one step back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo, and name what was left."""
        try:
            left = office_steps.undo(get_object_or_404(FreshnessEdit, pk=pk), request.user)
        except office_steps.Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("freshness:list")
        if left:
            text = _("Undone, except where something happened since: %(names)s")
            messages.warning(request, text % {"names": ", ".join(left)})
        else:
            messages.success(request, _("Everything is as it was before."))
        return redirect("freshness:list")


class FreshnessViewSet(ViewSet):
    """The pages about what is out of date."""

    name = "freshness"
    url_prefix = "freshness"
    url_namespace = "freshness"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        return [
            path("", OutdatedView.as_view(), name="list"),
            path("results/", OutdatedView.as_view(results_only=True), name="list_results"),
            path("act/", ActView.as_view(), name="act"),
            path("undo/<int:pk>/", UndoView.as_view(), name="undo"),
        ]


def menu_item() -> MenuItemFor:
    """Return the entry of the menu."""
    return MenuItemFor(
        gettext_lazy("What is out of date?"),
        reverse("freshness:list"),
        may_look,
        name="freshness",
        icon_name="time",
        order=165,
    )


def _url(page: ActorPage) -> str:
    """Return where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _chosen(request: HttpRequest) -> tuple[Sequence[ActorPage], str]:
    """Return the ticked pages that are in the list, or what is wrong with the choice."""
    keys = request.POST.getlist("entry")
    if not all(map(is_key, keys)):
        return (), _("Please choose entries from the list.")
    if len(keys) > office_steps.MOST:
        return (), _("At most %(most)s entries at once.") % {"most": office_steps.MOST}
    pages = list(
        outdated(timezone.localdate(), periods()).filter(pk__in=map(int, keys)).order_by("title", "pk")
    )
    return pages, "" if pages else _("Please choose at least one entry.")


def _told(edit: FreshnessEdit) -> DoneLately:
    """Return a step as the list shows it."""
    words = str(office_steps.What(edit.what).label)
    return DoneLately(edit, words, edit.count, reverse("freshness:undo", args=[edit.pk]))


def _tell(request: HttpRequest, outcome: office_steps.Outcome) -> None:
    """Say how many entries it was and which were left."""
    if outcome.edit:
        count = outcome.edit.count
        text = ngettext("Done for %(count)s entry.", "Done for %(count)s entries.", count) % {"count": count}
        undo = messages.button(f"{reverse('freshness:list')}#edit-{outcome.edit.pk}", _("Undo below"))
        messages.success(request, text, buttons=[undo])
    if outcome.left:
        names = "; ".join(f"{title} ({reason})" for title, reason in outcome.left)
        messages.warning(request, _("Left as they are: %(names)s") % {"names": names})
