"""The list: everything that waits, with its filter, what can be done with many, and what was done lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.users.models import UserProfile

from . import acting, counting
from .ages import age_words, due_words
from .filters import filter_of, query_of
from .frame import WorkPage, list_url
from .models import WorkStep
from .owning import colleagues
from .queues import QueueAction, WorkQueue
from .reading import Board, Entry, place_of, read

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """An entry as the list shows it."""

    entry: Entry
    age: str
    due: str
    is_here: bool


@dataclass(frozen=True)
class Told:
    """A step as the list tells it, with whether something leads back."""

    step: WorkStep
    queue: str
    action: str
    can_undo: bool


class WorkListView(WorkPage):
    """Everything that waits for somebody, what is due first."""

    page_title = gettext_lazy("To do")
    template_name = "portal/worklist/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of the list; unknown pages are the nearest one."""
        now, user = timezone.now(), self.request.user
        board = read(user, now)
        counting.note(board)
        asked = filter_of(self.request, board)
        entries = asked.entries()
        here = place_of(self.request.GET.get("at", ""))
        page = _page(entries, self.request.GET.get("p"), here[0] if here else None)
        query = query_of(self.request)
        told = told_steps(acting.steps_of(user, now), board.queues)
        return {
            **super().get_context_data(**kwargs),
            "board": board,
            "unreadable": board.labels(board.unreadable),
            "too_long": board.labels(board.too_long),
            "filter": asked,
            "is_filtered": bool(query),
            "rows": [_row(entry, now, here[0] if here else None) for entry in page.object_list],
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "total": len(entries),
            "deeds": deeds(board, entries),
            "most": acting.MOST,
            "people": [person for person in colleagues() if person != user],
            "query": query,
            "shown_at": now.isoformat(),
            "has_keys": UserProfile.get_for_user(user).keyboard_shortcuts,
            "latest": next((one for one in told if one.can_undo), None),
            "told": told,
            **_addresses(query),
        }


def deeds(board: Board, entries: Sequence[Entry]) -> list[tuple[str, str, tuple[QueueAction, ...]]]:
    """Return queues of which something was found, by name and label, with what can be done to many."""
    there = {entry.queue_name for entry in entries}
    return [
        (name, str(queue.label), queue.actions)
        for name, queue in board.queues.items()
        if name in there and queue.actions
    ]


def told_steps(steps: Sequence[WorkStep], queues: Mapping[str, WorkQueue]) -> list[Told]:
    """Return what was done lately by somebody with these queues, in words."""
    found = []
    for step in steps:
        queue, action = acting.known_action(step, queues)
        labels = str(queue.label) if queue else step.queue, str(action.label) if action else step.action
        found.append(Told(step, *labels, acting.can_undo(step, action)))
    return found


def _page(entries: Sequence[Entry], number: str | None, here: tuple[str, str] | None) -> Page:
    """Return a page of the list: the one asked for, else the one with the row that is looked at."""
    pages = Paginator(entries, PER_PAGE)
    if number is None and here is not None:
        at = next((n for n, entry in enumerate(entries) if entry.place == here), 0)
        return pages.get_page(at // PER_PAGE + 1)
    return pages.get_page(number)


def _row(entry: Entry, now: datetime, here: tuple[str, str] | None) -> Row:
    """Return an entry in words."""
    return Row(entry, age_words(now - entry.item.since), due_words(entry.due, now), entry.place == here)


def _addresses(query: str) -> dict[str, str]:
    """Return where the forms of the list send to; the filter goes along."""
    asked = f"?{query}" if query else ""
    names = {"act_url": "act", "own_url": "own", "begin_url": "begin"}
    return {
        "list_url": list_url(),
        "keys_url": reverse("worklist:keys"),
        **{key: f"{reverse(f'worklist:{name}')}{asked}" for key, name in names.items()},
    }
