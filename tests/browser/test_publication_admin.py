"""Where publications are written and checked: axe finds nothing that is ours, and nothing is cut off."""

from tests.browser.axe import findings
from tests.browser.event_admin import EMAIL, PASSWORD
from tests.browser.signing_in import enter
from tests.browser.test_event_admin import STOCK
from tests.browser.visiting import DESKTOP, PHONE

PAGES = (
    "job form",
    "deadline form",
    "infopost form",
    "guide form",
    "kit form",
    "section form",
    "section list",
    "hint form",
    "hint list",
)


def test_axe_finds_nothing_that_is_ours_and_nothing_is_cut_off(visit, portal):
    opened = visit("/konto/anmelden/")
    enter(opened, EMAIL, PASSWORD)
    found = {}
    for name in PAGES:
        opened.go(portal.pages[name])
        for width in (DESKTOP, PHONE):
            opened.resize(width)
            ours = [one for one in findings(opened.page) if not one.startswith(STOCK)]
            too_wide = opened.ask("document.documentElement.scrollWidth > innerWidth")
            if ours or too_wide or opened.response.status != 200:
                found[name, width] = (ours, too_wide, opened.response.status)
    assert found == {}
