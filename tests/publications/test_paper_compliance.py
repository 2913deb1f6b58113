"""Every kind of PDF is PDF/UA-1, to the last of veraPDF's checks."""

from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation

from network.records.load import actor_pages
from publications.paper.entries import entry_sheet
from publications.paper.press import print_job
from publications.paper.sheets import Sheet
from tests import builders
from tests.publications.paper_pages import full_alliance, full_organisation
from tests.verapdf.validate import failures_or_skip


def sheets() -> dict[str, Sheet]:
    """Return a sheet of every kind, as full as it gets, and what is special about some."""
    tree = builders.site_tree()
    places = builders.places()
    found = {
        "organisation": full_organisation(tree, seat=places.zwickau),
        "alliance": full_alliance(tree),
        "bare": builders.organisation_page(tree.directory),
    }
    shielded = full_organisation(tree, "Geschützt")
    shielded.organisation.is_shielded = True
    shielded.organisation.save()
    found["protected"] = shielded
    made = {name: entry_sheet(actor_pages().get(pk=page.pk)) for name, page in found.items()}
    with translation.override("en"):
        made["foreign"] = entry_sheet(actor_pages().get(pk=found["organisation"].pk))
    return made


@pytest.mark.django_db
@pytest.mark.verapdf
def test_every_kind_is_pdf_ua(tmp_path: Path):
    with override_settings(VAR_DIR=tmp_path):
        for name, sheet in sheets().items():
            (tmp_path / f"{name}.pdf").write_bytes(print_job(sheet.job()))
    found = failures_or_skip(sorted(tmp_path.glob("*.pdf")))
    assert len(found) == 5
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
