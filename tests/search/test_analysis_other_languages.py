"""English and the languages without rules of their own."""

import pytest

from search.analysis import analyser

ENGLISH = analyser("en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("refugees", "refugee"),
        ("services", "service"),
        ("counselling", "counsellings"),
        ("families", "family"),
        ("churches", "church"),
        ("boxes", "box"),
        ("housing", "house"),
        ("advising", "advise"),
        ("running", "run"),
        ("planned", "plan"),
        ("women's", "womens"),
        ("Cafés", "cafe"),
    ],
)
def test_english_forms_of_one_word_have_one_stem(one, other):
    stems = [ENGLISH.stem(ENGLISH.word(ENGLISH.tokens(word)[0])) for word in (one, other)]
    assert stems[0] == stems[1]


@pytest.mark.parametrize(
    "word", ["bus", "racism", "crisis", "class", "king", "red", "news", "peace", "need", "bed"]
)
def test_english_words_that_only_look_inflected_stay_apart_from_others(word):
    assert len(ENGLISH.stem(word)) >= 3


def test_english_question_leaves_what_is_asked_for():
    question = "Where can I please get help with my asylum application?"
    tokens = [ENGLISH.word(token) for token in ENGLISH.tokens(question)]
    assert [word for word in tokens if not ENGLISH.is_stop(word)] == ["help", "asylum", "application"]


def test_english_does_not_fold_digraphs():
    assert ENGLISH.fold("Queue shoes") == "queue shoes"


def test_english_hyphens_give_pieces():
    assert ENGLISH.parts("anti-racism") == ("anti", "racism")
    assert ENGLISH.stem("e-mail") == ENGLISH.stem("email")


def test_arabic_article_is_no_part_of_the_stem():
    arabic = analyser("ar")
    assert arabic.stem("المدرسه") == arabic.stem("مدرسه") == arabic.stem("والمدرسه")
    assert arabic.stem("الى") == "الى"


def test_persian_letters_are_those_of_arabic():
    persian = analyser("fa")
    assert persian.word(persian.tokens("کمک")[0]) == "كمك"


def test_cyrillic_is_lower_cased_and_kept():
    russian = analyser("ru")
    assert [russian.word(token) for token in russian.tokens("Помощь БЕЖЕНЦАМ")] == ["помощь", "беженцам"]


def test_unknown_language_has_words_stems_and_no_parts():
    other = analyser("hsb")
    assert other.index_terms("n", "Serbski dom") == {"n.w:serbski", "n.s:serbski", "n.w:dom", "n.s:dom"}
    assert other.joints("Serbski") == ()
    assert other.pieces("serbski") == ()


def test_single_letters_say_nothing_but_digits_do():
    other = analyser("hsb")
    assert other.is_stop("a")
    assert not other.is_stop("7")
