"""Everything a mouse does, a keyboard does, and where one stands is seen."""

import re

import pytest

from tests.browser.visiting import DESKTOP, PHONE

FOCUSED = "document.activeElement.textContent.trim()"


def tab_to(page, selector: str, most: int = 400) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} was not reached with {most} stops")


class TestFirstStops:
    def test_the_first_stop_leads_past_the_menu(self, visit):
        opened = visit("directory")
        opened.page.keyboard.press("Tab")
        assert opened.ask(FOCUSED) == "Zum Inhalt springen"
        assert opened.ask("document.activeElement.getBoundingClientRect().top") >= 0
        opened.page.keyboard.press("Enter")
        assert opened.ask("document.activeElement.id") == "content"
        opened.page.keyboard.press("Tab")
        assert opened.ask("document.activeElement.closest('main') !== null")

    @pytest.mark.parametrize("width", [PHONE, DESKTOP])
    def test_the_second_stop_leaves_and_there_is_no_way_back(self, visit, width):
        opened = visit("home", width=width)
        page = opened.page
        page.context.route(
            "https://**", lambda route: route.fulfill(body="<title>Wetter</title>", content_type="text/html")
        )
        opened.go("protected")
        entries = opened.ask("history.length")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert opened.ask(FOCUSED) == "Seite verlassen"
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("^https://"))
        assert opened.ask("history.length") == entries
        assert opened.ask("document.referrer") == ""
        page.go_back()
        assert page.url == opened.portal.address("/")


class TestSuggestions:
    @pytest.fixture
    def typed(self, visit):
        """Give the home page with suggestions below the field."""
        opened = visit("home")
        tab_to(opened.page, "#s-q")
        opened.page.keyboard.type("sprache", delay=20)
        opened.page.wait_for_selector("#s-q-list [role=option]")
        return opened

    def test_whoever_types_more_slowly_than_the_network_answers_gets_them_too(self, visit):
        """The next letter ends a request that is under way, never the one that letter begins."""
        opened = visit("home")
        held = []
        opened.page.route(
            "**/suche/vorschlaege/**", lambda route: held.append(route) if not held else route.continue_()
        )
        tab_to(opened.page, "#s-q")
        with opened.page.expect_event("requestfailed"):
            with opened.page.expect_request("**/suche/vorschlaege/**"):
                opened.page.keyboard.type("spra")
            opened.page.keyboard.press("c")
        opened.page.wait_for_selector("#s-q-list [role=option]")

    def active(self, opened) -> str | None:
        """Return the text of the option that assistive technology is told of."""
        return opened.ask(
            "document.getElementById(document.activeElement.ariaActiveDescendantElement?.id)?.textContent ?? null"
        )

    def test_arrows_choose_and_come_round(self, typed):
        options = typed.page.locator("#s-q-list [role=option]").all_text_contents()
        assert self.active(typed) is None
        typed.page.keyboard.press("ArrowDown")
        assert self.active(typed) == options[0]
        typed.page.keyboard.press("ArrowUp")
        assert self.active(typed) is None
        typed.page.keyboard.press("ArrowUp")
        assert self.active(typed) == options[-1]
        assert typed.ask("document.activeElement.id") == "s-q"

    def test_escape_closes_and_keeps_what_was_typed(self, typed):
        typed.page.keyboard.press("Escape")
        assert not typed.page.is_visible("#s-q-list")
        assert typed.page.input_value("#s-q") == "sprache"
        assert typed.page.get_attribute("#s-q", "aria-expanded") == "false"

    def test_enter_takes_the_chosen_one(self, typed):
        home = typed.page.url
        typed.page.keyboard.press("ArrowDown")
        typed.page.keyboard.press("Enter")
        typed.page.wait_for_url(lambda url: url != home)
        assert typed.page.locator("h1").count() == 1

    def test_enter_without_a_choice_searches(self, typed):
        typed.page.keyboard.press("Escape")
        typed.page.keyboard.press("Enter")
        typed.page.wait_for_url("**/initiativen/?q=sprache*")
        assert typed.page.locator("ol.entries > li").count() > 0

    def test_suggestions_are_announced(self, typed):
        assert re.fullmatch(r"Vorschläge: \d+", typed.page.text_content("#s-q ~ [role=status]"))


