"""Where the list stands in the admin: addresses, menu and desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.menu import MenuItemFor

from . import counting
from .filters import MINE
from .jobs_view import JobsView
from .list_view import WorkListView
from .reading import Board, may_work, read
from .step_views import ActView, OwnView, UndoView
from .walk_views import BeginView, KeysView, LeaveView, OnwardView


@dataclass(frozen=True)
class Count:
    """How much of something waits, and where it is."""

    label: str
    count: int
    url: str
    is_alarm: bool = False


class WorkListViewSet(ViewSet):
    """The pages of the list."""

    name = "worklist"
    url_prefix = "worklist"
    url_namespace = "worklist"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        return [
            path("", WorkListView.as_view(), name="list"),
            path("act/", ActView.as_view(), name="act"),
            path("owner/", OwnView.as_view(), name="own"),
            path("undo/<int:pk>/", UndoView.as_view(), name="undo"),
            path("begin/", BeginView.as_view(), name="begin"),
            path("onward/", OnwardView.as_view(), name="onward"),
            path("leave/", LeaveView.as_view(), name="leave"),
            path("jobs/", JobsView.as_view(), name="jobs"),
            path("keys/", KeysView.as_view(), name="keys"),
        ]


class WorkListMenuItem(MenuItemFor):
    """The first entry of the menu for whoever something may wait for, with how much."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the entry with the number of what waits."""
        count = counting.waiting(request.user, timezone.now())
        label = _("To do (%(count)s)") % {"count": count} if count else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class WorkListPanel(Component):
    """On the desk, before everything else: how much waits, in all and by queue, each with the way to it."""

    name = "worklist"
    order = 10
    template_name = "portal/worklist/desk.html"

    def __init__(self, board: Board) -> None:
        self.board = board

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the counts."""
        board = self.board
        url = reverse("worklist:list")
        whole = [
            Count(_("in all"), len(board.entries), url),
            Count(_("overdue"), board.overdue, f"{url}?overdue=on", is_alarm=bool(board.overdue)),
            Count(_("taken over by me"), board.mine, f"{url}?owner={MINE}"),
        ]
        by_queue = [
            Count(str(queue.label), board.counts[name], f"{url}?queue={name}")
            for name, queue in board.queues.items()
            if board.counts[name]
        ]
        return {
            "whole": whole,
            "by_queue": by_queue,
            "begin_url": reverse("worklist:begin") if board.entries else "",
            "unreadable": board.labels(board.unreadable),
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the counts on the desk of whoever something may wait for."""
    if may_work(request.user):
        board = read(request.user, timezone.now())
        # Before the menu is shown, which then needs not read everything once more.
        counting.note(board)
        panels.append(WorkListPanel(board))


def menu_item() -> MenuItem:
    """Return the entry of the menu."""
    return WorkListMenuItem(
        gettext_lazy("To do"),
        reverse("worklist:list"),
        may_work,
        name="worklist",
        icon_name="list-ul",
        order=5,
    )
