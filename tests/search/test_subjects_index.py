"""The index by name and by place."""

from unittest import mock

from django.test import TestCase

from network.models import Organisation
from portal.http import page_cache
from search.subjects import index_pages
from search.subjects.listed import letter_of, sort_key
from tests import builders

from .towns import Network, network


class Index(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        tree, places = cls.network.tree, cls.network.places
        for title, fields in (
            ("Ährenlese", {"short_name": "Ä"}),
            ("Aktion Brücke", {"short_name": "Brücke", "former_names": ["Club 9", "Aktion"]}),
            ("3. Welt Laden", {}),
            ("Žiwa", {"former_names": ["جسر"]}),
        ):
            builders.organisation_page(
                tree.directory, builders.organisation(title, seat=places.bautzen, **fields)
            )
        builders.alliance_page(tree.alliances, title="Zusammen")
        while builders.drain():
            pass

    def answer(self, path):
        """Return the answer to a path, made anew."""
        page_cache.store.clear()
        return self.client.get(path)

    def groups(self, path="/en/initiativen/a-z/"):
        """Return the names below each heading; of references also where they lead."""
        response = self.answer(path)
        assert response.status_code == 200
        return {
            group.heading: [f"{row.name} → {row.see}" if row.see else row.name for row in group.rows]
            for group in response.context["index"].groups
        }


class TestByName(Index):
    def test_umlauts_stand_with_their_base_letter_and_digits_first(self):
        found = self.groups()
        assert list(found)[0] == "0–9"
        assert found["0–9"] == ["3. Welt Laden"]
        assert found["A"] == ["Ährenlese", "Aktion Brücke"]
        assert found["Z"] == ["Žiwa", "Zusammen"]

    def test_short_and_former_names_lead_to_the_present_one(self):
        found = self.groups()
        assert "Brücke → Aktion Brücke" in found["B"]
        assert "Club 9 → Aktion Brücke" in found["C"]

    def test_names_in_other_letters_come_last(self):
        assert list(self.groups())[-1] == "Z"  # a name that leaves no letter behind cannot be looked up
        assert letter_of(sort_key("جسر")) == "andere"

    def test_a_name_that_begins_like_the_present_one_is_no_reference(self):
        assert not any("Aktion →" in row for rows in self.groups().values() for row in rows)

    def test_letters_lead_to_their_names(self):
        response = self.answer("/en/initiativen/a-z/")
        jumps = {link.label: link.url for link in response.context["index"].jumps}
        assert (jumps["A"], jumps["X"]) == ("#a", "")
        assert 'id="a"' in response.content.decode()

    def test_a_letter_of_a_small_network_is_a_place_on_the_page(self):
        response = self.answer("/initiativen/a-z/b/")
        assert (response.status_code, response["Location"]) == (302, "/initiativen/a-z/#b")

    def test_who_is_private_is_not_listed(self):
        builders.restrict(self.network.pages["Chor Werdau"])
        assert "Chor Werdau" not in str(self.groups())
        Organisation.objects.filter(name="Haus Zwickau").update(status="dissolved")
        builders.changes.record(Organisation.objects.get(name="Haus Zwickau"))
        builders.drain()
        assert "Haus Zwickau" not in str(self.groups())

    def test_names_are_the_reader_s(self):
        builders.translated(self.network.pages["Chor Werdau"], "en", title="Werdau Choir")
        while builders.drain():
            pass
        assert "Werdau Choir" in self.groups()["W"]
        assert "Chor Werdau" in self.groups("/initiativen/a-z/")["C"]


class TestLargeIndex(Index):
    def setUp(self):
        for name, size in (("ON_ONE_PAGE", 5), ("PAGE", 2)):
            patch = mock.patch.object(index_pages, name, size)
            patch.start()
            self.addCleanup(patch.stop)

    def test_letters_are_pages_of_their_own(self):
        assert self.groups() == {}
        jumps = self.answer("/en/initiativen/a-z/").context["index"].jumps
        assert next(link.url for link in jumps if link.label == "A") == "/en/initiativen/a-z/a/"
        assert list(self.groups("/en/initiativen/a-z/a/")) == ["A"]

    def test_long_letters_go_on_on_the_next_page(self):
        pages = [self.groups(f"/en/initiativen/a-z/h/?seite={number}") for number in (1, 2)]
        assert pages[0] == {"H": ["Haus Zwickau"]}
        assert pages[1] == {}
        first, second = (
            self.groups(f"/en/initiativen/a-z/orte/landkreis-bautzen/?seite={n}") for n in (1, 2)
        )
        everybody = [*first.get("Bautzen", []), *second["Bautzen"]]
        assert len(everybody) == len(set(everybody)) == 4

    def test_pages_that_do_not_exist_say_so(self):
        for number in ("400", "0", "x", "9" * 50, "-1", "1.5"):
            with self.subTest(number=number):
                response = self.answer(f"/initiativen/a-z/a/?seite={number}")
                assert response.status_code == 200
                assert response.context["index"].messages
                assert response.context["meta"].robots == "noindex"

    def test_letters_and_districts_without_anybody_are_not_found(self):
        for path in (
            "a-z/x/",
            "a-z/ä/",
            "a-z/ab/",
            "a-z/orte/stadt-nirgendwo/",
            "a-z/orte/%00/",
            "a-z/orte/werdau/",
        ):
            with self.subTest(path=path):
                assert self.answer(f"/initiativen/{path}").status_code == 404


class TestByPlace(Index):
    def test_districts_hold_their_towns(self):
        response = self.answer("/en/initiativen/a-z/orte/")
        groups = [(group.level, group.heading, group.url) for group in response.context["index"].groups]
        assert groups[:3] == [
            (2, "Landkreis Bautzen", "/en/regionen/landkreis-bautzen/"),
            (3, "Bautzen", "/en/regionen/bautzen/"),
            (3, "Hoyerswerda", "/en/regionen/hoyerswerda/"),
        ]
        found = self.groups("/en/initiativen/a-z/orte/")
        assert found["Stadt Leipzig"] == ["Landesweite Stelle"]
        assert found["Without a fixed place"] == ["Ortlos", "Zusammen"]
        assert found["Werdau"] == ["Chor Werdau"]
