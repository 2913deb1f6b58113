"""What the home page shows of the network."""

from datetime import date
from unittest import mock

from django.test import TestCase

from network.models import OrganisationPage
from portal.http import page_cache
from search import home, overview
from search.models import SearchDocument
from tests import builders

from .towns import Network, network


class Home(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        cls.alliance = builders.alliance_page(cls.network.tree.alliances, title="Netz")
        builders.membership(cls.network.pages["Haus Zwickau"], cls.alliance)
        while builders.drain():
            pass

    def shown(self, prefix=""):
        """Return the blocks of the home page, made anew."""
        page_cache.store.clear()
        response = self.client.get(f"{prefix}/")
        assert response.status_code == 200
        return response.context["home"]


class TestBlocks(Home):
    def test_the_headline_counts_everybody_who_is_listed(self):
        assert self.shown("/en")["headline"].startswith("8 ")

    def test_the_search_leads_into_the_directory(self):
        box = self.shown("/en")["search"]
        assert box.action == "/en/initiativen/"
        assert self.client.get(f"{box.action}?{box.q_name}=chor&{box.place_name}=08056").status_code == 200

    def test_the_map_counts_seats_and_areas_and_leads_to_their_pages(self):
        tilemap = self.shown()["map"].context["map"]
        counts = {one.ags: (one.count, one.url) for one in tilemap.districts if one.count}
        assert counts == {
            "14524": (3, "/regionen/landkreis-zwickau/"),
            "14625": (3, "/regionen/landkreis-bautzen/"),
            "14713": (1, "/regionen/leipzig/"),
        }

    def test_topics_are_those_somebody_works_on(self):
        builders.topic("Niemandes Thema")
        found = self.shown("/en")["topics"].context["topics"]
        assert [(link.label, link.count) for link in found] == [("Asylum", 4), ("Music", 3)]
        assert found[0].url == "/en/themen/asyl/"

    def test_the_newest_three_stand_first(self):
        for number, title in enumerate(("Ortlos", "Chor Werdau", "Haus Zwickau", "Treff Bautzen")):
            page = OrganisationPage.objects.filter(pk=self.network.pages[title].pk)
            page.update(first_published_at=f"2026-01-0{number + 1}T12:00:00Z")
        builders.restrict(self.network.pages["Treff Bautzen"])
        builders.drain()
        entries = self.shown()["news"].context["entries"]
        titles = ["".join(part.text for part in entry.title_segments) for entry in entries]
        assert titles == ["Haus Zwickau", "Chor Werdau", "Ortlos"]

    def test_alliances_with_their_members(self):
        cards = self.shown()["alliances"].context["cards"]
        assert [(card.name, card.member_count, card.url) for card in cards] == [
            ("Netz", 1, "/buendnisse/netz/")
        ]

    def test_thirty_tiles_whoever_there_is(self):
        assert len(self.shown()["cloth"]) == home.HERO_TILES

    def test_of_many_tiles_others_are_shown_every_day(self):
        rows = [
            SearchDocument(
                key=f"page:{number}", type="organisation", locale="de", register_id=str(number), digest="x", seq=1,
                shown={"tile": f"{number % 12}-{number % 16}-0-0"},
            )
            for number in range(1000, 1060)
        ]  # fmt: skip
        SearchDocument.objects.bulk_create(rows)
        shown = []
        for day in (date(2026, 3, 9), date(2026, 3, 10)):
            with mock.patch("django.utils.timezone.localdate", return_value=day):
                shown.append(home.cloth(None, None))
        assert len(shown[0]) == len(shown[1]) == home.HERO_TILES
        assert shown[0] != shown[1]


class TestChanges(Home):
    def test_what_changes_is_seen_at_once(self):
        before = self.shown()["map"].context["map"]
        page = self.network.pages["Haus Zwickau"]
        OrganisationPage.objects.get(pk=page.pk).unpublish()
        builders.drain()
        after = self.shown()["map"].context["map"]
        district = [
            next(one.count for one in made.districts if one.ags == "14524") for made in (before, after)
        ]
        assert district == [3, 2]

    def test_each_language_has_its_own(self):
        assert self.shown()["topics"].context["topics"][0].label == "Asyl"
        assert self.shown("/en")["topics"].context["topics"][0].label == "Asylum"

    def test_it_is_built_once_as_long_as_nothing_changes(self):
        self.shown()
        with mock.patch.object(overview, "search", side_effect=AssertionError):
            self.shown()


class TestEmptyPortal(TestCase):
    def test_a_portal_without_content_has_a_home_page(self):
        tree = builders.site_tree()
        builders.drain()
        shown = self.client.get("/").context["home"]
        assert shown["headline"] == tree.home.title
        assert {shown[name] for name in ("map", "topics", "news", "alliances")} == {None}

    def test_a_portal_without_directory_has_one_too(self):
        tree = builders.site_tree()
        builders.alliance_page(tree.alliances)
        tree.directory.delete()
        builders.drain()
        response = self.client.get("/")
        assert response.status_code == 200
        assert response.context["home"]["map"] is None
        assert 'href="?' not in response.content.decode()
