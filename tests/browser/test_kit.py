"""The emergency kit on a phone: visited once, used without a network, replaced by a newer one, out of date, light."""

import gzip
import uuid

import pytest
from playwright.sync_api import Error

from tests.browser.test_weight import transferred
from tests.browser.visiting import PHONE

KIT = "/leitfaeden/notfallkoffer/"
FIRST_VIEW = 60_000  # bytes, everything the first view loads: page, styles, font, drawings, scripts
NARROW = 320
KEPT = "caches.keys().then((names) => names.filter((name) => name.startsWith('kit-')))"
CONTRAST = """(selector) => {
    const light = (text) => {
        const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
            .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (node) => {
        for (; node; node = node.parentElement) {
            const colour = getComputedStyle(node).backgroundColor;
            if (!/^rgba\\(.*, 0\\)$/.test(colour)) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    return [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility()).map((node) => {
        const pair = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
        return (pair[0] + 0.05) / (pair[1] + 0.05);
    });
}"""


@pytest.fixture
def kept(visit):
    """Give a visit to the kit after which it lies on the device."""
    opened = visit(KIT, width=PHONE)
    opened.page.wait_for_selector("[data-saved]:not([hidden])", state="attached")
    return opened


def without_network(opened) -> None:
    """Cut the network and load the page again."""
    opened.context.set_offline(True)
    opened.page.reload()


def wait_for_another(opened, before: list[str]) -> None:
    """Wait until another version than the one before lies on the device, and nothing but it."""
    for _try in range(100):
        now = opened.ask(KEPT)
        if len(now) == 1 and now != before:
            return
        opened.page.wait_for_timeout(100)
    pytest.fail(f"still {now}")


def test_after_one_visit_it_opens_and_works_without_a_network(kept):
    page, number = kept.page, kept.page.get_attribute("[data-all] a", "href")
    box = page.locator(".tick input").first
    box.check()
    without_network(kept)
    assert page.locator("h1").text_content().replace("\N{SOFT HYPHEN}", "").startswith("Notfallkoffer")
    assert page.is_visible("[data-offline]")
    assert page.get_attribute("[data-all] a", "href") == number
    assert page.locator(".tick input").first.is_checked()
    # styles and scripts are there, too
    assert page.locator(".call-now").first.evaluate("(one) => getComputedStyle(one).display") == "flex"
    assert kept.ask("policyReports") == []


def test_without_a_network_a_place_still_has_its_number_and_languages_open(kept):
    page = kept.page
    codes = page.locator("[data-all] > li[data-districts]:not([data-districts=''])").first.get_attribute(
        "data-districts"
    )
    own = page.locator(f"[data-all] > li[data-districts='{codes}'] strong").first.text_content()
    table = kept.ask(
        "fetch(document.querySelector('[data-kit]').dataset.places).then((answer) => answer.json())"
    )
    postcode = next(key for key, value in table.items() if key.isdigit() and value == codes.split()[0])
    without_network(kept)
    found = "(own) => document.querySelector('[data-first] strong')?.textContent === own"
    for word in ("constructor", postcode):  # a word of the browser's own is no place
        page.fill("#ort", word)
        page.press("#ort", "Enter")
        page.wait_for_selector(
            f"[data-unknown]{'[hidden]' if word == postcode else ':not([hidden])'}", state="attached"
        )
    page.wait_for_function(found, arg=own)
    assert kept.ask("document.activeElement.matches('[data-first] .call-now')")  # Enter calls
    page.click(".kit-languages a[lang=ar]")
    page.wait_for_function(found, arg=own)  # another language has the same number
    assert page.url.endswith("?sprache=ar")  # nobody is told
    assert page.locator(".kit-section h3").first.get_attribute("dir") == "rtl"
    assert not [address for address in kept.requests if postcode in address]


def test_an_address_with_a_place_is_answered_on_the_device(kept):
    kept.context.set_offline(True)
    kept.page.goto(kept.portal.address(f"{KIT}?ort=Atlantis"))
    kept.page.wait_for_selector("[data-unknown]:not([hidden])")
    assert kept.page.input_value("#ort") == "Atlantis"


def test_a_newer_version_replaces_it_at_the_next_visit(kept):
    word = f"neu-{uuid.uuid4().hex[:6]}"
    before = kept.ask(KEPT)
    assert len(before) == 1
    assert kept.context.request.get(kept.portal.address(f"/koffer-aendern/{word}/")).ok
    without_network(kept)
    assert word not in kept.page.content()
    kept.context.set_offline(False)
    kept.page.reload()
    assert word in kept.page.content()
    wait_for_another(kept, before)
    without_network(kept)
    assert word in kept.page.content()


