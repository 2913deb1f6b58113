"""A page is moved only to where it can be reached."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

from portal.page_form import RESERVED
from portal.reserved_addresses import is_reserved


def refuse_unreachable_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Lead back to the choice of a place where something else would answer the page's address there."""
    if not is_reserved(destination, page.slug):
        return None
    _say(request, page)
    return redirect("wagtailadmin_pages:move", page.pk)


def refuse_unreachable_moves(
    request: HttpRequest, action_type: str, objects: list[Any], action: BulkAction
) -> HttpResponse | None:
    """Move none of the chosen pages where one of them could no longer be reached."""
    if action_type != "move" or action.model is not Page:
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    lost = [page for page in objects if is_reserved(destination, page.slug)]
    for page in lost:
        _say(request, page)
    return redirect(action.next_url) if lost else None


def _say(request: HttpRequest, page: Page) -> None:
    """Say why a page stays where it is."""
    words = {"slug": page.slug, "example": f"{page.slug.lstrip('_')}-2"}
    messages.error(request, f"{page.get_admin_display_title()}: {RESERVED % words}")
