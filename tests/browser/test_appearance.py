"""By night, on paper, in forced colours, and for people whom movement makes ill."""

import re

import pytest

SHOWN = "(selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length"
# How light, from 0 to 1, the page's ground and text are.
LIGHTNESS = """() => ["backgroundColor", "color"].map((name) => getComputedStyle(document.body)[name]
    .match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765)"""


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_ground_and_text_follow_the_time_of_day(visit, scheme, is_dark):
    ground, text = visit("home", color_scheme=scheme).ask(LIGHTNESS)
    assert (ground < text) is is_dark


def test_tiles_are_the_same_by_day_and_by_night(visit):
    opened = visit("everything")
    tile = "() => getComputedStyle(document.querySelector('.sign .mark')).getPropertyValue('--tile')"
    by_day = opened.ask(tile)
    opened.page.emulate_media(color_scheme="dark")
    assert opened.ask(tile) == by_day


class TestPaper:
    NOT_PRINTED = (
        ".top nav, .crumbs, .exit, .search, .filters, .switch, .pages, .foot, .band, .button, .exports"
    )

    @pytest.mark.parametrize("name", ["home", "directory", "map", "everything", "alliance", "text"])
    def test_only_what_is_read_is_printed(self, visit, name):
        opened = visit(name)
        opened.page.emulate_media(media="print", color_scheme="dark")
        assert opened.ask(SHOWN, self.NOT_PRINTED) == 0
        ground, text = opened.ask(LIGHTNESS)
        assert text == 0
        assert opened.ask(SHOWN, "h1") == 1

    def test_links_tell_their_address(self, visit):
        opened = visit("text")
        opened.page.emulate_media(media="print")
        address = "() => getComputedStyle(document.querySelector('.prose a[href^=http]'), '::after').content"
        assert "example.org/weit/weg" in opened.ask(address)

    def test_what_unfolds_is_unfolded(self, visit):
        opened = visit("everything")
        folded = ".offer:not([open]) dl"
        assert opened.ask(SHOWN, folded) == 0
        opened.page.emulate_media(media="print")
        assert opened.ask(SHOWN, folded) > 1

    def test_how_somebody_is_reached_comes_before_the_story(self, visit):
        opened = visit("everything")
        opened.page.emulate_media(media="print")
        top = "(selector) => document.querySelector(selector).getBoundingClientRect().top"
        assert opened.ask(top, "#contact") < opened.ask(top, ".prose")

    def test_the_list_for_printing_has_addresses(self, visit):
        opened = visit("/initiativen/?region=14524")
        opened.follow(".exports a")
        assert "ansicht=druck" in opened.page.url
        assert opened.page.locator(".pages").count() == 0
        opened.page.emulate_media(media="print")
        lines = opened.page.locator(".contacts").all_text_contents()
        assert len(lines) == opened.page.locator("ol.entries > li").count() > 20
        assert any("08056 Zwickau" in line for line in lines)
        assert any("030 23125" in line for line in lines)

    def test_the_list_for_printing_fits_a_phone(self, visit):
        opened = visit("/initiativen/?ansicht=druck&region=14524", width=320)
        assert opened.ask("document.documentElement.scrollWidth") == 320

    def test_a_month_is_a_table_on_one_sheet_across(self, visit):
        opened = visit("calendar month", width=700)
        cell = "() => getComputedStyle(document.querySelector('.month td:has(li)')).display"
        assert opened.ask(cell) == "block"
        sheets = opened.page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b", sheets)) == 1
        width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets).groups())
        assert width > height
        opened.page.emulate_media(media="print")
        assert opened.ask(cell) == "table-cell"


class TestForcedColours:
    def test_areas_keep_a_border_and_tiles_two_colours(self, visit):
        opened = visit("everything", forced_colors="active")
        style = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
        for selector in (".head", ".panel", ".badge", ".exit"):
            assert opened.ask(style, [selector, "borderTopStyle"]) == "solid", selector
        tile, band = (
            opened.ask(f"getComputedStyle(document.querySelector('.sign .mark')).getPropertyValue('{name}')")
            for name in ("--tile", "--band")
        )
        assert tile != band

    def test_districts_have_outlines_and_the_chosen_one_another(self, visit):
        opened = visit("/initiativen/?ansicht=karte&region=14524", forced_colors="active")
        stroke = "(selector) => getComputedStyle(document.querySelector(selector + ' path')).strokeWidth"
        assert opened.ask(stroke, ".tilemap a:not([aria-current])") == "2px"
        assert opened.ask(stroke, ".tilemap a[aria-current]") == "6px"

    def test_the_current_page_is_marked(self, visit):
        opened = visit("directory", forced_colors="active")
        outline = "() => getComputedStyle(document.querySelector('.nav [aria-current]')).outlineStyle"
        assert opened.ask(outline) == "solid"


@pytest.mark.parametrize("name", ["home", "map", "everything"])
def test_nothing_moves_for_those_who_ask_for_it(visit, name):
    opened = visit(name, reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        return parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== "none"
            || style.animationName !== "none";
    }).length"""
    assert opened.ask(moving) == 0
    assert opened.ask("document.getAnimations().length") == 0
