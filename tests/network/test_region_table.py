"""The table of regions: looked up in memory, read again when it changed."""

import pytest

from network.models import Region
from network.region_table import region_table
from portal import changes
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


def test_districts_are_known_by_what_people_write(saxony):
    for word in ("Kreis Zwickau", "Lkr. Zwickau", "lkr zwickau", "LK Zwickau", "Landkr. Zwickau"):
        assert region_table().find(word) == "district:14524"
    for word in ("Kreis", "Kreis Atlantis", "Kreisel Zwickau"):
        assert region_table().find(word) is None


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


def test_towns_of_one_name_say_their_district(saxony):
    table = region_table()
    assert table.rows["municipality:14524999"].label == "Reinsdorf (Landkreis Zwickau)"
    assert table.rows["municipality:14628999"].label == "Reinsdorf (Sachsen)"
    assert table.rows["municipality:14524330"].label == "Zwickau"
    assert table.rows["district:14524"].label == "Landkreis Zwickau"


def test_a_town_with_its_district_is_found_alone(saxony):
    table = region_table()
    for word in ("Reinsdorf (Sachsen)", "reinsdorf sachsen", "Reinsdorf, Sachsen"):
        assert table.find(word) == "municipality:14628999"
        assert table.namesakes(word) == ()


def test_towns_of_one_name_in_one_district_say_their_number(saxony):
    builders.region("14524998", "Reinsdorf", parent=Region.objects.get(code="14524"))
    builders.drain()
    table = region_table()
    labels = {row.label for row in table.rows.values() if row.name == "Reinsdorf"}
    assert labels == {"Reinsdorf (14524999)", "Reinsdorf (14524998)", "Reinsdorf (Sachsen)"}
    assert table.find("Reinsdorf (14524998)") == "municipality:14524998"


def test_a_town_named_as_another_ones_everyday_name_says_its_district(saxony):
    builders.region("14628998", "Zwickau/Nord", parent=saxony, aliases=["Cwikau", "Reinsdorf", "Werdau"])
    builders.region("14524997", "Werdau", parent=Region.objects.get(code="14524"))
    builders.drain()
    table = region_table()
    assert table.rows["municipality:14524997"].label == "Werdau (Landkreis Zwickau)"
    assert table.rows["municipality:14628998"].label == "Zwickau/Nord"


def test_a_name_may_mean_several_towns_the_largest_first(saxony):
    table = region_table()
    assert table.namesakes("reinsdorf") == ("municipality:14524999", "municipality:14628999")
    for word in ("Zwickau", "Sachsen", "Atlantis", "", "14524999", "municipality:14524999"):
        assert table.namesakes(word) == ()
