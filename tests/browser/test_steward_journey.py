"""Stewards and who checks: invited, changed on a phone, approved from the mail, taken back; and axe on all of it."""

import re
import time
from collections.abc import Callable

import pytest

from tests.browser.axe import findings
from tests.browser.content import OFFICE
from tests.browser.signing_in import enter
from tests.browser.steward_content import PASSWORD, STEWARD
from tests.browser.test_member_journey import STOCK
from tests.browser.visiting import DESKTOP, PHONE, Visit, visiting

OF_STEWARDS = (
    "choir people",
    "choir end",
    "choir check",
    "choir circular",
    "choir member",
    "/mitglieder/",
    "/mitglieder/rundmails/",
    "/mitglieder/rundmails/schreiben/",
    "/mitglieder/rundmails/abos/",
)
OF_THE_OFFICE = (
    "/admin/moderation/",
    "band decision",
    "/admin/moderation/log/",
    "/admin/stewards/without/",
    "/admin/stewards/requests/",
    "band access",
    "/admin/circulars/",
    "/admin/circulars/write/",
)
OF_EVERYBODY = ("band link", "choir access", "/pruefen/unlesbar/")
LINK = re.compile(r"http\S+?(/(?:konto/einladung|pruefen)/\S+)")


@pytest.fixture(scope="module")
def signed_in(chromium, portal) -> Callable[[str, str], dict]:
    """Return a function that gives the cookies of an account, which comes in by the door once."""
    known: dict[str, dict] = {}

    def cookies(email: str, password: str) -> dict:
        if email not in known:
            with visiting(chromium, portal) as opened:
                opened.go("/konto/anmelden/")
                enter(opened, email, password)
                known[email] = opened.context.storage_state()
        return known[email]

    return cookies


def link_in_mail(opened: Visit, address: str) -> str:
    """Return the path of the link in the newest mail to an address."""
    opened.go(f"/postfach/{address}/")
    return LINK.search(opened.page.inner_text("body"))[1]


def found_in(opened: Visit, names: tuple[str, ...]) -> dict:
    """Return what is wrong with pages, on a phone and on a desktop."""
    found = {}
    for name in names:
        opened.go(name)
        stock = STOCK if "/admin/" in opened.page.url else ()
        for width in (PHONE, DESKTOP):
            opened.resize(width)
            ours = [one for one in findings(opened.page) if not one.startswith(stock)]
            is_wide = opened.ask("document.documentElement.scrollWidth > innerWidth")
            if ours or is_wide or opened.response.status not in {200, 410}:
                found[name, width] = (ours, is_wide, opened.response.status)
    return found


def test_axe_finds_nothing_on_pages_of_stewards(visit, signed_in):
    opened = visit("choir people", storage_state=signed_in(STEWARD, PASSWORD))
    assert found_in(opened, OF_STEWARDS) == {}


def test_axe_finds_nothing_where_the_office_decides(visit, signed_in):
    opened = visit("/admin/moderation/", storage_state=signed_in(*OFFICE))
    assert found_in(opened, OF_THE_OFFICE) == {}


def test_axe_finds_nothing_behind_links_in_mails(visit):
    assert found_in(visit("home"), OF_EVERYBODY) == {}


def test_axe_finds_nothing_in_the_markup_of_a_mail(visit):
    assert found_in(visit("home"), (f"/postfach/{OFFICE[0]}/?html",)) == {}


def test_from_the_invitation_to_the_approved_change_and_back(visit, signed_in):
    """Twice on a phone: a new person writes, and who checks presses two buttons, one of them in the mail."""
    moment = int(time.time())
    new, words = f"neu-{moment}@example.org", f"Wir proben jetzt donnerstags, zum {moment}. Mal."
    phone = {"width": PHONE, "has_touch": True, "locale": "de-DE"}
    cora = visit("choir people", storage_state=signed_in(STEWARD, PASSWORD), **phone)
    cora.page.fill("[name=email]", new)
    cora.page.press("[name=email]", "Enter")
    cora.page.wait_for_selector(".messages .success")

    opened = visit("home", **phone)
    page = opened.page
    opened.go(link_in_mail(opened, new))
    assert "Cora Lied" in page.inner_text("main")
    for name, value in (("first_name", "Nele"), ("last_name", "Neu"), ("password", "drei kleine Lerchen")):
        page.fill(f"[name={name}]", value)
    page.click("main form .button:not(.quiet)")
    page.wait_for_url("**/admin/desk/**")

    opened.go("choir editor")
    page.locator("[data-panel-toggle][aria-expanded=false]").first.click()
    page.fill("[name=summary]", words)
    page.click("footer [name=action-check]")
    page.wait_for_url("**/admin/moderation/submit/**")
    assert words.split(",", maxsplit=1)[0].rpartition(" ")[2] in page.inner_text("main")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/edit/")
    opened.go("choir page")
    assert words not in page.inner_text("main")

    checker = visit("home", **phone)
    checker.go(link_in_mail(checker, OFFICE[0]))
    assert "donnerstags" in checker.page.inner_text("main")
    checker.follow("[value=approve]")
    opened.go("choir page")
    assert words in page.inner_text("main")

    opened.go("/admin/")
    opened.follow("a[href$='/take-back/']")
    page.click(".desk-page form button[type=submit]")
    page.wait_for_url("**/admin/desk/**")
    checker.go(link_in_mail(checker, OFFICE[0]))
    checker.follow("[value=approve]")
    opened.go("choir page")
    assert words not in page.inner_text("main")
