"""Frames in other people's pages: readable from 200 to 1200 pixels, by day and night; nothing else is framed."""

import pytest

from tests.browser.axe import findings
from tests.browser.visiting import visiting

EMBEDS = (
    "/initiativen/einbetten/?region=14524&farbe=ffff00",
    "/initiativen/einbetten/?ansicht=karte&farbe=e5432d",
    "/initiativen/einbetten/?q=segelflug&farbe=quer",
    "/id/00000000-0000-4000-8000-000000000000/einbetten/",
)
MAKE = "/einbetten/?farbe=%23ffff00"
WIDTHS = (200, 320, 600, 1200)
HOST = "http://gemeinde.example/"


def looks(visit, path):
    """Yield what is wrong with an address in every width and scheme."""
    opened = visit(path)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            opened.page.set_viewport_size({"width": width, "height": 700})
            opened.page.emulate_media(color_scheme=scheme)
            too_wide = opened.ask("document.documentElement.scrollWidth > innerWidth")
            if too_wide or (messages := findings(opened.page)):
                yield width, scheme, too_wide or messages


@pytest.mark.parametrize("path", EMBEDS)
def test_an_embedded_page_fits_and_can_be_read(visit, path):
    assert list(looks(visit, path)) == []


def test_an_entry_and_its_alliances_fit_and_can_be_read(visit):
    address = visit("everything").page.locator('a[href*="/einbetten/?eintrag="]').get_attribute("href")
    uuid = address.partition("eintrag=")[2]
    for part in ("", "buendnisse/"):
        assert list(looks(visit, f"/id/{uuid}/einbetten/{part}?farbe=84d8b8")) == []


def test_a_chosen_scheme_holds_whatever_the_device_says(visit):
    grounds = {}
    for word in ("hell", "dunkel"):
        opened = visit(f"/initiativen/einbetten/?schema={word}")
        for scheme in ("light", "dark"):
            opened.page.emulate_media(color_scheme=scheme)
            grounds[word, scheme] = opened.ask("getComputedStyle(document.body).backgroundColor")
    assert grounds["hell", "light"] == grounds["hell", "dark"] != grounds["dunkel", "light"]
    assert grounds["dunkel", "light"] == grounds["dunkel", "dark"]


@pytest.fixture
def host(chromium, portal):
    """Give a function that puts an address of the portal into a frame of somebody else's page, and loads it twice."""
    with visiting(chromium, portal, java_script_enabled=True) as visit:

        def framed(path):
            page = (
                f'<!doctype html><title>Gemeinde</title><iframe src="{portal.url}{path}" title="x"></iframe>'
            )
            visit.page.route(f"{HOST}**", lambda route: route.fulfill(body=page, content_type="text/html"))
            for _time in range(2):  # the second time the browser asks whether what it kept is still good
                visit.page.goto(HOST)
                visit.settle()
            return visit.page.frames[1]

        yield framed


def test_what_is_made_for_it_stands_in_other_peoples_pages_again_and_again(host):
    frame = host("/initiativen/einbetten/?region=14524")
    assert frame.locator(".entry").count() > 3


@pytest.mark.parametrize("path", ["/", "/initiativen/", MAKE, "/initiativen/abo/"])
def test_nothing_else_does(host, path):
    assert host(path).url.startswith("chrome-error:")


def test_links_leave_the_frame(visit):
    opened = visit("/initiativen/einbetten/?ansicht=karte")
    for link in (".tilemap a", ".counted a", "footer a"):
        with opened.context.expect_page() as new:
            opened.page.locator(link).first.click()
        assert "/einbetten/" not in new.value.url


def test_the_page_that_makes_snippets_shows_them_and_copies_them(visit):
    opened = visit(MAKE, permissions=["clipboard-read", "clipboard-write"])
    assert opened.page.frame_locator("iframe.preview").locator(".entry").count() == 20
    opened.page.locator("[data-copy]").click()
    assert opened.ask("navigator.clipboard.readText()") == opened.page.locator("textarea").input_value()
    assert opened.ask("policyReports") == []
