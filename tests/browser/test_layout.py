"""Every page fits a narrow screen, and everything that is pressed is large enough."""

import pytest

from tests.browser.pages import PAGES
from tests.browser.visiting import DESKTOP, PHONE

NARROWEST = 320
# What sticks out at the end of the lines, and its elements; what is clipped on purpose scrolls nothing.
OVERFLOW = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"""
# WCAG 2.5.8: links inside a sentence may be as high as its line.
SMALL = """() => {
    const inSentence = (link) => {
        const around = link.closest("p, li, dd, dt, th, td, blockquote, small, span:not(.sr)");
        const words = (around?.textContent ?? "").replace(link.textContent, "").replace(/[^\\p{L}]/gu, "");
        return link.matches("a") && getComputedStyle(link).display === "inline" && words.length > 3;
    };
    return [...document.querySelectorAll("a, button, input, textarea, summary, [role=option]")]
        .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".trap, .skip"))
        .filter((one) => !inSentence(one))
        .filter((one) => {
            const target = one.matches("input[type=checkbox], input[type=radio]") ? one.closest("label") ?? one : one;
            const lines = [...target.getClientRects()];
            const box = target.getBoundingClientRect();
            return lines.length && (box.width < 24 || box.height < 24);
        })
        .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 100)])
        .map(([box, html]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`);
}"""


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_and_targets_are_large_enough(visit, name):
    opened = visit(name, width=NARROWEST)
    assert opened.ask(OVERFLOW) == []
    for width in (PHONE, DESKTOP):
        opened.resize(width)
        assert opened.ask(SMALL) == []
        assert opened.ask(OVERFLOW) == []
