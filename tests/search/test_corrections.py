"""Corrected queries are shown as documents write their words."""

from search.corrections import Correction, applied, spellings
from tests.search.small_lore import GERMAN


def test_corrections_take_the_place_of_what_was_typed():
    corrections = (Correction(0, 4, "hauser"), Correction(9, 12, "chor"))
    assert applied("heus und chr!", corrections) == "hauser und chor!"
    assert applied("heus und chr!", corrections, {"hauser": "Häuser"}) == "Häuser und chor!"


def test_spellings_are_the_first_of_the_texts():
    found = spellings(["hauser", "strasse", "fehlt"], ["Alte Häuser", "häuser in der Straße"], GERMAN)
    assert found == {"hauser": "Häuser", "strasse": "Straße"}


def test_without_words_no_text_is_read():
    assert spellings([], ["Häuser"], GERMAN) == {}
