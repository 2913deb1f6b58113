"""axe finds nothing in what organisers see of those who register."""

import pytest

from tests.browser.queue_content import EDITOR, PASSWORD
from tests.browser.signing_in import enter
from tests.browser.test_care_admin import found_in_every_look

PAGES = ("signup dates", "signup settings", "signup list", "signup message", "signup sign off")


@pytest.fixture
def editor(visit):
    """Give a visit of an editor who has signed in."""
    opened = visit("/konto/anmelden/")
    enter(opened, EDITOR, PASSWORD)
    return opened


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(editor, name):
    editor.go(name)
    assert editor.response.status == 200
    assert found_in_every_look(editor) == {}
