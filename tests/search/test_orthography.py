"""Folded words in proper spelling: from lists, from what was typed, or not at all."""

import pytest

from search.listed_words import listed_words
from search.orthography import written
from tests.search.small_lore import GERMAN

LISTED = listed_words(GERMAN)


@pytest.mark.parametrize(
    ("word", "typed", "spelt"),
    [
        ("fluchtlinge", "Flüchtlnige", "Flüchtlinge"),
        ("fluchtlinge", "flüchtlnige", "Flüchtlinge"),
        ("behordengang", "behordngang", "Behördengang"),
        ("behordengange", "Behördngänge", "Behördengänge"),
        ("wohnungssuche", "wohnugssuche", "Wohnungssuche"),
        ("fluchtlingsberatung", "Flüchlingsberatung", "Flüchtlingsberatung"),
        ("gewaltpravention", "Gewaltprävetnion", "Gewaltprävention"),
    ],
)
def test_words_are_written_as_lists_or_typists_write_them(word, typed, spelt):
    assert written(word, typed, LISTED, GERMAN) == spelt


def test_a_verb_keeps_its_small_letter_unless_typed_large():
    assert written("helfen", "hefen", {"helfen": "helfen"}, GERMAN) == "helfen"
    assert written("helfen", "Hefen", {"helfen": "helfen"}, GERMAN) == "Helfen"


def test_what_may_be_written_otherwise_is_not_written():
    assert written("behordengange", "behordngange", LISTED, GERMAN) is None
    assert written("wurmel", "wurml", {}, GERMAN) is None
