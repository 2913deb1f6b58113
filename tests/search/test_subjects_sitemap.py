"""Which pages of topics and places search engines are sent to."""

import re

from django.test import TestCase

from network.models import Topic
from tests import builders

from .towns import Network, network


class TestSitemap(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()

    def paths(self):
        """Return the paths of the sitemap."""
        body = b"".join(self.client.get("/sitemap.xml").streaming_content).decode()
        return re.findall(r"<loc>http://localhost:8000([^<]+)</loc>", body)

    def test_subjects_with_enough_entries_are_in_it_once(self):
        found = self.paths()
        assert len(found) == len(set(found))
        for path in (
            "themen/",
            "themen/asyl/",
            "regionen/",
            "regionen/landkreis-bautzen/",
            "initiativen/a-z/",
        ):
            assert f"/{path}" in found, path

    def test_thin_pages_are_not(self):
        builders.topic("Raumfahrt")
        builders.drain()
        found = self.paths()
        for path in ("/regionen/werdau/", "/regionen/leipzig/", "/themen/raumfahrt/"):
            assert path not in found
            assert self.client.get(path).status_code == 200

    def test_editors_words_make_a_page_worth_finding(self):
        builders.introduction(self.network.places.werdau)
        builders.introduction(Topic.objects.get(slug="musik"), code="en")
        found = self.paths()
        assert "/regionen/werdau/" in found
        assert "/en/themen/musik/" in found
        assert "/en/regionen/werdau/" not in found

    def test_every_address_of_it_answers_and_wants_to_be_found(self):
        builders.introduction(Topic.objects.get(slug="musik"), code="en")
        for path in self.paths():
            if "/themen/" in path or "/regionen/" in path:
                response = self.client.get(path)
                with self.subTest(path=path):
                    assert response.status_code == 200
                    assert response.context["meta"].robots == ""
                    assert response.context["meta"].canonical_url.endswith(path)

    def test_views_tell_page_and_sitemap_the_same_versions_and_send_others_to_the_german_one(self):
        sitemap = b"".join(self.client.get("/sitemap.xml").streaming_content).decode()
        for path in ("/mitmachen/", "/mitmachen/helfen/", "/offene-daten/", "/einbetten/"):
            base = "http://localhost:8000"
            expected = [("de", base + path), ("en", f"{base}/en{path}"), ("x-default", base + path)]
            for shown in (path, f"/en{path}"):
                with self.subTest(path=shown):
                    told = self.client.get(shown).context["meta"].alternates
                    assert [(one.code, one.url) for one in told] == expected
                    element = sitemap.partition(f"<loc>{base}{shown}</loc>")[2].partition("</url>")[0]
                    assert re.findall(r'hreflang="(.+?)" href="(.+?)"', element) == expected

    def test_without_a_directory_there_is_nothing_to_find(self):
        self.network.tree.directory.unpublish()
        assert not [path for path in self.paths() if "/themen/" in path]
