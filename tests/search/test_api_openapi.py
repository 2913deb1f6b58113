"""The description of the interface: valid, complete, and true of every answer."""

import random
from datetime import timedelta
from unittest import mock
from urllib.parse import quote, urlencode

import pytest
from django.test import Client, TestCase
from django.utils import timezone
from jsonschema import Draft202012Validator

from events.calendar.forms import CalendarForm
from events.models import Event
from network.models import Goal
from search.api.resources import RESOURCES
from search.forms import DirectoryForm
from search.indexing import fill_new_index
from tests import builders
from tests.search.openapi_answers import ROOT, Description, bad_values, good_value
from tests.search.towns import network


class Described(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = made = network()
        page = made.pages["Haus Zwickau"]
        builders.offer(page, "Sprachcafé", languages=["de", "uk"], kind="meeting_place")
        builders.offer(page, "Beratung", kind="counselling")
        builders.contact(page, "haus@example.org", person="Büro")
        builders.contact(page, "https://haus.example.org", kind="website")
        builders.address(page, made.places.zwickau)
        builders.link(page, "https://example.org")
        builders.milestone(page)
        alliance = builders.alliance_page(
            made.tree.alliances, builders.organisation("Netz", kind="alliance", register_id="netz")
        )
        Goal.objects.create(page=alliance, level="leitziel", text="Alle gehören dazu.")
        builders.membership(page, alliance, since=builders.day("2020-01-01"), statement="Gern dabei.")
        builders.calendar_page(made.tree.home)
        host = {"organiser": page.organisation, "alliance": alliance.organisation}
        house = builders.venue("Gasometer", region=made.places.zwickau, lat=50.7, lon=12.5)
        start = timezone.localtime().replace(hour=19, minute=0, second=0, microsecond=0, tzinfo=None)
        key = f"{start + timedelta(days=8):%Y-%m-%dT%H:%M}"
        start += timedelta(days=1)
        changed = {key: {"status": "cancelled", "note": "Krank", "venue": house}}
        builders.event("Reihe", start, rule="FREQ=WEEKLY", changed=changed, venue=house, **host)
        builders.event("Markttag", start.date(), organiser=None, organiser_text="Stadt", languages=["uk"])
        gone = builders.organisation_page(
            made.tree.directory, builders.organisation("Vorbei", register_id="vorbei")
        )
        while builders.drain():
            pass
        gone.unpublish()
        while builders.drain():
            pass

    def setUp(self) -> None:
        self.description = Description(self.client)


class TestDescription(Described):
    def test_every_schema_is_one(self):
        for name, schema in self.description.whole["components"]["schemas"].items():
            with self.subTest(name=name):
                Draft202012Validator.check_schema(schema)

    def test_every_reference_leads_somewhere(self):
        known = self.description.whole["components"]
        text = self.client.get(f"{ROOT}/openapi.json").content.decode()
        targets = {part.split('"')[0] for part in text.split('"$ref":"')[1:]}
        assert len(targets) > 15
        for target in targets:
            kind, name = target.removeprefix("#/components/").split("/")
            assert name in known[kind], target

    def test_no_schema_is_left_over(self):
        text = self.client.get(f"{ROOT}/openapi.json").content.decode()
        for name in self.description.whole["components"]["schemas"]:
            assert f'"#/components/schemas/{name}"' in text, name

    def test_every_resource_is_described_with_its_items(self):
        paths = set(self.description.whole["paths"])
        for name, resource in RESOURCES.items():
            assert f"/{name}/" in paths
            assert (f"/{name}/{{id}}/" in paths) is (resource.detail is not None)

    def test_lists_of_entries_take_every_parameter_of_the_directory(self):
        ours = {
            one["name"] for one in self.description.whole["paths"]["/organisations/"]["get"]["parameters"]
        }
        assert set(DirectoryForm.base_fields) - {"ansicht"} <= ours

    def test_lists_of_events_take_every_parameter_of_the_calendar(self):
        ours = {one["name"] for one in self.description.whole["paths"]["/events/"]["get"]["parameters"]}
        assert set(CalendarForm.base_fields) <= ours

    def test_fields_name_their_counterparts(self):
        entry = self.description.whole["components"]["schemas"]["Entry"]["properties"]
        named = [name for name, field in entry.items() if "schema.org" in field.get("description", "")]
        in_hsds = [name for name, field in entry.items() if "HSDS" in field.get("description", "")]
        assert len(named) > 25
        assert len(in_hsds) > 15

    def test_licence_and_limits_are_those_of_the_portal(self):
        info = self.description.whole["info"]
        assert info["license"]["name"] == "CC BY 4.0"
        assert "1000000 requests at once" in info["description"]


class TestAnswers(Described):
    def test_every_list_and_item_is_as_described(self):
        seen = 0
        for name, resource in RESOURCES.items():
            query = "?q=zw" if name == "suggestions" else ""
            body = self.description.check(f"/{name}/", f"/{name}/{query}")
            assert body["data"], name
            for item in body["data"] if resource.detail else ():
                found = self.description.check(f"/{name}/{{id}}/", f"/{name}/{quote(item['id'], safe='')}/")
                assert found["data"] == item
                seen += 1
        assert seen > 20

    def test_the_index_leads_to_lists(self):
        body = self.description.check("/", "/")
        assert list(body["resources"]) == list(RESOURCES)

    def test_tombstones_and_what_is_unknown_are_as_described(self):
        body = self.description.check("/organisations/{id}/", "/organisations/vorbei/")
        assert body["data"]["deleted"] is True
        assert "status" in self.description.check("/organisations/{id}/", "/organisations/nie/")
        changed = self.description.check(
            "/organisations/", "/organisations/?modified_since=2000-01-01T00:00:00Z"
        )
        assert [item["id"] for item in changed["data"] if item.get("deleted")] == ["vorbei"]
        event = Event.objects.get(title="Markttag")
        event.unpublish()
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(minutes=1)):
            body = self.description.check("/events/{id}/", f"/events/{event.short_id}/")
            changed = self.description.check("/events/", "/events/?modified_since=2000-01-01T00:00:00Z")
        assert [item.get("title") for item in changed["data"]] == ["Reihe", None]
        assert changed["data"][1] == body["data"]

    def test_a_widened_and_a_corrected_search_are_as_described(self):
        assert self.description.check("/search/", "/search/?q=chor+hoyerswerda")["widened_to"]
        assert self.description.check("/search/", "/search/?q=beratnug")["corrected"]

    def test_values_that_fit_are_answered_or_name_nothing(self):
        dice = random.Random(7)  # noqa: S311 - repeatable on purpose
        statuses = set()
        for path, operation in self.description.operations():
            if "{id}" in path:
                continue
            for _number in range(25):
                pairs = [
                    (one["name"], good_value(one["schema"].get("items", one["schema"]), dice))
                    for one in operation["parameters"]
                    if one["required"] or dice.random() < 0.3
                ]
                address = f"{path}?{urlencode(pairs, errors='replace')}"
                with self.subTest(address=address):
                    body = self.description.check(path, address)
                    statuses.add(body.get("status", 200))
                    assert body.get("status", 404) == 404
        assert statuses == {200, 404}

    def test_values_that_do_not_fit_are_refused_by_name(self):
        for path, operation in self.description.operations():
            for one in operation["parameters"]:
                if one["in"] != "query":
                    continue
                for value in bad_values(one["schema"].get("items", one["schema"])):
                    pairs = {"q": "a", one["name"]: value} if "suggestions" in path else {one["name"]: value}
                    address = f"{path}?{urlencode(pairs)}"
                    with self.subTest(address=address[:80]):
                        body = self.description.check(path, address)
                        assert body["status"] == 400
                        assert one["name"] in [error["parameter"] for error in body["errors"]]
                        assert all(error["remedy"] for error in body["errors"])

    def test_parameters_that_do_not_exist_are_refused_everywhere(self):
        for path, _operation in self.description.operations():
            body = self.description.check(path, f"{path.replace('{id}', 'x')}?utm_source=a")
            with self.subTest(path=path):
                assert (body["status"], body["errors"][0]["parameter"]) == (400, "utm_source")

    def test_too_many_values_and_values_twice_are_refused(self):
        many = "&".join(f"thema=a{number}" for number in range(31))
        assert self.description.check("/search/", f"/search/?{many}")["status"] == 400
        assert self.description.check("/search/", "/search/?q=a&q=b")["status"] == 400

    def test_what_is_missing_is_asked_for(self):
        body = self.description.check("/suggestions/", "/suggestions/")
        assert (body["status"], body["errors"][0]["parameter"]) == (400, "q")


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_the_search_answers_alike_whichever_engine_answers(elastic_settings, settle):
    network()
    fill_new_index()
    assert settle() == "elastic"
    client = Client()
    addresses = [
        f"{ROOT}/search/?{query}"
        for query in (
            "",
            "q=beratung",
            "ort=Zwickau",
            "region=14524",
            "region=14524&nur_hier=1",
            "thema=musik",
        )
    ]
    with_server = [client.get(address).json() for address in addresses]
    elastic_settings.ELASTICSEARCH_URL = ""
    assert [client.get(address).json() for address in addresses] == with_server
    assert with_server[1]["data"]
