"""The directory as a booklet."""

from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from portal.http import page_cache
from search.subjects import booklet as booklets
from tests import builders

from .towns import Network, network, parameters

PATH = "/en/initiativen/verzeichnis/"
ENTRY = 1300  # bytes of an entry with a contact, an offer and an address, and of its lines in the registers


class TestBooklet(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        house = cls.network.pages["Haus Zwickau"]
        builders.contact(house, "haus@example.org", label="Büro")
        builders.contact(house, "0375 123456", kind="phone")
        builders.contact(house, "geheim@example.org", disclosure="office")
        builders.address(house, cls.network.places.zwickau, street="Gartenweg 3")
        builders.offer(house, "Sprachcafé")
        builders.offer(house, "Früherer Kurs", status="ended")
        entry = house.organisation
        entry.short_name, entry.former_names = "HZ", ["Zum Anker"]
        entry.save()
        while builders.drain():
            pass

    def answer(self, query=""):
        """Return the answer to a query, made anew."""
        page_cache.store.clear()
        response = self.client.get(PATH + query)
        assert response.status_code == 200
        return response

    def shown(self, query=""):
        """Return the booklet of a query."""
        return self.answer(query).context["booklet"]

    def numbered(self, query=""):
        """Return the names of the entries by number, in order."""
        entries = list(booklets._entries(self.shown(query).chapters))
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        return [entry.name for entry in entries]

    def test_districts_are_chapters_and_towns_stand_in_order(self):
        booklet = self.shown()
        assert [(one.heading, one.first, one.last) for one in booklet.chapters] == [
            ("Landkreis Bautzen", 1, 3),
            ("Stadt Leipzig", 4, 4),
            ("Landkreis Zwickau", 5, 6),
            ("Without a fixed place", 7, 7),
        ]
        assert [town.heading for town in booklet.chapters[0].towns] == ["Bautzen", "Hoyerswerda"]
        assert [town.heading for town in booklet.chapters[1].towns] == [""]
        assert self.numbered()[4:6] == ["Chor Werdau", "Haus Zwickau"]

    def test_letters_are_chapters_on_request(self):
        booklet = self.shown("?sortierung=name")
        assert [one.heading for one in booklet.chapters] == ["C", "H", "K", "L", "O", "T", "V"]
        assert self.numbered("?sortierung=name")[:2] == ["Chor Werdau", "Haus Zwickau"]

    def test_registers_name_the_numbers(self):
        registers = {
            one.heading: {line.label: line.numbers for line in one.lines} for one in self.shown().registers
        }
        assert registers["Register of topics"]["Music"] == [3, 5, 7]
        places = {"Bautzen": [1, 2], "Hoyerswerda": [3], "Leipzig": [4], "Werdau": [5], "Zwickau": [6]}
        assert registers["Register of places"] == places
        names = registers["Register of names"]
        assert names["Zum Anker"] == names["HZ"] == names["Haus Zwickau"] == [6]
        assert "Haus Zwickau" not in str(self.shown("?sortierung=name").registers[-1])

    def test_every_number_leads_to_its_entry(self):
        page = self.answer().content.decode()
        numbers = {number for one in self.shown().registers for line in one.lines for number in line.numbers}
        for number in numbers:
            assert f'id="n{number}"' in page

    def test_contacts_are_those_everybody_may_know(self):
        page = self.answer().content.decode()
        entry = next(one for one in booklets._entries(self.shown().chapters) if one.name == "Haus Zwickau")
        assert [(one.kind, one.value, one.note) for one in entry.contacts] == [
            ("phone", "0375 123456", ""),
            ("email", "haus@example.org", "Büro"),
        ]
        assert entry.address == "Gartenweg 3, 08056 Zwickau"
        assert entry.offers == ("Sprachcafé",)
        assert entry.hours
        assert "Gartenweg 3" in page
        assert "Früherer Kurs" not in page

    def test_who_has_no_public_contact_is_reached_by_the_office(self):
        entry = next(one for one in booklets._entries(self.shown().chapters) if one.name == "Chor Werdau")
        assert (entry.contacts, bool(entry.note)) == ((), True)

    def test_the_directory_s_parameters_select(self):
        booklet = self.shown("?region=14625&thema=asyl")
        assert set(self.numbered("?region=14625&thema=asyl")) == {
            "Kreisweite Hilfe", "Landesweite Stelle", "Treff Bautzen",
        }  # fmt: skip
        assert booklet.selection == "Area: Landkreis Bautzen · Topic: Asylum"
        assert parameters(booklet.change_url) == {"region": ["14625"], "thema": ["asyl"]}
        assert booklet.change_url.startswith("/en/initiativen/?")
        assert parameters(booklet.orders[1].url) == {
            "region": ["14625"],
            "sortierung": ["name"],
            "thema": ["asyl"],
        }

    def test_what_was_not_understood_is_said(self):
        for query in ("?region=99999", "?thema=a%00b", "?seite=x", "?sortierung=quer", "?umkreis=-1"):
            with self.subTest(query=query):
                assert self.shown(query).messages

    def test_pages_and_views_of_the_directory_change_nothing(self):
        for query in ("?seite=7", "?ansicht=karte", "?ansicht=druck"):
            with self.subTest(query=query):
                assert len(self.numbered(query)) == 7

    def test_too_many_entries_become_a_choice_of_districts(self):
        with mock.patch.object(booklets, "MOST", 3):
            booklet = self.shown("?thema=musik")
            assert len(booklet.chapters) == 3
            booklet = self.shown()
        assert (booklet.chapters, booklet.total) == ((), 0)
        assert [(link.label, link.count) for link in booklet.choices] == [
            ("Landkreis Bautzen", 3), ("Stadt Leipzig", 1), ("Landkreis Zwickau", 3),
        ]  # fmt: skip
        assert parameters(booklet.choices[0].url) == {"region": ["14625"]}

    def test_nothing_found_is_said(self):
        booklet = self.shown("?q=xyzzy")
        assert booklet.chapters == ()
        assert "No entry meets" in self.answer("?q=xyzzy").content.decode()

    def test_it_is_not_for_search_engines(self):
        assert self.answer().context["meta"].robots == "noindex"

    def test_it_needs_no_script(self):
        page = self.answer().content.decode()
        assert "hidden data-print" in page
        assert "Ctrl and P" in page

    def test_it_costs_the_same_with_few_and_with_many(self):
        counts, sizes = [], []
        for size in (0, 25):
            for number in range(size):
                page = builders.organisation_page(self.network.tree.directory, title=f"Verein {number}")
                builders.contact(page)
                builders.offer(page)
                builders.address(page, self.network.places.werdau)
            while builders.drain():
                pass
            self.answer()
            self.answer()
            page_cache.store.clear()
            with CaptureQueriesContext(connection) as queries:
                sizes.append(len(self.client.get(PATH).content))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 25
        assert sizes[1] - sizes[0] < 25 * ENTRY
