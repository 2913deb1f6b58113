"""The queue: the list with its filters, one entry with the buttons that decide, and what was decided lately."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events.models import QueueEntry
from events.models.curation import Decision, QueueKind
from events.planned import planned_at
from portal.query_forms import kept_query
from portal.row_keys import keys_in

from . import deciding, undoing
from .decision_form import DecisionForm, form_for
from .filters import QueueFilter
from .rights import CurationPage
from .rows import QueueRow, rows_of, with_events
from .waiting import AlreadySettled, open_entries

PER_PAGE = 30
# Decided about at once.
MOST = 100
NEXT = "_next"
# Which buttons an entry has, by why it waits.
BUTTONS = {
    QueueKind.NEW: ("publish", "refuse"),
    QueueKind.CHANGED: ("publish", "refuse", "keep"),
    QueueKind.PROPOSAL: ("publish", "refuse"),
    QueueKind.MISSING: ("cancel", "take_down", "keep"),
    QueueKind.DUPLICATE: ("different",),
    QueueKind.REPORT: ("done",),
}
DONE_WORDS = {
    Decision.PUBLISHED: gettext_lazy("“%(title)s” is published."),
    Decision.REFUSED: gettext_lazy("“%(title)s” is not published."),
    Decision.CANCELLED: gettext_lazy("“%(title)s” is shown as cancelled."),
    Decision.TAKEN_DOWN: gettext_lazy("“%(title)s” is taken out of the calendar."),
    Decision.KEPT: gettext_lazy("“%(title)s” stays as it is."),
    Decision.DIFFERENT: gettext_lazy("These two are not proposed as one again."),
    Decision.DONE: gettext_lazy("The hint about “%(title)s” is dealt with."),
}


class QueueView(CurationPage):
    """Everything that waits, longest first."""

    page_title = gettext_lazy("Queue of the calendar")
    template_name = "events/curation/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of the queue; unknown pages are the nearest one."""
        now = timezone.now()
        asked = QueueFilter(self.request.GET)
        pages = Paginator(asked.apply(open_entries(), now), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        query = query_of(self.request)
        return {
            **super().get_context_data(**kwargs),
            "filter": asked,
            "is_filtered": bool(query),
            "rows": rows_of(with_events(page.object_list), now),
            "page_obj": page,
            "total": pages.count,
            "query": query,
            "list_url": reverse("event_queue:list"),
            "bulk_url": reverse("event_queue:bulk"),
            "recent": undoing.recent(now).count(),
            "media": asked.media,
        }


class EntryView(CurationPage):
    """One entry: what it says, what it changes, and the decision."""

    template_name = "events/curation/entry.html"

    def get_page_title(self) -> str:
        """Return the heading."""
        return _("Decide")

    def row(self) -> QueueRow:
        """Return the entry; raises Http404."""
        entry = get_object_or_404(with_events(QueueEntry.objects.all()), pk=self.kwargs["pk"])
        return rows_of([entry], timezone.now())[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the entry with its form; a settled one says who decided."""
        row = kwargs.pop("row", None) or self.row()
        form = kwargs.pop("form", None) or form_for(row)
        entry = row.entry
        query = query_of(self.request)
        return {
            **super().get_context_data(**kwargs),
            "row": row,
            "entry": entry,
            "form": form,
            "buttons": BUTTONS[entry.kind] if entry.settled_at is None else (),
            "proposal": getattr(entry.event, "proposal", None),
            "edit_url": reverse("wagtailsnippets_events_event:edit", args=[entry.event_id]),
            "merge_url": _merge_url(entry),
            "next_url": _with_query(next_url(entry, self.request), query),
            "list_url": _with_query(reverse("event_queue:list"), query),
            "action_url": self.request.get_full_path(),
            "waiting": open_entries().count(),
            "media": form.media,
            **kwargs,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry the decision out, or show again what was typed with the reason why not."""
        row = self.row()
        form = form_for(row, request.POST)
        said = request.POST.get("do", "").removesuffix(NEXT)
        if said not in BUTTONS[row.entry.kind]:
            return self.again(row, form, _("Nothing was changed: please press one of the buttons."), 400)
        if not form.is_valid():
            return self.again(row, form, _("Nothing was changed: please look at the form again."), 400)
        try:
            entry = ACTIONS[said](pk, form, request)
        except AlreadySettled as error:
            return self.again(self.row(), form, settled_words(error.entry), 409)
        except deciding.NotDone as error:
            return self.again(self.row(), form, str(error), 409)
        done = done_words(entry, row.title)
        undo = messages.button(reverse("event_queue:recent"), _("Take back …"))
        messages.success(request, done, buttons=[undo])
        if request.POST.get("do", "").endswith(NEXT):
            return redirect(_with_query(next_url(entry, request), query_of(request)))
        return redirect(_with_query(reverse("event_queue:list"), query_of(request)))

    def again(self, row: QueueRow, form: DecisionForm, words: str, status: int) -> HttpResponse:
        """Return the page with what was typed and a message; nothing is lost."""
        messages.error(self.request, words)
        return self.render_to_response(self.get_context_data(row=row, form=form), status=status)


Act = Callable[[int, DecisionForm, HttpRequest], QueueEntry]


def _publish(pk: int, form: DecisionForm, request: HttpRequest) -> QueueEntry:
    """Publish with the chosen topics and place."""
    return deciding.publish(pk, request.user, timezone.now(), form.cleaned_data["seen"], form.choice())


def _refuse(pk: int, form: DecisionForm, request: HttpRequest) -> QueueEntry:
    """Refuse with the reason."""
    asked = form.cleaned_data
    return deciding.refuse(pk, asked["reason"], request.user, timezone.now(), asked["seen"])


def _leaving(decision: Decision) -> Act:
    """Return the action that settles and changes nothing."""
    return lambda pk, form, request: deciding.leave(pk, decision, request.user, timezone.now())


ACTIONS: dict[str, Act] = {
    "publish": _publish,
    "refuse": _refuse,
    "cancel": lambda pk, form, request: deciding.cancel_event(pk, request.user, timezone.now()),
    "take_down": lambda pk, form, request: deciding.take_down(pk, request.user, timezone.now()),
    "keep": lambda pk, form, request: deciding.keep(pk, request.user, timezone.now()),
    "different": _leaving(Decision.DIFFERENT),
    "done": _leaving(Decision.DONE),
}


class RecentView(CurationPage):
    """What was decided in the last minutes, to take back."""

    page_title = gettext_lazy("Decided lately")
    template_name = "events/curation/recent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the decisions of everybody."""
        rows = undoing.recent(timezone.now()).select_related("event", "settled_by")[:MOST]
        return {**super().get_context_data(**kwargs), "entries": list(rows)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the ticked decisions back, each on its own."""
        for pk in keys_in(request.POST.getlist("entry"), MOST):
            entry = QueueEntry.objects.filter(pk=pk).select_related("event").first()
            if entry is None:
                continue
            try:
                undoing.undo(pk, request.user, timezone.now())
            except deciding.NotDone as error:
                messages.error(request, f"{entry.event}: {error}")
            else:
                messages.success(request, _("“%(title)s” waits again.") % {"title": entry.event})
        return redirect("event_queue:recent")


def done_words(entry: QueueEntry, title: str) -> str:
    """Return what came of a decision; what is planned for later is not public yet."""
    hour = planned_at(entry.event) if entry.decision == Decision.PUBLISHED else None
    if hour is None:
        return DONE_WORDS[Decision(entry.decision)] % {"title": title}
    when = date_format(timezone.localtime(hour), "SHORT_DATETIME_FORMAT")
    return _("“%(title)s” will be published on %(hour)s, as its form says.") % {"title": title, "hour": when}


def settled_words(entry: QueueEntry) -> str:
    """Return who was faster, when, and what was decided."""
    when = timezone.localtime(entry.settled_at).strftime("%H:%M") if entry.settled_at else ""
    words = {"who": entry.settled_by or _("somebody"), "when": when, "what": entry.get_decision_display()}
    return _("%(who)s decided at %(when)s: %(what)s. Nothing more was changed.") % words


def query_of(request: HttpRequest) -> str:
    """Return the filter of the list as the address holds it."""
    return kept_query(request.GET, QueueFilter)


def next_url(entry: QueueEntry, request: HttpRequest) -> str:
    """Return the address of the entry after this one in the same filter, of the list where nothing waits there."""
    asked = QueueFilter(request.GET).apply(open_entries(), timezone.now()).exclude(pk=entry.pk)
    later: QuerySet[QueueEntry] = asked.filter(
        Q(created_at__gt=entry.created_at) | Q(created_at=entry.created_at, pk__gt=entry.pk)
    )
    following = later.values_list("pk", flat=True).first() or asked.values_list("pk", flat=True).first()
    return reverse("event_queue:entry", args=[following]) if following else reverse("event_queue:list")


def _merge_url(entry: QueueEntry) -> str:
    """Return the address that makes a pair one; what is public remains, else the older one."""
    if entry.other is None:
        return ""
    pair = [entry.other_id, entry.event_id] if entry.event.live else [entry.event_id, entry.other_id]
    return reverse("event_queue:merge", args=pair)


def _with_query(url: str, query: str) -> str:
    """Return an address with the filter of the list."""
    return f"{url}?{query}" if query else url
