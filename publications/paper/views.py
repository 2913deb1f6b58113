"""The addresses of PDFs; none takes a parameter, so there are as many files as things that are published."""

import uuid as uuid_module
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.page_contexts import kept
from portal.addresses import page_path
from publications.kit.views import kit_page
from publications.models import GuidePage

from . import guides, kits
from .answers import edition_of, paper
from .entries import entry_page, entry_sheet
from .sheets import Sheet


@require_safe
def entry_pdf(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponseBase:
    """Return an organisation's or alliance's entry, in the reader's language where its page has one; Http404."""
    page = entry_page(uuid)
    edition = kept(f"paper-{get_language()}", page.pk, lambda: edition_of(entry_sheet(page)))
    return paper(request, edition, lambda: entry_sheet(page), page_path(page))


@require_safe
def guide_pdf(request: HttpRequest, page_id: str, language: str = "") -> HttpResponseBase:
    """Return a guide in one of its languages, that of its page if none is named; raises Http404."""
    return _in_language(request, guides.guide_page(int(page_id)), guides.KIND, guides.guide_sheet, language)


@require_safe
def kit_pdf(request: HttpRequest, page_id: str, language: str = "") -> HttpResponseBase:
    """Return an emergency kit in one of its languages, that of its page if none is named; raises Http404."""
    return _in_language(request, kit_page(int(page_id)), kits.KIND, kits.kit_sheet, language)


@require_safe
def card_pdf(request: HttpRequest, page_id: str, language: str = "") -> HttpResponseBase:
    """Return the card of an emergency kit in one of its languages; raises Http404."""
    return _in_language(request, kit_page(int(page_id)), kits.CARD, kits.card_sheet, language)


def _in_language(
    request: HttpRequest, page: GuidePage, kind: str, make: Callable[[Any, str], Sheet], language: str
) -> HttpResponseBase:
    """Return a sheet of a guide or kit."""
    wanted = guides.language_of_guide(page, language)
    name = f"paper-{kind}-{get_language()}-{wanted}"
    edition = kept(name, page.pk, lambda: edition_of(make(page, wanted)))
    return paper(request, edition, lambda: make(page, wanted), page_path(page))
