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
    page = plain("home").page
    page.fill("#s-q", "sprachcafé")
    page.click(".search .button")
    assert "/initiativen/?q=sprachcaf" in page.url
    assert total(page) > 0
    page.locator("ol.entries h3 a").first.click()
    assert page.locator("h1").count() == 1
    assert page.is_visible("#contact")


def test_filters_narrow_and_chips_widen(plain):
    page = plain("directory").page
    everything = total(page)
    if page.is_visible(".filters > summary"):
        page.click(".filters > summary")
    page.locator("input[name=region]").first.check()
    page.locator("input[name=thema]").first.check()
    page.click(".apply .button")
    assert re.search(r"region=.*thema=", page.url)
    assert 0 < total(page) < everything
    page.locator(".chip.on").first.click()
    page.locator(".chip.on").first.click()
    assert total(page) == everything


def test_map_and_list_lead_to_the_same(plain):
    page = plain("map").page
    page.locator(".tilemap a").first.click()
    by_map = page.url
    page.go_back()
    page.locator(".counted a").first.click()
    assert page.url == by_map
    assert total(page) > 0


def test_near_me_shows_distances_and_other_radii(plain):
    page = plain("near").page
    near = total(page)
    assert re.search(r"\d\skm", page.locator(".entry .meta").nth(5).text_content())
    page.click("text='100 km'")
    assert total(page) > near


def test_an_organisation_unfolds_its_offers(plain):
    page = plain("everything").page
    second = page.locator(".offer").nth(1)
    second.locator("summary").click()
    assert second.locator("dl").is_visible()
    assert page.locator("a[href^='mailto:']").count() == 1
    assert page.locator("a[href^='tel:']").count() == 1


def test_an_alliance_leads_to_its_members(plain):
    page = plain("alliance").page
    page.locator(".members a").first.click()
    assert "/initiativen/" in page.url


def test_an_empty_result_leads_on(plain):
    page = plain("empty").page
    page.locator(".empty .entry a").first.click()
    assert total(page) > 0


def test_words_that_say_nothing_lead_to_topics(plain):
    page = plain("vague").page
    page.locator(".topics a").first.click()
    assert "thema=" in page.url
    assert total(page) > 0


def test_the_language_changes_on_every_page(plain):
    page = plain("filters").page
    page.locator(".foot .langs a[hreflang=en]").click()
    assert "/en/initiativen/?" in page.url
    assert "q=beratung" in page.url
    assert page.get_attribute("html", "lang") == "en"


def test_pages_follow_each_other(plain):
    page = plain("directory").page
    first = page.locator("ol.entries h3").first.text_content()
    page.click("a[rel=next]")
    assert page.locator("ol.entries h3").first.text_content() != first
    page.click("a[rel=prev]")
    assert page.locator("ol.entries h3").first.text_content() == first
