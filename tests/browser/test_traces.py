"""A visit leaves nothing behind, asks nobody else, and breaks nothing."""

import pytest

from tests.browser.pages import PAGES, STATUS

STORED = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
# The emergency kit alone is kept, for the moment without reception, and its place until the tab is closed.
KIT = {**NOTHING, "caches": 1, "workers": 1}
KEPT = {"kit": {**KIT, "session": 1}, "kit from right to left": KIT, "English kit": KIT}
# A form that belongs to a session: Django's token against forged requests is the only cookie.
SIGNING_IN = {"password": ["csrftoken"]}


@pytest.mark.parametrize("name", PAGES)
def test_a_visit_leaves_nothing_behind_and_asks_nobody_else(visit, name):
    opened = visit(name)
    status = STATUS.get(name, 200)
    assert opened.response.status == status
    expected = (
        []
        if status == 200
        else [message for message in opened.messages if f"status of {status}" in message][:1]
    )
    assert opened.messages == expected
    assert opened.ask("policyReports") == []
    assert [url for url in opened.requests if not url.startswith(opened.portal.url)] == []
    assert opened.failures == []
    assert [answer.url for answer in opened.responses[1:] if answer.status >= 400] == []
    assert [cookie["name"] for cookie in opened.context.cookies()] == SIGNING_IN.get(name, [])
    assert opened.ask(STORED) == KEPT.get(name, NOTHING)


def test_searching_leaves_no_cookie_and_nothing_in_the_browser(visit):
    opened = visit("home")
    opened.page.fill("#s-q", "sprachcafe")
    opened.page.wait_for_selector("[role=option]")
    opened.page.press("#s-q", "Escape")
    opened.page.press("#s-q", "Enter")
    opened.page.wait_for_url("**/initiativen/**")
    opened.settle()
    assert opened.context.cookies() == []
    assert opened.ask(STORED) == NOTHING
    assert opened.messages == []
