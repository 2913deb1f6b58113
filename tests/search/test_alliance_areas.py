"""Where alliances work, and who covers a place."""

from django.test import TestCase

from network.models import AlliancePage
from network.region_table import region_table
from portal import changes
from search.alliance_areas import alliances, covering
from search.signpost.place import place_of
from search.signpost.responsible import responsible_for
from search.signpost.seeking import SEEKING
from search.subjects.responsible import alliances_of_place
from tests import builders


class Areas(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        cls.topic = builders.topic("Wohnen")
        cls.state = cls.alliance("Land", reach=["statewide"])
        cls.district = cls.alliance("Kreis")
        builders.served_area(cls.district, cls.places.zwickau_district)
        cls.town = cls.alliance("Stadt")
        builders.served_area(cls.town, cls.places.werdau)
        builders.topic_of(cls.town, cls.topic)
        cls.seated = cls.alliance("Angesiedelt", seat=cls.places.werdau)
        while builders.drain():
            pass

    @classmethod
    def alliance(cls, name, seat=None, **fields) -> AlliancePage:
        """Return the page of an alliance."""
        entry = builders.organisation(name, kind="alliance", seat=seat, register_id=name.lower())
        return builders.alliance_page(cls.tree.alliances, entry, **fields)

    def keys(self, word):
        """Return the keys of a place and of what is above it."""
        table = region_table()
        return place_of(word, table).keys(table)

    def titles(self, word):
        """Return who covers a place, in order."""
        return [one.title for _level, one in covering(self.keys(word))]

    def test_the_closest_come_first_and_then_go_by_name(self):
        assert self.titles("Werdau") == ["Stadt", "Angesiedelt", "Kreis", "Land"]

    def test_one_without_an_area_covers_the_district_it_sits_in(self):
        assert self.titles("Zwickau") == ["Angesiedelt", "Kreis", "Land"]
        assert self.titles("Bautzen") == ["Land"]

    def test_nobody_covers_nowhere(self):
        assert covering(()) == []

    def test_pages_and_signpost_name_the_same(self):
        table = region_table()
        found = responsible_for(place_of("Werdau", table), SEEKING.need("wohnung"), table)
        links = alliances_of_place(self.keys("Werdau")[0], table)
        assert {one.title for one in found} == {one.label for one in links} == set(self.titles("Werdau"))

    def test_topics_are_told(self):
        assert [one.title for one in alliances() if one.works_on([self.topic.slug])] == ["Stadt"]

    def test_what_is_not_public_covers_nothing(self):
        builders.restrict(self.town)
        self.district.unpublish()
        assert self.titles("Werdau") == ["Angesiedelt", "Land"]

    def test_it_costs_one_query_until_content_changes(self):
        keys = self.keys("Werdau")
        with changes.reading_once():
            covering(keys)
            with self.assertNumQueries(0):
                covering(keys)
                alliances()
