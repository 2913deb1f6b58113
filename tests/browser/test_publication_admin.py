"""Where publications are written and checked: axe finds nothing that is ours, and nothing is cut off."""

from tests.browser.axe import findings
from tests.browser.event_admin import EMAIL, PASSWORD
from tests.browser.signing_in import enter
from tests.browser.test_event_admin import STOCK
from tests.browser.visiting import DESKTOP, PHONE

PAGES = ("job form", "infopost form", "guide form", "kit form", "section form", "section list", "hint form")
# Wagtail's link that says who may see a page has its words in a tooltip, its rich text its name in a placeholder.
WAGTAIL = (
    *STOCK,
    "label-content-name-mismatch: a[data-w-tooltip-content-value",
    'aria-input-field-name: div[aria-describedby="placeholder',
)


def test_axe_finds_nothing_that_is_ours_and_nothing_is_cut_off(visit, portal):
    opened = visit("/konto/anmelden/")
    enter(opened, EMAIL, PASSWORD)
    found = {}
    for name in PAGES:
        opened.go(portal.pages[name])
        ours = [one for one in findings(opened.page) if not one.startswith(WAGTAIL)]
        opened.resize(PHONE)
        too_wide = opened.ask("document.documentElement.scrollWidth > innerWidth")
        opened.resize(DESKTOP)
        if ours or too_wide or opened.response.status != 200:
            found[name] = (ours, too_wide, opened.response.status)
    assert found == {}
