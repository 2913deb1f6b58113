"""What the signpost adds to the portal's registries."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal import registries
from portal.registries import Section

from .doors import doors
from .sitemap import entries


def register() -> None:
    """Put the doors on the home page and the signpost into the sitemap."""
    registries.home_blocks.register("doors", door_section)
    registries.sitemap_entries.register("signpost", entries)


def door_section(page: Any, request: HttpRequest) -> Section:
    """Return the three doors for the home page."""
    return Section(
        "components/sections/doors.html", {"doors": doors()}, 5, "mitmachen", _("What brings you here?")
    )
