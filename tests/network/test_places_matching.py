"""Places without a key find their municipality, or none."""

import pytest

from network.places.matching import Matcher, Town, is_namesake
from tests.network.place_files import square

TOWNS = [
    Town(1, "14713000", "Leipzig"),
    Town(2, "14523310", "Pausa-Mühltroff"),
    Town(3, "14523020", "Auerbach/Vogtl.", ("Auerbach",)),
    Town(4, "14523300", "Oelsnitz/Vogtl."),
    Town(5, "14522180", "Freiberg", shape=[[square(13.3, 50.8, 0.2)]]),
    Town(6, "14522590", "Weißenborn/Erzgeb.", shape=[[square(13.5, 50.8, 0.1)]]),
    Town(7, "14625380", "Neukirch/Lausitz"),
    Town(8, "14625340", "Neukirch"),
    Town(9, "14524280", "St. Egidien"),
    Town(10, "14524330", "Zwickau", ("Schwanenstadt",)),
    Town(11, "14522080", "Döbeln"),
    Town(12, "14729050", "Borna"),  # the only one known of its district
]


@pytest.fixture(scope="module")
def matcher():
    return Matcher(TOWNS)


@pytest.mark.parametrize(
    ("district", "place", "pk"),
    [
        ("14713", "Hier und dort", 1),  # a city is its own district, its key ends with 000
        ("14523", "Pausa-Mühltroff", 2),
        ("14523", "Mühltroff", 2),  # part of the name
        ("14523", "Auerbach/Vogtland", 3),  # another abbreviation
        ("14523", "Oelsnitz", 4),
        ("14522", "Freiberg Zug", 5),  # begins with the name
        ("14625", "Neukirch", 8),  # the exact name before the shortened one
        ("14625", "Neukirch/Lausitz", 7),
        ("14524", "Sankt Egidien", 9),
        ("14524", "Schwanenstadt", 10),  # another name
        ("14522", "doebeln", 11),
    ],
)
def test_name_decides_within_the_district(matcher, district, place, pk):
    assert matcher.find(district, place, None, None).pk == pk


@pytest.mark.parametrize(
    ("district", "place"),
    [
        ("14523", "Schilbach"),
        ("99999", "Leipzig"),
        ("14729", "Hier und dort"),
        ("14523", ""),
        ("14625", "Kirch"),
    ],
)
def test_nothing_certain_is_none(matcher, district, place):
    assert matcher.find(district, place, None, None) is None


def test_outline_around_the_point_decides_where_the_name_does_not(matcher):
    assert matcher.find("14522", "Halsbach", 50.9, 13.4).pk == 5
    assert matcher.find("14522", "Berthelsdorf", 50.85, 13.55).pk == 6
    assert matcher.find("14522", "Woanders", 50.1, 13.4) is None


def test_name_is_stronger_than_the_outline(matcher):
    assert matcher.find("14522", "Döbeln", 50.9, 13.4).pk == 11


def test_namesake_ignores_landscapes():
    town = Town(1, "14521380", "Lugau/Erzgeb.")
    assert is_namesake("Lugau/Erzgebirge", town)
    assert is_namesake("Lugau", town)
    assert is_namesake("", town)
    assert not is_namesake("Erlbach", town)
