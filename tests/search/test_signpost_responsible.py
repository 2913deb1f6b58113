"""Which alliances are responsible for a place."""

from django.test import TestCase

from network.models import AlliancePage
from network.region_table import region_table
from portal import changes
from search.signpost.place import place_of
from search.signpost.responsible import responsible_for
from search.signpost.seeking import SEEKING
from tests import builders


class Responsible(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        cls.topic = builders.topic("Wohnen")
        cls.large = cls.alliance("Landesnetz", reach=["statewide"])
        cls.housing = cls.alliance("Wohnbündnis", reach=["statewide"])
        builders.topic_of(cls.housing, cls.topic)
        cls.music = cls.alliance("Musikbündnis", reach=["statewide"])
        for _number in range(3):
            builders.membership(builders.organisation(), cls.large)
        cls.district = cls.alliance("Kreisbündnis")
        builders.served_area(cls.district, cls.places.zwickau_district)
        cls.town = cls.alliance("Stadtbündnis")
        builders.served_area(cls.town, cls.places.werdau)
        cls.seated = cls.alliance("Sitz Bautzen", seat=cls.places.bautzen)
        while builders.drain():
            pass

    @classmethod
    def alliance(cls, name, seat=None, **fields) -> AlliancePage:
        """Return the page of an alliance."""
        entry = builders.organisation(name, kind="alliance", seat=seat, register_id=name.lower())
        return builders.alliance_page(cls.tree.alliances, entry, **fields)

    def names(self, word, need="wohnung"):
        """Return who is responsible for a place, in order."""
        table = region_table()
        return [found.title for found in responsible_for(place_of(word, table), SEEKING.need(need), table)]

    def test_town_then_district_then_the_largest_and_one_on_the_subject_of_the_state(self):
        assert self.names("Werdau") == ["Stadtbündnis", "Kreisbündnis", "Landesnetz", "Wohnbündnis"]
        assert self.names("Zwickau") == ["Kreisbündnis", "Landesnetz", "Wohnbündnis"]
        assert self.names("Zwickau", "queer") == ["Kreisbündnis", "Landesnetz"]

    def test_without_named_areas_the_district_of_the_seat_counts(self):
        assert self.names("Hoyerswerda")[0] == "Sitz Bautzen"
        assert "Sitz Bautzen" not in self.names("Zwickau")

    def test_without_a_place_nobody_is_responsible(self):
        assert responsible_for(None, SEEKING.need("wohnung"), region_table()) == []

    def test_private_alliances_are_not_named(self):
        assert "Stadtbündnis" in self.names("Werdau")
        builders.restrict(self.town)
        assert "Stadtbündnis" not in self.names("Werdau")

    def test_a_protected_alliance_is_named_for_its_district_at_most(self):
        entry = self.town.organisation
        entry.is_shielded = True
        entry.save()
        while builders.drain():
            pass
        assert "Stadtbündnis" in self.names("Zwickau")

    def test_queries_stay_the_same(self):
        self.names("Werdau")
        table = region_table()
        place = place_of("Werdau", table)
        with changes.reading_once(), self.assertNumQueries(2):
            responsible_for(place, SEEKING.need("wohnung"), table)
