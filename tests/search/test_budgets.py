"""How many queries a page costs, and how long it is: the same for three organisations and for thirty."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from network.models import (
    ActorTopic,
    Address,
    ContactPoint,
    Offer,
    OpeningHours,
    OrganisationPage,
    ServedArea,
)
from portal import changes
from portal.http import page_cache
from search.store import refresh_statistics
from tests import builders

LISTING, ORGANISATION, ALLIANCE, SUGGESTION = 12, 16, 23, 3
# The first page after a change of content also reads what every page needs.
AFTER_A_CHANGE = 4
MOST = 40
LISTINGS = (
    "/initiativen/",
    "/initiativen/?ansicht=karte",
    "/initiativen/?q=beratung",
    "/initiativen/?q=beratung+zwickau&thema=thema-1&art=initiative",
    "/initiativen/?ort=08056",
    "/initiativen/?region=14524",
    "/initiativen/?q=xyzzy&thema=thema-1",
    "/en/initiativen/?q=beratung",
    "/suche/?q=beratung",
    "/suche/?q=xyzzy",
)


class TestBudgets(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        builders.locale("en")
        cls.alliances = {
            size: builders.alliance_page(cls.tree.alliances, title=f"Netz {size}") for size in (0, 3, MOST)
        }
        cls.ids = [cls.page(number).pk for number in range(MOST)]
        topic = builders.topic("Thema 1")
        tables = (
            (ContactPoint, {"kind": "email", "value": "haus@example.org"}),
            (Address, {"region": cls.places.werdau, "town": "Werdau", "postcode": "08056"}),
            (Offer, {"kind": "course", "title": "Kurs"}),
            (OpeningHours, {"weekday": 0, "opens_at": "09:00", "closes_at": "12:00"}),
            (ServedArea, {"region": cls.places.zwickau}),
        )
        for model, fields in tables:
            model.objects.bulk_create(model(page_id=pk, **fields) for pk in cls.ids)
        ActorTopic.objects.bulk_create(ActorTopic(content_object_id=pk, tag=topic) for pk in cls.ids)

    @classmethod
    def page(cls, number: int) -> OrganisationPage:
        """Return the draft of an organisation's page."""
        entry = builders.organisation(f"Haus {number:02}", seat=cls.places.werdau)
        summary = f"Beratung und Begegnung Nummer {number}."
        return builders.organisation_page(cls.tree.directory, entry, summary=summary, live=False)

    def grow(self, size):
        """Publish so many organisations."""
        Page.objects.filter(pk__in=self.ids[:size]).update(live=True)
        self.change(("wagtailcore.page", pk) for pk in self.ids[:size])
        refresh_statistics()

    def change(self, what=(("network.seed", "1"),)):
        """Have something changed, so that nothing is known of the content any more."""
        changes.record_ids(what)
        while builders.drain():
            pass

    def cost(self, path):
        """Return how many queries a page costs once it was seen, and how long it is."""
        for _number in range(3):
            page_cache.store.clear()
            with CaptureQueriesContext(connection) as queries:
                response = self.client.get(path)
            assert response.status_code == 200
        return len(queries), len(response.content)

    def first_cost(self, path, *seen):
        """Return how many queries the first visit of a page costs after others were seen."""
        self.change()
        for other in seen:
            self.client.get(other)
        with CaptureQueriesContext(connection) as queries:
            assert self.client.get(path).status_code == 200
        return len(queries)

    def test_listings_cost_as_much_with_three_organisations_as_with_forty(self):
        self.grow(3)
        few = {path: self.cost(path)[0] for path in LISTINGS}
        self.grow(MOST)
        for path in LISTINGS:
            with self.subTest(path=path):
                assert self.cost(path)[0] == few[path] <= LISTING

    def test_listings_do_not_grow_beyond_a_page(self):
        self.grow(24)
        few = {path: self.cost(path)[1] for path in LISTINGS}
        self.grow(MOST)
        for path in LISTINGS:
            with self.subTest(path=path):
                assert self.cost(path)[1] < few[path] + 500

    def test_after_a_change_listings_cost_the_same_too(self):
        self.client.get("/initiativen/")
        counts = []
        for size in (3, 30):
            self.grow(size)
            counts.append([self.first_cost(path, "/initiativen/haus-00/") for path in ("/initiativen/", "/")])
        assert counts[0] == counts[1]
        assert max(counts[0]) <= LISTING + AFTER_A_CHANGE

    def test_an_organisation_costs_the_same_among_three_and_thirty(self):
        counts = []
        for size in (3, 30):
            self.grow(size)
            first = self.first_cost("/initiativen/haus-00/", "/initiativen/haus-01/")
            counts.append((first, self.cost("/initiativen/haus-00/")[0]))
        assert counts[0] == counts[1]
        assert max(counts[0]) <= ORGANISATION

    def test_its_facts_cost_no_query_each(self):
        self.grow(2)
        page = OrganisationPage.objects.get(slug="haus-00")
        counts = []
        for size in (3, 12):
            for number in range(size):
                for make in (builders.contact, builders.offer, builders.milestone):
                    make(page)
                builders.opening_hours(page, number % 7)
                builders.address(page, self.places.bautzen)
                builders.served_area(page, self.places.leipzig)
                builders.membership(page, builders.alliance_page(self.tree.alliances))
            counts.append(self.first_cost("/initiativen/haus-00/", "/initiativen/haus-01/"))
        assert counts[0] == counts[1] <= ORGANISATION

    def test_an_alliance_costs_the_same_with_three_members_and_with_forty(self):
        self.grow(MOST)
        pages = list(OrganisationPage.objects.order_by("pk"))
        for size, alliance in self.alliances.items():
            for number, page in enumerate(pages[:size]):
                builders.membership(page, alliance, kind="founding" if number % 2 else "member")
        paths = [f"/buendnisse/netz-{size}/" for size in (3, MOST)]
        few, many = (self.first_cost(path, "/initiativen/haus-00/", "/buendnisse/netz-0/") for path in paths)
        assert few == many <= ALLIANCE
        few, many = (self.cost(path)[0] for path in paths)
        assert few == many <= LISTING

    def test_the_list_of_alliances_costs_the_same_with_three_and_with_thirteen(self):
        paths = ("/buendnisse/", "/en/buendnisse/")
        few = {path: self.first_cost(path, "/initiativen/") for path in paths}
        for number in range(10):
            alliance = builders.alliance_page(self.tree.alliances, title=f"Bund {number}")
            builders.membership(builders.organisation(), alliance)
        for path in paths:
            with self.subTest(path=path):
                assert self.first_cost(path, "/initiativen/") == few[path] <= LISTING

    def test_suggestions_and_the_home_page_cost_the_same(self):
        counts = []
        for size in (3, 30):
            self.grow(size)
            counts.append((self.cost("/suche/vorschlaege/?q=haus")[0], self.cost("/")[0]))
        assert counts[0] == counts[1]
        assert counts[0][0] <= SUGGESTION
        assert counts[0][1] <= LISTING
