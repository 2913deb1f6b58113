"""The interface: pages, what changed and went, single items, and what each list holds."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from network.models import Organisation
from portal import changes
from search.models import SearchDocument
from search.projection import PAGE
from tests import builders
from tests.search.towns import listing, network, titles

ROOT = "/api/v1"
LONG_AGO = "modified_since=2000-01-01T00:00:00Z"


class Interface(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        cls.alliance = builders.alliance_page(
            cls.network.tree.alliances,
            builders.organisation("Netz", kind="alliance", register_id="netz"),
            summary="Beratung im Netz.",
        )
        cls.house = cls.network.pages["Haus Zwickau"]
        builders.membership(cls.house, cls.alliance, kind="founding", since=builders.day("2019-03-01"))
        while builders.drain():
            pass

    def get(self, path, status=200):
        response = self.client.get(ROOT + path)
        assert response.status_code == status, response.content
        return response.json()

    def walk(self, path):
        """Return the items of every page from one on, by following the links."""
        items, visited = [], 0
        while path:
            body = self.get(path)
            items += body["data"]
            visited += 1
            assert visited < 50
            parts = urlsplit(body["links"]["next"] or "")
            path = f"{parts.path}?{parts.query}".removeprefix(ROOT) if body["links"]["next"] else ""
        return items


class TestPages(Interface):
    def test_every_item_is_on_exactly_one_page(self):
        for path in ("/organisations/", "/regions/", "/topics/", "/search/"):
            whole = self.get(f"{path}?anzahl=100")
            walked = self.walk(f"{path}?anzahl=2")
            with self.subTest(path=path):
                assert walked == whole["data"]
                assert whole["pagination"]["total"] == len(walked) > 1

    def test_the_directory_s_filters_hold(self):
        for query in (
            "region=14524",
            "q=beratung",
            "thema=musik",
            "ort=Zwickau&umkreis=5",
            "buendnis=netz",
            "art=alliance",
        ):
            names = [
                one["name"]
                for kind in ("organisations", "alliances")
                for one in self.get(f"/{kind}/?{query}")["data"]
            ]
            found = [one["name"] for one in self.get(f"/search/?{query}")["data"]]
            with self.subTest(query=query):
                assert found == titles(listing(f"?{query}"))
                assert sorted(names) == sorted(found)

    def test_links_keep_the_filters(self):
        links = self.get("/organisations/?thema=asyl&anzahl=2&seite=2")["links"]
        assert links["previous"].endswith("/organisations/?thema=asyl&anzahl=2")
        assert links["self"].endswith("/organisations/?thema=asyl&anzahl=2&seite=2")
        assert links["next"] is None

    def test_a_page_behind_the_last_is_empty(self):
        body = self.get("/organisations/?seite=400")
        assert (body["data"], body["links"]["next"]) == ([], None)
        assert self.get("/search/?seite=500&anzahl=100")["data"] == []

    def test_an_unchanged_answer_is_not_sent_again(self):
        first = self.client.get(f"{ROOT}/organisations/")
        again = self.client.get(f"{ROOT}/organisations/", headers={"if-none-match": first["ETag"]})
        assert first["ETag"].startswith('"')
        assert (again.status_code, again.content) == (304, b"")

    def test_the_slash_at_the_end_may_be_missing(self):
        answer = self.client.get(f"{ROOT}/organisations?q=chor")
        assert (answer.status_code, answer["Location"]) == (308, f"{ROOT}/organisations/?q=chor")

    def test_what_is_not_there_says_what_is(self):
        body = self.get("/organisation/", 404)
        assert "organisations" in body["detail"]


class TestChanges(Interface):
    def rename(self, identifier: str) -> None:
        """Give the entry “Ortlos” another register id."""
        entry = Organisation.objects.get(pk=self.network.pages["Ortlos"].organisation_id)
        entry.register_id = identifier
        entry.save()
        builders.drain()

    def test_every_change_is_met_once_oldest_first(self):
        items = self.walk(f"/organisations/?{LONG_AGO}&anzahl=2")
        moments = [datetime.fromisoformat(one["modified"]) for one in items]
        assert moments == sorted(moments)
        assert sorted(one["id"] for one in items) == sorted(
            SearchDocument.objects.filter(type="organisation").values_list("register_id", flat=True)
        )

    def test_what_changes_while_pages_are_read_is_not_missed(self):
        first = self.get(f"/organisations/?{LONG_AGO}&anzahl=3")
        page = self.network.pages["Chor Werdau"]
        page.summary = "Wir singen anders."
        page.save()
        builders.drain()
        rest = self.walk(first["links"]["next"].partition(ROOT)[2])
        ids = [one["id"] for one in (*first["data"], *rest)]
        assert set(ids) == set(
            SearchDocument.objects.filter(type="organisation").values_list("register_id", flat=True)
        )
        assert rest[-1]["summary"] == "Wir singen anders."

    def test_only_what_is_newer_comes(self):
        last = self.walk(f"/organisations/?{LONG_AGO}")[-1]["modified"]
        self.network.pages["Ortlos"].unpublish()
        builders.drain()
        items = self.walk(f"/organisations/?modified_since={last.replace('+', '%2B')}")
        assert items[-1] == {
            "id": "ortlos",
            "uuid": str(self.network.pages["Ortlos"].organisation.uuid),
            "type": "organisation",
            "deleted": True,
            "merged_into": None,
            "modified": items[-1]["modified"],
        }
        assert len(items) < 7

    def merge(self, source, target):
        """Let an entry become another one, as the office's merge leaves it."""
        page = self.network.pages[source]
        page.unpublish()
        Organisation.objects.filter(pk=page.organisation_id).update(
            status="merged", merged_into=self.network.pages[target].organisation
        )
        builders.drain()

    def test_an_entry_that_became_another_one_says_which(self):
        self.merge("Ortlos", "Chor Werdau")
        gone = self.get("/organisations/ortlos/")["data"]
        assert (gone["deleted"], gone["merged_into"]) == (True, "chor-werdau")
        assert gone["uuid"] == str(self.network.pages["Ortlos"].organisation.uuid)
        self.merge("Chor Werdau", "Haus Zwickau")
        items = {one["id"]: one.get("merged_into") for one in self.walk(f"/organisations/?{LONG_AGO}")}
        assert (items["ortlos"], items["chor-werdau"]) == ("haus-zwickau", "haus-zwickau")
        assert self.get("/organisations/ortlos/")["data"]["merged_into"] == "haus-zwickau"

    def test_what_became_something_that_nobody_may_see_names_nothing(self):
        self.merge("Ortlos", "Chor Werdau")
        self.network.pages["Chor Werdau"].unpublish()
        builders.drain()
        assert self.get("/organisations/ortlos/")["data"]["merged_into"] is None
        assert "chor" not in str(self.get("/organisations/ortlos/"))

    def test_an_entry_with_another_id_has_gone_under_the_old_one(self):
        last = self.walk(f"/organisations/?{LONG_AGO}")[-1]["modified"].replace("+", "%2B")
        for identifier in ("neu", "ortlos", "neu"):
            self.rename(identifier)
        items = self.walk(f"/organisations/?modified_since={last}")
        assert [one["id"] for one in items if not one.get("deleted")][-1] == "neu"
        assert [one["id"] for one in items if one.get("deleted")] == ["ortlos"]
        gone = self.get("/organisations/ortlos/")["data"]
        assert (gone["deleted"], gone["uuid"], gone["merged_into"]) == (True, None, None)
        assert self.get("/organisations/neu/")["data"]["name"] == "Ortlos"

    def test_what_went_under_one_id_and_came_back_under_another_stays_gone_under_the_first(self):
        page = self.network.pages["Ortlos"]
        page.unpublish()
        builders.drain()
        self.rename("neu")
        page.refresh_from_db()
        page.save_revision().publish()
        builders.drain()
        items = self.walk(f"/organisations/?{LONG_AGO}")
        assert [one["id"] for one in items if one.get("deleted")] == ["ortlos"]

    def test_an_entry_of_another_type_has_gone_from_the_list_of_its_old_one(self):
        SearchDocument.objects.filter(register_id="ortlos").update(type="alliance", digest="")
        changes.record_ids([(PAGE, self.network.pages["Ortlos"].pk)])
        builders.drain()
        items = self.walk(f"/alliances/?{LONG_AGO}")
        assert [one["id"] for one in items if one.get("deleted")] == ["ortlos"]
        assert self.get("/organisations/ortlos/")["data"]["name"] == "Ortlos"

    def test_an_id_with_what_no_database_takes_is_passed_over(self):
        address = "/api/v1/organisations/?modified_since=2000-01-01T00:00:00Z"
        answers = [self.client.get(f"{address}{more}") for more in ("", "&after=%00")]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].json()["data"] == answers[1].json()["data"]

    def test_filters_narrow_what_is_there_and_name_all_that_has_gone(self):
        self.network.pages["Ortlos"].unpublish()
        builders.drain()
        items = self.walk(f"/organisations/?{LONG_AGO}&thema=asyl")
        assert {one["id"] for one in items if not one.get("deleted")} == {
            "haus-zwickau", "treff-bautzen", "kreisweite-hilfe", "landesweite-stelle",
        }  # fmt: skip
        assert [one["id"] for one in items if one.get("deleted")] == ["ortlos"]

    def test_who_came_back_is_there_once(self):
        page = self.network.pages["Ortlos"]
        page.unpublish()
        builders.drain()
        page.refresh_from_db()
        page.save_revision().publish()
        builders.drain()
        assert [
            one.get("deleted") for one in self.walk(f"/organisations/?{LONG_AGO}") if one["id"] == "ortlos"
        ] == [None]


