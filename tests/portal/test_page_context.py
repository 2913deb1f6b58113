"""What templates of pages read: head, breadcrumbs, languages, frame."""

import json

import pytest
from wagtail.models import Page, PageViewRestriction

from portal.http import page_cache
from portal.languages import own_name, page_language
from portal.models import NavigationSettings, PortalSettings
from portal.page_context import page_context, view_context
from portal.page_meta import description_of
from tests import builders
from tests.portal.pictures import picture


@pytest.fixture
def english(tree):
    """Return the English version of the text page below a live English home page."""
    home = builders.translated(tree.home, "en", title="Home", slug="home-en")
    page = tree.standard.copy_for_translation(home.locale, copy_parents=True)
    page.title, page.slug = "About us", "about-us"
    page.save_revision().publish()
    builders.drain()
    return type(page).objects.get(pk=page.pk)


def context_of(client, path):
    page_cache.store.clear()
    response = client.get(path)
    assert response.status_code == 200
    return response.context


def by_code(context):
    return {(link.kind, link.code): link for link in context["portal"].languages}


class TestHead:
    """The head of a page."""

    def test_a_page_says_its_title_and_its_one_address(self, client, tree):
        meta = context_of(client, "/ueber-uns/?utm=1")["meta"]
        assert (meta.title, meta.bare_title) == ("Über uns", False)
        assert meta.canonical_url == "http://localhost:8000/ueber-uns/"
        assert (meta.robots, meta.og_type, meta.alternates) == ("", "article", ())

    def test_the_home_page_is_called_like_the_network(self, tree, rf):
        PortalSettings.objects.create(site=tree.site, name="Netzwerk", name_second_line="Beispielstadt")
        meta = page_context(tree.home, rf.get("/"))["meta"]
        assert (meta.title, meta.bare_title, meta.og_type) == ("Netzwerk Beispielstadt", True, "website")

    def test_the_editor_may_word_title_and_description(self, client, tree):
        page = builders.standard_page(
            tree.home, "Mitglied werden", seo_title="So macht man mit", search_description="Kurz."
        )
        assert context_of(client, page.url)["meta"].title == "So macht man mit"
        assert context_of(client, page.url)["meta"].description == "Kurz."

    def test_without_a_description_the_introduction_stands_in(self, client, tree):
        page = builders.standard_page(tree.home, "Lang", intro="Wort " * 100)
        meta = context_of(client, page.url)["meta"]
        assert len(meta.description) <= 160
        assert meta.description.endswith("…")

    @pytest.mark.parametrize(("text", "expected"), [("", ""), (" a \n b ", "a b"), ("x" * 160, "x" * 160)])
    def test_a_description_is_one_line(self, text, expected):
        assert description_of(text) == expected

    def test_versions_name_each_other(self, client, english):
        expected = [
            ("de", "http://localhost:8000/ueber-uns/"),
            ("en", "http://localhost:8000/en/about-us/"),
            ("x-default", "http://localhost:8000/ueber-uns/"),
        ]
        for path in ("/ueber-uns/", "/en/about-us/"):
            alternates = context_of(client, path)["meta"].alternates
            assert [(alternate.code, alternate.url) for alternate in alternates] == expected
        assert context_of(client, "/en/about-us/")["meta"].canonical_url.endswith("/en/about-us/")

    def test_pages_that_are_not_for_everybody_stay_out_of_search_engines(self, client, tree):
        PageViewRestriction.objects.create(page=tree.standard, restriction_type=PageViewRestriction.LOGIN)
        client.force_login(builders.user())
        assert context_of(client, "/ueber-uns/")["meta"].robots == "noindex"

    def test_a_picture_for_sharing_has_an_absolute_address(self, client, tree, django_assert_max_num_queries):
        page = builders.standard_page(tree.home, "Bild", social_image=picture(description="Viele Menschen"))
        image = context_of(client, page.url)["meta"].image
        assert image.url.startswith("http://localhost:8000/media/")
        assert (image.alt, image.width, image.height) == ("Viele Menschen", 1200, 630)

    def test_a_picture_that_is_not_public_is_not_shared(self, client, tree):
        page = builders.standard_page(tree.home, "Bild", social_image=picture(disclosure="members"))
        assert context_of(client, page.url)["meta"].image is None

    def test_machines_read_the_network_and_the_way(self, client, tree):
        PortalSettings.objects.create(site=tree.site, name="Netzwerk", office_email="post@example.org")
        graph = context_of(client, "/ueber-uns/")["meta"].json_ld["@graph"]
        organisation, trail = graph
        assert organisation["name"] == "Netzwerk"
        assert organisation["contactPoint"]["email"] == "post@example.org"
        assert "description" not in organisation
        assert [step.get("item", "") for step in trail["itemListElement"]] == ["http://localhost:8000/", ""]
        json.dumps(graph)

    def test_the_home_page_describes_the_site(self, tree, rf):
        kinds = [node["@type"] for node in page_context(tree.home, rf.get("/"))["meta"].json_ld["@graph"]]
        assert kinds == ["Organization", "WebSite"]


