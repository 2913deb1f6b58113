"""The form of a reader who has found an error in an event."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.addresses import event_path
from events.curation.survivors import survivor_of
from events.models import Event
from events.records import public_record
from portal.anonymous_forms import never_kept
from portal.page_context import view_context

from . import reports


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_event(request: HttpRequest, short_id: str) -> HttpResponse:
    """Take a hint about a public event, or about the one it became part of."""
    event = Event.objects.filter(short_id=short_id, live=True).first() or survivor_of(short_id)
    if event is None:
        raise Http404
    record = public_record(event)
    title = _("Report an error")
    context = view_context(request, title, robots="noindex") | {
        "title": title,
        "event_title": record.title,
        "event_url": event_path(record.slug, record.short_id),
    }
    if request.method != "POST":
        return _page(request, "report", {**context, "form": reports.ReportForm(request)})
    form = reports.ReportForm(request, request.POST)
    if not form.is_valid():
        return _page(request, "report", {**context, "form": form}, 400)
    if not reports.limit.take(request).allowed:
        form.add_error(None, _("Those were many hints in a short time. Please wait a few minutes."))
        return _page(request, "report", {**context, "form": form}, 429)
    reports.receive(event, form)
    return _page(request, "report_thanks", context)


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the pages, which no cache keeps."""
    return never_kept(render(request, f"events/curation/{name}.html", context, status=status))