class TestAreas(Interface):
    def test_a_search_in_one_area_says_how_many_are_in_it_and_how_many_help_there(self):
        body = self.get("/search/?region=14524")
        assert (body["area"], body["pagination"]["total"]) == ({"here": 3, "wider": 2}, 5)
        assert body["facets"]["region"]["14524"] == 3
        alone = self.get("/search/?region=14524&nur_hier=1")
        assert (alone["area"], alone["pagination"]["total"]) == ({"here": 3, "wider": 0}, 3)
        assert [self.get(f"/search/?{query}")["area"] for query in ("", "region=14524&region=14625")] == [
            None,
            None,
        ]

    def test_lists_can_be_cut_to_those_in_an_area(self):
        ids = [one["id"] for one in self.get("/organisations/?region=14524&nur_hier=1")["data"]]
        assert sorted(ids) == ["chor-werdau", "haus-zwickau", "kreisweite-hilfe"]
        self.get("/organisations/?region=14524&nur_hier=ja", 400)


class TestItems(Interface):
    def test_an_entry_is_found_by_register_id_and_uuid(self):
        by_id = self.get("/organisations/haus-zwickau/")["data"]
        assert self.get(f"/organisations/{self.house.organisation.uuid}/")["data"] == by_id
        assert by_id["memberships"][0]["alliance"]["id"] == "netz"
        assert by_id["opening_hours"] == [
            {"weekday": "monday", "opens": "09:00", "closes": "12:00", "note": None}
        ]

    def test_each_kind_is_under_its_own_name(self):
        self.get("/organisations/netz/", 404)
        self.get("/alliances/haus-zwickau/", 404)
        assert self.get("/alliances/netz/")["data"]["type"] == "alliance"

    def test_one_that_has_gone_says_so(self):
        self.house.unpublish()
        builders.drain()
        for identifier in ("haus-zwickau", self.house.organisation.uuid):
            body = self.get(f"/organisations/{identifier}/")
            assert {"id": "haus-zwickau", "deleted": True}.items() <= body["data"].items()
            assert "name" not in body["data"]

    def test_strange_ids_are_unknown(self):
        for identifier in ("%00", "..", "a%2Fb", "%ED%A0%80", "a" * 3000, "%0d%0aSet-Cookie:+x", "*"):
            for name in ("organisations", "alliances", "offers", "topics", "regions"):
                with self.subTest(identifier=identifier[:20], name=name):
                    assert self.client.get(f"{ROOT}/{name}/{identifier}/").status_code == 404