def test_it_says_by_the_clock_of_the_device_that_it_is_out_of_date(kept):
    assert not kept.page.is_visible("[data-expired]")
    ends = kept.page.get_attribute("[data-kit]", "data-expires")
    kept.page.clock.set_fixed_time(ends)
    without_network(kept)
    assert kept.page.is_visible("[data-expired]")


def test_a_network_that_does_not_answer_gives_what_was_kept_and_the_page_says_so(kept):
    kept.context.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => true })")
    kept.page.set_viewport_size({"width": NARROW, "height": 640})
    without_network(kept)
    assert kept.page.is_visible("[data-offline]")
    box = kept.page.locator("[data-first] .call-now").first.bounding_box()
    assert box["y"] + box["height"] < 600  # the note leaves the number on the first screen
    kept.context.set_offline(False)
    kept.page.reload()
    assert not kept.page.is_visible("[data-offline]")


def test_a_kit_that_was_taken_back_leaves_the_device_at_the_next_visit(visit):
    opened = visit("/leitfaeden/", width=PHONE)
    word = f"koffer-{uuid.uuid4().hex[:6]}"
    ask, address = opened.context.request.get, opened.portal.address
    opened.go(ask(address(f"/koffer-kopieren/{word}/")).text())
    opened.page.wait_for_selector("[data-saved]:not([hidden])", state="attached")
    assert len(opened.ask(KEPT)) == 1
    assert ask(address(f"/koffer-zuruecknehmen/{word}/")).ok
    assert opened.page.reload().status == 404
    assert opened.ask(KEPT) == []
    assert opened.ask("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    with pytest.raises(Error):
        without_network(opened)


def test_ticks_stay_on_the_device_until_they_are_removed(kept):
    page = kept.page
    words = page.locator(".tick").first.text_content().strip()
    page.locator(".tick input").first.check()
    assert words in kept.ask("Object.values(localStorage).join()")
    assert not any("ticks" in address for address in kept.requests)
    page.click("[data-untick]")
    assert kept.ask("localStorage.length") == 0
    assert not page.locator(".tick input").first.is_checked()
    assert kept.context.cookies() == []


def test_nothing_else_of_the_portal_is_kept(kept):
    kept.go("/initiativen/")
    assert kept.ask("navigator.serviceWorker.controller") is None
    stored = kept.ask(
        f"{KEPT}.then(async ([name]) => (await (await caches.open(name)).keys()).map((one) => one.url))"
    )
    pages = [one for one in stored if "/static/" not in one and not one.endswith(".json")]
    assert len(pages) == 4
    assert all(KIT in one for one in pages)


def test_the_first_view_is_light(visit):
    opened = visit(f"{KIT}?ort=02826", width=PHONE, service_workers="block")
    weights = {answer.url: transferred(answer) for answer in opened.responses}
    assert sum(weights.values()) <= FIRST_VIEW, weights
    assert not [url for url in weights if url.endswith(".woff2")]  # the device's own font is there at once
    assert len(gzip.compress(opened.response.body(), 6)) <= 15_000


def test_it_is_used_without_javascript(visit):
    opened = visit(KIT, width=PHONE, java_script_enabled=False)
    page = opened.page
    page.fill("#ort", "02826")
    opened.follow("[data-place] button")
    assert "ort=02826" in page.url
    assert page.locator("a.call-now[href^='tel:']").count() > 1
    page.locator("details.version").first.locator("summary").click()
    assert page.locator("details.version").first.locator("h3").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_sunlight_on_a_narrow_screen(visit, scheme):
    opened = visit(f"{KIT}?sprache=ar", width=NARROW, color_scheme=scheme)
    assert opened.ask("document.documentElement.scrollWidth") <= NARROW
    for selector in (
        ".call-now strong",
        "main p",
        "main h3",
        "main h4",
        ".say > li",
        ".refuse li span",
        "main label",
    ):
        ratios = opened.ask(CONTRAST, selector)
        assert ratios, selector
        assert min(ratios) >= 7, selector
    tall = opened.ask(
        "[...document.querySelectorAll('.call-now')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.offsetHeight)"
    )
    assert min(tall) >= 48
    opened.ask("document.documentElement.style.fontSize = '200%'")
    assert opened.ask("document.documentElement.scrollWidth") <= NARROW


def test_the_number_stands_on_the_first_screen_of_a_small_phone(visit):
    opened = visit(f"{KIT}?ort=02826", width=NARROW)
    box = opened.page.locator("[data-first] .call-now").first.bounding_box()
    assert box["y"] + box["height"] < 600
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW
