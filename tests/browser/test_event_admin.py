"""The calendar's admin in a browser: accessible, usable on a phone, and with the dates while one answers."""

import pytest

from tests.browser.axe import findings
from tests.browser.event_admin import EMAIL, PASSWORD
from tests.browser.signing_in import enter
from tests.browser.visiting import DESKTOP, PHONE

PAGES = ("event list", "new event", "event form", "event dates", "call off", "move", "move all", "holidays")
# Wagtail's own: its rich text editor, its heading made of a breadcrumb, its second search form, its little map.
STOCK = (
    "aria-input-field-name: .notranslate",
    "scrollable-region-focusable: .DraftEditor-root",
    "target-size: #w-minimap",
    "page-has-heading-one",
    "landmark-unique",
)


@pytest.fixture
def signed_in(visit, portal):
    """Return a function that opens a page of the admin as somebody who may everything."""

    def opened(name, **options):
        made = visit("/konto/anmelden/", **options)
        enter(made, EMAIL, PASSWORD)
        made.go(portal.pages[name])
        return made

    return opened


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_that_is_ours_and_nothing_is_cut_off(signed_in, portal, width):
    opened = signed_in("desk", width=width)
    found = {}
    for name in PAGES:
        opened.go(portal.pages[name])
        ours = [one for one in findings(opened.page) if not one.startswith(STOCK)]
        too_wide = opened.ask("document.documentElement.scrollWidth > innerWidth")
        if ours or too_wide or opened.response.status != 200:
            found[name] = (ours, too_wide, opened.response.status)
    assert found == {}


def test_on_a_phone_a_new_date_begins_with_its_first_questions(signed_in):
    page = signed_in("new event", width=PHONE).page
    page.locator("[name=starts_on]").wait_for(state="hidden")
    assert page.is_visible("[name=title]")
    page.fill("[name=title]", "Suppe für alle")
    page.locator("footer button[type=submit]").first.click()
    page.locator("[name=starts_on]").wait_for(state="visible")  # what is missing is unfolded


def test_only_questions_that_apply_are_shown_and_dates_appear(signed_in):
    opened = signed_in("new event")
    page = opened.page
    assert not page.is_visible("[name=weekdays]")
    page.fill("[name=starts_on]", "06.01.2038")
    page.fill("[name=starts_at]", "19:00")
    page.check("[name=repeats][value=MONTHLY]")
    page.check("[name=month_by][value=weekday]")
    assert page.is_visible("[name=ordinal]")
    page.check("[name=repeats][value=WEEKLY]")
    assert not page.is_visible("[name=ordinal]")
    page.wait_for_selector(".next-dates-words, .next-dates-warnings")
    page.fill("[name=further]", "gestern")
    page.wait_for_selector(".next-dates-errors")


def test_without_a_script_every_question_is_there_and_a_button_shows_the_dates(signed_in):
    opened = signed_in("event form", java_script_enabled=False)
    assert opened.page.is_visible("[name=ordinal]")
    with opened.context.expect_page() as tab:
        opened.page.click("[data-next-dates-button]")
    tab.value.wait_for_selector(".next-dates li >> nth=3")
