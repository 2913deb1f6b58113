"""The list of everything that waits, in a browser: by keyboard alone, without a script, on a phone."""

import re
import time

import pytest

from tests.browser.signing_in import enter
from tests.browser.test_care_admin import found_in_every_look
from tests.browser.visiting import DESKTOP, PHONE
from tests.browser.worklist_content import HINTS, LIST, MAILS, MONDAY, PASSWORD, TUESDAY

FOCUSED = "document.activeElement.closest('[data-row]')?.querySelector('[data-open]').textContent ?? ''"
# Before the coffee is cold.
COFFEE = 240


def opened_by(visit, person: str, name: str, **options):
    """Return the list as somebody sees it who has signed in."""
    opened = visit("/konto/anmelden/", **options)
    enter(opened, person, PASSWORD)
    opened.go(name)
    return opened


def waiting(opened) -> int:
    """Return how many rows there are."""
    return opened.page.locator("[data-row]").count()


def press(opened, key: str) -> None:
    """Press a key that sends a form, and wait for the answer."""
    with opened.page.expect_navigation():
        opened.page.keyboard.press(key)


class TestKeys:
    def test_arrows_and_letters_move_tick_and_stay_out_of_fields(self, visit):
        opened = opened_by(visit, MONDAY, "wednesday")
        keys = opened.page.keyboard
        keys.press("j")
        first = opened.ask(FOCUSED)
        keys.press("j")
        second = opened.ask(FOCUSED)
        assert first and second and first != second
        keys.press("ArrowUp")
        assert opened.ask(FOCUSED) == first
        keys.press("k")
        assert opened.ask(FOCUSED) == first, "there is nothing above the first"
        keys.press("x")
        assert opened.page.locator("[data-row] input:checked").count() == 1
        keys.press("a")
        assert opened.ask("document.activeElement.id") == "worklist-do", "with ticks one chooses"
        keys.press("x")
        assert opened.page.locator("[data-row] input:checked").count() == 1, "no keys in fields"
        opened.page.fill("[name=q]", "")
        opened.page.type("[name=q]", "jaxou1?")
        assert opened.page.input_value("[name=q]") == "jaxou1?"
        assert waiting(opened) == 6
        opened.page.locator("[data-row] input:checked").uncheck()
        keys.press("Control+a")
        keys.press("?")
        assert opened.page.is_visible("#worklist-keys kbd")
        assert opened.page.locator("#keyboard-shortcuts-dialog[aria-hidden=true]").count() == 1

    def test_keys_are_switched_off_and_on(self, visit):
        opened = opened_by(visit, MONDAY, "wednesday")
        opened.page.click("#worklist-keys summary")
        opened.follow("#worklist-keys [value=off]")
        opened.go("wednesday")
        opened.page.keyboard.press("j")
        assert opened.ask(FOCUSED) == ""
        opened.page.click("#worklist-keys summary")
        opened.follow("#worklist-keys [value=on]")
        opened.go("wednesday")
        opened.page.keyboard.press("j")
        assert opened.ask(FOCUSED)


def test_axe_finds_nothing(visit):
    opened = opened_by(visit, TUESDAY, "to do")
    assert found_in_every_look(opened) == {}
    opened.go(f"{LIST}?owner=nobody&age=1")
    assert found_in_every_look(opened) == {}
    opened.go("wednesday")
    opened.ask("document.querySelectorAll('#main details').forEach((one) => (one.open = true))")
    assert found_in_every_look(opened) == {}
    opened.go(f"{LIST}jobs/")
    assert found_in_every_look(opened) == {}
    opened.go("desk")
    assert found_in_every_look(opened, ".worklist-tallies") == {}


@pytest.mark.parametrize("width", [320, PHONE, DESKTOP])
def test_nothing_is_wider_than_the_window(visit, width):
    opened = opened_by(visit, TUESDAY, "to do")
    opened.page.set_viewport_size({"width": width, "height": 740})
    assert opened.ask("document.documentElement.scrollWidth") <= width


def test_thirty_are_cleared_by_keyboard_before_the_coffee_is_cold(visit):
    opened = opened_by(visit, MONDAY, "monday")
    assert waiting(opened) == HINTS + MAILS == 30
    began = time.monotonic()
    opened.page.keyboard.press("j")
    for left in range(29, 21, -1):
        press(opened, "a")
        assert waiting(opened) == left
        assert opened.ask(FOCUSED), "the next row is chosen"
    press(opened, "u")
    assert waiting(opened) == 23, "the last one waits again"
    opened.page.keyboard.press("j")
    for left in range(22, -1, -1):
        # The second button of a mail is “Noted”, of a hint “Not followed”.
        press(opened, "2" if left % 2 else "a")
        assert waiting(opened) == left
    assert time.monotonic() - began < COFFEE
    assert opened.page.locator(".worklist-told li").count() > 5


class TestWithoutScript:
    @pytest.fixture
    def plain(self, visit):
        return opened_by(visit, TUESDAY, "tuesday", java_script_enabled=False)

    def test_one_by_one_many_at_once_back_and_through(self, plain):
        page = plain.page
        assert waiting(plain) == 6
        plain.follow("[data-row] [data-act='1']")
        assert waiting(plain) == 5
        plain.follow(".worklist-latest button")
        assert waiting(plain) == 6
        for box in page.locator("[data-row] input[value^='hints']").all():
            box.check()
        page.select_option("#worklist-do", "hints.done")
        plain.follow("#worklist-many button:not([name])")
        assert waiting(plain) == 2
        plain.follow("[data-row] [data-act=t]")
        plain.go(f"{LIST}?q=Dienstag&owner=mine")
        assert waiting(plain) == 1
        plain.go("tuesday")
        plain.follow("text=/Work through them|Nacheinander abarbeiten|Abarbeiten/")
        assert "/outgoingmail/" in page.url
        first = page.url
        plain.follow(".messages a[href$='/onward/']")
        assert "/outgoingmail/" in page.url
        assert page.url != first
        plain.follow(".messages a[href$='/leave/']")
        assert re.search(r"/worklist/\?q=Dienstag&at=mails", page.url)
        page.check("#scope-found")
        page.select_option("#worklist-do", "mails.note")
        plain.follow("#worklist-many button:not([name])")
        assert waiting(plain) == 0
