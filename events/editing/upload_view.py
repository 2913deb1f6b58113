"""The page of a large calendar file: how far it is, then what became of it."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.imports import uploads

from .file_view import CalendarFilePage
from .report_shown import shown_report
from .upload_shown import shown_upload


class CalendarUploadView(CalendarFilePage):
    """Shows it; a script asks again while the file is being taken in, else a link does."""

    page_title = gettext_lazy("A large calendar file")
    template_name = "events/admin/calendar_upload.html"
    http_method_names = ["get", "head", "options"]
    file_url_name = ""

    def way(self) -> list[dict[str, str]]:
        """Return the page on which files are given."""
        return [{"url": reverse(self.file_url_name), "label": _("Take in a calendar file")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the file; raises Http404 where it is gone."""
        upload = get_object_or_404(uploads.recent(), pk=kwargs["pk"])
        return {
            **super().get_context_data(**kwargs),
            "upload": shown_upload(upload),
            "report": shown_report(upload.report) if upload.finished_at else None,
        }
