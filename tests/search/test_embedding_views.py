"""What stands in other people's pages: complete, harmless, and the only thing that may be framed."""

import html
import re
from unittest import mock
from urllib.parse import quote, urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from network.models import OrganisationPage
from network.shielding import shield
from portal import changes
from portal.http import page_cache
from portal.models import PortalSettings
from search.engine_room import room
from search.indexing import fill_new_index
from search.projection import PAGE
from search.store import refresh_statistics
from tests import builders
from tests.search.test_hostile import PARAMETERS, VALUES

LIST = "/initiativen/einbetten/"
MAKE = "/einbetten/"


def policy(response) -> dict[str, str]:
    """Return the rules of an answer's content security policy."""
    return dict(rule.strip().partition(" ")[::2] for rule in response["Content-Security-Policy"].split(";"))


def may_be_framed(response) -> bool:
    return policy(response)["frame-ancestors"] == "*" and not response.has_header("X-Frame-Options")


class Embedding(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        builders.locale("en")
        PortalSettings.objects.create(site=cls.tree.site, name="Netzwerk", name_second_line="Weltoffen")
        cls.asylum = builders.topic("Asyl")
        cls.pages = []
        for number in range(24):
            place = cls.places.werdau if number % 2 else cls.places.bautzen
            entry = builders.organisation(f"Haus {number:02}", seat=place)
            page = builders.organisation_page(
                cls.tree.directory, entry, summary=f"Wir helfen hier {number:02}."
            )
            builders.topic_of(page, cls.asylum)
            cls.pages.append(page)
        cls.alliance = builders.alliance_page(cls.tree.alliances, title="Bündnis Zwickau")
        builders.membership(cls.pages[0], cls.alliance)
        builders.drain()
        refresh_statistics()

    def get(self, path):
        """Return an answer and its words."""
        response = self.client.get(path)
        return response, html.unescape(response.content.decode()).replace("\u00ad", "")

    def of(self, page, part=""):
        """Return the address of an entry's own frame."""
        return f"/id/{page.organisation.uuid}/einbetten/{part}"


class TestLists(Embedding):
    def test_the_list_shows_entries_with_tile_place_and_summary(self):
        response, page = self.get(f"{LIST}?region=14524")
        assert response.status_code == 200
        assert "Haus 01" in page and "Haus 00" not in page
        assert "Werdau" in page and "Wir helfen hier 01." in page
        assert page.count('class="mark') == page.count('<li class="entry">') == 12
        assert "Netzwerk" in page

    def test_the_frame_says_how_many_are_in_the_area_and_how_many_help_from_elsewhere(self):
        OrganisationPage.objects.filter(pk=self.pages[0].pk).update(reach=["statewide"])
        changes.record_ids([(PAGE, self.pages[0].pk)])
        builders.drain()
        assert "12 in it, and 1 that help there" in self.get(f"/en{LIST}?region=14524")[1]
        assert "that help there" not in self.get(f"/en{LIST}?region=14524&nur_hier=1")[1]

    def test_there_is_no_menu_no_script_no_cookie_and_no_style_inside(self):
        for path in (
            LIST,
            f"{LIST}?ansicht=karte",
            self.of(self.pages[0]),
            self.of(self.pages[0], "buendnisse/"),
        ):
            response, page = self.get(path)
            with self.subTest(path=path):
                assert not response.cookies
                assert not re.search(r"<script|<form|<header|\sstyle=|\son\w+=", page)
                assert 'content="noindex"' in page
                assert response["X-Robots-Tag"] == "noindex"
                assert page.count("<h1") == page.count("<main") == 1

    def test_every_link_leads_to_the_portal_outside_of_the_frame(self):
        for path in (f"{LIST}?thema=asyl", f"{LIST}?ansicht=karte", self.of(self.pages[0], "buendnisse/")):
            _response, page = self.get(path)
            links = [link for link in re.findall(r"<a [^>]*>", page) if 'rel="next"' not in link]
            assert len(links) >= 3
            for link in links:
                assert 'target="_blank" rel="noopener"' in link, path

    def test_all_of_it_is_in_the_directory_with_the_same_filters(self):
        _response, page = self.get(
            f"{LIST}?region=14524&thema=asyl&seite=2&farbe=e5432d&schema=hell&ansicht=karte"
        )
        assert 'href="/initiativen/?region=14524&thema=asyl"' in page

    def test_pages_keep_filters_and_look(self):
        _response, page = self.get(f"{LIST}?thema=asyl&farbe=e5432d&schema=dunkel")
        (following,) = re.findall(r'href="([^"]*)" rel="next"', page)
        assert following == f"{LIST}?farbe=e5432d&schema=dunkel&seite=2&thema=asyl"
        _response, second = self.get(following)
        assert second.count('<li class="entry">') == 4
        assert re.findall(r'href="([^"]*)" rel="prev"', second) == [
            f"{LIST}?farbe=e5432d&schema=dunkel&thema=asyl"
        ]

    def test_a_page_never_has_more_than_twenty_entries(self):
        for query in ("", "?ansicht=druck", "?ansicht=druck&seite=1"):
            _response, page = self.get(LIST + query)
            assert page.count('<li class="entry">') == 20

    def test_the_map_says_its_counts_as_a_list_too(self):
        _response, page = self.get(f"{LIST}?ansicht=karte&thema=asyl")
        assert 'class="tilemap"' in page
        counted = page.partition('class="counted"')[2]
        assert 'href="/initiativen/?region=14524&thema=asyl"' in counted
        assert "Landkreis Zwickau" in counted and ">12<" in counted

    def test_the_scheme_is_a_class(self):
        for word, found in (("hell", ' class="by-day"'), ("dunkel", ' class="by-night"'), ("auto", "")):
            _response, page = self.get(f"{LIST}?schema={word}")
            assert f'<html lang="de" dir="ltr"{found}>' in page

    def test_the_colour_comes_as_a_style_of_its_own(self):
        for given in ("e5432d", "%23E5432D"):
            _response, page = self.get(f"{LIST}?farbe={given}")
            assert 'href="/initiativen/einbetten/farbe-e5432d.css"' in page
        response = self.client.get("/initiativen/einbetten/farbe-e5432d.css")
        assert response["Content-Type"].startswith("text/css")
        assert b"--accent" in response.content
        for path in (
            "farbe-red.css",
            "farbe-E5432D.css",
            "farbe-e5432d0.css",
            "farbe-e5432d.css%0A",
            "farbe-.css",
        ):
            assert self.client.get(f"/initiativen/einbetten/{path}").status_code == 404

    def test_what_is_not_understood_is_said(self):
        for query in (
            "farbe=rot",
            "schema=bunt",
            "ansicht=7",
            "ansicht=druck",
            "thema=gibt-es-nicht",
            "region=99999",
        ):
            response, page = self.get(f"/en{LIST}?{query}")
            with self.subTest(query=query):
                assert response.status_code == 200
                assert 'class="message warn"' in page

    def test_nothing_found_says_so(self):
        response, page = self.get(f"/en{LIST}?q=segelflug")
        assert response.status_code == 200
        assert "There is nothing here at the moment." in page

    def test_it_is_there_in_english(self):
        _response, page = self.get(f"/en{LIST}?thema=asyl")
        assert '<html lang="en"' in page
        assert "Show all in the portal" in page
        assert 'href="/en/initiativen/?thema=asyl"' in page


class TestEntries(Embedding):
    def test_an_entry_is_a_card(self):
        response, page = self.get(self.of(self.pages[0]))
        assert response.status_code == 200
        assert "Haus 00" in page and "Bautzen" in page and "Wir helfen hier 00." in page
        assert 'href="/initiativen/haus-00/"' in page

    def test_its_alliances_are_tiles_with_names(self):
        _response, page = self.get(self.of(self.pages[0], "buendnisse/"))
        assert 'href="/buendnisse/buendnis-zwickau/"' in page
        assert page.count('class="mark') == 1
        _response, page = self.get(f"/en{self.of(self.pages[1], 'buendnisse/')}")
        assert "There is nothing here at the moment." in page

    def test_a_protected_entry_shows_no_more_than_the_directory(self):
        page = self.pages[0]
        builders.contact(page, "geheim@example.org")
        builders.address(page, self.places.bautzen, street="Geheimweg 7")
        shield(page.organisation, builders.superuser())
        builders.drain()
        for part in ("", "buendnisse/"):
            response, text = self.get(self.of(page, part))
            assert response.status_code == 200
            assert "geheim" not in text.casefold()

    def test_what_is_gone_says_so_inside_of_the_frame(self):
        gone = self.pages[2]
        gone.unpublish()
        builders.restrict(self.pages[3])
        builders.drain()
        for path in (self.of(gone), self.of(self.pages[3], "buendnisse/"), f"/id/{uuid4()}/einbetten/"):
            response, page = self.get(path)
            with self.subTest(path=path):
                assert response.status_code == 404
                assert may_be_framed(response)
                assert "Haus" not in page

    def test_an_entry_that_left_the_directory_is_gone_from_other_pages_too(self):
        self.pages[4].organisation.status = "dissolved"
        self.pages[4].organisation.save()
        changes.record(self.pages[4].organisation)
        builders.drain()
        assert self.client.get(self.of(self.pages[4])).status_code == 404

    def test_the_page_of_an_entry_leads_to_its_snippets(self):
        _response, page = self.get(self.pages[0].get_url())
        assert f"/einbetten/?eintrag={self.pages[0].organisation.uuid}" in page


class TestSnippets(Embedding):
    def snippets(self, query):
        """Return the HTML to copy that a page shows."""
        response = self.client.get(f"{MAKE}?{query}")
        assert response.status_code == 200
        areas = re.findall(r"<textarea[^>]*>(.*?)</textarea>", response.content.decode(), re.DOTALL)
        return [html.unescape(area) for area in areas]

    def test_a_list_becomes_a_frame_with_the_same_filters_and_look(self):
        (snippet,) = self.snippets(
            "region=14524&thema=asyl&farbe=%23e5432d&schema=hell&ansicht=karte&hoehe=500"
        )
        src = html.unescape(re.search(r'src="([^"]*)"', snippet)[1])
        assert src.endswith(f"{LIST}?ansicht=karte&farbe=e5432d&region=14524&schema=hell&thema=asyl")
        assert src.startswith("http")
        assert 'height="500"' in snippet
        assert 'referrerpolicy="no-referrer"' in snippet
        assert self.client.get(urlsplit(src)._replace(scheme="", netloc="").geturl()).status_code == 200

    def test_words_of_a_visitor_cannot_leave_their_place(self):
        (snippet,) = self.snippets("q=" + quote('"><script>alert(1)</script>'))
        assert "<script>" not in snippet
        assert snippet.count("<iframe") == 1
        page = self.client.get(f"{MAKE}?q=" + quote("</textarea><script>alert(1)</script>")).content.decode()
        assert "<script>alert" not in page

    def test_an_entry_has_two_snippets_and_one_without_alliances(self):
        many = self.snippets(f"eintrag={self.pages[0].organisation.uuid}&schema=dunkel")
        assert [re.search(r"/einbetten/[a-z/]*", one)[0] for one in many] == [
            "/einbetten/",
            "/einbetten/buendnisse/",
        ]
        assert all("schema=dunkel" in one for one in many)
        assert len(self.snippets(f"eintrag={self.pages[1].organisation.uuid}")) == 1

    def test_an_entry_that_is_none_is_said_and_a_list_offered(self):
        for word in ("x", "%00", str(uuid4()), "1" * 500):
            response = self.client.get(f"/en{MAKE}?eintrag={word}")
            assert "There is no such entry in the directory." in response.content.decode()

    def test_the_page_shows_previews_of_this_site_alone_and_may_not_be_framed(self):
        response = self.client.get(f"{MAKE}?thema=asyl")
        assert policy(response)["frame-src"] == "'self'"
        assert policy(response)["frame-ancestors"] == "'self'"
        (preview,) = re.findall(r'<iframe class="preview" src="([^"]*)"', response.content.decode())
        assert preview == f"{LIST}?thema=asyl"

    def test_a_colour_that_cannot_be_read_is_corrected_and_said(self):
        assert "#ffff00 is shown as #" in self.client.get(f"/en{MAKE}?farbe=%23ffff00").content.decode()
        assert "is shown as" not in self.client.get(f"/en{MAKE}?farbe=%232a2478").content.decode()

    def test_the_directory_leads_here_with_its_filters(self):
        page = self.client.get("/initiativen/?thema=asyl&ansicht=karte").content.decode()
        assert 'href="/einbetten/?ansicht=karte&amp;thema=asyl"' in page

    def test_search_engines_know_the_page_and_nothing_that_is_embedded(self):
        sitemap = self.client.get("/sitemap.xml").getvalue().decode()
        assert "/einbetten/</loc>" in sitemap
        assert "/initiativen/einbetten" not in sitemap
        assert "noindex" not in self.client.get(MAKE).content.decode()
        assert "noindex" in self.client.get(f"{MAKE}?thema=asyl").content.decode()


class TestHostileParameters(Embedding):
    def test_whatever_a_query_string_holds_there_is_a_page(self):
        paths = (
            LIST,
            MAKE,
            self.of(self.pages[0]),
            self.of(self.pages[0], "buendnisse/"),
            "/initiativen/abo/",
        )
        names = (*PARAMETERS, "farbe", "schema", "hoehe", "eintrag")
        for path in paths:
            for what, value in VALUES.items():
                query = "&".join(f"{name}={value}" for name in names)
                with self.subTest(path=path, value=what):
                    assert self.client.get(f"{path}?{query}").status_code == 200

    def test_each_parameter_alone(self):
        for name in (*PARAMETERS, "farbe", "schema", "hoehe", "eintrag"):
            for what in ("NUL", "no UTF-8", "half surrogate"):
                for path in (LIST, MAKE):
                    with self.subTest(path=path, name=name, value=what):
                        assert self.client.get(f"{path}?{name}={VALUES[what]}").status_code == 200

    def test_other_methods_are_refused(self):
        for path in (LIST, MAKE, self.of(self.pages[0])):
            assert self.client.post(path).status_code == 405


class TestCosts(Embedding):
    def cost(self, path):
        """Return how many queries a page costs once it was seen."""
        for _number in range(3):
            page_cache.store.clear()
            with CaptureQueriesContext(connection) as queries:
                assert self.client.get(path).status_code == 200
        return len(queries)

    def test_three_and_twenty_entries_cost_the_same(self):
        paths = (LIST, f"{LIST}?ansicht=karte", f"{LIST}?q=haus&region=14524", MAKE, f"{MAKE}?q=haus")
        many = {path: self.cost(path) for path in paths}
        for page in self.pages[3:]:
            page.unpublish()
        builders.drain()
        for path in paths:
            with self.subTest(path=path):
                assert self.cost(path) == many[path] <= 12

    def test_frames_do_not_grow_beyond_a_page(self):
        paths = (LIST, f"{LIST}?ansicht=karte", f"{LIST}?q=haus", MAKE)
        many = {path: len(self.client.get(path).content) for path in paths}
        for page in self.pages[21:]:
            page.unpublish()
        builders.drain()
        for path in paths:
            with self.subTest(path=path):
                assert many[path] < len(self.client.get(path).content) + 500

    def test_an_entry_costs_the_same_with_one_alliance_and_with_ten(self):
        paths = [self.of(self.pages[0], part) for part in ("", "buendnisse/")]
        paths.append(f"{MAKE}?eintrag={self.pages[0].organisation.uuid}")
        few = [self.cost(path) for path in paths]
        for number in range(9):
            builders.membership(
                self.pages[0], builders.alliance_page(self.tree.alliances, title=f"Bund {number}")
            )
        changes.record(self.pages[0].organisation)
        builders.drain()
        assert [self.cost(path) for path in paths] == few
        assert max(few) <= 12

    def test_an_answer_that_a_browser_has_already_keeps_its_policy(self):
        for path in (LIST, self.of(self.pages[0]), MAKE):
            first = self.client.get(path)
            again = self.client.get(path, headers={"If-None-Match": first["ETag"]})
            with self.subTest(path=path):
                assert again.status_code == 304
                assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
                assert again.has_header("X-Frame-Options") is False or not may_be_framed(first)

    def test_a_kept_answer_may_be_framed_too(self):
        for _number in range(2):
            assert may_be_framed(self.client.get(LIST))
        with mock.patch("search.embedding.views.embedded_list", side_effect=AssertionError):
            assert self.client.get(LIST).status_code == 200


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_both_engines_fill_the_frame_alike(elastic_settings, settle, client):
    tree, places = builders.site_tree(), builders.places()
    for name, seat in (("Haus Werdau", places.werdau), ("Treff Bautzen", places.bautzen)):
        builders.organisation_page(tree.directory, builders.organisation(name, seat=seat))
    builders.drain()
    refresh_statistics()
    fill_new_index()
    queries = (
        "",
        "?q=treff+bautzen",
        "?region=14524",
        "?ort=02625&umkreis=10",
        "?ansicht=karte",
        "?q=segelflug",
    )
    answers = {}
    assert settle() == "elastic"
    for engine in ("elastic", "embedded"):
        answers[engine] = [client.get(LIST + query).content for query in queries]
        elastic_settings.ELASTICSEARCH_URL = ""
        room.reset()
    assert answers["elastic"] == answers["embedded"]
