"""The sheets of an emergency kit: all of it in one language, and a card of one page to hang up or carry along."""

from dataclasses import replace

from django.utils import timezone

from portal.addresses import page_path
from portal.page_refs import source_of
from publications.kit.building import kit_record
from publications.kit.card import card_view, numbers_on_card
from publications.kit.presentation import kit_view
from publications.kit.view_models import KitView
from publications.kit.views import kit_page
from publications.models import KitPage
from publications.records.kits import KitRecord

from .guides import papers_of, sheet_in
from .sheets import Sheet

KIND, CARD = "kit", "card"


def kit_sheet(page: KitPage, language: str) -> Sheet:
    """Return the sheet of a kit in one of its languages, with the words around it in the active one."""
    record = kit_record(page, language)
    view = _view(page, record)
    return sheet_in(page, KIND, record.guide, {"guide": view.guide, "kit": view})


def card_sheet(page: KitPage, language: str) -> Sheet:
    """Return the card of a kit in one of its languages."""
    record = kit_record(page, language)
    view = _view(page, record)
    short = replace(view, numbers=numbers_on_card(view.numbers))
    return sheet_in(page, CARD, record.guide, {"kit": short, "card": card_view(record)}, "karte")


def _view(page: KitPage, record: KitRecord) -> KitView:
    """Return a kit as it is shown today."""
    return kit_view(record, timezone.localdate(), page_path(source_of(page)))


KITS = papers_of(KIND, kit_page, kit_sheet)
CARDS = papers_of(CARD, kit_page, card_sheet)
