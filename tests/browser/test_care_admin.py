"""axe finds nothing in what register care shows the office, narrow and wide, by day and by night."""

from collections.abc import Callable

import pytest

from tests.browser.axe import findings
from tests.browser.content import OFFICE
from tests.browser.signing_in import enter
from tests.browser.test_axe import LOOKS
from tests.browser.visiting import Visit

CARE = ("duplicates", "choose_pair", "merge", "merged", "bulk", "completeness", "history")
# What stands around it is Wagtail's own.
OURS = "#main"


@pytest.fixture
def office(visit: Callable[..., Visit]) -> Visit:
    """Give a visit of somebody of the office who has signed in."""
    opened = visit("/konto/anmelden/")
    enter(opened, *OFFICE)
    return opened


def found_in_every_look(opened: Visit, within: str = OURS) -> dict[tuple[int, str], list[str]]:
    """Return what axe finds in each width and scheme that has findings."""
    found = {}
    for width, scheme in LOOKS:
        opened.resize(width)
        opened.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        opened.ask("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
        if messages := findings(opened.page, within, scheme):
            found[width, scheme] = messages
    return found


@pytest.mark.parametrize("name", CARE)
def test_axe_finds_nothing(office, name):
    office.go(name)
    assert office.response.status == 200
    assert found_in_every_look(office) == {}


def test_axe_finds_nothing_in_what_was_kept_apart(office):
    office.go(office.portal.pages["duplicates"] + "?show=dismissed")
    assert "Nordstern" in office.page.inner_text(OURS)
    assert found_in_every_look(office) == {}


def test_axe_finds_nothing_in_the_preview_of_an_edit(office):
    office.go("bulk")
    office.page.check("[name=entry] >> nth=0")
    office.page.check("[name=add_topics] >> nth=0")
    office.page.click("#bulk-edit [type=submit]")
    office.page.wait_for_selector(".care-preview")
    office.ask("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert found_in_every_look(office) == {}


def test_all_that_is_found_is_offered_as_long_as_all_of_a_page_are_ticked(office):
    office.go("bulk")
    offer, found, first = "[data-when-all]", "#scope-found", "[name=entry][type=checkbox] >> nth=0"
    assert office.page.is_hidden(offer)
    office.page.click("[data-tick-all]")
    assert office.page.is_visible(offer)
    assert found_in_every_look(office) == {}
    office.page.click("[data-choose]")
    assert office.page.is_checked(found)
    office.page.uncheck(first)
    assert office.page.is_hidden(offer)
    assert not office.page.is_checked(found)
    office.page.check(first)
    assert office.page.is_visible(offer)


def test_axe_finds_nothing_in_the_question_about_another_entry(office):
    office.go("bulk")
    name = office.page.inner_text("td.title >> nth=0").strip()
    office.go("/admin/snippets/network/organisation/add/")
    office.page.fill("[name=name]", name)
    office.page.click("#w-editor-form footer [type=submit]")
    office.page.wait_for_selector("[name=despite]")
    assert found_in_every_look(office, ".care-list") == {}
    office.page.check("[name=despite]")
    assert found_in_every_look(office, ".care-answer") == {}


def test_axe_finds_nothing_in_a_choice_that_is_refused(office):
    office.go("bulk")
    office.page.click("#bulk-edit [type=submit]")
    office.page.wait_for_selector(".messages li")
    assert found_in_every_look(office) == {}


def test_axe_finds_nothing_on_the_desk(office):
    office.go("desk")
    assert found_in_every_look(office, ".desk") == {}


def test_axe_would_find_something(office):
    office.go("duplicates")
    office.ask("document.querySelector('#main').append(new Image())")
    assert any(message.startswith("image-alt") for message in findings(office.page, OURS))
