"""Sitemap, robots.txt and the icon."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from portal.models import StandardPage
from portal.registries import sitemap_entries
from portal.sitemap import SitemapEntry
from tests import builders

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "http://localhost:8000"


def urls(client):
    """Return every `<url>` of the sitemap by its path."""
    response = client.get("/sitemap.xml")
    assert response["Content-Type"].startswith("application/xml")
    tree = ElementTree.fromstring(b"".join(response.streaming_content))  # noqa: S314 - our own answer
    found = {url.find("s:loc", NAMES).text.removeprefix(BASE): url for url in tree.findall("s:url", NAMES)}
    assert len(found) == len(tree.findall("s:url", NAMES))
    return found


def test_every_published_page_is_listed_once(client, tree):
    assert list(urls(client)) == ["/", "/initiativen/", "/buendnisse/", "/ueber-uns/"]


def test_a_page_says_when_it_was_published(client, tree):
    tree.standard.save_revision().publish()
    moment = StandardPage.objects.get(pk=tree.standard.pk).last_published_at.replace(microsecond=0)
    assert datetime.fromisoformat(urls(client)["/ueber-uns/"].find("s:lastmod", NAMES).text) == moment


def test_what_is_not_for_everybody_is_left_out(client, tree):
    builders.standard_page(tree.home, "Entwurf", live=False)
    inner = builders.standard_page(tree.home, "Intern")
    builders.standard_page(inner, "Darunter")
    PageViewRestriction.objects.create(page=inner, restriction_type=PageViewRestriction.LOGIN)
    listed = urls(client)
    assert not {"/entwurf/", "/intern/", "/intern/darunter/"} & set(listed)
    assert "/ueber-uns/" in listed


def test_versions_name_each_other(client, tree):
    builders.translated(tree.home, "en", slug="home-en")
    page = builders.translated(tree.standard, "en", slug="about")
    listed = urls(client)
    for path in ("/ueber-uns/", "/en/about/"):
        links = {link.get("hreflang"): link.get("href") for link in listed[path].findall("x:link", NAMES)}
        assert links == {
            "de": f"{BASE}/ueber-uns/",
            "en": f"{BASE}/en/about/",
            "x-default": f"{BASE}/ueber-uns/",
        }
    page.unpublish()
    assert not urls(client)["/ueber-uns/"].findall("x:link", NAMES)


def test_aliases_are_left_out(client, tree):
    tree.standard.create_alias(parent=tree.home, update_slug="spiegel")
    assert "/spiegel/" not in urls(client)


def test_a_type_of_page_may_stay_out(client, tree, monkeypatch):
    monkeypatch.setattr(StandardPage, "in_sitemap", False)
    assert "/ueber-uns/" not in urls(client)


def test_other_apps_add_their_own(client, tree):
    moment = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    sitemap_entries.register(
        "events", lambda facts, now: [SitemapEntry("/termine/?monat=2026-11&x=<y>", moment)]
    )
    assert "/termine/?monat=2026-11&x=<y>" in urls(client)


def test_more_pages_cost_no_more_queries(client, tree, django_assert_num_queries):
    builders.translated(tree.home, "en", slug="home-en")
    builders.drain()
    urls(client)
    counts = []
    for _size in range(2):
        urls(client)
        with django_assert_num_queries(4) as queries:
            urls(client)
        counts.append(len(queries))
        for number in range(10):
            builders.standard_page(tree.home, f"Seite {_size} {number}")
        builders.drain()
    assert counts[0] == counts[1]


def test_robots_are_led_to_the_sitemap_and_kept_from_the_desk(client, tree):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in text
    assert f"Sitemap: {BASE}/sitemap.xml\n" in text


def test_the_icon_is_where_old_browsers_look(client, db):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/portal/favicon.svg")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/favicon.ico"])
def test_they_are_only_read(client, db, path):
    assert client.post(path).status_code == 405