class TestBreadcrumbs:
    """The way from home."""

    def test_the_way_ends_with_the_page_without_address(self, client, tree):
        page = builders.standard_page(tree.standard, "Satzung")
        trail = context_of(client, page.url)["breadcrumbs"]
        assert [(link.label, link.url) for link in trail[1:]] == [
            ("Über uns", "/ueber-uns/"),
            ("Satzung", ""),
        ]
        assert trail[0].url == "/"

    def test_in_english_the_way_stays_in_english(self, client, tree):
        page = builders.standard_page(tree.standard, "Satzung")
        trail = context_of(client, f"/en{page.url}")["breadcrumbs"]
        assert [link.url for link in trail] == ["/en/", "/en/ueber-uns/", ""]
        assert trail[0].label == "Home"

    def test_an_unpublished_page_above_is_left_out(self, client, tree):
        page = builders.standard_page(tree.standard, "Satzung")
        tree.standard.unpublish()
        assert [link.label for link in context_of(client, page.url)["breadcrumbs"]][1:] == ["Satzung"]

    def test_the_home_page_has_none(self, tree, rf):
        assert page_context(tree.home, rf.get("/"))["breadcrumbs"] == ()


class TestLanguages:
    """The ways to a page in other languages."""

    def test_a_page_without_translation_is_offered_in_every_interface(self, client, tree):
        links = by_code(context_of(client, "/ueber-uns/"))
        assert links["language", "de"].current
        assert links["language", "en"].url == "/en/ueber-uns/"

    def test_from_the_english_interface_it_leads_back(self, client, tree):
        links = by_code(context_of(client, "/en/ueber-uns/"))
        assert links["language", "en"].current
        assert links["language", "de"].url == "/ueber-uns/"

    def test_a_translation_is_led_to(self, client, english):
        assert by_code(context_of(client, "/ueber-uns/"))["language", "en"].url == "/en/about-us/"
        assert by_code(context_of(client, "/en/about-us/"))["language", "de"].url == "/ueber-uns/"

    def test_a_language_of_the_content_without_this_page_has_no_address(self, client, tree):
        builders.locale("ar")
        link = by_code(context_of(client, "/ueber-uns/"))["language", "ar"]
        assert (link.url, link.dir, link.label) == ("", "rtl", "العربيّة")

    def test_a_page_that_exists_in_english_only_has_no_german_address(self, client, english):
        page = builders.standard_page(english, "Only here", locale=english.locale)
        links = by_code(context_of(client, page.url))
        assert links["language", "de"].url == ""

    def test_easy_and_sign_language_come_from_the_settings(self, client, tree):
        easy = builders.standard_page(tree.home, "Leichte Sprache")
        sign = builders.standard_page(tree.home, "Gebärden")
        NavigationSettings.objects.create(site=tree.site, easy_language_page=easy, sign_language_page=sign)
        links = by_code(context_of(client, "/ueber-uns/"))
        assert links["easy", "de-simple"].url == "/leichte-sprache/"
        assert links["sign", "de"].url == "/gebaerden/"
        sign.unpublish()
        assert ("sign", "de") not in by_code(context_of(client, "/ueber-uns/"))

    def test_a_page_translated_into_easy_german_leads_there(self, client, tree):
        easy_home = builders.translated(tree.home, "de-simple", slug="start-leicht")
        page = tree.standard.copy_for_translation(easy_home.locale)
        page.save_revision().publish()
        link = by_code(context_of(client, "/ueber-uns/"))["easy", "de-simple"]
        assert link.url == "/leicht/ueber-uns/"
        assert by_code(context_of(client, link.url))["easy", "de-simple"].current

    def test_a_view_that_is_no_page_keeps_its_query(self, client, tree):
        response = client.get("/gibt-es-nicht/?q=chor")
        links = {link.code: link for link in response.context["portal"].languages}
        assert links["en"].url == "/en/gibt-es-nicht/?q=chor"

    @pytest.mark.parametrize(
        ("code", "name"), [("de", "Deutsch"), ("en", "English"), ("de-simple", "Leichte Sprache")]
    )
    def test_languages_call_themselves_by_their_own_name(self, code, name):
        assert own_name(code) == name

    def test_arabic_is_written_from_right_to_left(self):
        assert page_language("ar").dir == "rtl"
        assert page_language("de-simple").og == "de_DE"


