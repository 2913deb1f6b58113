"""An organisation's calendar file in the admin: what would come in, then taken in; for those who may publish."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.imports import uploads
from events.imports.by_hand import feed_of, take_file, taking_turns
from events.imports.reading import Options
from events.imports.report import Report
from events.models import CalendarFeed, CalendarUpload
from portal.chosen_keys import forget_impossible
from portal.scoped_views import ScopedNew

from .file_form import CalendarFileForm
from .report_shown import shown_report
from .upload_shown import shown_upload

# Files of the last days that the page leads to.
MOST_UPLOADS = 5


class CalendarFilePage(ScopedNew, WagtailAdminTemplateMixin, TemplateView):
    """A page about calendar files."""

    model: Any = None
    permission_policy: Any = None
    index_url_name: str | None = None
    header_icon = "upload"

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
            *self.way(),
            {"url": "", "label": self.get_page_title()},
        ]

    def way(self) -> list[dict[str, str]]:
        """Return what lies between the list of events and the page."""
        return []


class CalendarFileView(CalendarFilePage):
    """Takes a file in, or has a large one taken in; one button only shows what that would do."""

    page_title = gettext_lazy("Take in a calendar file")
    template_name = "events/admin/calendar_file.html"
    upload_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and the large files of the last days."""
        kwargs.setdefault("form", CalendarFileForm())
        large = [(self._url_of(one), shown_upload(one)) for one in uploads.recent()[:MOST_UPLOADS]]
        return {**super().get_context_data(**kwargs), "media": kwargs["form"].media, "uploads": large}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what the file would do, or what it did; lead on to the page of a large one."""
        form = CalendarFileForm(request.POST, request.FILES)
        if not form.is_valid():
            forget_impossible(form)
            return self.render_to_response(self.get_context_data(form=form), status=400)
        is_dry = "take" not in request.POST
        if form.is_large and not is_dry:
            return HttpResponseRedirect(self._url_of(_kept(form)))
        with taking_turns(form.cleaned_data["organisation"]) as is_free:
            if is_free:
                report = _taken(form, is_dry)
        if not is_free:
            form.add_error(None, _("Another import is running; nothing was written."))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        shown = {"is_dry": is_dry, "report": shown_report(report.as_json())}
        return self.render_to_response(self.get_context_data(form=form, **shown))

    def _url_of(self, upload: CalendarUpload) -> str:
        """Return where it stands how far a large file is."""
        return reverse(self.upload_url_name, args=[upload.pk])


def _feed(form: CalendarFileForm, is_dry: bool) -> CalendarFeed:
    """Return the feed of the file in a valid form."""
    return feed_of(form.cleaned_data["organisation"], is_dry, url="", name=form.cleaned_data["file"].name)


def _taken(form: CalendarFileForm, is_dry: bool) -> Report:
    """Take the file in, or pretend to."""
    options = Options(publishes=form.cleaned_data["publishes"], is_dry=is_dry)
    return take_file(form.content, _feed(form, is_dry), timezone.now(), options)


def _kept(form: CalendarFileForm) -> CalendarUpload:
    """Keep the file for housekeeping."""
    feed = _feed(form, is_dry=False)
    return uploads.keep(form.content, form.events, feed, form.cleaned_data["publishes"], timezone.now())
