"""From an address to its page: what Wagtail answers, with fewer queries and in every interface language."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from portal import page_refs, routing
from portal.http import page_cache
from portal.models import StandardPage
from tests import builders


@pytest.fixture
def deep(tree):
    """Return pages at depths 3 to 7 below the home page's parent."""
    pages = [tree.standard]
    for number in range(4):
        pages.append(builders.standard_page(pages[-1], f"Ebene {number}"))
    builders.drain()
    return [StandardPage.objects.get(pk=page.pk) for page in pages]


@pytest.fixture
def english(deep):
    """Return the English version of the second page; the pages above it are aliases."""
    page = builders.translated(deep[1], "en", title="Level", slug="level")
    builders.drain()
    return page


def uncached(client, path, **extra):
    page_cache.store.clear()
    return client.get(path, **extra)


def test_the_first_visit_to_a_text_page_costs_three_queries_at_any_depth(
    client, deep, django_assert_num_queries
):
    """One tells whether content changed, one finds every page on the way, one reads the page; children one more."""
    client.get(deep[0].url)
    for page in deep[1:]:
        with django_assert_num_queries(4 if page.numchild else 3):
            assert uncached(client, page.url).status_code == 200


def test_while_no_content_changes_the_next_visit_finds_it_without_asking(
    client, deep, django_assert_num_queries
):
    for page in deep:
        client.get(page.url)
        with django_assert_num_queries(2 if page.numchild else 1):
            assert uncached(client, page.url).status_code == 200


def test_a_second_language_costs_no_further_query(client, deep, english, django_assert_num_queries):
    client.get(deep[0].url)
    client.get(f"/en{deep[0].url}")
    with django_assert_num_queries(3):
        assert uncached(client, deep[-1].url).status_code == 200
    with django_assert_num_queries(2):
        assert uncached(client, f"/en{deep[-1].url}").status_code == 200


def test_what_one_visitor_gets_is_no_others(client, deep, rf):
    """The page of one request may be changed by its view."""
    pages = []
    for _visit in range(2):
        request = rf.get(deep[1].url)
        routing.serve(request, deep[1].url.lstrip("/"))
        pages.append(request._wagtail_route_for_request.page)
    pages[0].title = "Nur für diese Antwort"
    assert pages[1].title == deep[1].title


def test_a_page_asked_for_the_first_time_costs_five_queries_at_most(
    client, deep, django_assert_max_num_queries
):
    client.get("/")
    with django_assert_max_num_queries(5):
        assert client.get(deep[-1].url).status_code == 200


def test_what_is_served_is_a_copy_of_the_kept_page(rf, deep):
    first, second = (routing._page(page_refs.ref_of(deep[-1]), type(deep[-1])) for _ in range(2))
    first.title = "changed by a view"
    assert second.title == deep[-1].title


def test_wagtail_finds_the_same_pages(tree, deep, english, rf):
    english_root = english.get_ancestors().get(depth=2)
    for page in [*deep, english, english_root.specific]:
        relative = page.url_path.split("/", 2)[2]
        request, plain = rf.get(page.url), rf.get(page.url)
        language = page.locale.language_code
        with builders.language(language):
            routing.serve(request, relative)
            expected = Page.route_for_request(plain, relative)
        assert request._wagtail_route_for_request.page == expected.page == page


@pytest.mark.parametrize(
    "path",
    ["/gibt-es-nicht/", "/ueber-uns/gibt-es-nicht/", "/en/nothing/", "/leicht/nichts/", "/a" * 30 + "/"],
)
def test_what_does_not_exist_is_not_found(client, tree, path):
    assert client.get(path).status_code == 404


def test_a_part_of_the_way_from_another_branch_does_not_count(client, tree):
    one = builders.standard_page(tree.standard, "Eins")
    builders.standard_page(one, "Zwei")
    builders.standard_page(tree.standard, "Drei")
    builders.drain()
    assert client.get("/ueber-uns/eins/zwei/").status_code == 200
    assert client.get("/ueber-uns/drei/zwei/").status_code == 404
    assert client.get("/eins/zwei/").status_code == 404
    assert client.get("/start/ueber-uns/").status_code == 404


def test_a_missing_slash_is_added(client, tree):
    response = client.get("/ueber-uns")
    assert (response.status_code, response["Location"]) == (301, "/ueber-uns/")


def test_an_unpublished_page_is_gone_and_pages_below_it_stay(client, deep):
    deep[1].unpublish()
    builders.drain()
    assert client.get(deep[1].url).status_code == 404
    assert client.get(deep[2].url).status_code == 200


def test_a_page_in_german_is_shown_in_the_english_interface(client, tree):
    response = client.get("/en/ueber-uns/")
    assert response.status_code == 200
    assert response.context["page_language"].code == "en"
    assert response.context["prose_language"].code == "de"
    assert response.context["meta"].canonical_url.endswith("//localhost:8000/ueber-uns/")
    assert response["Content-Language"] == "en"


def test_the_easy_language_has_its_own_path(client, tree):
    response = client.get("/leicht/ueber-uns/")
    assert response.status_code == 200
    assert response.context["page_language"].code == "de-simple"
    assert client.get("/de-simple/ueber-uns/").status_code == 404


def test_the_browsers_language_changes_nothing(client, tree):
    plain = client.get("/ueber-uns/")
    english = uncached(client, "/ueber-uns/", headers={"Accept-Language": "en"})
    client.cookies["django_language"] = "en"
    with_cookie = uncached(client, "/ueber-uns/")
    assert plain.content == english.content == with_cookie.content
    assert "Accept-Language" not in english["Vary"]


def test_a_translated_page_is_shown_under_its_own_address(client, english):
    response = client.get("/en/ueber-uns/level/")
    assert response.context["page"].pk == english.pk
    assert response.context["prose_language"] is None


def test_the_german_address_under_english_leads_to_the_translation(client, english):
    response = client.get("/en/ueber-uns/ebene-0/?a=1")
    assert (response.status_code, response["Location"]) == (302, "/en/ueber-uns/level/?a=1")


def test_an_unpublished_translation_gives_way_to_the_original(client, english):
    english.unpublish()
    builders.drain()
    response = client.get("/en/ueber-uns/ebene-0/")
    assert response.status_code == 200
    assert response.context["prose_language"].code == "de"
    assert client.get("/en/ueber-uns/level/").status_code == 404


def test_pages_below_an_untranslated_home_are_found_too(client, tree):
    """No English tree at all: every page is shown in German below /en/."""
    assert client.get("/en/buendnisse/").context["prose_language"].code == "de"


def test_an_alias_above_a_translation_counts_as_german(client, english):
    response = client.get("/en/ueber-uns/")
    assert response.context["prose_language"].code == "de"
    assert response.context["meta"].canonical_url.endswith("//localhost:8000/ueber-uns/")
    assert response.context["meta"].alternates == ()


def test_hooks_run_before_a_page_is_served(client, tree):
    def stop(page, request, args, kwargs):
        return HttpResponse("stopped", status=418)

    with hooks.register_temporarily("before_serve_page", stop):
        assert client.get("/ueber-uns/").status_code == 418


def test_a_page_that_routes_itself_gets_the_rest_of_the_address(client, tree, monkeypatch):
    seen = []

    def route(self, request, components):
        seen.append((self.pk, components))
        return RouteResult(self)

    monkeypatch.setattr(StandardPage, "route", route)
    assert client.get("/ueber-uns/2026/november/").status_code == 200
    assert client.get("/ueber-uns/").status_code == 200
    assert seen == [(tree.standard.pk, ["2026", "november"]), (tree.standard.pk, [])]


def test_other_methods_are_refused_as_by_wagtail(client, tree):
    assert client.delete("/ueber-uns/").status_code == 405
    assert client.post("/ueber-uns/").status_code == 405
    assert client.options("/ueber-uns/")["Allow"] == "GET, HEAD, OPTIONS"


def test_a_form_of_a_stranger_is_told_that_a_page_takes_nothing(tree):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/ueber-uns/", {"a": "b"})
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_site_without_a_row_answers_404(client, tree):
    Site.objects.all().delete()
    builders.drain()
    assert client.get("/ueber-uns/").status_code == 404


def test_every_site_has_its_own_tree(client, tree, settings):
    settings.ALLOWED_HOSTS = ["*"]
    other = builders.standard_page(tree.home.get_parent(), "Nachbarn")
    builders.standard_page(other, "Über uns", slug="ueber-uns")
    Site.objects.create(hostname="nachbarn.example.org", root_page=other)
    builders.drain()
    here = client.get("/ueber-uns/").context["page"]
    there = client.get("/ueber-uns/", headers={"host": "nachbarn.example.org"}).context["page"]
    unknown = client.get("/ueber-uns/", headers={"host": "fremd.example.org"}).context["page"]
    assert here.pk == unknown.pk == tree.standard.pk != there.pk


class TestRestrictions:
    """Pages that are not for everybody."""

    def restrict(self, page, kind, **fields):
        restriction = PageViewRestriction(page=page, restriction_type=kind, **fields)
        restriction.save()
        builders.drain()
        return restriction

    def test_a_page_for_signed_in_people_asks_to_sign_in(self, client, deep):
        client.get(deep[2].url)
        self.restrict(deep[1], PageViewRestriction.LOGIN)
        response = client.get(deep[2].url)
        assert response.status_code == 302
        assert response["Location"].startswith("/konto/anmelden/?next=")
        assert "no-store" in response["Cache-Control"]
        client.force_login(builders.user())
        assert client.get(deep[2].url).status_code == 200
        assert client.get(deep[0].url).status_code == 200

    def test_a_password_opens_a_page(self, client, deep):
        self.restrict(deep[0], PageViewRestriction.PASSWORD, password="geheim")
        response = client.get(deep[0].url)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert b'type="password"' in response.content

    def test_a_page_for_a_group_is_for_nobody_else(self, client, deep):
        group = Group.objects.create(name="Kreis")
        self.restrict(deep[0], PageViewRestriction.GROUPS).groups.add(group)
        member = builders.user()
        client.force_login(member)
        assert client.get(deep[0].url).status_code == 302
        member.groups.add(group)
        assert client.get(deep[0].url).status_code == 200

    def test_the_untranslated_page_is_guarded_in_every_interface(self, client, deep):
        self.restrict(deep[0], PageViewRestriction.LOGIN)
        for prefix in ("", "/en", "/leicht"):
            assert client.get(prefix + deep[1].url).status_code == 302

    def test_lifting_a_restriction_opens_the_page_at_once(self, client, deep):
        restriction = self.restrict(deep[0], PageViewRestriction.LOGIN)
        assert client.get(deep[0].url).status_code == 302
        restriction.delete()
        assert client.get(deep[0].url).status_code == 200
