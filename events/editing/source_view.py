"""An event says again what the calendar says from which it came, field by field; from then on it follows it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from events.imports.differing import differences, take_source
from events.models import Registration

from .event_page import EventPage


class SourceView(EventPage, View):
    """Takes over the source's value of the fields that are sent, as far as they differ."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it and lead back to the form."""
        labels = {one.field: one.label for one in differences(self.event)}
        fields = [name for name in request.POST.getlist("field") if name in labels]
        editor = self.editor()
        if self.is_locked:
            messages.error(request, _("The event is locked or in review, so nothing was changed."))
        elif not fields:
            messages.error(request, _("Nothing was changed: it does not differ there any more."))
        elif "dates" in fields and not editor.publishes and self._has_registrations():
            messages.error(
                request,
                _(
                    "People have registered. Ask the editors: their registrations only go along when the change is "
                    "public at once."
                ),
            )
        else:
            take_source(self.event, fields, editor)
            told = ", ".join(labels[name] for name in fields)
            self.say(_("As in the source again: %(fields)s.") % {"fields": told}, editor)
        return redirect(self.edit_url)

    def _has_registrations(self) -> bool:
        """Return whether somebody registered for one of the dates."""
        return Registration.objects.filter(event=self.event).exclude(key="").exists()
