"""Where people are told of a PDF: beside the entry, on machines that can make one."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from network.models import ActorPage
from network.page_contexts import kept
from portal.registries import Section

from .press import can_print


def beside_entry(page: Any, request: HttpRequest) -> list[Section]:
    """Return the line that leads to an entry's PDF; none in a preview, whose draft is nobody's yet."""
    if not isinstance(page, ActorPage) or page.organisation_id is None or not can_print():
        return []
    if getattr(request, "is_preview", False):
        return []
    # Asked for by the template, when the page has read its entry anyway.
    context = {"url": partial(_address, page)}
    return [Section("publications/paper/beside_entry.html", context, order=80, is_aside=True)]


def _address(page: ActorPage) -> str:
    """Return where an entry's PDF is; no query while no content changes."""
    uuid = kept("uuids", page.organisation_id, lambda: page.organisation.uuid)
    return reverse("entry_pdf", args=[uuid])
