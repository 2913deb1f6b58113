"""The page about open data: what it names works, in both languages, and everybody finds it."""

import json
import re

from django.test import TestCase

from network.models import PlaceSource
from portal.models import PortalSettings
from search.opendata.columns import COLUMNS
from tests import builders
from tests.search.towns import network


class TestPage(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()

    def page(self, prefix="/en"):
        response = self.client.get(f"{prefix}/offene-daten/")
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
        return response.content.decode()

    def test_every_address_on_it_answers(self):
        for prefix in ("", "/en"):
            addresses = set(re.findall(r'href="(/[^"]*(?:daten|api)[^"]*)"', self.page(prefix)))
            assert len(addresses) > 15
            for address in addresses:
                response = self.client.get(address.replace("&amp;", "&"))
                with self.subTest(address=address):
                    # The small Saxony of the tests has no district of Görlitz.
                    assert response.status_code == (400 if "14626" in address else 200)

    def test_licence_and_attribution_are_the_office_s(self):
        PortalSettings.objects.update(data_licence_name="CC0 1.0", data_licence_url="https://example.org/cc0")
        PlaceSource.objects.create(name="vg250.geojson", format="GeoJSON", attribution="© BKG (2026)")
        builders.drain()
        text = self.page()
        assert 'href="https://example.org/cc0"' in text
        assert "CC0 1.0" in text
        assert "© BKG (2026)" in text
        assert "© BKG (2026)" in self.client.get("/api/v1/").json()["attribution"]

    def test_every_column_is_explained(self):
        with builders.language("en"):
            headings = [str(column.heading) for column in COLUMNS]
        text = self.page()
        assert len(set(headings)) == len(headings)
        for heading in headings:
            assert f"<dt>{heading}</dt>" in text

    def test_catalogues_of_data_read_it(self):
        text = self.page()
        found = json.loads(
            re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
        )
        assert found["@type"] == "Dataset"
        assert {one["encodingFormat"] for one in found["distribution"]} >= {
            "text/csv",
            "application/geo+json",
        }

    def test_every_page_and_the_sitemap_lead_to_it(self):
        assert 'href="/en/offene-daten/"' in self.client.get("/en/").content.decode()
        assert 'href="/offene-daten/"' in self.client.get("/initiativen/?region=14524").content.decode()
        sitemap = b"".join(self.client.get("/sitemap.xml").streaming_content).decode()
        assert "/offene-daten/</loc>" in sitemap
        assert "/en/offene-daten/</loc>" in sitemap

    def test_hostile_queries_change_nothing(self):
        for query in ("?q=<script>alert(1)</script>", "?%00=%ED%A0%80", "?seite=-1"):
            response = self.client.get(f"/offene-daten/{query}")
            assert response.status_code == 200
            assert b"<script>alert" not in response.content

    def test_it_can_only_be_read(self):
        assert self.client.post("/offene-daten/").status_code == 405
