"""Files of a selection: complete, safe in spreadsheets, as exact as may be told, streamed in portions."""

import csv
import io
import json
from unittest import mock
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from network.exchange.sheets import cell
from network.models import Organisation
from portal import changes
from portal.http import page_cache
from portal.http.rate_limit import RateLimit
from portal.models import PortalSettings
from search.engine_room import NotReady, room
from search.indexing import fill_new_index
from search.models import SearchDocument
from search.opendata import access, entries
from search.projection import PAGE
from tests import builders
from tests.search.towns import listing, network, titles

FILES = "/initiativen/daten"
EXTENSIONS = ("csv", "geojson", "json", "atom")
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
QUERIES = (
    "", "?region=14524", "?q=beratung", "?q=beratung+in+zwickau", "?ort=Zwickau&umkreis=100", "?thema=musik",
    "?sortierung=name&art=initiative", "?q=chor+hoyerswerda", "?jetzt=1", "?q=xyzzy",
)  # fmt: skip


def text_of(response) -> str:
    """Return the whole text of a streamed answer."""
    return b"".join(response.streaming_content).decode()


class Files(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()

    def text(self, extension, query="", prefix=""):
        response = self.client.get(f"{prefix}{FILES}.{extension}{query}")
        assert response.status_code == 200, response.content
        assert "Set-Cookie" not in response.headers
        return text_of(response)

    def rows(self, query="", prefix=""):
        return list(csv.DictReader(io.StringIO(self.text("csv", query, prefix)[1:]), delimiter=";"))

    def names(self, extension, query=""):
        """Return the names in a file in their order."""
        if extension == "csv":
            return [row["Name"] for row in self.rows(query)]
        if extension == "geojson":
            return [one["properties"]["name"] for one in json.loads(self.text("geojson", query))["features"]]
        if extension == "json":
            return [one["name"] for one in json.loads(self.text("json", query))["data"]]
        return [one.findtext("a:title", "", ATOM) for one in self.feed(query).iterfind("a:entry", ATOM)]

    def feed(self, query=""):
        return ElementTree.fromstring(self.text("atom", query))  # noqa: S314 - our own feed


class TestSelection(Files):
    def test_every_file_holds_what_the_directory_lists(self):
        for query in QUERIES:
            expected = titles(listing(query))
            for extension in EXTENSIONS:
                found = self.names(extension, query)
                with self.subTest(query=query, extension=extension):
                    assert found == expected if extension != "atom" else sorted(found) == sorted(expected)

    def test_portions_join_without_gap_or_repetition(self):
        for number in range(7):
            builders.organisation_page(self.network.tree.directory, title=f"Gruppe {number}")
        builders.drain()
        whole = {extension: self.text(extension) for extension in EXTENSIONS}
        for size in (1, 5):
            for extension in EXTENSIONS:
                with (
                    self.subTest(extension=extension, size=size),
                    mock.patch.object(entries, "PORTION", size),
                ):
                    keys = [row["ID"] for row in self.rows()]
                    assert len(keys) == len(set(keys)) == 14
                    assert sorted(self.names(extension)) == sorted(self.names("json"))
        assert all(whole.values())

    def test_foreign_parameters_ask_for_nothing(self):
        for extension in EXTENSIONS:
            with self.subTest(extension=extension):
                assert self.names(extension, "?thema=musik&foo=1&utm_source=x") == self.names(
                    extension, "?thema=musik"
                )

    def test_what_means_nothing_is_refused_and_never_everything(self):
        for query in (
            "?region=nirgends",
            "?thema=gibt-es-nicht",
            "?ort=Atlantis",
            "?sortierung=zufall",
            "?seite=0",
        ):
            for extension in EXTENSIONS:
                response = self.client.get(f"{FILES}.{extension}{query}")
                with self.subTest(query=query, extension=extension):
                    assert response.status_code == 400
                    assert response["Content-Type"] == "application/problem+json"
                    assert response.json()["detail"]

    def test_the_directory_links_to_the_files_of_its_selection(self):
        shown = listing("?region=14524&thema=musik&ansicht=karte&seite=1")
        links = {link.label: link.url for link in shown.exports}
        assert links["CSV"] == f"{FILES}.csv?region=14524&thema=musik"
        for label in ("CSV", "GeoJSON", "JSON", "Atom"):
            assert self.client.get(links[label]).status_code == 200

    def test_there_are_no_links_where_nothing_was_found(self):
        assert "daten.csv" not in self.client.get("/initiativen/?q=xyzzy").content.decode()


class TestTable(Files):
    def test_it_opens_in_german_spreadsheets(self):
        text = self.text("csv")
        assert text.startswith("\ufeff")
        assert text.count("\r\n") == 8
        assert len(next(iter(self.rows()))) == text.split("\r\n")[0].count(";") + 1

    def test_numbers_have_the_mark_of_the_language(self):
        row = next(row for row in self.rows("?q=haus+zwickau", "/en") if row["Name"] == "Haus Zwickau")
        assert (row["Latitude"], row["Longitude"]) == ("50.72", "12.49")
        assert '"' not in self.text("csv", "?q=haus+zwickau").split("\r\n")[1]
        assert ";50,72;12,49;" in self.text("csv", "?q=haus+zwickau")

    def test_labels_are_in_the_language_of_the_address(self):
        row = next(row for row in self.rows("?thema=asyl", "/en") if row["Name"] == "Haus Zwickau")
        assert (row["Topics"], row["Seat"], row["District"]) == ("Asylum", "Zwickau", "Landkreis Zwickau")
        assert row["Page"].endswith("/en/initiativen/haus-zwickau/")

    def test_no_cell_is_a_formula(self):
        for value in ("=1+1", "+49 375", "-5", "@A1", "\t=1", "\r=1", "'=1", " =1"):
            with self.subTest(value=value):
                assert cell(value).startswith("'")
        assert cell("a\nb\tc ;") == "a b c ;"
        builders.organisation_page(self.network.tree.directory, title='=HYPERLINK("https://example.org")')
        builders.drain()
        assert "'=HYPERLINK" in "".join(row["Name"] for row in self.rows())

    def test_ended_offers_are_left_out(self):
        page = self.network.pages["Haus Zwickau"]
        builders.offer(page, "Nähkurs", kind="course")
        builders.offer(page, "Töpferkurs", kind="course", status="ended")
        builders.drain()
        text = self.text("csv") + self.text("json")
        assert "Nähkurs" in text
        assert "Töpferkurs" not in text


class TestMapData(Files):
    def test_points_are_as_exact_as_they_are_told(self):
        page = self.network.pages["Treff Bautzen"]
        builders.address(
            page, self.network.places.bautzen, precision="district", lat=51.987654, lon=14.123456
        )
        builders.drain()
        found = {one["id"]: one for one in json.loads(self.text("geojson"))["features"]}
        assert found["treff-bautzen"]["geometry"]["coordinates"] == [14.25, 51.25]
        assert found["treff-bautzen"]["properties"]["precision"] == "district"
        assert found["verein-hoyerswerda"]["properties"]["precision"] == "exact"
        assert found["ortlos"]["geometry"] is None

    def test_it_is_a_feature_collection_with_licence(self):
        PortalSettings.objects.update(data_licence_name="CC0", data_licence_url="https://example.org/cc0")
        builders.drain()
        found = json.loads(self.text("geojson"))
        assert found["type"] == "FeatureCollection"
        assert (found["license"], found["license_url"]) == ("CC0", "https://example.org/cc0")
        assert {one["type"] for one in found["features"]} == {"Feature"}
        for feature in found["features"]:
            assert set(feature) == {"type", "id", "geometry", "properties"}


class TestMapOfAnArea(Files):
    def test_a_map_of_a_district_can_be_had_without_those_from_elsewhere(self):
        assert set(self.names("geojson", "?region=14524&nur_hier=1")) == {
            "Chor Werdau", "Haus Zwickau", "Kreisweite Hilfe",
        }  # fmt: skip
        assert "Landesweite Stelle" in self.names("geojson", "?region=14524")


class TestFeed(Files):
    def test_the_newest_change_comes_first(self):
        page = self.network.pages["Ortlos"]
        page.summary = "Ganz neu."
        page.save()
        builders.drain()
        feed = self.feed()
        first = feed.find("a:entry", ATOM)
        assert first.findtext("a:title", "", ATOM) == "Ortlos"
        assert first.findtext("a:id", "", ATOM) == f"urn:uuid:{page.organisation.uuid}"
        assert first.findtext("a:updated", "", ATOM) == feed.findtext("a:updated", "", ATOM)
        moments = [one.findtext("a:updated", "", ATOM) for one in feed.iterfind("a:entry", ATOM)]
        assert moments == sorted(moments, reverse=True)

    def test_it_has_what_a_feed_must_have(self):
        feed = self.feed("?thema=asyl")
        assert feed.findtext("a:author/a:name", "", ATOM)
        links = {link.get("rel"): link.get("href") for link in feed.iterfind("a:link", ATOM)}
        assert links["self"].endswith("/initiativen/daten.atom?thema=asyl")
        assert links["alternate"].endswith("/initiativen/?thema=asyl")
        assert feed.findtext("a:id", "", ATOM) == links["first"]
        for entry in feed.iterfind("a:entry", ATOM):
            assert {child.tag.partition("}")[2] for child in entry} >= {
                "id",
                "title",
                "updated",
                "link",
                "summary",
            }

    def test_what_has_gone_is_named_where_nothing_is_filtered(self):
        entry = self.network.pages["Ortlos"].organisation
        self.network.pages["Ortlos"].unpublish()
        builders.drain()
        gone = self.feed().findall("at:deleted-entry", ATOM)
        assert [one.get("ref") for one in gone] == [f"urn:uuid:{entry.uuid}"]
        assert "Ortlos" not in self.text("atom")
        assert self.feed("?thema=musik").findall("at:deleted-entry", ATOM) == []

    def test_what_became_another_entry_leads_to_it(self):
        page, target = self.network.pages["Ortlos"], self.network.pages["Chor Werdau"].organisation
        page.unpublish()
        type(target).objects.filter(pk=page.organisation_id).update(status="merged", merged_into=target)
        builders.drain()
        (gone,) = self.feed().findall("at:deleted-entry", ATOM)
        assert gone.get("ref") == f"urn:uuid:{page.organisation.uuid}"
        link = gone.find("a:link", ATOM)
        assert link.get("rel") == "successor-version"
        assert link.get("href").endswith(f"/id/{target.uuid}/")

    def test_who_came_back_has_not_gone(self):
        page = self.network.pages["Ortlos"]
        page.unpublish()
        builders.drain()
        page.refresh_from_db()
        page.save_revision().publish()
        builders.drain()
        assert self.feed().findall("at:deleted-entry", ATOM) == []
        assert "Ortlos" in self.names("atom")

    def test_who_is_there_under_another_id_or_type_has_not_gone(self):
        entry = self.network.pages["Ortlos"].organisation
        SearchDocument.objects.filter(register_id="ortlos").update(type="alliance", digest="")
        changes.record_ids([(PAGE, self.network.pages["Ortlos"].pk)])
        builders.drain()
        entry.register_id = "neu"
        entry.save()
        builders.drain()
        assert SearchDocument.objects.filter(deleted=True).count() == 2
        assert self.feed().findall("at:deleted-entry", ATOM) == []
        entry.register_id = "ortlos"
        entry.save()
        builders.drain()
        assert self.feed().findall("at:deleted-entry", ATOM) == []
        assert "Ortlos" in self.names("atom")

    def test_it_has_pages(self):
        with mock.patch("search.opendata.formats.FEED_PAGE", 3):
            pages = [self.names("atom", f"?seite={number}") for number in (1, 2, 3, 4)]
            links = {
                link.get("rel"): link.get("href") for link in self.feed("?seite=2").iterfind("a:link", ATOM)
            }
        assert [len(page) for page in pages] == [3, 3, 1, 0]
        assert len({name for page in pages for name in page}) == 7
        assert links["previous"].endswith("daten.atom")
        assert links["next"].endswith("daten.atom?seite=3")

    def test_signs_that_xml_cannot_hold_are_left_out(self):
        page = self.network.pages["Ortlos"]
        page.summary = "Mit\x0bZeichen\ufffe & <b>"
        page.save()
        builders.drain()
        entry = next(
            one
            for one in self.feed().iterfind("a:entry", ATOM)
            if one.findtext("a:title", "", ATOM) == "Ortlos"
        )
        assert entry.findtext("a:summary", "", ATOM) == "MitZeichen & <b>"


class TestAnswer(Files):
    def test_an_unchanged_file_is_not_sent_again(self):
        for extension in EXTENSIONS:
            address = f"{FILES}.{extension}?thema=asyl"
            first = self.client.get(address)
            again = self.client.get(address, headers={"if-none-match": first["ETag"]})
            with self.subTest(extension=extension):
                assert (again.status_code, again["ETag"]) == (304, first["ETag"])
                assert again["Access-Control-Allow-Origin"] == "*"
                assert self.client.get(f"/en{address}")["ETag"] != first["ETag"]

    def test_every_change_of_content_makes_another_etag(self):
        before = self.client.get(f"{FILES}.json")["ETag"]
        Organisation.objects.get(name="Ortlos").save()
        assert self.client.get(f"{FILES}.json")["ETag"] != before

    def test_the_head_alone_says_the_same_as_the_whole(self):
        for extension in EXTENSIONS:
            whole, head = (ask(f"{FILES}.{extension}") for ask in (self.client.get, self.client.head))
            with self.subTest(extension=extension):
                assert text_of(head) == ""
                assert {name: head[name] for name in ("ETag", "Content-Type")} == {
                    name: whole[name] for name in ("ETag", "Content-Type")
                }

    def test_scripts_of_other_sites_may_read_it(self):
        for path in (f"{FILES}.csv", "/api/v1/organisations/"):
            preflight = self.client.options(path, headers={"origin": "https://example.org"})
            answer = self.client.get(path, headers={"origin": "https://example.org"})
            with self.subTest(path=path):
                assert preflight.status_code == 204
                assert "GET" in preflight["Access-Control-Allow-Methods"]
                assert answer["Access-Control-Allow-Origin"] == "*"
                assert "Access-Control-Allow-Credentials" not in answer.headers

    def test_nothing_can_be_written(self):
        client = Client(enforce_csrf_checks=True)
        for path in (
            f"{FILES}.csv",
            "/api/v1/",
            "/api/v1/organisations/",
            "/api/v1/organisations/ortlos/",
            "/api/v1/x/",
        ):
            for ask in (client.post, client.put, client.patch, client.delete):
                response = ask(path)
                with self.subTest(path=path, method=ask.__name__):
                    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
                    assert response["Content-Type"] == "application/problem+json"

    def test_who_asks_too_often_is_told_when_to_come_back(self):
        with mock.patch.object(access, "limit", RateLimit(8, 0.5)):
            first, second = (self.client.get(f"{FILES}.csv") for _number in range(2))
            assert first.status_code == 200
            assert first["RateLimit"] == '"data";r=3;t=10'
            assert (second.status_code, second["Retry-After"]) == (429, "4")
            assert second["Content-Type"] == "application/problem+json"
            assert second["Access-Control-Allow-Origin"] == "*"
            assert self.client.get("/api/v1/suggestions/?q=zw").status_code == 200

    def test_whoever_has_the_file_already_pays_for_a_question_only(self):
        etag = self.client.get(f"{FILES}.csv")["ETag"]
        with mock.patch.object(access, "limit", RateLimit(8, 0.5, lambda: 1000.0)):
            asked = [self.client.get(f"{FILES}.csv", headers={"if-none-match": etag}) for _number in range(4)]
            assert {one.status_code for one in asked} == {304}
            assert asked[-1]["RateLimit"] == '"data";r=4;t=8'
            refused = self.client.get(f"{FILES}.csv")
            assert (refused.status_code, refused["Retry-After"]) == (429, "3")
            # A refusal costs nothing, and a value that means nothing one question.
            assert self.client.get(f"{FILES}.csv?thema=gibt-es-nicht")["RateLimit"] == '"data";r=3;t=10'

    def test_the_budget_of_one_client_is_not_told_to_another(self):
        first, second = (
            self.client.get("/api/v1/topics/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2")
        )
        assert first["RateLimit"] == second["RateLimit"]
        assert len(page_cache.store) == 0

    def test_while_the_search_starts_there_is_no_half_file(self):
        room.reset()
        with mock.patch.object(room, "follow", side_effect=NotReady):
            for path in (f"{FILES}.csv", "/api/v1/organisations/", "/api/v1/search/"):
                response = self.client.get(path)
                with self.subTest(path=path):
                    assert (response.status_code, response["Retry-After"]) == (503, "5")

    def test_the_emergency_switch_holds_for_what_is_not_sent_yet(self):
        page = self.network.pages["Verein Hoyerswerda"]
        builders.contact(page, "verein@example.org")
        builders.drain()
        with mock.patch.object(entries, "PORTION", 1):
            pieces = self.client.get(f"{FILES}.json?sortierung=name").streaming_content
            next(pieces), next(pieces)
            Organisation.objects.filter(pk=page.organisation_id).update(is_shielded=True)
            rest = b"".join(pieces).decode()
        assert "Verein Hoyerswerda" in rest
        assert "verein@example.org" not in rest


class TestCost(Files):
    def cost(self, extension):
        """Return how many queries a file takes once its head was asked for."""
        self.client.get(f"{FILES}.{extension}")
        with CaptureQueriesContext(connection) as queries:
            text_of(self.client.get(f"{FILES}.{extension}"))
        return len(queries)

    def test_a_file_of_forty_costs_as_many_queries_as_one_of_seven(self):
        few = {extension: self.cost(extension) for extension in EXTENSIONS}
        for number in range(33):
            page = builders.organisation_page(self.network.tree.directory, title=f"Gruppe {number}")
            builders.offer(page, f"Kurs {number}")
            builders.address(page, self.network.places.werdau)
        while builders.drain():
            pass
        for extension in EXTENSIONS:
            with self.subTest(extension=extension):
                assert self.cost(extension) <= few[extension] + 3 <= 25

    def test_each_portion_costs_the_same(self):
        with mock.patch.object(entries, "PORTION", 2):
            counts = []
            with CaptureQueriesContext(connection) as queries:
                pieces = self.client.get(f"{FILES}.csv").streaming_content
                next(pieces)
                for _piece in pieces:
                    counts.append(len(queries) - sum(counts))
        assert len(counts) == 4
        assert max(counts[1:]) <= 18


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_files_hold_what_elasticsearch_lists(elastic_settings, settle):
    network()
    fill_new_index()
    assert settle() == "elastic"
    for query in QUERIES:
        expected = titles(listing(query))
        found = json.loads(text_of(Client().get(f"{FILES}.json{query}")))["data"]
        assert [one["name"] for one in found] == expected, query
