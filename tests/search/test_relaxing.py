"""Ways on when nothing was found: each leads to as many results as it promises."""

from unittest import mock

from django.test import TestCase

from search import relaxing

from .towns import Network, listing, network, parameters

EMPTY = (
    "?thema=musik&region=14524330",
    "?thema=musik&thema=asyl&art=union",
    "?q=chor&region=14625&thema=asyl",
    "?q=xyzzy+chor",
    "?q=xyzzy",
    "?q=chor&ort=Bautzen&umkreis=5",
    "?ort=Bautzen&umkreis=5&thema=musik",
    "?ort=Bautzen&umkreis=100&art=union",
    "?ort=Zwickau&region=14625&umkreis=5",
    "?ort=Zwickau&region=14625240&thema=asyl&umkreis=10",
    "?ort=Landkreis+Bautzen&thema=musik&art=alliance",
    "?q=zauberei+zwickau&thema=musik",
    "?jetzt=1&thema=asyl&region=14625",
    "?q=chor+werdau&thema=asyl&sprache=ar",
    "?q=beratung&woertlich=1&thema=musik&region=14524",
    "?seite=3&art=union&thema=asyl",
)


class Relaxed(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()

    def ways(self, query):
        """Return the relaxed searches' parameters by what they are called in English."""
        return {way.label: parameters(way.url) for way in listing(query, "/en").relaxations}


class TestPromises(Relaxed):
    def test_every_way_leads_to_the_results_it_promises(self):
        tried = 0
        for query in EMPTY:
            shown = listing(query)
            for way in shown.relaxations:
                tried += 1
                with self.subTest(query=query, way=way.label):
                    assert way.count > 0
                    assert str(way.count) in way.label
                    assert listing("?" + way.url.partition("?")[2]).total == way.count
        assert tried > 20

    def test_there_is_none_where_something_was_found(self):
        assert listing("?thema=asyl").relaxations == ()

    def test_no_more_than_four_are_offered_and_twelve_are_tried(self):
        with mock.patch.object(relaxing, "search", wraps=relaxing.search) as searches:
            shown = listing("?q=eins+zwei+drei+vier+fünf+sechs+sieben+acht+neun+zehn+elf+zwölf+dreizehn")
        assert len(shown.relaxations) <= relaxing.SHOWN
        assert searches.call_count <= relaxing.MAX_TRIED

    def test_they_are_answered_from_memory(self):
        with mock.patch.object(relaxing, "search", wraps=relaxing.search) as searches:
            listing("?thema=musik&region=14524330")
        assert all(call.kwargs["prefer_embedded"] for call in searches.call_args_list)


class TestWays(Relaxed):
    def test_one_filter_less(self):
        assert self.ways("?art=union&thema=asyl") == {
            "4 results without “Kind of organisation”": {"thema": ["asyl"]},
        }

    def test_the_whole_district_then_everywhere(self):
        found = self.ways("?q=singen&region=14524330&art=initiative")
        assert found["1 result in the whole district"]["region"] == ["14524"]
        assert "region" not in found["1 result in all areas"]

    def test_those_from_elsewhere_where_nobody_is_in_the_area(self):
        found = self.ways("?thema=musik&region=14713&nur_hier=1")
        assert found["1 result with those who help from elsewhere"] == {
            "region": ["14713"],
            "thema": ["musik"],
        }

    def test_the_districts_next_to_an_empty_one(self):
        found = self.ways("?thema=musik&region=14625240&art=initiative&q=chor")
        near = [ways["region"] for label, ways in found.items() if "nearby:" in label]
        assert near == [["14524"]]

    def test_a_wider_radius_then_no_place(self):
        found = self.ways("?ort=Bautzen&umkreis=5&thema=musik")
        assert found["1 result within 100 km"] == {"ort": ["Bautzen"], "thema": ["musik"], "umkreis": ["100"]}
        assert found["3 results everywhere"] == {"thema": ["musik"]}

    def test_a_radius_that_is_wide_already_is_not_widened(self):
        assert not any(
            "100 km" in label for label in self.ways("?ort=Zwickau&umkreis=200&thema=musik&art=union")
        )

    def test_the_place_stays_where_only_the_area_is_left_out(self):
        found = self.ways("?ort=Zwickau&region=14625&umkreis=5")
        assert found["1 result in all areas"] == {"ort": ["Zwickau"], "umkreis": ["5"]}

    def test_a_district_given_as_place_is_left_out_with_it(self):
        found = self.ways("?ort=Landkreis+Zwickau&thema=musik&q=begegnung")
        assert found["1 result in all areas"] == {"q": ["begegnung"], "thema": ["musik"]}

    def test_the_filters_alone(self):
        found = self.ways("?q=xyzzy&thema=musik")
        assert found["3 results with these filters, whatever the topic"] == {"thema": ["musik"]}

    def test_topics_where_no_condition_is_to_blame(self):
        shown = listing("?q=xyzzy")
        assert not shown.relaxations
        assert [link.url.partition("=")[2] for link in shown.ideas] == ["asyl", "musik"]

    def test_other_hours(self):
        found = self.ways("?jetzt=1&thema=asyl&region=14625020")
        assert {"thema": ["asyl"], "region": ["14625020"]} in found.values()
