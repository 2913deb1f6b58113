"""How many queries the pages of topics and places and the index cost: the same for few entries and for many."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from network.models import ActorTopic, ServedArea
from portal.http import page_cache
from search.store import refresh_statistics
from tests import builders

PAGE = 12
# The first page after a change of content also reads what every page needs.
AFTER_A_CHANGE = 6
NAMES, LINE = 3, 150  # what the index says of an organisation and an alliance, and the bytes of each
PATHS = (
    "/themen/",
    "/themen/thema-1/",
    "/en/themen/thema-1/",
    "/regionen/",
    "/regionen/landkreis-zwickau/",
    "/en/regionen/werdau/",
    "/initiativen/a-z/",
    "/initiativen/a-z/orte/",
)


class TestBudgets(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        builders.locale("en")
        cls.topic = builders.topic("Thema 1")
        cls.other = builders.topic("Thema 2")
        for subject in (cls.topic, cls.places.zwickau_district, cls.places.werdau):
            builders.introduction(subject, body=[("text", "<p>Mehr.</p>")])

    def grow(self, start, end):
        """Publish organisations and alliances with both topics in the same places."""
        pages = []
        for number in range(start, end):
            entry = builders.organisation(
                f"Haus {number:02}", seat=self.places.werdau, short_name=f"Kürzel {number}"
            )
            pages.append(builders.organisation_page(self.tree.directory, entry))
            alliance = builders.organisation(f"Netz {number:02}", kind="alliance", seat=self.places.zwickau)
            pages.append(builders.alliance_page(self.tree.alliances, alliance))
        for tag in (self.topic, self.other):
            ActorTopic.objects.bulk_create(ActorTopic(content_object_id=page.pk, tag=tag) for page in pages)
        ServedArea.objects.bulk_create(
            ServedArea(page_id=page.pk, region=self.places.saxony) for page in pages
        )
        builders.changes.record_ids(("wagtailcore.page", page.pk) for page in pages)
        while builders.drain():
            pass
        refresh_statistics()

    def cost(self, path):
        """Return how many queries a page costs first after a change, and once it was seen."""
        builders.changes.record_ids([("network.seed", "1")])
        while builders.drain():
            pass
        self.client.get("/initiativen/")
        found = []
        for _time in range(2):
            page_cache.store.clear()
            with CaptureQueriesContext(connection) as queries:
                assert self.client.get(path).status_code == 200
            found.append(len(queries))
        return tuple(found)

    def test_pages_cost_the_same_with_three_and_with_thirty(self):
        self.grow(0, 3)
        for path in PATHS:
            self.cost(path)  # what a process reads once
        few = {path: self.cost(path) for path in PATHS}
        self.grow(3, 30)
        for path in PATHS:
            with self.subTest(path=path):
                first, again = self.cost(path)
                assert (first, again) == few[path]
                assert again <= PAGE
                assert first <= PAGE + AFTER_A_CHANGE

    def test_pages_of_subjects_do_not_grow_without_end(self):
        self.grow(0, 30)
        sizes = {path: len(self.client.get(path).content) for path in PATHS[:6]}
        self.grow(30, 60)
        for path, size in sizes.items():
            with self.subTest(path=path):
                assert len(self.client.get(path).content) < size + 1000

    def test_the_index_grows_by_its_lines_alone(self):
        self.grow(0, 30)
        sizes = {path: len(self.client.get(path).content) for path in PATHS[6:]}
        self.grow(30, 60)
        for path, size in sizes.items():
            with self.subTest(path=path):
                assert len(self.client.get(path).content) < size + 30 * NAMES * LINE
