"""Imports and register care: a merged entry does not come back, and histories tell what a list changed."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.care import merging
from network.care.history import timeline
from network.care.recording import IMPORTED, changed_fields
from network.models import DuplicatePair, Organisation, Region
from network.setup import set_up_portal
from portal.registries import jobs
from tests import builders
from tests.network.exchange_lists import put, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground():
    set_up_portal()


def test_list_that_names_a_merged_entry_is_told_its_id(ground):
    put({"id": "alt", "name": "Alt"}, {"id": "neu", "name": "Neu"})
    entries = {entry.register_id: entry for entry in Organisation.objects.all()}
    merging.merge(entries["alt"], entries["neu"], None)
    report = run({"id": "alt", "name": "Alt", "founded": "1999"})
    assert not report.written
    assert "neu" in report.problems[0].reason
    assert Organisation.objects.get(register_id="alt").founded == ""


def test_merged_entry_of_the_same_name_makes_no_row_unclear(ground):
    put({"id": "a", "name": "Haus"}, {"id": "b", "name": "Haus e. V."})
    entries = {entry.register_id: entry for entry in Organisation.objects.all()}
    Organisation.objects.filter(register_id="b").update(name="Haus")
    merging.merge(entries["a"], entries["b"], None)
    assert run({"name": "Haus", "founded": "1999"}).written
    assert Organisation.objects.get(register_id="b").founded == "1999"
    assert Organisation.objects.count() == 2


def test_history_tells_what_a_list_made_and_changed(ground):
    put({"id": "a", "name": "Haus"})
    put({"id": "a", "name": "Haus", "founded": "1999"})
    put({"id": "a", "name": "Haus", "founded": "1999"})
    entry = Organisation.objects.get()
    logs = ModelLogEntry.objects.filter(action=IMPORTED).order_by("pk")
    assert [logged.data["changes"] for logged in logs] == [
        [],
        [{"field": "founded", "old": "", "new": "1999"}],
    ]
    details = [detail for event in timeline(entry) for detail in event.details]
    assert any("– → 1999" in detail for detail in details)


def test_changed_fields_read_as_people_write_them(ground):
    place = Region.objects.get(code="14523")
    before = builders.organisation("Haus")
    after = Organisation.objects.get(pk=before.pk)
    after.kind, after.seat, after.former_names, after.is_external = "alliance", place, ["Hof", "Bau"], True
    shown = {change["field"]: (change["old"], change["new"]) for change in changed_fields(before, after)}
    assert shown.keys() == {"kind", "seat", "former_names", "is_external"}
    assert shown["seat"] == ("", str(place))
    assert shown["former_names"] == ("", "Hof, Bau")
    assert shown["is_external"] == ("–", "✓")


def test_housekeeping_keeps_proposals_in_step(ground):
    for name in ("Kulturbüro Süd", "Kulturbuero Sued e. V."):
        builders.organisation(name)
    assert "1 possible duplicates" in jobs["duplicates"].run(timezone.now())
    assert DuplicatePair.objects.count() == 1
    assert "0 new" in jobs["duplicates"].run(timezone.now())
