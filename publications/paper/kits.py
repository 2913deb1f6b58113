"""The sheets of an emergency kit: all of it in one language, and a card of one page to hang up or carry along."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language

from portal.addresses import page_path, page_url
from portal.languages import original_language, page_language, prose_language
from portal.page_refs import source_of
from portal.slugs import german_slug
from publications.guides.presentation import LANGUAGE_PARAMETER
from publications.kit.building import kit_record
from publications.kit.card import card_view, numbers_on_card
from publications.kit.presentation import kit_view
from publications.kit.views import kit_page
from publications.models import KitPage

from . import guides
from .drawings import qr_drawing
from .kinds import Changed
from .of_site import settings_for
from .pictures import pictures_in
from .sheets import LONGEST_NAME, QR, STYLES, Sheet

KIND, CARD = "kit", "card"


def kit_sheet(page: KitPage, language: str) -> Sheet:
    """Return the sheet of a kit in one of its languages, with the words around it in the active one."""
    record = kit_record(page, language)
    view = kit_view(record, timezone.localdate(), page_path(source_of(page)))
    return _sheet(page, KIND, language, {"guide": view.guide, "kit": view})


def card_sheet(page: KitPage, language: str) -> Sheet:
    """Return the card of a kit in one of its languages."""
    record = kit_record(page, language)
    view = kit_view(record, timezone.localdate(), page_path(source_of(page)))
    short = replace(view, numbers=numbers_on_card(view.numbers))
    return _sheet(page, CARD, language, {"kit": short, "card": card_view(record)})


def language_of_kit(page: KitPage, language: str = "") -> str:
    """Return the language of a version of a kit, of the page itself if none is named; raises Http404."""
    return guides.language_of_guide(page, language)


def present_kit(subject: str) -> Sheet | None:
    """Return the kit that belongs under a name now, None where nobody may have it any more."""
    return _present(subject, kit_sheet)


def present_card(subject: str) -> Sheet | None:
    """Return the card that belongs under a name now, None where nobody may have it any more."""
    return _present(subject, card_sheet)


def kits_concerned(changed: Changed) -> Iterator[str]:
    """Yield the beginnings of names of files of kits: a kit changes where a guide would."""
    for beginning in guides.concerned(changed):
        yield beginning.replace(guides.KIND, KIND, 1)


def cards_concerned(changed: Changed) -> Iterator[str]:
    """Yield the beginnings of names of files of cards."""
    for beginning in guides.concerned(changed):
        yield beginning.replace(guides.KIND, CARD, 1)


def _present(subject: str, make: Any) -> Sheet | None:
    """Return the sheet of a name, in its languages."""
    _kind, page_id, *codes = subject.split("-")
    interface, language = (code.replace("_", "-") for code in codes)
    with translation.override(interface):
        try:
            page = kit_page(int(page_id))
            return make(page, language_of_kit(page, language))
        except Http404:
            return None


def _sheet(page: KitPage, kind: str, language: str, shown: dict[str, Any]) -> Sheet:
    """Return a sheet of a kit; its QR code leads to the kit in the same language."""
    record = kit_record(page, language).guide
    is_own = record.language == record.locale
    address = page_url(page) if is_own else f"{page_url(page)}?{LANGUAGE_PARAMETER}={language}"
    context = {
        "title": record.title,
        "description": record.summary,
        "network": settings_for(page).full_name,
        "address": address,
        "words_language": language,
        "page_language": page_language(),
        "prose_language": prose_language(source_of(page).locale_id),
        "original_language": original_language(),
        "styles": STYLES,
        "qr": QR,
        **shown,
    }
    html = render_to_string(f"publications/paper/{kind}.html", context)
    name = german_slug(page.title)[:LONGEST_NAME]
    parts = [name, *(["karte"] if kind == CARD else []), *([] if is_own else [language])]
    subject = guides.subject_of(page.pk, get_language(), language).replace(guides.KIND, kind, 1)
    return Sheet(
        subject,
        f"{'-'.join(parts)}.pdf",
        html,
        address,
        {QR: qr_drawing(address)},
        pictures_in(html, address),
    )
