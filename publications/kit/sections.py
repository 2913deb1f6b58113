"""The way to the emergency kit: on the home page and above the list of guides."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.registries import Section
from publications.guides.presentation import words_language
from publications.guides.rows import GuideRow, guide_rows
from publications.models import GuideIndexPage

TEMPLATE = "publications/kit/way_to_kit.html"
ANCHOR = "notfallkoffer"


def kit_rows() -> tuple[GuideRow, ...]:
    """Return the published kits in the reader's language, as rows of the list of guides."""
    return tuple(row for row in guide_rows() if row.is_kit)


def on_home(page: Any, request: HttpRequest) -> Section | None:
    """Return the way to the kits, None where there is none."""
    kits = tuple((row, words_language(row.locale)) for row in kit_rows())
    heading = _("Is it happening right now?")
    return Section(TEMPLATE, {"kits": kits}, anchor=ANCHOR, heading=heading) if kits else None


def above_list(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the same above the list of guides."""
    section = on_home(page, request) if isinstance(page, GuideIndexPage) else None
    if section is not None:
        yield Section(TEMPLATE, section.context, 10, ANCHOR, section.heading, is_aside=True)
