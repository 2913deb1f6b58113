"""The editors' queue in a browser: axe finds nothing, and the keyboard alone decides."""

import pytest

from tests.browser.axe import findings
from tests.browser.queue_content import EDITOR, PASSWORD
from tests.browser.signing_in import enter
from tests.browser.visiting import DESKTOP, PHONE

QUEUE = "/admin/event-queue/"


@pytest.fixture
def signed_in(visit):
    """Give the queue as an editor sees it."""
    opened = visit("/konto/anmelden/?next=" + QUEUE)
    enter(opened, EDITOR, PASSWORD)
    opened.page.wait_for_selector(".queue-list")
    return opened


def test_axe_finds_nothing_in_the_list_and_in_any_entry(signed_in):
    links = signed_in.ask("[...document.querySelectorAll('.queue-list h2 a')].map((one) => one.pathname)")
    assert len(links) >= 5
    merges = []
    found = {}
    for path in [QUEUE, f"{QUEUE}?kind=nonsense", f"{QUEUE}recent/", *links]:
        signed_in.go(path)
        merges += signed_in.ask(
            "[...document.querySelectorAll('a[href*=\"/merge/\"]')].map((one) => one.pathname)"
        )
        for width in (PHONE, DESKTOP):
            signed_in.resize(width)
            if messages := findings(signed_in.page):
                found[path, width] = messages
    assert found == {}
    signed_in.go(merges[0])
    assert findings(signed_in.page) == []


def test_the_keyboard_alone_publishes_and_leads_to_the_next(signed_in):
    signed_in.go(f"{QUEUE}?kind=proposal")
    signed_in.page.focus(".queue-list h2 a")
    signed_in.page.keyboard.press("Enter")
    signed_in.page.wait_for_selector("[value=publish_next]")
    for _number in range(120):
        signed_in.page.keyboard.press("Tab")
        if signed_in.ask("document.activeElement.value === 'publish_next'"):
            break
    box = signed_in.ask(
        "(({top, bottom}) => [top, bottom, innerHeight])(document.activeElement.getBoundingClientRect())"
    )
    assert 0 <= box[0] < box[1] <= box[2]
    signed_in.page.keyboard.press("Enter")
    signed_in.page.wait_for_selector(".messages .success")
    assert signed_in.ask("location.search") == "?kind=proposal"
