"""The addresses of PDFs; none takes a parameter, so there are as many files as things that are published."""

import uuid as uuid_module
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.page_contexts import kept
from portal.addresses import page_path
from publications.kit.views import kit_page
from publications.models import KitPage

from .answers import edition_of, paper
from .entries import entry_page, entry_sheet
from .guides import guide_page, guide_sheet, language_of_guide
from .kits import card_sheet, kit_sheet, language_of_kit
from .sheets import Sheet


@require_safe
def entry_pdf(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponseBase:
    """Return an organisation's or alliance's entry, in the reader's language where its page has one; Http404."""
    page = entry_page(uuid)
    edition = kept(f"paper-{get_language()}", page.pk, lambda: edition_of(entry_sheet(page)))
    return paper(request, edition, lambda: entry_sheet(page), page_path(page))


@require_safe
def guide_pdf(request: HttpRequest, page_id: int, language: str = "") -> HttpResponseBase:
    """Return a guide in one of its languages, that of its page if none is named; raises Http404."""
    page = guide_page(page_id)
    wanted = language_of_guide(page, language)
    name = f"paper-{get_language()}-{wanted}"
    edition = kept(name, page.pk, lambda: edition_of(guide_sheet(page, wanted)))
    return paper(request, edition, lambda: guide_sheet(page, wanted), page_path(page))


@require_safe
def kit_pdf(request: HttpRequest, page_id: int, language: str = "") -> HttpResponseBase:
    """Return an emergency kit in one of its languages, that of its page if none is named; raises Http404."""
    return _of_kit(request, "kit", kit_sheet, page_id, language)


@require_safe
def card_pdf(request: HttpRequest, page_id: int, language: str = "") -> HttpResponseBase:
    """Return the card of an emergency kit in one of its languages; raises Http404."""
    return _of_kit(request, "card", card_sheet, page_id, language)


def _of_kit(
    request: HttpRequest, kind: str, make: Callable[[KitPage, str], Sheet], page_id: int, language: str
) -> HttpResponseBase:
    """Return a sheet of a kit."""
    page = kit_page(page_id)
    wanted = language_of_kit(page, language)
    name = f"paper-{kind}-{get_language()}-{wanted}"
    edition = kept(name, page.pk, lambda: edition_of(make(page, wanted)))
    return paper(request, edition, lambda: make(page, wanted), page_path(page))
