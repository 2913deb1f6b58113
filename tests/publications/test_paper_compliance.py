"""Every kind of PDF is PDF/UA-1, to the last of veraPDF's checks."""

import re
import zlib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation

from network.records.load import actor_pages
from network.shielding import shield
from publications.paper.entries import entry_sheet
from publications.paper.guides import guide_sheet
from publications.paper.kits import card_sheet, kit_sheet
from publications.paper.press import print_job
from publications.paper.sheets import Sheet
from tests import builders
from tests.publications import guide_pages, kit_pages
from tests.publications.paper_pages import full_alliance, full_organisation
from tests.verapdf.validate import failures_or_skip


def sheets() -> dict[str, Sheet]:
    """Return a sheet of every kind, as full as it gets, one without facts, one in two directions of writing."""
    tree = builders.site_tree()
    places = builders.places()
    pages = {
        "organisation": full_organisation(tree, seat=places.zwickau),
        "alliance": full_alliance(tree),
        "bare": builders.organisation_page(tree.directory),
    }
    guide = guide_pages.realistic(tree, places)
    guide.after.law_status_on, guide.after.valid_until = date(2019, 1, 1), date(2020, 1, 1)
    guide.after.save_revision().publish()
    shield(guide.advice.organisation, None)
    made = {name: entry_sheet(actor_pages().get(pk=page.pk)) for name, page in pages.items()}
    with translation.override("en"):
        made["guide"] = guide_sheet(guide.page, "ar")
    kit = kit_pages.in_four_languages(tree, places, guide.index)
    made |= {"kit": kit_sheet(kit.page, "ru"), "card": card_sheet(kit.page, "ar")}
    return made


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has, whether or not its objects are packed."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = [content]
    for stream in packed:
        with suppress(zlib.error):
            unpacked.append(zlib.decompress(stream))
    return sum(len(re.findall(rb"/Type ?/Page\b", one)) for one in unpacked)


@pytest.mark.django_db
@pytest.mark.verapdf
def test_every_kind_is_pdf_ua(tmp_path: Path):
    with override_settings(PAPER_DIR=tmp_path / "paper"):
        for name, sheet in sheets().items():
            (tmp_path / f"{name}.pdf").write_bytes(print_job(sheet.job()))
    assert page_count((tmp_path / "card.pdf").read_bytes()) == 1
    assert page_count((tmp_path / "alliance.pdf").read_bytes()) > 1
    found = failures_or_skip(sorted(tmp_path.glob("*.pdf")))
    assert len(found) == 6
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
