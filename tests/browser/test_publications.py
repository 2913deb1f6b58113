"""Guides, jobs, deadlines and news: one visit each for everything that holds on every page."""

import gzip

import pytest

from tests.browser.axe import findings
from tests.browser.pages import PUBLICATIONS
from tests.browser.test_layout import NARROWEST, OVERFLOW, SMALL
from tests.browser.test_traces import NOTHING, STORED
from tests.browser.test_weight import FIRST_VISIT, HTML, weights
from tests.browser.visiting import DESKTOP, PHONE

LOOKS = ((PHONE, "dark"), (DESKTOP, "light"))
# A field, and what nobody can mean by it.
FORMS = {
    "report a guide": ("[name=sender]", "keine Adresse"),
    "become a partner": ("[name=email]", "keine Adresse"),
    "deadline to renew": ("[name=day]", "2001-01-01"),
}
LIGHT = ("jobs", "job", "infopost", "guides", "guide")


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_page_is_accessible_fits_and_leaves_nothing_behind(visit, name):
    opened = visit(name, width=NARROWEST)
    assert opened.response.status == 200
    assert opened.ask(OVERFLOW) == []
    found = {}
    for width, scheme in LOOKS:
        opened.resize(width)
        opened.page.emulate_media(color_scheme=scheme)
        if faults := findings(opened.page) + opened.ask(SMALL):
            found[width, scheme] = faults
        assert opened.ask(OVERFLOW) == []
    assert found == {}
    assert opened.messages == opened.failures == opened.ask("policyReports") == []
    assert [url for url in opened.requests if not url.startswith(opened.portal.url)] == []
    assert opened.context.cookies() == []
    assert opened.ask(STORED) == NOTHING
    if name in LIGHT:
        assert sum(weights(opened).values()) <= FIRST_VISIT
        assert len(gzip.compress(opened.response.body(), 6)) <= HTML


@pytest.mark.parametrize("name", FORMS)
def test_axe_finds_nothing_in_a_form_with_errors(visit, name):
    opened = visit(name)
    opened.ask("document.querySelectorAll('main form').forEach((one) => (one.noValidate = true))")
    opened.page.fill(*FORMS[name])
    opened.page.locator("main form button").first.click()
    opened.page.wait_for_selector("[role=alert]")
    assert opened.page.locator("main [aria-invalid=true]").count() >= 1
    assert findings(opened.page) == []


def test_without_a_script_a_job_is_found_and_its_people_are_reached(visit):
    opened = visit("/stellen/", width=PHONE, java_script_enabled=False)
    page = opened.page
    page.click(".filters > summary")
    page.check("[name=homeoffice][value=partly]")
    opened.follow(".apply .button")
    opened.follow("ol.entries h3 a")
    page.click("a[href='#apply']")
    assert page.locator("#apply a[href^='mailto:'], .panel:has(#apply) a[href^='mailto:']").is_visible()
    assert page.locator("a[href^='tel:']").count() == 1


def test_with_the_keyboard_a_question_leads_to_its_section(visit):
    opened = visit("guide out of date")
    opened.page.locator(".answers a").first.focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**#**")
    assert opened.ask("document.querySelector(':target') !== null")