class TestLists(Interface):
    def test_offers_are_counted_one_by_one(self):
        for title in ("Sprachcafé", "Nachhilfe", "Kochen"):
            builders.offer(self.house, title, kind="course")
        builders.offer(self.network.pages["Chor Werdau"], "Probe", kind="culture")
        builders.offer(self.network.pages["Chor Werdau"], "Früher", status="ended")
        builders.drain()
        whole = self.get("/offers/?sortierung=name")["data"]
        assert [one["title"] for one in whole] == ["Probe", "Sprachcafé", "Nachhilfe", "Kochen"]
        for size in (1, 2, 3):
            assert self.walk(f"/offers/?sortierung=name&anzahl={size}") == whole
        assert [one["title"] for one in self.get("/offers/?angebot=culture")["data"]] == ["Probe"]
        assert self.get("/offers/?thema=musik")["pagination"]["total"] == 1
        assert self.get(f"/offers/{whole[1]['id']}/")["data"]["organisation"]["id"] == "haus-zwickau"

    def test_memberships_are_those_of_today(self):
        past = builders.membership(
            self.network.pages["Chor Werdau"], self.alliance, until=builders.day("2020-01-01")
        )
        unseen = builders.organisation("Ohne Seite", register_id="ohne-seite")
        builders.membership(unseen, self.alliance)
        found = self.get("/memberships/")["data"]
        assert [(one["organisation"]["id"], one["kind"]["key"]) for one in found] == [
            ("haus-zwickau", "founding"), ("ohne-seite", "member"),
        ]  # fmt: skip
        assert found[0]["since"] == "2019-03-01"
        assert past.organisation.register_id not in {one["organisation"]["id"] for one in found}
        assert len(self.get("/memberships/?buendnis=netz&organisation=haus-zwickau")["data"]) == 1
        assert self.get("/memberships/?organisation=niemand")["data"] == []

    def test_a_membership_of_which_no_public_page_tells_is_not_told(self):
        hidden = builders.organisation("Verborgen", kind="alliance")
        builders.membership(builders.organisation("Unsichtbar"), hidden)
        assert "Unsichtbar" not in self.client.get(f"{ROOT}/memberships/").content.decode()

    def test_topics_and_regions_count_their_entries(self):
        topic = self.get("/topics/asyl/")["data"]
        assert (topic["name_en"], topic["entries"]) == ("Asylum", 4)
        region = self.get("/regions/14524330/")["data"]
        assert (region["within"], region["population"]) == (["14524", "14"], 87000)
        assert {one["kind"] for one in self.get("/regions/?ebene=district")["data"]} == {"district"}

    def test_the_search_says_how_it_understood(self):
        body = self.get("/search/?q=beratnug+zwickau")
        assert body["corrected"].casefold().startswith("beratung")
        assert "14524330" in body["places"]
        assert body["facets"]["topic"]["asyl"] >= 1
        assert body["data"][0]["score"] > 0
        assert self.get("/search/?q=chor+hoyerswerda")["widened_to"] == ["14"]

    def test_suggestions_lead_somewhere(self):
        for one in self.get("/suggestions/?q=zw")["data"]:
            assert self.client.get("/" + one["url"].split("/", 3)[3]).status_code == 200


