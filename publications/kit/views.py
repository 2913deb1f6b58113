"""What a kit needs beside its page: the worker that keeps it on a device, and the table of places."""

import json

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.addresses import page_path
from portal.page_refs import source_of
from portal.restrictions import public_or_404
from publications.models import KitPage

from .places import table_for_devices
from .worker import worker_script


def kit_page(page_id: int) -> KitPage:
    """Return the published kit of an id that everybody may read; raises Http404."""
    return public_or_404(KitPage.objects, page_id)


@require_safe
def kit_worker(request: HttpRequest, page_id: str) -> HttpResponse:
    """Return the worker of a kit, which may keep the kit's own page and nothing above it; raises Http404."""
    page = kit_page(int(page_id))
    script = worker_script(page, reverse("kit_places", args=[page_id]))
    headers = {
        "Service-Worker-Allowed": page_path(source_of(page)),
        "Cache-Control": "no-cache",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def kit_places(request: HttpRequest, page_id: str) -> HttpResponse:
    """Return the districts of postcodes and places, so that nobody must tell us where they are; raises Http404."""
    kit_page(int(page_id))
    content = json.dumps(table_for_devices(), ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, content_type="application/json", headers={"X-Robots-Tag": "noindex"})
