"""axe-core in a page: what it finds against WCAG 2.0 to 2.2 (A and AA) and good practice."""

import hashlib
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

VENDOR = Path(__file__).parent / "vendor"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# What depends on colours alone; the rest is the same by day and by night.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# Wagtail's admin brings an axe of its own.
_LOAD = "window.axeOfTests = axe"
_RUN = """([within, runOnly]) => axeOfTests
    .run(within || document, {runOnly, resultTypes: ["violations"]})
    .then((found) => found.violations.flatMap(
        (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary}`)))"""


@cache
def source() -> str:
    """Return the source of axe-core; raises ValueError for another file than the one that was looked at."""
    content = (VENDOR / "axe.min.js").read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError("vendor/axe.min.js is not the file its README speaks of.")
    return content.decode()


def findings(page: Page, within: str = "", scheme: str = "light") -> list[str]:
    """Return what axe finds in a page as it is shown now, or in the part of it that a selector names.

    By night ("dark") it asks only for what colours change; ask by day too.
    """
    if not page.evaluate("typeof axeOfTests === 'object'"):
        page.evaluate(source())
        page.evaluate(_LOAD)
    only = {"type": "rule", "values": COLOUR_RULES} if scheme == "dark" else {"type": "tag", "values": TAGS}
    return page.evaluate(_RUN, [within, only])
