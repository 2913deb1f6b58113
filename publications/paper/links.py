"""Where people are told of a PDF: beside the page, on machines that can make one."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from network.models import ActorPage
from network.page_contexts import kept
from portal.registries import Section
from publications.guides.building import guide_record
from publications.guides.forms import GuideForm
from publications.models import GuidePage, KitPage

from .press import can_print

TEMPLATE = "publications/paper/beside_page.html"
OF_KIT = "publications/paper/beside_kit.html"


def beside_page(page: Any, request: HttpRequest) -> list[Section]:
    """Return the line that leads to a page's PDF; none in a preview, whose draft is nobody's yet."""
    if getattr(request, "is_preview", False) or not can_print():
        return []
    # Asked for by the template, when the page has read what it shows anyway.
    if isinstance(page, ActorPage) and page.organisation_id is not None:
        return [Section(TEMPLATE, {"url": partial(_of_entry, page)}, order=80, is_aside=True)]
    if isinstance(page, KitPage):
        return [Section(OF_KIT, {"urls": partial(_of_kit, page, request)}, order=10, is_aside=True)]
    if isinstance(page, GuidePage):
        return [Section(TEMPLATE, {"url": partial(_of_guide, page, request)}, order=10, is_aside=True)]
    return []


def _of_entry(page: ActorPage) -> str:
    """Return where an entry's PDF is; no query while no content changes."""
    uuid = kept("uuids", page.organisation_id, lambda: page.organisation.uuid)
    return reverse("entry_pdf", args=[uuid])


def _of_kit(page: KitPage, request: HttpRequest) -> dict[str, str]:
    """Return where a kit's PDFs are, in the language that is shown."""
    language = _language(page, request)
    if not language:
        return {"kit": reverse("kit_pdf", args=[page.pk]), "card": reverse("card_pdf", args=[page.pk])}
    return {name: reverse(f"{name}_pdf_in", args=[page.pk, language]) for name in ("kit", "card")}


def _of_guide(page: GuidePage, request: HttpRequest) -> str:
    """Return where a guide's PDF is, in the language that is shown."""
    language = _language(page, request)
    return (
        reverse("guide_pdf_in", args=[page.pk, language])
        if language
        else reverse("guide_pdf", args=[page.pk])
    )


def _language(page: GuidePage, request: HttpRequest) -> str:
    """Return the language in which a guide is shown, "" for that of its page."""
    language = GuideForm(request.GET).cleaned_data["sprache"]
    record = guide_record(page)
    return language if language in record.languages and language != record.language else ""