class TestFrame:
    """What stands around every page."""

    def test_the_public_sees_no_bar_and_no_messages(self, client, tree):
        frame = context_of(client, "/ueber-uns/")["portal"]
        assert frame.editor_bar is None
        assert frame.messages == ()
        assert len(frame.band) == 24
        assert len(frame.brand_tiles) == 4

    def test_an_editor_sees_the_way_to_the_desk_and_to_the_page(self, client, tree):
        client.force_login(builders.superuser())
        bar = context_of(client, "/ueber-uns/")["portal"].editor_bar
        assert [link.url for link in bar.links] == ["/admin/", f"/admin/pages/{tree.standard.pk}/edit/"]
        assert bar.logout_url == "/admin/logout/"
        assert bar.name == "leitung@example.org"

    def test_somebody_without_access_to_the_desk_sees_no_bar(self, client, tree):
        client.force_login(builders.user())
        assert context_of(client, "/ueber-uns/")["portal"].editor_bar is None

    def test_the_name_comes_from_the_settings(self, client, tree):
        PortalSettings.objects.create(
            site=tree.site, name="Netzwerk", name_second_line="Weitblick", office_phone="0341 1"
        )
        frame = context_of(client, "/ueber-uns/")["portal"]
        assert frame.name == "Netzwerk Weitblick"
        assert frame.name_lines == ("Netzwerk", "Weitblick")
        assert frame.office.phone == "0341 1"

    def test_reading_settings_writes_no_row(self, client, tree):
        context_of(client, "/ueber-uns/")
        assert not PortalSettings.objects.exists()
        assert not NavigationSettings.objects.exists()

    def test_home_is_that_of_the_language(self, english, rf):
        for language, expected in (("en", "/en/"), ("de", "/"), ("de-simple", "/leicht/")):
            with builders.language(language):
                assert view_context(rf.get("/"), "x")["portal"].home_url == expected

    def test_a_view_that_is_no_page_gets_the_same_frame(self, tree, rf):
        context = view_context(rf.get("/suche/"), "Suche", robots="noindex")
        assert context["meta"].title == "Suche"
        assert context["meta"].robots == "noindex"
        assert [link.url for link in context["breadcrumbs"]] == ["/", ""]

    def test_without_a_site_there_is_still_a_frame(self, db, rf):
        Page.objects.filter(depth__gt=1).delete()
        frame = view_context(rf.get("/"), "Leer")["portal"]
        assert (frame.home_url, frame.navigation, frame.footer_columns, frame.languages) == ("/", (), (), ())
        assert frame.name == "Bündnisportal"


class TestTextPage:
    """What a page of text adds."""

    def test_pages_below_are_listed_in_their_order(self, client, tree):
        for title in ("Zweite", "Erste"):
            builders.standard_page(tree.standard, title, intro=f"{title}.")
        hidden = builders.standard_page(tree.standard, "Weg", live=False)
        children = context_of(client, "/ueber-uns/")["children"]
        assert [(link.label, link.description) for link in children] == [
            ("Zweite", "Zweite."),
            ("Erste", "Erste."),
        ]
        assert hidden.title not in str(children)

    def test_a_longer_text_lists_its_headings(self, tree, rf):
        page = builders.standard_page(tree.home, "Lang")
        page.body = [("heading", name) for name in ("Was wir tun", "Für wen", "Was wir tun", "Kosten")]
        context = page.get_context(rf.get(page.url))
        assert [link.url for link in context["contents"]] == [
            "#text-was-wir-tun",
            "#text-fuer-wen",
            "#text-kosten",
        ]

    def test_a_short_text_does_not(self, tree, rf):
        page = builders.standard_page(tree.home, "Kurz")
        page.body = [("heading", "Eins"), ("heading", "Zwei")]
        assert page.get_context(rf.get(page.url))["contents"] == ()


class TestPreview:
    """Wagtail's preview of what is not published."""

    def test_a_draft_is_previewed_with_its_frame(self, tree):
        page = builders.standard_page(tree.standard, "Entwurf", live=False)
        response = page.make_preview_request()
        assert response.status_code == 200
        assert b"Entwurf" in response.content
        assert b"noindex" in response.content
        assert "private" in response["Cache-Control"]

    def test_a_page_that_was_never_saved_is_previewed(self, tree):
        page = type(tree.standard)(title="Noch nie gespeichert", slug="neu", locale=tree.home.locale)
        page.set_url_path(tree.home)
        page.path, page.depth = tree.home.path + "0099", tree.home.depth + 1
        assert b"Noch nie gespeichert" in page.make_preview_request().content
