"""The pages on which one date is called off, moved, taken out, brought back, or the series split at it.

Each shows on GET what follows and acts on POST.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin import messages

from events import series
from events.keys import key_start
from events.models import Event, Registration
from events.recurrence.expand import moment
from events.recurrence.refusals import Refused

from .date_acts import ACTS
from .date_forms import MoveForm, NoteForm, times_of
from .date_rows import CANCEL, MOVE, REMOVE, RESTORE, SPLIT, known_row
from .dates_page import DatesPage
from .refusal_words import refusal_text


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
