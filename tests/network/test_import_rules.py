"""What the admin's forms take is what an import reads again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from network.exchange.importing import Importer
from network.models import (
    Address,
    Funding,
    Membership,
    Milestone,
    Organisation,
    Postcode,
    Region,
    YearlyFocus,
)
from tests import builders
from tests.network.exchange_lists import exported, run
from tests.network.test_admin_pages import added
from tests.network.test_admin_register import saved

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_network_organisation:add"


def register(client, **changed):
    """Send a new entry and return the answer."""
    return client.post(reverse(ADD), saved(Organisation(name="Haus", register_id="haus"), **changed))


def refused(row):
    """Return the fields of a row that are refused."""
    with override("en"):
        try:
            row.clean()
        except ValidationError as error:
            return list(error.message_dict)
    return []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("2012", "2012"), ("14.03.2012", "2012-03-14"), ("2012-03-14", "2012-03-14"), ("", "")],
)
def test_founding_is_stored_as_an_import_would(office, typed, stored):
    assert register(office, founded=typed).status_code == 302
    assert Organisation.objects.get().founded == stored


@pytest.mark.parametrize("typed", ["abc", "2012-13-45", "0001", "9999", "2012-03", "31.2.2012"])
def test_founding_that_an_import_refuses_is_refused(office, typed):
    assert list(register(office, founded=typed).context["form"].errors) == ["founded"]
    assert run({"name": "Haus", "founded": typed}).problems


@pytest.mark.parametrize("typed", ["a  b", " a b ", "a\nb", "a\u00a0b", "a\ufeff b"])
def test_register_id_is_stored_as_an_import_folds_it(office, typed):
    assert register(office, register_id=typed).status_code == 302
    assert Organisation.objects.get().register_id == "a b"


@pytest.mark.parametrize("typed", ["a\u200bb", "a\u202eb", "a\u00adb", "a\x07b", "\u200b"])
def test_register_id_with_a_sign_that_nobody_sees_is_refused(office, typed):
    assert list(register(office, register_id=typed).context["form"].errors) == ["register_id"]


def test_register_ids_that_differ_in_case_only_are_refused_and_named(office):
    builders.organisation("Kuba", register_id="VR-12a")
    message = register(office, register_id="vr-12A").context["form"].errors["register_id"][0]
    assert "Kuba" in message
    assert "VR-12a" in message
    assert register(office, register_id="VR-12b").status_code == 302


def test_entry_that_always_had_such_an_id_can_still_be_edited(office):
    builders.organisation("Eins", register_id="a1")
    entry = builders.organisation("Zwei", register_id="A1")
    url = reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])
    assert office.post(url, saved(entry, name="Drei")).status_code == 302


@pytest.mark.parametrize("name", ["\u200b", "\u200b\u200e", "—", "!!!", "…"])
def test_name_that_shows_nothing_is_refused_by_form_and_import(office, name):
    assert "name" in register(office, name=name).context["form"].errors
    assert run({"name": name}).problems
    assert not Organisation.objects.exists()


def test_name_of_few_signs_is_a_name(office):
    assert register(office, name="8. Mai").status_code == 302


def test_confirmation_is_a_day_that_was(office, tree):
    entry = builders.organisation("Haus")
    today = timezone.localdate()
    for day in (date.min, date(999, 12, 31), date.max, today + timedelta(days=1)):
        answer = added(office, tree.directory, entry=entry, confirmed_on=day.isoformat())
        assert "confirmed_on" in answer.context["form"].errors, day
    assert added(office, tree.directory, entry=entry, confirmed_on=today.isoformat()).status_code == 302


@pytest.mark.parametrize(("lat", "lon", "wrong"), [
    (50.7, 12.4, []), (-90, 180, []), (None, None, []), (999, 12.4, ["lat"]), (50.7, -180.1, ["lon"]),
    (90.1, 200, ["lat", "lon"]), (float("nan"), 1, ["lat"]),
])  # fmt: skip
def test_points_lie_on_the_globe(lat, lon, wrong):
    for row in (
        Address(lat=lat, lon=lon),
        Region(kind="area", code="a", lat=lat, lon=lon),
        Postcode(code="08056", lat=lat, lon=lon),
    ):
        assert refused(row) == wrong


@pytest.mark.parametrize(("kind", "code", "is_fine"), [
    ("state", "14", True), ("district", "14524", True), ("municipality", "14524330", True),
    ("state", "1", False), ("district", "1452", False), ("municipality", "14524", False), ("state", "ab", False),
    ("state", "١٤", False), ("area", "vogtland_west-2.a", True), ("constituency", "14-160", True),
    ("area", "a b", False), ("area", "a/b", False), ("area", "a&b", False), ("area", "a?b", False),
    ("area", "a#b", False), ("area", "a\n", False), ("area", "", False),
])  # fmt: skip
def test_codes_of_regions_fit_into_addresses(kind, code, is_fine):
    assert refused(Region(kind=kind, code=code)) == ([] if is_fine else ["code"])


def test_seeded_regions_are_as_the_form_wants_them():
    builders.places()
    for region in Region.objects.all():
        region.full_clean()


@pytest.mark.parametrize(("year", "is_fine"), [(999, False), (1000, True), (2100, True), (2101, False)])
def test_years_are_those_of_lists(year, is_fine):
    for row in (Milestone(year=year), YearlyFocus(year=year)):
        assert refused(row) == ([] if is_fine else ["year"])


@pytest.mark.parametrize("model", [Membership, Funding])
def test_dates_are_those_of_lists(model):
    assert refused(model(since=date(2012, 1, 1), until=date(2013, 1, 1))) == []
    assert refused(model(since=date.min)) == ["since"]
    assert refused(model(since=date(2012, 1, 1), until=date.max)) == ["until"]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_the_forms_took_comes_back_unchanged(office, tree, tmp_path, form):
    assert register(office, founded="14.03.2012", register_id="VR  12").status_code == 302
    fields = {"entry": Organisation.objects.get(), "confirmed_on": timezone.localdate().isoformat()}
    assert added(office, tree.directory, **fields).status_code == 302
    report = Importer().run(exported(tmp_path, form))
    assert (report.problems, report.created, report.updated, report.unchanged) == ([], [], [], 1)
