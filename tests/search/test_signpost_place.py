"""The place somebody gave: town, postcode, or the area of a link that was passed on."""

from django.test import TestCase

from network.region_table import region_table
from search.signpost.place import home_state, place_in, place_of
from tests import builders


class Places(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        builders.site_tree()
        cls.places = builders.places()
        builders.drain()

    def test_a_town_a_district_and_a_sorbian_name_are_found(self):
        table = region_table()
        for word, region in (
            ("Werdau", "municipality:14524300"),
            ("Landkreis Bautzen", "district:14625"),
            ("Budyšin", "municipality:14625020"),
            ("werdau ", "municipality:14524300"),
        ):
            with self.subTest(word=word):
                assert place_of(word, table).region == region

    def test_a_postcode_has_its_own_point_and_the_municipality_s_name(self):
        builders.postcode("08058", self.places.zwickau, lat=50.75, lon=12.5)
        place = place_of("08058 Zwickau", region_table())
        assert (place.label, place.region, place.share_key) == (
            "Zwickau",
            "municipality:14524330",
            "14524330",
        )
        assert (place.lat, place.lon) == (50.75, 12.5)
        assert "08058" not in repr(place)

    def test_a_postcode_of_several_municipalities_stands_for_what_they_share(self):
        builders.postcode("08400", self.places.zwickau, self.places.werdau, place="Pleißental")
        builders.postcode("09999", self.places.zwickau, self.places.bautzen)
        table = region_table()
        shared = place_of("08400", table)
        assert (shared.label, shared.region) == ("Pleißental", "district:14524")
        assert place_of("09999", table).region == "state:14"

    def test_a_postcode_that_lies_nowhere_is_measured_but_not_passed_on(self):
        builders.postcode("01000", lat=51.0, lon=13.7)
        place = place_of("01000", region_table())
        assert (place.region, place.share_key, place.lat) == ("", "", 51.0)

    def test_what_is_unknown_is_none(self):
        table = region_table()
        for word in ("Atlantis", "00000", "٠٨٠٥٦", "08056x8", "x" * 500, "\x00", "🏳️‍🌈"):
            with self.subTest(word=word[:20]):
                assert place_of(word, table) is None or word.startswith("08056")

    def test_links_name_areas_by_their_key_only(self):
        table = region_table()
        assert place_in("14524330", table).label == "Zwickau"
        assert place_in("district:14625", table).region == "district:14625"
        for key in ("Zwickau", "08056", "district:99999", "", "planet:1", ":::"):
            with self.subTest(key=key):
                assert place_in(key, table) is None

    def test_the_area_around_is_the_district(self):
        table = region_table()
        assert place_of("Werdau", table).area(table) == "district:14524"
        assert home_state(table).area(table) == "state:14"
        assert home_state(table).is_state
