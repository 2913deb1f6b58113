"""The page on which an event is copied."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events import series
from events.beginning import why_no_more_of
from events.choices import EventStatus, Source

from .choosable import chooses_freely
from .date_forms import CopyForm
from .dates_page import DatesPage


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
        organiser = None if chooses_freely(request.user) else self.draft.organiser
        if organiser is not None and (refusal := why_no_more_of(organiser)):
            form.add_error(None, refusal)
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
