"""Towns of one name: the reader sees which is meant, and chooses another."""

from django.test import TestCase

from search.suggesting import place_suggestions, suggestions
from tests import builders

from .towns import Network, listing, network, parameters, titles

WEST, EAST = "Bernsdorf (Landkreis Zwickau)", "Bernsdorf (Landkreis Bautzen)"


class Namesakes(TestCase):
    """Two towns named Bernsdorf, the eastern one being larger and the western one having a choir."""

    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        places = cls.network.places
        west = builders.region(
            "14524010", "Bernsdorf", parent=places.zwickau_district, population=2_000, lat=50.8, lon=12.7
        )
        builders.region(
            "14625030", "Bernsdorf", parent=places.bautzen.parent, population=6_000, lat=51.4, lon=14.1
        )
        entry = builders.organisation("Chor Bernstein", seat=west)
        builders.organisation_page(cls.network.tree.directory, entry, summary="Wir singen im Garten.")
        while builders.drain():
            pass

    def english(self, query: str):
        """Return the listing of a query string with English words around it."""
        with builders.language("en"):
            return listing(query, "/en")

    def links(self, shown) -> dict[str, dict[str, list[str]]]:
        """Return the labels of the messages' links with the parameters they lead to."""
        return {link.label: parameters(link.url) for message in shown.messages for link in message.links}


class TestWhere(Namesakes):
    def test_a_name_that_several_towns_have_says_which_is_taken_and_offers_the_others(self):
        shown = self.english("?ort=Bernsdorf&q=chor")
        assert [message.text for message in shown.messages] == [
            f"There are several places named “Bernsdorf”; “{EAST}” was taken. Do you mean another one?"
        ]
        assert self.links(shown) == {WEST: {"ort": [WEST], "q": ["chor"]}}
        assert [chip.label for chip in shown.chips] == [f"up to 25 km around {EAST}"]

    def test_the_town_with_its_district_is_taken_without_a_word(self):
        shown = self.english(f"?ort={WEST}")
        assert shown.messages == []
        assert shown.place.label == WEST
        assert "Chor Bernstein" in titles(shown)

    def test_below_its_district_a_filter_says_the_name_alone(self):
        area = listing("?region=14524").facets[0]
        assert "Bernsdorf" in {town.label for district in area.values for town in district.children}

    def test_a_chosen_area_says_its_district(self):
        assert [chip.label for chip in listing("?region=14524010").chips] == [WEST]


class TestWords(Namesakes):
    def test_a_name_in_the_words_offers_each_of_its_towns(self):
        shown = self.english("?q=chor+in+bernsdorf")
        assert titles(shown) == ["Chor Bernstein"]
        assert [message.text for message in shown.messages] == [
            "There are several places named “bernsdorf”. Narrow the search to one of them:"
        ]
        links = self.links(shown)
        assert links[WEST] == {"q": [f"chor in {WEST}"]}
        assert links[EAST] == {"q": [f"chor in {EAST}"]}

    def test_each_of_them_is_one_chip_whose_removal_leaves_the_other(self):
        shown = listing("?q=chor+in+bernsdorf")
        left = {chip.label: parameters(chip.remove_url)["q"] for chip in shown.chips}
        assert left == {WEST: [f"chor in {EAST}"], EAST: [f"chor in {WEST}"]}

    def test_the_town_with_its_district_narrows_to_it(self):
        shown = self.english(f"?q=singen+in+{WEST}+heute")
        assert titles(shown) == ["Chor Bernstein"]
        assert [chip.label for chip in shown.chips] == [WEST]
        assert parameters(shown.chips[0].remove_url)["q"] == ["singen in heute"]

    def test_where_none_of_them_has_anything_both_districts_answer(self):
        shown = self.english("?q=begegnung+in+bernsdorf")
        assert set(titles(shown)) == {"Treff Bautzen", "Verein Hoyerswerda"}
        assert shown.messages[0].text == (
            f"There is nothing in {WEST}, {EAST} itself. These are from Landkreis Zwickau, Landkreis Bautzen."
        )


class TestSuggestions(Namesakes):
    def test_suggested_words_mean_one_town_alone(self):
        found = place_suggestions("berns")
        assert [(one.label, one.note) for one in found] == [(EAST, ""), (WEST, "")]
        for one in found:
            with self.subTest(label=one.label):
                assert listing(f"?ort={one.label}").messages == []

    def test_suggested_filters_say_their_district(self):
        assert [one.label for one in suggestions("berns") if one.kind == "place"] == [EAST, WEST]
