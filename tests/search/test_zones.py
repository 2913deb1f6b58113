"""Terms of documents: names as a whole, initials, pairs of words."""

import pytest

from search.zones import initials, name_terms, terms
from tests.search.small_lore import GERMAN


def test_a_name_is_one_term_and_its_initials_another():
    found = name_terms(["Netzwerk für Demokratie und Courage"], GERMAN)
    assert "n.x:netzwerk fur demokratie und courage" in found
    assert {"n.i:ndc", "n.i:nfduc"} <= found


def test_names_without_words_have_no_terms():
    assert name_terms(["", "–"], GERMAN) == set()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("mobile jugendarbeit roderaue", "mjar"),
        ("opferberatung", None),
        ("verein fur alle", "vfa"),
        ("haus am markt", None),
    ],
)
def test_initials_are_of_all_words_of_the_telling_ones_or_of_their_pieces(name, letters):
    found = initials(name.split(), GERMAN)
    assert (letters in found) if letters else all(3 <= len(one) <= 6 for one in found)


def test_initials_are_neither_short_nor_long():
    assert initials(["chor"], GERMAN) == set()
    assert initials(["a", "b", "c", "d", "e", "f", "g", "h"], GERMAN) == set()


def test_short_zones_hold_every_pair_the_body_only_those_of_the_thesaurus():
    text = "häusliche Gewalt und bunte Drachen"
    found = terms(GERMAN, {"s": [text], "b": [text]})
    pairs = {zone: {term[4:] for term in found if term[:3] == f"{zone}.b"} for zone in "sb"}
    listed = f"{GERMAN.stem('hauslich')} {GERMAN.stem('gewalt')}"
    assert listed in pairs["b"]
    assert pairs["b"] < pairs["s"]


def test_empty_texts_have_no_terms():
    assert terms(GERMAN, {"n": ["", None], "s": []}) == set()
