"""Words of the lists: how they are written, and which of them lead to something."""

import pytest

from search.analysis import analyser
from search.listed_words import leading_words, listed_words
from search.thesaurus import Thesaurus
from search.thesaurus_lists import thesaurus
from tests.search.small_lore import GERMAN, document, lore_of


@pytest.mark.parametrize(
    ("folded", "spelt"),
    [
        ("fluchtling", "Flüchtling"),
        ("fluchtlinge", "Flüchtlinge"),
        ("dolmetscher", "Dolmetscher"),
        ("dolmetschern", "Dolmetschern"),
        ("behorde", "Behörde"),
        ("strassenzeitung", "Straßenzeitung"),
        ("beratungen", "Beratungen"),
        ("museen", "Museen"),
    ],
)
def test_words_and_their_regular_forms_are_known_as_german_writes_them(folded, spelt):
    assert listed_words(GERMAN)[folded] == spelt


def test_stop_words_and_signs_are_no_words():
    assert not {"und", "der", ">", "~", ""} & listed_words(GERMAN).keys()


def test_every_word_is_listed_under_its_folded_form():
    wrong = {key: word for key, word in listed_words(GERMAN).items() if GERMAN.fold(word) != key}
    assert wrong == {}


def test_a_language_without_lists_has_no_words():
    assert listed_words(analyser("ar")) == {}


def leading(text: str, listed: Thesaurus | None = None) -> frozenset[str]:
    """Return the leading words where one document says a text."""
    vocabulary = lore_of([document("a", "A", b=text)]).vocabulary
    return leading_words(listed or thesaurus(GERMAN), vocabulary, GERMAN)


def test_words_lead_where_documents_say_them_or_what_they_stand_for():
    assert {"fluchtlinge", "asylsuchender"} <= leading("Wir sind für Geflüchtete da")
    assert "kita" in leading("Unser Kindergarten")


def test_words_lead_nowhere_where_documents_say_nothing_of_the_kind():
    assert leading("Wir singen") & {"fluchtlinge", "dolmetscher", "obdachlose"} == frozenset()


def test_without_a_thesaurus_only_words_of_documents_lead():
    found = leading("Wir sind für Geflüchtete da", Thesaurus())
    assert "gefluchtete" in found
    assert "fluchtlinge" not in found
