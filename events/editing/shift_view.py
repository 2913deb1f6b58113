"""The page on which all dates of an event move together."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events import series
from events.models import Registration
from events.recurrence.refusals import Refused
from events.recurrence.split import affected

from .date_forms import TimesForm, times_of
from .dates_page import DatesPage
from .next_dates import day_words
from .refusal_words import refusal_text


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
