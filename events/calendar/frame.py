"""What surrounds every page of the calendar: head, way, language, and how long the answer holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from events.addresses import calendar_path
from events.models import Event
from network.models import Organisation
from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_context import view_context
from portal.page_meta import with_entity
from portal.sites import site_facts
from portal.tiles import Tile, as_tile, tile_for
from portal.validity import holds_until
from portal.view_models import Link
from portal.way import way_to

from .turning import next_turn

TINT = Tile(9, 0, 0, 0)
CLOTH_TILES = 15


def context_below(
    page: Page,
    request: HttpRequest,
    title: str,
    trail: Sequence[Link] = (),
    entity: dict[str, Any] | None = None,
    **meta: Any,
) -> dict[str, Any]:
    """Return the context of a page below the calendar's own; `trail` are the steps between them."""
    context = view_context(request, title, **meta)
    home = way_to(page, request).pages[0]
    steps = (Link(_("Home"), page_path(home)), Link(page.title, page_path(page)), *trail)
    context["breadcrumbs"] = (*steps, Link(title, "", current=True))
    context["page"] = page
    if entity:
        context["meta"] = with_entity(context["meta"], entity)
    return context


def base_url(request: HttpRequest) -> str:
    """Return scheme and host of the site."""
    facts = site_facts(request)
    return facts.base_url if facts else ""


def canonical(request: HttpRequest, path_below: str) -> str:
    """Return the absolute address of something in the calendar, in the default language."""
    with override(settings.LANGUAGE_CODE):
        return f"{base_url(request)}{calendar_path()}{path_below}"


def cloth() -> tuple[Tile, ...]:
    """Return fifteen tiles of those who invite, for the head."""
    return cached("calendar-cloth", _read_cloth)


def _read_cloth() -> tuple[Tile, ...]:
    """Read the tiles."""
    inviting = Event.objects.filter(live=True, organiser__isnull=False).values("organiser")
    codes = Organisation.objects.filter(pk__in=inviting).order_by("pk").values_list("tile", flat=True)
    tiles = [as_tile(code) for code in codes[:CLOTH_TILES] if code]
    return tuple([*tiles, *(tile_for(f"calendar-{n}") for n in range(CLOTH_TILES))][:CLOTH_TILES])


def holds_until_next_turn(request: HttpRequest, now: datetime) -> None:
    """Say that the answer changes when the next date begins or ends."""
    holds_until(request, next_turn(now))
