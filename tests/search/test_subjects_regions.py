"""The page of a place, and all places."""

from unittest import mock

from django.test import TestCase

from network.models import Region
from portal.http import page_cache
from search.subjects import region_page
from tests import builders

from .test_subjects_topics import names
from .towns import Network, network, parameters

ZWICKAU = "/en/regionen/landkreis-zwickau/"


class Places(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        cls.places = cls.network.places
        tree = cls.network.tree
        for title, area in (("Netz Kreis", cls.places.zwickau_district), ("Netz Sachsen", cls.places.saxony)):
            entry = builders.organisation(title, kind="alliance", seat=cls.places.werdau)
            builders.served_area(builders.alliance_page(tree.alliances, entry), area)
        entry = builders.organisation("Netz Bautzen", kind="alliance", seat=cls.places.bautzen)
        builders.alliance_page(tree.alliances, entry)
        while builders.drain():
            pass

    def answer(self, path=ZWICKAU):
        """Return the answer to a path, made anew."""
        page_cache.store.clear()
        return self.client.get(path)

    def shown(self, path=ZWICKAU):
        """Return what a place's page shows."""
        response = self.answer(path)
        assert response.status_code == 200
        return response.context["view"]


class TestPlace(Places):
    def test_who_is_at_home_stands_before_who_comes_there(self):
        home, coming = self.shown().groups
        assert names(home) == ["Chor Werdau", "Haus Zwickau", "Netz Kreis", "Netz Sachsen"]
        assert names(coming) == ["Kreisweite Hilfe", "Landesweite Stelle", "Ortlos"]

    def test_a_town_shows_who_comes_from_its_district(self):
        home, coming = self.shown("/en/regionen/werdau/").groups
        assert names(home) == ["Chor Werdau", "Netz Kreis", "Netz Sachsen"]
        assert names(coming)[:1] == ["Kreisweite Hilfe"]
        assert "Landesweite Stelle" in names(coming)

    def test_a_city_that_is_a_district_shows_who_is_at_home_in_it(self):
        assert names(self.shown("/en/regionen/leipzig/").groups[0]) == ["Landesweite Stelle"]

    def test_who_comes_from_elsewhere_is_found_behind_many_local_ones(self):
        for read in (1, 2, 3):
            with self.subTest(read=read), mock.patch.multiple(region_page, READ=read, COMING=2):
                coming = self.shown("/en/regionen/zwickau/").groups[-1]
                assert "Landesweite Stelle" in names(coming) or "Kreisweite Hilfe" in names(coming)

    def test_the_closest_alliance_is_named_first(self):
        for path in (ZWICKAU, "/en/regionen/werdau/"):
            with self.subTest(path=path):
                assert [(one.label, one.note) for one in self.shown(path).alliances] == [
                    ("Netz Kreis", "for Landkreis Zwickau"),
                    ("Netz Sachsen", "for Sachsen"),
                ]

    def test_an_alliance_without_areas_works_where_it_sits(self):
        labels = [one.label for one in self.shown("/en/regionen/hoyerswerda/").alliances]
        assert labels == ["Netz Bautzen", "Netz Sachsen"]

    def test_topics_lead_to_them_in_this_place(self):
        topics = next(group for group in self.shown().facets if group.anchor == "thema")
        found = {link.label: parameters(link.url) for link in topics.links}
        assert found["Asylum"] == {"region": ["14524"], "thema": ["asyl"]}

    def test_the_map_marks_the_district_and_leads_to_the_others(self):
        for path in (ZWICKAU, "/en/regionen/werdau/"):
            districts = {one.ags: (one.selected, one.url) for one in self.shown(path).map.districts}
            with self.subTest(path=path):
                assert [ags for ags, (selected, _url) in districts.items() if selected] == ["14524"]
                assert districts["14625"][1] == "/en/regionen/landkreis-bautzen/"

    def test_a_district_names_its_towns_and_its_neighbours(self):
        towns, around = self.shown().related
        assert [(link.label, link.count) for link in towns.links] == [("Werdau", 3), ("Zwickau", 1)]
        assert towns.links[0].url == "/en/regionen/werdau/"
        assert [link.label for link in around.links] == ["Stadt Leipzig", "Landkreis Bautzen"]

    def test_the_office_is_named(self):
        assert self.shown().office.email == "buero@example.org"

    def test_sorbian_names_stand_beside_german_ones(self):
        page = self.answer("/regionen/bautzen/").content.decode()
        assert '<p class="other-name" lang="hsb">Budyšin</p>' in page

    def test_a_place_without_anybody_leads_to_its_neighbours_and_is_not_for_search_engines(self):
        builders.region("14524999", "Leerdorf", parent=self.places.zwickau_district, lat=50.7, lon=12.5)
        response = self.answer("/en/regionen/leerdorf/")
        assert response.status_code == 200
        assert response.context["meta"].robots == "noindex"
        view = response.context["view"]
        assert view.messages
        assert view.related[0].links[0].label == "Zwickau"
        assert names(view.groups[0])[0] == "Kreisweite Hilfe"

    def test_editors_words_make_it_worth_finding(self):
        empty = builders.region("14524999", "Leerdorf", parent=self.places.zwickau_district)
        builders.introduction(empty, "Ein schöner Ort.")
        response = self.answer("/regionen/leerdorf/")
        assert response.context["meta"].robots == ""
        assert response.context["meta"].description == "Ein schöner Ort."

    def test_the_title_names_what_the_local_ones_work_on(self):
        assert (
            self.answer("/en/regionen/hoyerswerda/").context["meta"].title
            == "Hoyerswerda: 1 initiative – Music"
        )

    def test_machines_read_a_place_in_its_district(self):
        page = self.answer("/regionen/werdau/").context["meta"].json_ld["@graph"][-1]
        about = page["about"]
        assert (about["@type"], about["identifier"]["value"]) == ("City", "14524300")
        assert about["containedInPlace"]["name"] == "Landkreis Zwickau"
        assert self.answer("/en/regionen/werdau/").context["breadcrumbs"][-2].url == ZWICKAU


class TestAddresses(Places):
    def test_other_words_lead_to_the_place(self):
        Region.objects.filter(code="14524300").update(aliases=["Werde"])
        for word, path in (
            ("14524", ZWICKAU),
            ("district:14524", ZWICKAU),
            ("14524300", "/en/regionen/werdau/"),
            ("Werdau", "/en/regionen/werdau/"),
            ("werde", "/en/regionen/werdau/"),
            ("budysin", "/en/regionen/bautzen/"),
            ("14713000", "/en/regionen/leipzig/"),
            ("stadt-leipzig", "/en/regionen/leipzig/"),
            ("14", "/en/regionen/"),
            ("sachsen", "/en/regionen/"),
        ):
            with self.subTest(word=word):
                response = self.answer(f"/en/regionen/{word}/")
                assert (response.status_code, response["Location"]) == (301, path)

    def test_unknown_places_are_not_found(self):
        builders.region("nord", "Nordviertel", parent=self.places.zwickau)
        words = (
            "atlantis",
            "99999",
            "area:nord",
            "planet:1",
            "%00",
            "..",
            ":::",
            "a" * 3000,
            "%ED%A0%80",
            "{{7*7}}",
        )
        for word in words:
            with self.subTest(word=word[:20]):
                assert self.answer(f"/regionen/{word}/").status_code == 404


class TestAllPlaces(Places):
    def test_districts_are_on_the_map_and_towns_below_them(self):
        view = self.answer("/en/regionen/").context["overview"]
        counted = {one.ags: (one.count, one.url) for one in view.map.districts if one.count}
        assert counted["14524"] == (5, ZWICKAU)
        found = {group.heading: [(link.label, link.count) for link in group.links] for group in view.groups}
        assert found == {
            "Landkreis Bautzen": [("Bautzen", 3), ("Hoyerswerda", 1)],
            "Landkreis Zwickau": [("Werdau", 3), ("Zwickau", 1)],
        }
