"""The markup of a sheet: a template with what stands around it in every PDF."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from wagtail.models import Page

from portal.languages import original_language, page_language, prose_language
from portal.page_refs import source_of

from .of_site import settings_for
from .sheets import QR, STYLES


def markup_of(page: Page, template: str, address: str, context: Mapping[str, Any]) -> str:
    """Return what is printed of a page, with the words around it in the active language.

    `context` holds title, description and words_language beside what the template itself reads.
    """
    around = {
        "network": settings_for(page).full_name,
        "address": address,
        "page_language": page_language(),
        "prose_language": prose_language(source_of(page).locale_id),
        "original_language": original_language(),
        "styles": STYLES,
        "qr": QR,
    }
    return render_to_string(f"publications/paper/{template}.html", {**around, **context})
