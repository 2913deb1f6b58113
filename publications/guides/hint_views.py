"""The form of a reader who has found an error in a guide."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.addresses import page_path
from portal.anonymous_forms import never_kept
from portal.page_context import view_context
from portal.restrictions import public_or_404
from publications.models import GuidePage, GuideSection

from . import hints
from .forms import ReportTargetForm
from .uses import published_in


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_guide(request: HttpRequest, page_id: str) -> HttpResponse:
    """Take a hint about a public guide, or about a section that stands in it."""
    page = public_or_404(GuidePage.objects.select_related("in_charge"), page_id)
    section = _section(request, page)
    title = _("Report an error")
    context = view_context(request, title, robots="noindex") | {
        "title": title,
        "guide_title": page.title,
        "section_title": section.title if section else "",
        "guide_url": page_path(page),
    }
    if request.method != "POST":
        return _page(request, "report", {**context, "form": hints.GuideHintForm(request)})
    form = hints.GuideHintForm(request, request.POST)
    if not form.is_valid():
        return _page(request, "report", {**context, "form": form}, 400)
    if not hints.limit.take(request).allowed:
        form.add_error(None, _("Those were many hints in a short time. Please wait a few minutes."))
        return _page(request, "report", {**context, "form": form}, 429)
    if not hints.receive(page, section, form, timezone.now()):
        form.add_error(None, _("Many hints on this guide wait already. Please try again in a few days."))
        return _page(request, "report", {**context, "form": form}, 429)
    return _page(request, "report_thanks", context)


def _section(request: HttpRequest, page: GuidePage) -> GuideSection | None:
    """Return the section that the address names, None for one that does not stand in this guide."""
    form = ReportTargetForm(request.GET)
    key = form.cleaned_data["abschnitt"] if form.is_valid() else None
    section = GuideSection.objects.filter(pk=key, live=True).first() if key else None
    return section if section is not None and page.pk in published_in(section) else None


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the pages, which no cache keeps."""
    return never_kept(render(request, f"publications/guides/{name}.html", context, status=status))
