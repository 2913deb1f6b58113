"""Places in queries: names, forms of names, districts, number plates, postcodes, typing errors."""

import pytest

from search.analysis import fold
from search.gazetteer import Gazetteer, Place, choose, sight
from tests.search.small_lore import GAZETTEER


def seen(text: str, known: tuple[str, ...] = ()) -> list[tuple[int, int, list[str]]]:
    """Return the words of a text that name places, as positions, with the keys of the places."""
    typed = text.split()
    words = [fold(word) for word in typed]
    found = sight(GAZETTEER, words, typed, lambda word: word in known)
    return [(one.first, one.last, [place.key for place in one.places]) for one in found]


def keys(text: str) -> list[str]:
    """Return the keys of the places that a text names."""
    return [key for _, _, places in seen(text) for key in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zwickau", ["municipality:14524330"]),
        ("Stadt Zwickau", ["municipality:14524330"]),
        ("Landkreis Zwickau", ["district:14524"]),
        ("Kreis Zwickau", ["district:14524"]),
        ("LK Zwickau", ["district:14524"]),
        ("Zwickauer Land", ["district:14524"]),
        ("Zwickauer", ["municipality:14524330"]),
        ("Zwickaus", ["municipality:14524330"]),
        ("Dresdner", ["municipality:14612000"]),
        ("Drježdźany", ["municipality:14612000"]),
        ("Leipzig", ["municipality:14713000"]),
        ("Landkreis Leipzig", ["district:14729"]),
        ("Landkreises Leipzig", ["district:14729"]),
        ("DD", ["district:14612"]),
        ("dd", []),
        ("ERZ", ["district:14521"]),
        ("Annaberg", ["municipality:14521020"]),
        ("Annaberg Buchholz", ["municipality:14521020"]),
        ("Schandau", ["municipality:14628030"]),
        ("bad", []),
        ("Oelsnitz", ["municipality:14523300", "municipality:14521450"]),
        ("Oelsnitz Vogtland", ["municipality:14523300"]),
        ("Vogtland", ["district:14523"]),
        ("vogtländische", ["district:14523"]),
        ("erzgebirgischer", ["district:14521"]),
        ("Raum Zwickau", ["municipality:14524330"]),
        ("Hamburg", []),
        ("Kreis", []),
        ("Landkreis", []),
        ("Stadt", []),
    ],
)
def test_names_and_their_forms(text, expected):
    assert sorted(keys(text)) == sorted(expected)


def test_words_before_a_name_belong_to_it():
    assert seen("Chor Landkreis Zwickau gesucht") == [(1, 3, ["district:14524"])]


def test_several_places_are_all_seen():
    assert keys("Dresden Zwickau") == ["municipality:14612000", "municipality:14524330"]


@pytest.mark.parametrize("typed", ["Zwikau", "Zwicaku", "Leipizg", "Dresten", "Annabergg"])
def test_typing_errors_in_names_that_nothing_else_knows(typed):
    assert len(keys(typed)) == 1


def test_a_known_word_is_no_misspelt_place():
    assert seen("zwicken", known=("zwicken",)) == []
    assert seen("leipziger", known=("leipziger",)) != []


@pytest.mark.parametrize("typed", ["Aue", "Zwick", "Dres"])
def test_short_or_distant_words_are_no_misspelt_places(typed):
    assert keys(typed) == []


class TestPostcodes:
    def test_known_ones_have_a_region_and_a_point(self):
        (found,) = sight(GAZETTEER, ["08056"], ["08056"], bool)
        (place,) = found.places
        assert (place.key, place.label, place.lat) == ("municipality:14524330", "08056 Zwickau", 50.72)

    def test_a_town_is_meant_rather_than_its_district(self):
        assert keys("01069") == ["municipality:14612000"]

    def test_other_digits_are_digits_too(self):
        assert keys("٠١٠٦٩") == ["municipality:14612000"]

    def test_unknown_ones_lie_where_all_lie_that_begin_alike(self):
        assert keys("01065") == ["municipality:14612000"]

    @pytest.mark.parametrize("typed", ["99999", "0105", "010690", "0106a"])
    def test_other_numbers_are_words(self, typed):
        assert seen(typed) == []


def test_of_one_name_the_kind_asked_for_is_meant_else_the_town():
    town, district = Place("municipality:1", "X", ("X",)), Place("district:1", "Landkreis X", ("X",))
    assert choose([district, town]) == [town]
    assert choose([district, town], "district") == [district]
    assert choose([district], "municipality") == [district]


def test_an_empty_gazetteer_sees_nothing():
    assert list(sight(Gazetteer(), ["zwickau"], ["Zwickau"], lambda word: False)) == []


def test_a_town_with_its_district_in_brackets_is_that_town_alone():
    towns = (
        Place(
            "municipality:1", "Bernsdorf (Landkreis Bautzen)", ("Bernsdorf", "Bernsdorf (Landkreis Bautzen)")
        ),
        Place(
            "municipality:2", "Bernsdorf (Landkreis Zwickau)", ("Bernsdorf", "Bernsdorf (Landkreis Zwickau)")
        ),
        Place("district:14524", "Landkreis Zwickau", ("Zwickau", "Landkreis Zwickau")),
    )
    words = ["chor", "bernsdorf", "landkreis", "zwickau"]
    (found,) = sight(Gazetteer(towns), words, words, lambda word: word == "chor")
    assert (found.first, found.last, [place.key for place in found.places]) == (1, 4, ["municipality:2"])
    (both,) = sight(Gazetteer(towns), words[:2], words[:2], lambda word: word == "chor")
    assert [place.key for place in both.places] == ["municipality:1", "municipality:2"]


def test_a_word_for_a_kind_of_place_may_belong_to_the_name():
    wehlen = Gazetteer((Place("municipality:14628410", "Stadt Wehlen", ("Stadt Wehlen",)),))
    (found,) = sight(wehlen, ["stadt", "wehlen"], ["Stadt", "Wehlen"], lambda word: False)
    assert (found.first, found.last, [place.key for place in found.places]) == (
        0,
        2,
        ["municipality:14628410"],
    )
