"""Words of Wagtail that our catalogue says instead."""

import re
from pathlib import Path

import pytest
import wagtail.admin
from django.utils.translation import gettext, override

from portal.wagtail_words import WORDS

CATALOGUE = Path(wagtail.admin.__file__).parent / "locale/en/LC_MESSAGES/django.po"


def in_wagtail() -> str:
    """Return everything that Wagtail's admin says, in one line, as gettext writes it."""
    return re.sub(r'"\n"', "", CATALOGUE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", WORDS)
def test_wagtail_says_it_and_we_say_it_in_german(words):
    quoted = words.replace('"', '\\"')
    assert f'"{quoted}"' in in_wagtail()
    with override("de"):
        assert gettext(words) != words


def test_a_moment_in_wagtails_lists_is_no_date_of_the_calendar():
    with override("de"):
        assert gettext("Date") == "Datum"
