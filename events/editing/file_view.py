"""An organisation's calendar file in the admin: what would come in, then taken in; for those who may publish."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.imports.by_hand import feed_of, take_file
from events.imports.reading import Options
from events.imports.report import Report
from events.imports.wording import line_words, outcome_words
from portal.chosen_keys import forget_impossible
from portal.exclusive import exclusively
from portal.scoped_views import ScopedNew

from .file_form import CalendarFileForm

MOST_LINES = 100


class CalendarFileView(ScopedNew, WagtailAdminTemplateMixin, TemplateView):
    """Takes a file in; one button only shows what that would do."""

    model: Any = None
    permission_policy: Any = None
    index_url_name: str | None = None
    header_icon = "upload"
    page_title = gettext_lazy("Take in a calendar file")
    template_name = "events/admin/calendar_file.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer whoever may not publish for every organisation as if there was nothing."""
        if not self.permission_policy.policy.has_all(request.user, "publish"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Events")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", CalendarFileForm())
        return {**super().get_context_data(**kwargs), "media": kwargs["form"].media}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what the file would do, or what it did."""
        form = CalendarFileForm(request.POST, request.FILES)
        if not form.is_valid():
            forget_impossible(form)
            return self.render_to_response(self.get_context_data(form=form), status=400)
        with exclusively(f"import-calendar-{form.cleaned_data['organisation'].pk}") as is_free:
            if is_free:
                report = self._take(form, is_dry="take" not in request.POST)
        if not is_free:
            form.add_error(None, _("Another import is running; nothing was written."))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return self.render_to_response(self.get_context_data(form=form, **_told(report)))

    def _take(self, form: CalendarFileForm, is_dry: bool) -> Report:
        """Take the file in, or pretend to."""
        asked = form.cleaned_data
        feed = feed_of(asked["organisation"], is_dry, url="", name=asked["file"].name)
        options = Options(publishes=asked["publishes"], is_dry=is_dry)
        return take_file(form.content, feed, timezone.now(), options)


def _told(report: Report) -> dict[str, Any]:
    """Return a report in words."""
    told = list(report.telling())
    return {
        "report": report,
        "sums": [(count, outcome_words(outcome)) for outcome, count in report.counts.items()],
        "lines": [line_words(line) for line in told[:MOST_LINES]],
        "more_lines": max(0, len(told) - MOST_LINES),
        "queue_url": reverse("event_queue:list"),
    }