class TestDirectory:
    def test_a_filter_is_set_and_taken_away(self, visit):
        opened = visit("directory")
        tab_to(opened.page, "input[name=region]")
        opened.page.keyboard.press("Space")
        tab_to(opened.page, ".apply .button")
        opened.page.keyboard.press("Enter")
        opened.page.wait_for_url("**?region=*")
        tab_to(opened.page, ".chip.on")
        assert opened.ask(FOCUSED).startswith("Filter entfernen:")
        opened.page.keyboard.press("Enter")
        opened.page.wait_for_url(lambda url: "region" not in url)

    def test_filters_unfold_on_a_phone(self, visit):
        opened = visit("directory", width=PHONE)
        assert not opened.page.is_visible("input[name=region]")
        tab_to(opened.page, ".filters > summary")
        opened.page.keyboard.press("Enter")
        assert opened.page.is_visible("input[name=region]")

    def test_the_next_page_keeps_what_was_asked(self, visit):
        opened = visit("/initiativen/?q=beratung")
        tab_to(opened.page, "a[rel=next]")
        opened.page.keyboard.press("Enter")
        opened.page.wait_for_url("**seite=2**")
        assert "q=beratung" in opened.page.url
        assert opened.page.text_content(".pages [aria-current=page]").endswith("2")

    def test_a_district_is_chosen_on_the_map(self, visit):
        opened = visit("map")
        tab_to(opened.page, ".tilemap a")
        assert (
            opened.ask("getComputedStyle(document.activeElement.querySelector('path')).stroke")
            != "rgba(0, 0, 0, 0)"
        )
        name = opened.ask("document.activeElement.getAttribute('aria-label')")
        assert re.search(r"\d+ Einträge?$", name)
        opened.page.keyboard.press("Enter")
        opened.page.wait_for_url("**region=**")
        assert "ansicht=karte" in opened.page.url
        assert opened.page.locator(".tilemap a[aria-current=true]").count() == 1


# What is wrong with the place that has the focus: not drawn, off the screen, or below a bar that floats.
FAULTS = """() => {
    const one = document.activeElement;
    if (one === document.body) return "end";
    const shape = one.querySelector?.(":scope > path") ?? one;
    const box = shape.getBoundingClientRect(), style = getComputedStyle(shape);
    const drawn = shape === one ? style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        : style.stroke !== "none" && style.stroke !== "rgba(0, 0, 0, 0)";
    const name = `${one.outerHTML.slice(0, 90)} ${Math.round(box.top)}…${Math.round(box.bottom)}`;
    if (!drawn) return `no mark: ${name}`;
    if (box.top < -1 || (box.bottom > innerHeight + 1 && box.height < innerHeight)) return `off the screen: ${name}`;
    for (const bar of document.querySelectorAll(".exit, .apply")) {
        if (one.matches(".exit") || bar.contains(one) || !bar.checkVisibility()) continue;
        const over = bar.getBoundingClientRect();
        const across = Math.min(box.right, over.right) - Math.max(box.left, over.left);
        const along = Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top);
        if (across > 1 && along > 1) return `covered by ${bar.className}: ${name}`;
    }
    return "";
}"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    "name", ["home", "directory", "map", "everything", "alliance", "text", "report", "right to left"]
)
def test_focus_is_seen_at_every_stop(visit, name, width):
    opened = visit(name, width=width)
    opened.ask("document.querySelectorAll('.filters').forEach((one) => (one.open = true))")
    found, stops = [], 0
    while stops < 400:
        opened.page.keyboard.press("Tab")
        fault = opened.ask(FAULTS)
        if fault == "end":
            break
        stops += 1
        if fault:
            found.append(fault)
    assert found == []
    assert stops > 20
