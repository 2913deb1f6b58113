"""Without JavaScript everything can be found, only with less comfort."""

import re

import pytest

from tests.browser.visiting import DESKTOP, PHONE


@pytest.fixture(params=[PHONE, DESKTOP])
def plain(visit, request):
    """Give a function that opens a page in a browser without JavaScript, narrow and wide."""
    return lambda name: visit(name, width=request.param, java_script_enabled=False)


def total(page) -> int:
    """Return the number in the heading of the results."""
    return int(re.match(r"\d+", page.text_content("#results"))[0])


def test_a_search_begins_on_the_home_page(plain):
    opened = plain("home")
    page = opened.page
    page.fill("#s-q", "sprachcafé")
    opened.follow(".search .button")
    assert "/initiativen/?q=sprachcaf" in page.url
    assert total(page) > 0
    opened.follow("ol.entries h3 a")
    assert page.locator("h1").count() == 1
    assert page.is_visible("#contact")


def test_filters_narrow_and_chips_widen(plain):
    opened = plain("directory")
    page = opened.page
    everything = total(page)
    if page.is_visible(".filters > summary"):
        page.click(".filters > summary")
    page.locator("input[name=region]").first.check()
    page.locator("input[name=thema]").first.check()
    opened.follow(".apply .button")
    assert re.search(r"region=.*thema=", page.url)
    assert 0 < total(page) < everything
    opened.follow(".chip.on")
    opened.follow(".chip.on")
    assert total(page) == everything


def test_map_and_list_lead_to_the_same(plain):
    opened = plain("map")
    page = opened.page
    opened.follow(".tilemap a")
    by_map = page.url
    page.go_back()
    opened.follow(".counted a")
    assert page.url == by_map
    assert total(page) > 0


def test_near_me_shows_distances_and_other_radii(plain):
    opened = plain("near")
    page = opened.page
    near = total(page)
    assert re.search(r"\d\skm", page.locator(".entry .meta").nth(5).text_content())
    opened.follow("text='100 km'")
    assert total(page) > near


def test_an_organisation_unfolds_its_offers(plain):
    page = plain("everything").page
    second = page.locator(".offer").nth(1)
    second.locator("summary").click()
    assert second.locator("dl").is_visible()
    assert page.locator("a[href^='mailto:']").count() == 1
    assert page.locator("a[href^='tel:']").count() == 1


def test_an_alliance_leads_to_its_members(plain):
    opened = plain("alliance")
    page = opened.page
    opened.follow(".members a")
    assert "/initiativen/" in page.url


def test_an_empty_result_leads_on(plain):
    opened = plain("empty")
    page = opened.page
    opened.follow(".empty .entry a")
    assert total(page) > 0


def test_words_that_say_nothing_lead_to_topics(plain):
    opened = plain("vague")
    page = opened.page
    opened.follow(".topics a")
    assert "thema=" in page.url
    assert total(page) > 0


def test_the_language_changes_on_every_page(plain):
    opened = plain("filters")
    page = opened.page
    opened.follow(".foot .langs a[hreflang=en]")
    assert "/en/initiativen/?" in page.url
    assert "q=beratung" in page.url
    assert page.get_attribute("html", "lang") == "en"


def test_pages_follow_each_other(plain):
    opened = plain("directory")
    page = opened.page
    first = page.locator("ol.entries h3").first.text_content()
    opened.follow("a[rel=next]")
    assert page.locator("ol.entries h3").first.text_content() != first
    opened.follow("a[rel=prev]")
    assert page.locator("ol.entries h3").first.text_content() == first
