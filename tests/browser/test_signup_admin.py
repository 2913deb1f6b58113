"""axe finds nothing in what organisers see of those who register."""

import pytest

from tests.browser.queue_content import EDITOR, PASSWORD
from tests.browser.test_care_admin import found_in_every_look

PAGES = ("signup dates", "signup settings", "signup list", "signup message", "signup sign off")


@pytest.fixture
def editor(visit):
    """Give a visit of an editor who has signed in."""
    opened = visit("/admin/login/")
    opened.page.fill("[name=username]", EDITOR)
    opened.page.fill("[name=password]", PASSWORD)
    opened.page.click("[type=submit]")
    opened.settle()
    return opened


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(editor, name):
    editor.go(name)
    assert editor.response.status == 200
    assert found_in_every_look(editor) == {}
