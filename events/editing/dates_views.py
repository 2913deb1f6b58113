"""The page of an event's dates, and the pages on which a date is called off, moved, taken out, brought back or split.

Each page shows on GET what follows and acts on POST. Rights are those of the row: a foreign event is not there (404).
Who may not publish, and whoever finds a draft with other changes, changes the draft and is told what is next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events import series
from events.choices import EventStatus, Source
from events.keys import key_start
from events.models import Event, Registration
from events.permissions import may_publish
from events.recurrence.expand import moment
from events.recurrence.refusals import Refused
from events.recurrence.split import affected
from events.wishes import freshen
from portal.scoped_views import ScopedRow

from .choosable import chooses_freely
from .date_forms import CopyForm, MoveForm, NoteForm, TimesForm, times_of
from .date_rows import CANCEL, MOVE, REMOVE, RESTORE, SPLIT, DateRow, date_rows, known_row
from .next_dates import day_words
from .refusal_words import refusal_text

SHOWN = 40


@dataclass(frozen=True)
class Act:
    """What can be done with a date: its button, what the page says follows, and the sentence afterwards."""

    label: Any
    text: Any
    done: Any
    icon: str
    is_serious: bool = False


ACTS = {
    CANCEL: Act(
        gettext_lazy("Call off"),
        gettext_lazy("The date stays visible and is marked as cancelled, on the site and in calendars."),
        gettext_lazy("%(day)s is called off."),
        "cross",
    ),
    MOVE: Act(
        gettext_lazy("Move"),
        gettext_lazy("Only this date moves. It keeps its address, and whoever registered for it."),
        gettext_lazy("%(day)s has moved."),
        "date",
    ),
    REMOVE: Act(
        gettext_lazy("Take out"),
        gettext_lazy(
            "The date vanishes, as if it had never been planned. Call it off if people know about it."
        ),
        gettext_lazy("%(day)s is taken out."),
        "bin",
        is_serious=True,
    ),
    RESTORE: Act(
        gettext_lazy("Bring back"),
        gettext_lazy("The date takes place again as the series says, without a note of its own."),
        gettext_lazy("%(day)s takes place as the series says."),
        "undo",
    ),
    SPLIT: Act(
        gettext_lazy("Change from here on"),
        gettext_lazy(
            "The series ends before this date, and a second event goes on with it: same words, a form of its own. "
            "What was decided about later dates, and who registered for them, goes along."
        ),
        gettext_lazy("The series goes on as an event of its own from %(day)s. Change it here."),
        "cut",
    ),
}


class DatesPage(ScopedRow, WagtailAdminTemplateMixin, TemplateView):
    """A page about the dates of one event, as its newest draft says."""

    model: Any = None
    index_url_name: str | None = None
    edit_url_name: str | None = None
    header_icon = "date"
    page_title = pgettext_lazy("of one event", "Dates")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the event and its draft."""
        super().setup(request, *args, **kwargs)
        self.event: Event = self.permission_policy.row
        self.draft: Event = self.event.get_latest_revision_as_object()
        freshen(self.draft)

    def get_page_subtitle(self) -> str:
        """Return the event's title."""
        return self.draft.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        items = [
            {"url": reverse(self.index_url_name), "label": _("Events")},
            {"url": self.edit_url, "label": self.draft.title},
            {"url": self.dates_url, "label": pgettext("of one event", "Dates")},
        ]
        return [*self.breadcrumbs_items, *items, *self.way()]

    def way(self) -> list[dict[str, str]]:
        """Return what lies behind the page of all dates."""
        return []

    @property
    def edit_url(self) -> str:
        """Return the address of the event's form."""
        return reverse(self.edit_url_name, args=[self.event.pk])

    @property
    def dates_url(self) -> str:
        """Return the address of the page of all dates."""
        return self.url("dates")

    def url(self, name: str, *args: Any) -> str:
        """Return the address of another page of the event."""
        return reverse(Event.snippet_viewset.get_url_name(name), args=[self.event.pk, *args])

    @cached_property
    def may_publish(self) -> bool:
        """Return whether the person may publish the event as its draft is."""
        user = self.request.user
        return self.permission_policy.user_has_permission(user, "publish") and may_publish(user, self.draft)

    @cached_property
    def has_other_changes(self) -> bool:
        """Return whether publishing would publish more than the change of a date."""
        return self.event.live and self.event.has_unpublished_changes

    @cached_property
    def is_locked(self) -> bool:
        """Return whether the person may not change the event at the moment."""
        lock = self.event.get_lock()
        return bool(lock and lock.for_user(self.request.user))

    def editor(self) -> series.Editor:
        """Return who acts; published is only what is public already, and nothing else along with it unasked."""
        is_asked = not self.has_other_changes or self.request.POST.get("with_draft") == "on"
        return series.Editor(self.request.user, self.may_publish and self.event.live and is_asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every page about dates says."""
        return {
            **super().get_context_data(**kwargs),
            "event": self.draft,
            "is_live": self.event.live,
            "may_publish": self.may_publish,
            "has_other_changes": self.has_other_changes,
            "is_locked": self.is_locked,
            "edit_url": self.edit_url,
            "dates_url": self.dates_url,
        }

    def say(self, text: str, editor: series.Editor) -> None:
        """Tell what happened, and what is to be done where it is not public yet."""
        if editor.publishes:
            messages.success(self.request, f"{text} {_('It is public.')}")
        elif not self.event.live:
            messages.success(self.request, f"{text} {_('The event is not published yet.')}")
        else:
            button = messages.button(self.edit_url, _("To the form"))
            advice = _("So far only in the draft: publish it in the form, or send it for review there.")
            messages.warning(self.request, f"{text} {advice}", buttons=[button])


class DatesView(DatesPage):
    """All dates, the past ones folded."""

    template_name = "events/admin/dates.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the dates."""
        rows = date_rows(self.draft, timezone.now())
        upcoming = [self._shown(row) for row in rows if not row.is_past]
        shows_all = self.request.GET.get("all") == "1"
        return {
            **super().get_context_data(**kwargs),
            "upcoming": upcoming if shows_all else upcoming[:SHOWN],
            "hidden": 0 if shows_all else max(len(upcoming) - SHOWN, 0),
            "past": [self._shown(row) for row in rows if row.is_past],
            "shift_url": self.url("shift"),
        }

    def _shown(self, row: DateRow) -> dict[str, Any]:
        """Return a row with its buttons."""
        buttons = [(ACTS[name], self.url("date_action", row.key, name)) for name in row.actions]
        return {"row": row, "buttons": buttons}


class DateActionView(DatesPage):
    """One thing done with one date."""

    template_name = "events/admin/date_action.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the date and the action; raises Http404 for a date that is none, and one that cannot be done so."""
        super().setup(request, *args, **kwargs)
        self.act = ACTS.get(kwargs["action"])
        self.row = known_row(self.draft, kwargs["key"], timezone.now())
        if self.act is None or self.row is None or kwargs["action"] not in self.row.actions:
            raise Http404

    def way(self) -> list[dict[str, str]]:
        """Return this date."""
        return [{"url": "", "label": f"{self.row.day}: {self.act.label}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the date, what follows, and what is asked."""
        kwargs.setdefault("form", self.form())
        context = super().get_context_data(**kwargs)
        is_refused = self.kwargs["action"] == SPLIT and self._loses_registrations
        return {**context, "row": self.row, "act": self.act, "is_refused": is_refused}

    def form(self, data: Any = None) -> forms.Form:
        """Return what is asked."""
        if self.kwargs["action"] == CANCEL:
            return NoteForm(data, initial={"note": self.row.note})
        if self.kwargs["action"] == MOVE:
            one = moment(self.draft.schedule, key_start(self.row.key), self.draft.zone)
            times = times_of(one.wall_start, one.wall_end, self.draft.is_all_day)
            return MoveForm(data, event=self.draft, initial={**times, "note": self.row.note})
        return forms.Form(data)

    @cached_property
    def _loses_registrations(self) -> bool:
        """Return whether a split would leave registrations behind: they follow only when it is public at once."""
        return (
            not (self.may_publish and self.event.live)
            and Registration.objects.filter(event=self.event).exists()
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        form = self.form(request.POST)
        if self.is_locked or not form.is_valid() or (kwargs["action"] == SPLIT and self._loses_registrations):
            return self.render_to_response(self.get_context_data(form=form))
        editor = self.editor()
        try:
            changed = self._doings()[kwargs["action"]](form.cleaned_data, form, editor)
        except Refused as refusal:
            messages.error(request, refusal_text(refusal))
            return redirect(self.dates_url)
        self.say(self.act.done % {"day": self.row.day}, editor)
        if changed.pk != self.event.pk:
            return redirect(reverse(self.edit_url_name, args=[changed.pk]))
        return redirect(self.dates_url)

    def _doings(self) -> dict[str, Callable[[dict[str, Any], Any, series.Editor], Event]]:
        """Return what is done, by action."""
        event, key = self.event, self.row.key
        return {
            CANCEL: lambda asked, _form, editor: series.cancel_date(event, key, asked["note"], editor),
            MOVE: lambda asked, form, editor: series.move_date(
                event, key, form.span(), asked["note"], editor
            ),
            REMOVE: lambda _asked, _form, editor: series.remove_date(event, key, editor),
            RESTORE: lambda _asked, _form, editor: series.restore_date(event, key, editor),
            SPLIT: lambda _asked, _form, editor: series.split_at(event, key, editor),
        }


class ShiftView(DatesPage):
    """All dates moved together: first what would happen to those about which somebody decided, then the deed."""

    template_name = "events/admin/shift.html"

    def way(self) -> list[dict[str, str]]:
        """Return this page."""
        return [{"url": "", "label": _("Move all dates")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is asked."""
        schedule = self.draft.schedule
        kwargs.setdefault(
            "form",
            TimesForm(
                event=self.draft, initial=times_of(schedule.start, schedule.end, self.draft.is_all_day)
            ),
        )
        is_refused = not (self.may_publish and self.event.live) and self._has_registrations()
        return {
            **super().get_context_data(**kwargs),
            "is_refused": is_refused,
            "first": day_words(schedule.start),
        }

    def _has_registrations(self) -> bool:
        """Return whether somebody registered for one of the dates."""
        return Registration.objects.filter(event=self.event).exclude(key="").exists()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would happen, or do it when that was confirmed."""
        form = TimesForm(request.POST, event=self.draft)
        context = self.get_context_data(form=form)
        if self.is_locked or context["is_refused"] or not form.is_valid():
            return self.render_to_response(context)
        start, end = form.span()
        schedule = self.draft.schedule
        if request.POST.get("confirmed") != "on":
            kept = [self._decided(key) for key in affected(schedule)]
            context |= {"asks": True, "kept": kept, "to": day_words(start)}
            return self.render_to_response(context)
        editor = self.editor()
        try:
            series.shift_all(self.event, start, end, editor)
        except Refused as refusal:
            form.add_error(None, refusal_text(refusal))
            return self.render_to_response(context)
        self.say(_("All dates have moved."), editor)
        return redirect(self.dates_url)

    def _decided(self, key: Any) -> str:
        """Return a date about which somebody decided, in words."""
        schedule = self.draft.schedule
        change = schedule.changes.get(key)
        if key in schedule.removed:
            words = _("taken out")
        elif change is not None and change.is_cancelled:
            words = _("called off")
        elif change is not None and change.start is not None:
            words = _("moved to %(day)s, which stays") % {"day": day_words(change.start)}
        else:
            words = _("changed") if change is not None else _("further date")
        return f"{day_words(key)}: {words}"


class DuplicateView(DatesPage):
    """A new draft with the words of an event; nothing of the original changes."""

    scope_actions = ("copy", "change")
    template_name = "events/admin/duplicate.html"
    page_title = gettext_lazy("Copy")
    header_icon = "copy"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raise Http404 for whoever may not write events."""
        super().setup(request, *args, **kwargs)
        if not self.permission_policy.user_has_permission(request.user, "add"):
            raise Http404

    def way(self) -> list[dict[str, str]]:
        """Return this page."""
        return [{"url": "", "label": _("Copy")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question."""
        kwargs.setdefault("form", CopyForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the copy and lead to its form; a copy takes place once until its form says otherwise."""
        form = CopyForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        copy = series.copy_of(self.draft)
        days = form.cleaned_data["starts_on"] - copy.starts_on
        copy.starts_on += days
        copy.ends_on = copy.ends_on and copy.ends_on + days
        copy.rule, copy.extra_dates, copy.removed_dates, copy.wished_away = "", [], [], []
        copy.status, copy.status_note, copy.slug = EventStatus.SCHEDULED, "", ""
        copy.source = Source.EDITOR if chooses_freely(request.user) else Source.MEMBER
        copy.save()
        copy.save_revision(user=request.user, log_action=True)
        messages.success(
            request, _("This is the copy, a draft. Say when it takes place, then publish or submit it.")
        )
        return redirect(reverse(self.edit_url_name, args=[copy.pk]))
