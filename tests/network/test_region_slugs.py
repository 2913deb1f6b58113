"""Readable addresses of places: each once, and none moves because of places elsewhere."""

import pytest

from network.region_slugs import Named, region_slugs, slugs_of
from network.subject_urls import SubjectUrls
from tests import builders


def place(key, name, label="", **parent):
    """Return a place as its slug is made of."""
    kind, _colon, code = key.partition(":")
    above = {"parent": "state:14", "parent_name": "Sachsen", "parent_label": "Sachsen", **parent}
    return Named(kind, code, name, label or name, **above)


ZWICKAU = place("district:14524", "Zwickau", "Landkreis Zwickau")
BAUTZEN = place("district:14625", "Bautzen", "Landkreis Bautzen")
LEIPZIG = place("district:14713", "Leipzig", "Stadt Leipzig")


def town(code, name, district):
    """Return a town of a district."""
    above = {"parent": district.key, "parent_name": district.name, "parent_label": district.label}
    return place(f"municipality:{code}", name, **above)


def slugs(*places):
    """Return the slug of every place by its key."""
    return slugs_of(places).by_key


def test_a_town_and_its_district_have_addresses_of_their_own():
    found = slugs(ZWICKAU, town("14524330", "Zwickau", ZWICKAU))
    assert found == {"district:14524": "landkreis-zwickau", "municipality:14524330": "zwickau"}


def test_umlauts_are_written_as_in_german():
    assert slugs(town("14521010", "Zöblitz", ZWICKAU)) == {"municipality:14521010": "zoeblitz"}


def test_a_city_that_is_a_district_has_one_address():
    found = slugs_of((LEIPZIG, town("14713000", "Leipzig", LEIPZIG)))
    assert found.by_key == {"district:14713": "leipzig", "municipality:14713000": "leipzig"}
    assert found.by_slug == {"leipzig": "district:14713"}


def test_equal_names_are_told_apart_by_their_districts():
    found = slugs(
        ZWICKAU, BAUTZEN, town("14625370", "Neukirch", BAUTZEN), town("14524999", "Neukirch", ZWICKAU)
    )
    assert found["municipality:14625370"] == "neukirch-bautzen"
    assert found["municipality:14524999"] == "neukirch-zwickau"


def test_equal_names_in_one_district_are_told_apart_by_their_keys():
    found = slugs(town("14625370", "Neukirch", BAUTZEN), town("14625371", "Neukirch", BAUTZEN))
    assert set(found.values()) == {"neukirch-14625370", "neukirch-14625371"}


def test_places_elsewhere_move_no_address_at_home():
    elsewhere = place("municipality:15003000", "Neukirch", parent="district:15003", parent_name="Harz")
    found = slugs(elsewhere, town("14625370", "Neukirch", BAUTZEN))
    assert found == {"municipality:14625370": "neukirch", "municipality:15003000": "neukirch-harz"}


def test_every_slug_leads_back_to_its_place():
    places = (ZWICKAU, BAUTZEN, *(town(f"14625{number:03}", "Dorf", BAUTZEN) for number in range(9)))
    found = slugs_of(places)
    assert len(found.by_slug) == len(places)
    assert all(found.by_slug[found.by_key[one.key]] == one.key for one in places)


@pytest.mark.django_db
def test_stored_places_have_addresses_and_states_have_none():
    builders.places()
    assert region_slugs().by_slug["hoyerswerda"] == "municipality:14625240"
    urls = SubjectUrls()
    assert urls.region("district:14713") == urls.region("municipality:14713000") == "/regionen/leipzig/"
    assert urls.region("state:14") == urls.region("") == ""
    with builders.language("en"):
        assert urls.region("district:14524") == "/en/regionen/landkreis-zwickau/"
        assert urls.topic("asyl") == "/en/themen/asyl/"
