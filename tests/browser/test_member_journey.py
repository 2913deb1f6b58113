"""A volunteer on a phone: sign in, desk, change the opening hours, publish, see it, take it back."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.member_content import EMAIL, NAMES, PASSWORD
from tests.browser.signing_in import enter
from tests.browser.visiting import DESKTOP, PHONE

PAGES = (
    "member desk",
    "other desk",
    "member leave",
    "member allow",
    "member emergency",
    "member back",
    "manual",
)
# Wagtail's own header, which has a heading and a breadcrumb in one.
STOCK = ("page-has-heading-one", "landmark-unique")


@pytest.fixture
def signed_in(visit, portal):
    """Return a function that signs the volunteer in by the door, and so lands on the desk."""

    def opened(**options):
        made = visit("/konto/anmelden/", **options)
        enter(made, EMAIL, PASSWORD)
        return made

    return opened


def test_the_way_from_signing_in_to_a_published_change_and_back(signed_in, portal):
    opened = signed_in(width=PHONE, has_touch=True, locale="de-DE")
    page = opened.page
    assert page.url == portal.address("member desk")
    assert page.locator("#confirm, #hints, #missing").count() == 3

    opened.follow("#confirm a[href*='opening_hours']")
    closes = page.locator("[name=opening_hours-0-closes_at]")
    closes.wait_for(state="visible")
    expect(page.locator("[name=opening_hours-0-weekday]")).to_be_in_viewport()
    assert page.locator("[name=summary]").is_hidden()  # the other groups are folded
    closes.fill("16:30")
    closes.press("Tab")
    page.locator("footer [name=action-publish]").first.click()
    page.wait_for_url(lambda url: "/edit/" not in url)

    opened.go(portal.pages["member page"])
    assert "16.30" in page.inner_text("main")

    opened.go(portal.pages["member desk"])
    opened.follow("a[href$='/take-back/']")
    assert "14" in page.inner_text(".desk-changes")
    assert opened.ask("document.documentElement.scrollWidth <= innerWidth")
    page.click(".desk-page form button[type=submit]")
    page.wait_for_url(portal.address("member desk"))
    opened.go(portal.pages["member page"])
    assert "16.30" not in page.inner_text("main")
    assert "14 Uhr" in page.inner_text("main")
    assert not [line for line in opened.messages if "Error" in line]


def test_a_draft_saves_itself_on_a_phone(signed_in, portal):
    opened = signed_in(width=PHONE)
    opened.go(portal.pages["other editor"])
    page = opened.page
    page.locator("[data-panel-toggle][aria-expanded=false]").first.click()
    summary = page.locator("[name=summary]")
    with page.expect_response(
        lambda answer: "/edit/" in answer.url and answer.request.method == "POST", timeout=40_000
    ) as saved:  # typed as people type: what is there before Wagtail looked at the form is no change
        summary.clear()
        summary.press_sequentially("Wir flicken jeden Schlauch.", delay=150)
    assert saved.value.status == 200
    opened.go(portal.pages["other desk"])
    assert page.locator("a[href$='/view_draft/']").count() == 1
    opened.follow("a[href$='/view_draft/']")
    assert "Wir flicken jeden Schlauch." in page.inner_text("main")


def test_what_was_written_outlives_the_end_of_the_session(signed_in, portal):
    opened = signed_in(width=PHONE, has_touch=True, locale="de-DE")
    opened.follow(".desk-page a[href$='/edit/']")
    page = opened.page
    page.locator("[data-panel-toggle][aria-expanded=false]").first.click()
    words = page.locator("[name=summary]")
    before = words.input_value()
    words.fill("Zwei Stunden lang überlegt.")
    opened.context.clear_cookies(name="sessionid")
    publish = page.locator("footer [name=action-publish]").first
    publish.click()
    page.wait_for_selector(".signed-out")
    assert opened.ask("document.documentElement.scrollWidth <= innerWidth")

    with opened.context.expect_page() as door:
        page.click(".signed-out a")
    door.value.fill("[name=email]", EMAIL)
    door.value.fill("[name=password]", PASSWORD)
    door.value.press("[name=password]", "Enter")
    door.value.wait_for_url("**/admin/**")
    door.value.close()
    publish.click()
    page.wait_for_url(lambda url: "/edit/" not in url)
    opened.go(portal.pages["member page"])
    assert "Zwei Stunden lang überlegt." in page.inner_text("main")
    assert before not in page.inner_text("main")


def test_one_confirms_with_a_thumb_and_switches_to_the_other_organisation(signed_in, portal):
    opened = signed_in(width=PHONE)
    page = opened.page
    opened.go(portal.pages["other desk"])
    before = page.locator("#confirm form").count()
    opened.follow("#confirm form button")
    assert page.url.endswith("#confirm")
    assert page.locator("#confirm form").count() == before
    page.click(f".desk-switch >> text={NAMES[0]}")
    page.wait_for_url(portal.address("member desk"))
    opened.go("/admin/")
    assert page.url == portal.address("member desk")


def test_what_others_announce_in_the_second_ones_name_is_left_with_two_taps(signed_in, portal):
    opened = signed_in(width=PHONE, has_touch=True, locale="de-DE")
    opened.go(portal.pages["other desk"])
    opened.follow(f"#named-dates a[href='{portal.pages['member leaves']}']")
    assert "Garnfest" in opened.page.inner_text("main")
    opened.follow(".desk-page form button[type=submit]")
    assert opened.page.url == portal.address("other desk")
    assert "Flickfest" in opened.page.inner_text("#named-dates")
    opened.page.click("#left summary")
    assert "Garnfest" in opened.page.inner_text("#left")
    opened.follow("#left li:has-text('Garnfest') a")
    assert "Garnfest" in opened.page.inner_text("main")
    opened.follow(".desk-page form button[type=submit]")
    assert "Garnfest" not in opened.page.inner_text("main")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_that_is_ours_and_nothing_is_cut_off(signed_in, portal, width):
    opened = signed_in(width=width)
    found = {}
    for name in PAGES:
        opened.go(portal.pages[name])
        ours = [one for one in findings(opened.page) if not one.startswith(STOCK)]
        too_wide = opened.ask("document.documentElement.scrollWidth > innerWidth")
        small = opened.ask(
            "[...document.querySelectorAll('.desk-page a.button, .desk-page button')]"
            ".filter(e => e.getBoundingClientRect().height < 40 && e.getClientRects().length).length"
        )
        if ours or too_wide or small or opened.response.status != 200:
            found[name] = (ours, too_wide, small, opened.response.status)
    assert found == {}


def test_a_list_has_room_for_its_titles_on_a_phone(signed_in):
    opened = signed_in(width=PHONE, has_touch=True)
    opened.go("/admin/pages/")
    widths = opened.ask(
        "[...document.querySelectorAll('table.listing tbody .title')].map(e => e.getBoundingClientRect().width)"
    )
    assert len(widths) == 2
    assert min(widths) > 250
    assert not [one for one in findings(opened.page) if one.startswith("target-size")]


def test_the_desk_works_without_a_script(signed_in):
    opened = signed_in(width=PHONE, java_script_enabled=False)
    page = opened.page
    page.click("text=" + NAMES[1])
    page.locator("#confirm form button").first.click()
    page.wait_for_url("**#confirm")
    page.click("text=" + NAMES[0])
    page.locator("#hints").wait_for()
