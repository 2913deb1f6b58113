"""The addresses of PDFs; none takes a parameter, so there are as many files as things that are published."""

import uuid as uuid_module

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.page_contexts import kept
from portal.addresses import page_path

from .answers import edition_of, paper
from .entries import entry_page, entry_sheet


@require_safe
def entry_pdf(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponseBase:
    """Return an organisation's or alliance's entry, in the reader's language where its page has one; Http404."""
    page = entry_page(uuid)
    edition = kept(f"paper-{get_language()}", page.pk, lambda: edition_of(entry_sheet(page)))
    return paper(request, edition, lambda: entry_sheet(page), page_path(page))
