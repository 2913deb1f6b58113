"""The directory: areas, order, near me, reachable now, chips and addresses."""

from datetime import datetime
from unittest import mock
from zoneinfo import ZoneInfo

from django.test import TestCase

from tests import builders

from .towns import Network, listing, network, parameters, titles

BERLIN = ZoneInfo("Europe/Berlin")
EVERYBODY = [
    "Chor Werdau",
    "Haus Zwickau",
    "Kreisweite Hilfe",
    "Landesweite Stelle",
    "Ortlos",
    "Treff Bautzen",
    "Verein Hoyerswerda",
]


class Directory(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()

    def found(self, query=""):
        """Return the titles that a query string finds."""
        return titles(listing(query))

    def counts(self, query="", facet="region"):
        """Return the counts of a filter by key, towns below districts included."""
        shown = next(one for one in listing(query).facets if one.key == facet)
        values = [*shown.values, *shown.more_values]
        values += [child for value in values for child in value.children]
        return {value.key: value.count for value in values}

    def chips(self, query):
        """Return the chips' labels with the addresses that remove them."""
        return {chip.label: chip.remove_url for chip in listing(query).chips}


class TestAreas(Directory):
    def test_without_question_everybody_is_listed_by_name(self):
        assert self.found() == EVERYBODY

    def test_a_district_finds_seats_and_areas_in_it_and_those_who_serve_it_local_ones_first(self):
        local = ["Chor Werdau", "Haus Zwickau", "Kreisweite Hilfe"]
        assert self.found("?region=14524") == [*local, "Landesweite Stelle", "Ortlos"]

    def test_a_town_finds_who_sits_there_then_who_serves_its_district_then_its_state_or_works_online(self):
        found = self.found("?region=14524330")
        assert found == ["Haus Zwickau", "Kreisweite Hilfe", "Landesweite Stelle", "Ortlos"]

    def test_a_state_finds_everybody_in_it_and_online(self):
        assert sorted(self.found("?region=14")) == EVERYBODY

    def test_only_those_in_an_area_can_be_asked_for(self):
        assert self.found("?region=14524&nur_hier=1") == ["Chor Werdau", "Haus Zwickau", "Kreisweite Hilfe"]
        assert self.found("?q=beratung+zwickau&nur_hier=1") == ["Haus Zwickau"]
        assert self.found("?nur_hier=1") == EVERYBODY
        shown = listing("?region=14524&nur_hier=1")
        (remove,) = [
            chip.remove_url for chip in shown.chips if "elsewhere" in chip.label or "anderswo" in chip.label
        ]
        assert parameters(remove) == {"region": ["14524"]}

    def test_a_place_with_nothing_is_widened_to_those_in_the_district_around_it(self):
        assert self.found("?q=singen+zwickau&nur_hier=1") == ["Chor Werdau"]

    def test_the_list_says_how_many_are_in_the_area_and_how_many_help_from_elsewhere(self):
        with builders.language("en"):
            shown = listing("?region=14524", "/en")
            assert shown.area_words.startswith("Landkreis Zwickau: 3 in it, and 2 that help")
            assert self.counts("?region=14524")["14524"] == 3
            assert parameters(shown.local_link.url) == {"region": ["14524"], "nur_hier": ["1"]}
            alone = listing(str(shown.local_link.url).partition("/initiativen/")[2], "/en")
            assert (alone.total, alone.area_words, alone.local_link) == (3, "", None)
            for query in ("", "?region=14524&region=14625", "?region=14524&thema=musik&q=singen"):
                with self.subTest(query=query):
                    assert listing(query, "/en").area_words == ""

    def test_several_areas_add_up(self):
        found = self.found("?region=14524330&region=14713")
        assert set(found) == {"Haus Zwickau", "Landesweite Stelle", "Kreisweite Hilfe", "Ortlos"}

    def test_local_results_stand_before_better_matches_from_elsewhere(self):
        assert self.found("?region=14625&q=beratung")[-2:] == ["Landesweite Stelle", "Ortlos"]

    def test_another_order_can_be_chosen(self):
        found = self.found("?region=14524&sortierung=name")
        assert found == ["Chor Werdau", "Haus Zwickau", "Kreisweite Hilfe", "Landesweite Stelle", "Ortlos"]
        shown = listing("?region=14524")
        assert [link.label for link in shown.sorts if link.current] == [shown.sorts[0].label]

    def test_counts_are_of_seats_and_areas_named_not_of_those_who_serve_the_state(self):
        assert self.counts() == {"14524": 3, "14625": 3, "14713": 1}

    def test_counts_ignore_the_area_that_is_chosen_and_obey_all_else(self):
        assert self.counts("?region=14713")["14524"] == 3
        assert self.counts("?region=14524&thema=musik") == {
            "14524": 1, "14625": 1, "14713": 0, "14524300": 1,
        }  # fmt: skip

    def test_the_topics_counts_obey_the_area(self):
        assert self.counts("?region=14524&thema=musik", "thema") == {"asyl": 3, "musik": 2}

    def test_areas_may_be_named_and_stand_in_addresses_as_keys(self):
        shown = listing("?region=Landkreis+Zwickau&region=district:14524&region=14524")
        assert [chip.label for chip in shown.chips] == ["Landkreis Zwickau"]
        assert parameters(shown.views[1].url)["region"] == ["14524"]


class TestNear(Directory):
    def test_a_town_or_postcode_sorts_by_distance(self):
        for place in ("Zwickau", "08056"):
            shown = listing(f"?ort={place}")
            assert titles(shown) == ["Haus Zwickau", "Chor Werdau"]
            assert round(shown.entries[0].distance_km, 3) == 0
            assert 7 < shown.entries[1].distance_km < 9

    def test_the_radius_can_be_changed(self):
        assert self.found("?ort=Zwickau&umkreis=5") == ["Haus Zwickau"]
        assert "Treff Bautzen" in self.found("?ort=Zwickau&umkreis=200")

    def test_who_has_no_place_is_not_near(self):
        assert "Ortlos" not in self.found("?ort=Zwickau&umkreis=300")

    def test_radii_are_links_that_keep_everything_else(self):
        place = listing("?ort=Zwickau&thema=asyl&umkreis=10").place
        assert [link.current for link in place.radii].count(True) == 1
        assert parameters(place.radii[0].url) == {"ort": ["Zwickau"], "thema": ["asyl"], "umkreis": ["5"]}
        assert parameters(place.remove_url) == {"thema": ["asyl"]}

    def test_a_district_or_state_is_an_area_not_a_point(self):
        for place in ("Landkreis Zwickau", "Sachsen"):
            shown = listing(f"?ort={place}")
            assert shown.place is None
            assert [chip.label for chip in shown.chips] == [place]
            assert parameters(shown.chips[0].remove_url) == {}

    def test_a_place_without_a_point_is_an_area(self):
        builders.region("14524999", "Punktlos", parent=self.network.places.zwickau_district)
        builders.drain()
        shown = listing("?ort=Punktlos")
        assert shown.messages == []
        assert titles(shown) == ["Kreisweite Hilfe", "Landesweite Stelle", "Ortlos"]

    def test_with_an_area_chosen_the_place_only_measures(self):
        shown = listing("?ort=Zwickau&region=14625")
        assert set(titles(shown)) == {
            "Ortlos",
            "Treff Bautzen",
            "Kreisweite Hilfe",
            "Verein Hoyerswerda",
            "Landesweite Stelle",
        }
        distances = {entry.title_segments[0].text: entry.distance_km for entry in shown.entries}
        assert distances.pop("Ortlos") is None  # it has no point
        assert all(distance > 50 for distance in distances.values())
        assert len(shown.chips) == 2
        assert parameters(shown.chips[1].remove_url) == {"region": ["14625"]}

    def test_a_radius_or_an_order_by_distance_without_place_means_nothing(self):
        shown = listing("?umkreis=10&sortierung=nah")
        assert titles(shown) == EVERYBODY
        assert parameters(shown.views[1].url) == {"ansicht": ["karte"]}

    def test_sorbian_names_lead_to_the_same_place(self):
        assert self.found("?ort=Budyšin&umkreis=5") == ["Kreisweite Hilfe", "Treff Bautzen"]


class TestReachableNow(Directory):
    def at(self, moment, query="?jetzt=1"):
        """Return what is listed when the clock on the wall shows a moment."""
        now = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
        with mock.patch("django.utils.timezone.now", return_value=now):
            return listing(query)

    def test_hours_are_half_open_to_the_minute(self):
        expected = {
            "2026-03-09T08:59:59": [],
            "2026-03-09T09:00:00": ["Haus Zwickau"],
            "2026-03-09T11:59:59": ["Haus Zwickau"],
            "2026-03-09T12:00:00": [],
            "2026-03-10T10:00:00": [],
            "2026-03-15T17:59:59": [],
            "2026-03-15T23:59:59": ["Chor Werdau"],
            "2026-03-16T00:00:00": [],
        }
        for moment, names in expected.items():
            with self.subTest(moment=moment):
                assert titles(self.at(moment)) == names

    def test_the_wall_clock_counts_when_it_is_put_forward_or_back(self):
        # On Sunday 29 March and 25 October 2026 the clock changes; UTC is one or two hours behind.
        for moment in ("2026-03-29T18:00", "2026-10-25T18:00", "2026-10-25T23:59"):
            with self.subTest(moment=moment):
                assert titles(self.at(moment)) == ["Chor Werdau"]
        assert titles(self.at("2026-03-29T17:59")) == []

    def test_how_many_are_reachable_is_counted_without_choosing_it(self):
        value = self.at("2026-03-09T10:00", "").facets[1].values[0]
        assert (value.count, value.selected, value.disabled) == (1, False, False)
        value = self.at("2026-03-09T13:00", "").facets[1].values[0]
        assert (value.count, value.disabled) == (0, True)

    def test_a_kept_answer_ends_when_somebody_opens_or_closes(self):
        for moment, end in (
            ("2026-03-09T08:00", "2026-03-09T09:00"),
            ("2026-03-09T09:30", "2026-03-09T12:00"),
            ("2026-03-15T20:00", "2026-03-16T00:00"),
        ):
            now = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
            for query in ("", "?jetzt=1"):
                with mock.patch("django.utils.timezone.now", return_value=now):
                    response = self.client.get(f"/initiativen/{query}")
                with self.subTest(moment=moment, query=query):
                    assert response.wsgi_request.expires_at == datetime.fromisoformat(end).replace(
                        tzinfo=BERLIN
                    )


class TestChips(Directory):
    QUERY = (
        "?ansicht=karte&art=initiative&jetzt=1&ort=Zwickau&q=beratung&region=14524&reichweite=online"
        "&sortierung=name&thema=asyl&thema=musik&umkreis=50"
    )

    def test_every_condition_has_a_chip_that_removes_it_alone(self):
        asked = parameters(self.QUERY)
        chips = self.chips(self.QUERY)
        assert len(chips) == 7
        for label, url in chips.items():
            left = parameters(url)
            gone = {name for name in asked if asked[name] != left.get(name)}
            with self.subTest(label=label):
                expected = {"ort", "umkreis"} if "ort" in gone else {next(iter(gone))}
                assert gone == expected
                assert set(left) <= set(asked)

    def test_removing_one_by_one_ends_with_everybody(self):
        shown = listing(self.QUERY)
        for _number in range(20):
            if not shown.chips:
                break
            shown = listing("?" + shown.chips[0].remove_url.partition("?")[2])
        assert shown.chips == []
        assert shown.search.q == "beratung"

    def test_addresses_have_sorted_keys(self):
        shown = listing(self.QUERY)
        urls = [chip.remove_url for chip in shown.chips] + [link.url for link in (*shown.views, *shown.sorts)]
        for url in urls:
            names = [pair.partition("=")[0] for pair in url.partition("?")[2].split("&")]
            assert names == sorted(names)

    def test_an_address_read_again_means_the_same(self):
        shown = listing(self.QUERY)
        again = listing("?" + shown.views[1].url.partition("?")[2])
        assert [chip.label for chip in again.chips] == [chip.label for chip in shown.chips]
        assert again.total == shown.total
        assert again.views[1].url == shown.views[1].url

    def test_all_filters_can_be_removed_at_once(self):
        shown = listing("?q=beratung&thema=asyl&region=14524&ansicht=karte")
        assert parameters(shown.clear_url) == {"q": ["beratung"], "ansicht": ["karte"]}
        assert listing("?thema=asyl").clear_url == ""

    def test_values_of_one_filter_are_removed_one_by_one(self):
        chips = self.chips("?thema=asyl&thema=musik")
        assert parameters(chips["Asyl"]) == {"thema": ["musik"]}

    def test_the_forms_carry_along_what_they_do_not_ask(self):
        shown = listing(self.QUERY)
        in_search = {field.name for field in shown.search.hidden}
        assert in_search == {"ansicht", "art", "jetzt", "region", "reichweite", "thema", "umkreis"}
        assert {field.name for field in shown.facet_hidden} == {
            "ansicht",
            "ort",
            "q",
            "sortierung",
            "umkreis",
        }

    def test_chips_are_in_the_reader_s_language(self):
        assert [chip.label for chip in listing("?thema=asyl", "/en").chips] == ["Asylum"]


class TestPlacesInTheWords(Directory):
    def test_a_place_in_the_words_narrows_and_can_be_removed(self):
        shown = listing("?q=beratung+in+zwickau")
        assert titles(shown)[0] == "Haus Zwickau"
        assert "Treff Bautzen" not in titles(shown)
        assert [chip.label for chip in shown.chips] == ["Zwickau"]
        assert parameters(shown.chips[0].remove_url)["q"] == ["beratung in"]
        removed = listing("?q=beratung+in")
        assert "Treff Bautzen" in titles(removed)

    def test_it_can_be_searched_as_a_word(self):
        shown = listing("?q=beratung+zwickau")
        links = [link for message in shown.messages for link in message.links]
        assert [parameters(link.url) for link in links] == [{"q": ["beratung zwickau"], "woertlich": ["1"]}]
        verbatim = listing("?q=beratung+zwickau&woertlich=1")
        assert verbatim.chips == []
        assert verbatim.search.q == "beratung zwickau"

    def test_each_of_several_places_is_removed_alone(self):
        shown = listing("?q=beratung+zwickau+bautzen")
        left = {chip.label: parameters(chip.remove_url)["q"] for chip in shown.chips}
        assert left == {"Zwickau": ["beratung bautzen"], "Bautzen": ["beratung zwickau"]}

    def test_removing_all_filters_takes_the_place_out_of_the_words(self):
        shown = listing("?q=beratung+zwickau&thema=asyl")
        assert parameters(shown.clear_url) == {"q": ["beratung"]}

    def test_where_a_place_has_nothing_the_surroundings_answer_and_that_is_said(self):
        with builders.language("en"):
            shown = listing("?q=chor+hoyerswerda", "/en")
        assert titles(shown) == ["Chor Werdau"]
        assert shown.messages[0].text.startswith("There is nothing in Hoyerswerda itself.")
        assert [chip.label for chip in shown.chips] == ["Hoyerswerda"]


class TestCorrection(Directory):
    def test_the_correction_is_written_as_documents_write_it(self):
        assert listing("?q=beratnug").corrected.corrected == "Beratung"

    def test_a_correction_that_finds_nothing_is_not_said(self):
        shown = listing("?q=wohnugssuche")
        assert (shown.total, shown.corrected) == (0, None)

    def test_a_correction_whose_spelling_is_not_certain_is_said_without_it(self):
        with (
            mock.patch("search.service.spellings", return_value={}),
            mock.patch("search.service.written", return_value=None),
        ):
            for path in ("/en/initiativen/", "/en/suche/"):
                response = self.client.get(f"{path}?q=beratnug")
                with self.subTest(path=path):
                    assert response.context["listing"].corrected.corrected == ""
                    self.assertContains(response, "Nothing is written like “beratnug”.")
                    self.assertNotContains(response, "<strong></strong>")

    def test_a_mistyped_word_is_corrected_visibly(self):
        shown = listing("?q=beratnug")
        assert shown.corrected.original == "beratnug"
        assert shown.corrected.corrected.casefold() == "beratung"
        assert shown.total > 0

    def test_the_original_can_be_searched(self):
        shown = listing("?q=beratnug")
        again = listing("?" + shown.corrected.original_url.partition("?")[2])
        assert (again.corrected, again.total) == (None, 0)

    def test_known_words_are_left_alone(self):
        assert listing("?q=beratung").corrected is None


class TestPages(Directory):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        for number in range(45):
            entry = builders.organisation(f"Gruppe {number:02}", register_id=f"gruppe-{number:02}")
            builders.organisation_page(cls.network.tree.directory, entry)
        while builders.drain():
            pass

    def test_every_result_is_on_exactly_one_page(self):
        for query in ("", "art=initiative&", "sortierung=stand&", "q=gruppe&"):
            found = [title for number in (1, 2, 3) for title in self.found(f"?{query}seite={number}")]
            with self.subTest(query=query):
                assert len(found) == len(set(found)) == listing(f"?{query}").total

    def test_pagination_keeps_every_parameter(self):
        shown = listing("?art=initiative&ansicht=karte&sortierung=name&q=gruppe&seite=2")
        for item in shown.pagination.items:
            if item.url:
                left = parameters(item.url)
                assert left.pop("seite", ["1"]) == [item.label]
                assert left == {
                    "art": ["initiative"], "ansicht": ["karte"], "sortierung": ["name"], "q": ["gruppe"],
                }  # fmt: skip

    def test_a_page_that_does_not_exist_leads_back(self):
        shown = listing("?seite=9&art=initiative")
        assert shown.entries == []
        assert shown.total == 52
        assert parameters(shown.messages[0].links[0].url) == {"art": ["initiative"]}


class TestSurroundings(Directory):
    def test_the_number_is_of_results_once_something_is_asked(self):
        with builders.language("en"):
            assert listing("", "/en").count_label == "7 initiatives"
            assert listing("?thema=asyl", "/en").count_label == "4 results"
            assert listing("?region=14524330&thema=musik&art=union", "/en").count_label == "0 results"

    def test_the_map_counts_and_links_every_district(self):
        shown = listing("?ansicht=karte&thema=asyl")
        assert shown.view == "map"
        district = next(one for one in shown.map.districts if one.ags == "14524")
        assert district.count == 2
        assert parameters(district.url) == {"ansicht": ["karte"], "thema": ["asyl"], "region": ["14524"]}

    def test_nothing_found_names_the_question_and_whom_to_ask(self):
        shown = listing("?q=zauberei+xyzzy&thema=musik")
        assert shown.total == 0
        assert "zauberei" in shown.empty_text
        assert shown.office.name == "Büro"

    def test_too_vague_words_are_said_to_be(self):
        shown = listing("?q=der+die+das")
        assert shown.total == 0
        assert [message.level for message in shown.messages] == ["warn"]

    def test_every_link_of_an_english_page_stays_english(self):
        shown = listing("?thema=asyl&region=14524", "/en")
        for url in (shown.search.action, shown.facet_action, *(chip.remove_url for chip in shown.chips)):
            assert url.startswith("/en/initiativen/")
        assert all(entry.url.startswith("/en/") for entry in shown.entries)

    def test_signed_in_editors_see_their_change_at_once(self):
        self.client.force_login(builders.superuser())
        page = self.network.pages["Ortlos"]
        page.title = "Ortlos und neu"
        page.save()
        builders.drain()
        shown = self.client.get("/initiativen/").context["listing"]
        assert "Ortlos und neu" in titles(shown)
