"""How many queries lists of publications cost, and pages that show some: the same for a few and for many."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from portal import changes
from portal.http import page_cache
from tests import builders
from tests.publications import guide_pages
from tests.publications.infoposts_pages import news_page
from tests.publications.many_pages import add_infoposts, add_postings
from tests.publications.postings_pages import lists

LIST, PAGE = 8, 12
# The first visit after a change also reads the rows of a kind.
AFTER_A_CHANGE = 9
# … and home those of all kinds, beside everything that the search and the menus know.
HOME_AFTER_A_CHANGE = 64
FEW, MANY = 60, 90
LISTS = (
    "/stellen/",
    "/stellen/?q=projektleitung&thema=asyl&region=14524&umfang=full_time",
    "/stellen/?ort=Werdau&umkreis=50&sortierung=nah&ansicht=karte",
    "/stellen/?seite=2&sortierung=neu",
    "/en/stellen/",
    "/stellen/stellen.atom?thema=asyl",
    "/stellen/stellen.ics",
    "/fristen/",
    "/aktuelles/",
    "/aktuelles/?q=abend&thema=asyl&region=14524",
    "/aktuelles/?seite=2",
    "/aktuelles/aktuelles.atom",
    "/leitfaeden/",
    "/leitfaeden/?q=wort&stand=aktuell",
    "/leitfaeden/leitfaeden.atom",
)
PAGES = ("/", "/suche/?q=projektleitung", "/suche/?q=abend", "/initiativen/haus-werdau/", "/themen/asyl/")


class TestBudgets(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        builders.locale("en")
        lists(cls.tree.home)
        news_page(cls.tree.home)
        index = guide_pages.guide_index(cls.tree)
        cls.topics = [builders.topic("Asyl"), builders.topic("Arbeit")]
        for _number in range(3):
            guide_pages.guide(index, "", guide_pages.section(), guide_pages.section())
        cls.above = [
            builders.organisation_page(
                cls.tree.directory, builders.organisation(name, seat=cls.places.werdau)
            )
            for name in ("Haus Werdau", "Haus Bautzen")
        ]

    def grow(self, count):
        """Publish so many postings and infoposts more."""
        rows = self.topics, [self.places.werdau, self.places.bautzen]
        add_postings(self.above, count, *rows)
        add_infoposts(self.above, count, *rows)
        self.change(below=True)

    def change(self, below=False):
        """Have something changed, so that nothing is known of the content any more."""
        ids = [page.pk for above in self.above for page in above.get_children()] if below else ()
        changes.record_ids([("network.seed", "1"), *(("wagtailcore.page", pk) for pk in ids)])
        while builders.drain():
            pass

    def cost(self, path):
        """Return how many queries a page costs now."""
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(path)
        assert response.status_code == 200
        return len(queries)

    def costs(self):
        """Return how many queries known pages cost, lists first after a change, and then pages of them."""
        known = {path: [self.cost(path) for _number in range(2)][-1] for path in (*LISTS, *PAGES)}
        first, unseen = {}, {}
        self.change()
        first["/"] = self.cost("/")
        for path in ("/stellen/", "/aktuelles/", "/leitfaeden/"):
            self.change()
            self.client.get("/initiativen/")
            first[path] = self.cost(path)
            unseen[path] = self.cost(f"{path}?sortierung=neu&seite=2")
        return known, first, unseen

    def test_lists_cost_as_much_with_few_as_with_many(self):
        self.grow(FEW)
        few = self.costs()
        self.grow(MANY)
        many = self.costs()
        assert few == many
        known, first, unseen = many
        assert max([*unseen.values(), *(known[path] for path in LISTS)]) <= LIST
        assert max(known[path] for path in PAGES) <= PAGE
        assert first.pop("/") <= HOME_AFTER_A_CHANGE
        assert max(first.values()) <= LIST + AFTER_A_CHANGE

    def test_rows_and_filters_are_values_that_are_rendered_once(self):
        self.grow(20)
        for path in ("/stellen/", "/aktuelles/", "/leitfaeden/"):
            answer = self.client.get(path)
            listing = answer.context["listing"]
            assert listing.entries
            # Feed readers find the feed by the address of the list.
            self.assertContains(
                answer, f'<link rel="alternate" type="application/atom+xml" title="{listing.heading}"'
            )
            for shown in (*listing.entries, *listing.facets):
                hash(shown)
