"""The table of regions: looked up in memory, read again when it changed."""

import pytest

from network.models import Region
from portal import changes
from search.regions import region_table
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def saxony():
    """Return a state with a district and two towns of one name."""
    state = builders.region("14", "Sachsen")
    district = builders.region("14524", "Zwickau", official_name="Landkreis Zwickau", parent=state)
    builders.region("14524330", "Zwickau", parent=district, population=87_000, aliases=["Cwikau"])
    builders.region("14524999", "Reinsdorf", parent=district, population=7_000)
    builders.region("14628999", "Reinsdorf", parent=state, population=500)
    builders.drain()
    return state


def test_a_region_is_found_by_key_number_and_any_name(saxony):
    table = region_table()
    for word in ("municipality:14524330", "14524330", "Zwickau", "zwickau ", "Cwikau"):
        assert table.find(word) == "municipality:14524330"
    assert table.find("Landkreis Zwickau") == "district:14524"
    assert table.find("Atlantis") is None


def test_of_equal_names_the_largest_place_is_meant(saxony):
    assert region_table().find("Reinsdorf") == "municipality:14524999"


def test_ancestors_come_nearest_first(saxony):
    assert region_table().ancestors("municipality:14524330") == ("district:14524", "state:14")
    assert region_table().ancestors("unknown:1") == ()


def test_the_district_of_a_place(saxony):
    table = region_table()
    assert table.district_of("municipality:14524330") == "district:14524"
    assert table.district_of("district:14524") == "district:14524"
    assert table.district_of("state:14") is None


def test_it_is_read_once_as_long_as_content_stays(saxony, django_assert_num_queries):
    region_table()
    with changes.reading_once(), django_assert_num_queries(1):
        region_table()
        region_table()


def test_other_changes_leave_the_same_object_with_what_it_computed(saxony):
    table = region_table()
    builders.organisation()
    builders.drain()
    assert region_table() is table


def test_a_renamed_region_is_found_by_its_new_name(saxony):
    region_table()
    town = Region.objects.get(code="14524330")
    town.name = "Neuhafen"
    town.save()
    assert region_table().find("Neuhafen") == "municipality:14524330"
    assert region_table().find("Zwickau") == "district:14524"
