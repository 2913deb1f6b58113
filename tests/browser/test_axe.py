"""axe finds nothing, on any page, narrow and wide, by day and by night."""

import pytest

from tests.browser.axe import findings
from tests.browser.pages import PAGES
from tests.browser.visiting import DESKTOP, PHONE

LOOKS = [(width, scheme) for width in (PHONE, DESKTOP) for scheme in ("light", "dark")]


def found_in_every_look(visit) -> dict[tuple[int, str], list[str]]:
    """Return what axe finds in each width and scheme that has findings."""
    found = {}
    for width, scheme in LOOKS:
        visit.resize(width)
        visit.page.emulate_media(color_scheme=scheme)
        if messages := findings(visit.page, scheme=scheme):
            found[width, scheme] = messages
    return found


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, name):
    assert found_in_every_look(visit(name)) == {}


def test_axe_finds_nothing_while_suggestions_are_open(visit):
    opened = visit("home")
    opened.page.fill("#s-q", "sprach")
    opened.page.wait_for_selector("[role=option]")
    assert found_in_every_look(opened) == {}


@pytest.mark.parametrize("name", ["filters", "calendar filtered", "calendar month"])
def test_axe_finds_nothing_in_open_filters(visit, name):
    opened = visit(name, width=PHONE)
    opened.ask("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert found_in_every_look(opened) == {}


@pytest.mark.parametrize("name", ["calendar", "English calendar"])
def test_axe_finds_nothing_in_the_open_panel_for_subscribing(visit, name):
    opened = visit(name, width=PHONE)
    opened.page.click("#abonnieren summary")
    assert opened.page.is_visible("#abonnieren details dl")
    assert found_in_every_look(opened) == {}


@pytest.mark.parametrize("name", ["propose a date", "propose in English", "proposal to change"])
def test_axe_finds_nothing_in_a_proposal_with_errors(visit, name):
    opened = visit(name)
    opened.ask("document.querySelectorAll('main form').forEach((one) => (one.noValidate = true))")
    for field in ("title", "info_url"):
        opened.page.fill(f"main [name={field}]", "" if field == "title" else "kein Link")
    opened.page.click("main form button[type=submit], main form button:not([type])")
    opened.page.wait_for_selector("[role=alert]")
    assert opened.page.locator("main [aria-invalid=true]").count() >= 2
    assert found_in_every_look(opened) == {}


@pytest.mark.parametrize("name", ["sign up", "English sign up", "sign up for a date"])
def test_axe_finds_nothing_in_a_registration_with_errors(visit, name):
    opened = visit(name)
    opened.ask("document.querySelectorAll('main form').forEach((one) => (one.noValidate = true))")
    opened.page.fill("[name=email]", "keine Adresse")
    opened.page.click("main form button")
    opened.page.wait_for_selector("[role=alert]")
    assert opened.page.locator("main [aria-invalid=true]").count() >= 1
    assert found_in_every_look(opened) == {}


def test_axe_finds_nothing_in_open_offers(visit):
    opened = visit("everything")
    opened.ask("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert found_in_every_look(opened) == {}


def test_axe_finds_nothing_in_a_form_with_errors(visit):
    opened = visit("report")
    opened.page.fill("[name=sender]", "keine Adresse")
    opened.page.click("main button")
    opened.page.wait_for_selector("[role=alert]")
    assert found_in_every_look(opened) == {}


def test_axe_finds_nothing_while_somebody_registers(visit):
    opened = visit("sign up")
    opened.page.fill("[name=seats]", "99")
    opened.page.click("main button")
    opened.page.wait_for_selector("[role=alert]")
    assert found_in_every_look(opened) == {}
    opened.page.fill("[name=email]", "ada@example.org")
    opened.page.fill("[name=person]", "Ada")
    opened.page.fill("[name=seats]", "2")
    opened.page.wait_for_timeout(3100)
    opened.page.click("main button")
    opened.page.wait_for_selector("main h1:text('Mail')")
    assert found_in_every_look(opened) == {}
    opened.go("registered and offered a seat")
    opened.page.click("[name=accept]")
    opened.page.wait_for_selector("[role=status]")
    assert found_in_every_look(opened) == {}


def test_axe_finds_nothing_in_the_thanks_for_a_hint(visit):
    opened = visit("report")
    opened.page.fill("[name=text]", "Die Nummer hat sich geändert.")
    opened.page.wait_for_timeout(3100)  # faster than any person is taken for a machine
    opened.page.click("main button")
    opened.page.wait_for_selector("main h1:text('Danke')")
    assert found_in_every_look(opened) == {}


def test_axe_would_find_something(visit):
    opened = visit("not found")
    opened.ask("document.querySelector('main').append(new Image())")
    assert any(message.startswith("image-alt") for message in findings(opened.page))