class TestCost(Interface):
    def cost(self, path):
        self.get(path)
        with CaptureQueriesContext(connection) as queries:
            self.get(path)
        return len(queries)

    def test_lists_cost_as_much_with_eight_entries_as_with_forty(self):
        paths = (
            "/organisations/",
            "/offers/",
            "/memberships/",
            "/search/",
            f"/organisations/?{LONG_AGO}",
            "/topics/",
        )
        builders.offer(self.house, "Kurs")
        builders.address(self.house, self.network.places.werdau)
        builders.drain()
        few = {path: self.cost(path) for path in paths}
        for number in range(34):
            page = builders.organisation_page(self.network.tree.directory, title=f"Gruppe {number}")
            builders.offer(page, f"Kurs {number}")
            builders.membership(page, self.alliance)
        while builders.drain():
            pass
        for path in paths:
            with self.subTest(path=path):
                assert self.cost(path) <= few[path] + 2 <= 26

    def test_a_page_of_a_list_does_not_grow_with_the_list(self):
        for number in range(80):
            builders.organisation_page(
                self.network.tree.directory, builders.organisation(f"Verein {number:03}")
            )
            if number == 50:
                while builders.drain():
                    pass
                few = len(self.client.get(f"{ROOT}/organisations/").content)
        while builders.drain():
            pass
        assert self.get("/organisations/")["pagination"]["pages"] == 2
        assert len(self.client.get(f"{ROOT}/organisations/").content) < few + 1000

    def test_an_item_costs_the_same_among_eight_and_forty_and_with_many_facts(self):
        paths = ("/organisations/haus-zwickau/", "/alliances/netz/")
        for place in (self.network.places.werdau, self.network.places.bautzen):
            builders.address(self.house, place)
        builders.offer(self.house, "Kurs 0")
        builders.drain()
        few = {path: self.cost(path) for path in paths}
        for number in range(32):
            page = builders.organisation_page(self.network.tree.directory, title=f"Gruppe {number}")
            builders.membership(page, self.alliance)
            if number < 12:
                builders.offer(self.house, f"Kurs {number + 1}")
                builders.address(self.house, self.network.places.werdau)
        while builders.drain():
            pass
        for path in paths:
            with self.subTest(path=path):
                assert self.cost(path) == few[path] <= 20
