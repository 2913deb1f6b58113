"""Frames in other people's pages: readable from 200 to 1200 pixels, by day and night; nothing else is framed."""

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import expect

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


def looks(visit, path):
    """Yield what is wrong with an address in every width and scheme."""
    opened = visit(path)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            opened.page.set_viewport_size({"width": width, "height": 700})
            opened.page.emulate_media(color_scheme=scheme)
            too_wide = opened.ask("document.documentElement.scrollWidth > innerWidth")
            if too_wide or (messages := findings(opened.page, scheme=scheme)):
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


class Host(BaseHTTPRequestHandler):
    """Somebody else's web server: a page with one frame, whose address the query names."""

    def do_GET(self) -> None:
        src = html.escape(unquote(self.path.partition("?")[2]))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f'<!doctype html><title>Gemeinde</title><iframe src="{src}"></iframe>'.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(chromium, portal):
    """Give a function that puts an address of the portal into a frame of somebody else's page, and loads it twice."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server, visiting(chromium, portal) as visit:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def framed(path):
            for _time in range(2):  # the second time the browser asks whether what it kept is still good
                visit.page.goto(f"http://127.0.0.1:{server.server_port}/?{quote(portal.url + path, safe='')}")
                visit.settle()
            return visit.page.frames[1]

        yield framed
        server.shutdown()


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
        new.value.wait_for_url(lambda url: url.startswith("http") and "/einbetten/" not in url)


def test_the_page_that_makes_snippets_shows_them_and_copies_them(visit):
    opened = visit(MAKE, permissions=["clipboard-read", "clipboard-write"])
    expect(opened.page.frame_locator("iframe.preview").locator(".entry")).to_have_count(20)
    opened.page.locator("[data-copy]").click()
    assert opened.ask("navigator.clipboard.readText()") == opened.page.locator("textarea").input_value()
    assert opened.ask("policyReports") == []
