"""The doors and the account in a browser: accessible, without script where that is possible, and passkeys with it."""

import contextlib
import time
from dataclasses import replace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.account_content import LEADERS, MEMBER, PASSWORD
from tests.browser.signing_in import DOOR, enter
from tests.browser.test_axe import found_in_every_look
from tests.browser.visiting import PHONE, visiting

FACTORS = "/konto/zweiter-faktor/"
OF_MEMBERS = (
    "/konto/",
    FACTORS,
    FACTORS + "app/",
    FACTORS + "passkey/",
    "/konto/passwort/",
    "/konto/adresse/",
)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def local_visit(chromium, portal):
    """Give a function that opens a page by the name that passkeys may belong to, which no number is."""
    with contextlib.ExitStack() as stack:

        def opened(path, **options):
            named = replace(portal, url=portal.url.replace("127.0.0.1", "localhost"))
            made = stack.enter_context(visiting(chromium, named, **options))
            made.go(path)
            return made

        yield opened


def code_of(opened) -> str:
    """Return what an app shows that was given the key on the page."""
    secret = opened.page.inner_text(".key").strip()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_quiet(opened) -> bool:
    """Return whether the browser found nothing to complain of."""
    return opened.messages == [] and opened.ask("policyReports") == []


def press(opened, selector: str) -> None:
    """Press a button and wait for the next page; the mouse then points at nothing that changes under it."""
    opened.follow(selector)
    opened.page.mouse.move(0, 0)


@pytest.mark.parametrize("name", [DOOR, DOOR + "unlesbar/", "invitation"])
def test_axe_finds_nothing_at_the_door(visit, name):
    assert found_in_every_look(visit(name)) == {}


def test_axe_finds_nothing_in_a_door_with_an_error_or_a_wish(visit):
    opened = visit(DOOR)
    opened.page.fill("[name=email]", "niemand@example.org")
    opened.page.fill("[name=password]", "falsch")
    press(opened, "main form .button")
    opened.page.wait_for_selector("[role=alert]")
    assert found_in_every_look(opened) == {}
    press(opened, "[name=by_link]")
    assert found_in_every_look(opened) == {}
    assert is_quiet(opened)


@pytest.mark.parametrize("javascript", [True, False])
def test_axe_finds_nothing_in_the_account(visit, javascript):
    opened = visit(DOOR)
    enter(opened, MEMBER, PASSWORD)
    found = {}
    for path in OF_MEMBERS:
        opened.go(path)
        assert opened.response.status == 200, path
        if messages := found_in_every_look(opened):
            found[path] = messages
    assert found == {}
    assert is_quiet(opened)


def test_nothing_is_cut_off_on_a_phone(visit):
    opened = visit(DOOR, width=PHONE)
    enter(opened, MEMBER, PASSWORD)
    opened.page.set_viewport_size({"width": 320, "height": 640})
    for path in (*OF_MEMBERS, "invitation"):
        opened.go(path)
        assert opened.ask("document.documentElement.scrollWidth") <= 320, path


def test_the_office_sets_up_an_app_without_any_script(visit):
    opened = visit(DOOR, java_script_enabled=False)
    enter(opened, LEADERS[0], PASSWORD)
    assert opened.page.url.endswith(f"{FACTORS}?next=/admin/")
    opened.go("/admin/pages/")
    assert FACTORS in opened.page.url
    opened.go(FACTORS + "app/")
    opened.page.fill("[name=code]", code_of(opened))
    press(opened, "main form .button")
    codes = opened.page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    opened.go("/admin/")
    assert opened.page.url.endswith("/admin/")
    again = visit(DOOR, java_script_enabled=False)
    enter(again, LEADERS[0], PASSWORD)
    assert "zweiter-schritt" in again.page.url
    again.page.fill("[name=code]", codes[0])
    press(again, "main form:has([name=code]) .button")
    assert again.page.url.endswith("/admin/")


def test_a_passkey_opens_the_desk_and_is_a_second_step(local_visit):
    opened = local_visit(DOOR)
    tools = opened.context.new_cdp_session(opened.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    enter(opened, LEADERS[1], PASSWORD)
    assert FACTORS in opened.page.url
    opened.go(FACTORS + "passkey/")
    press(opened, "form[data-passkey] .button")
    assert opened.page.url.endswith("/codes/")
    assert found_in_every_look(opened) == {}

    press(opened, ".button[href='/admin/']")
    assert opened.page.url.endswith("/admin/")
    opened.go("/konto/")
    press(opened, ".aside form .button")
    press(opened, "form[data-passkey=sign-in] .button")
    assert opened.page.url.endswith("/admin/")

    opened.go("/konto/")
    press(opened, ".aside form .button")
    enter(opened, LEADERS[1], PASSWORD)
    assert "zweiter-schritt" in opened.page.url
    assert found_in_every_look(opened) == {}
    opened.go("/admin/")
    assert DOOR in opened.page.url
    opened.go(DOOR + "zweiter-schritt/")
    press(opened, "form[data-passkey=show] .button")
    assert opened.page.url.endswith("/admin/")


def test_a_browser_that_makes_no_passkey_says_so(local_visit):
    opened = local_visit(DOOR)
    opened.ask("void (navigator.credentials.get = () => Promise.reject(new Error('no')))")
    opened.page.click("form[data-passkey=sign-in] .button")
    opened.page.wait_for_selector("form[data-passkey=sign-in] .error:not([hidden])")
    opened.page.mouse.move(0, 0)
    assert found_in_every_look(opened) == {}
