"""What every page is on which one thing is done with one date: it shows on GET what follows, and acts on POST."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from events.models import Event
from events.recurrence.refusals import Refused
from events.series import Editor

from .date_acts import ACTS
from .date_rows import known_row
from .dates_page import DatesPage
from .refusal_words import refusal_text


class DatePage(DatesPage):
    """One thing done with one date; whatever cannot be done with it is not there."""

    template_name = "events/admin/date_action.html"
    action = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the date and the action; raises Http404 for a date that is none, and one that cannot be done so."""
        super().setup(request, *args, **kwargs)
        self.action = kwargs.get("action", self.action)
        self.act = ACTS.get(self.action)
        self.row = known_row(self.draft, kwargs["key"], timezone.now())
        if self.act is None or self.row is None or self.action not in self.row.actions:
            raise Http404

    def way(self) -> list[dict[str, str]]:
        """Return this date."""
        return [{"url": "", "label": f"{self.row.day}: {self.act.label}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the date, what follows, and what is asked."""
        kwargs.setdefault("form", self.form())
        context = super().get_context_data(**kwargs)
        return {**context, "row": self.row, "act": self.act, "is_refused": self.is_refused()}

    def form(self, data: Any = None) -> forms.Form:
        """Return what is asked."""
        return forms.Form(data)

    def is_refused(self) -> bool:
        """Return whether it cannot be done at the moment, which the page explains."""
        return False

    def act_on(self, form: Any, editor: Editor) -> Event:
        """Do what was asked for and return the event to go on with; raises Refused."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        form = self.form(request.POST)
        if self.is_locked or not form.is_valid() or self.is_refused():
            return self.render_to_response(self.get_context_data(form=form))
        editor = self.editor()
        try:
            changed = self.act_on(form, editor)
        except Refused as refusal:
            messages.error(request, refusal_text(refusal))
            return redirect(self.dates_url)
        self.say(self.act.done % {"day": self.row.day}, editor)
        if changed.pk != self.event.pk:
            return redirect(reverse(self.edit_url_name, args=[changed.pk]))
        return redirect(self.dates_url)
