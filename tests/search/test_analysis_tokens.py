"""Words of a text: where they stand, and what counts as one."""

import pytest

from search.analysis import analyser
from search.analysis.tokens import letters, tokenise

GERMAN = analyser("de")


def words(text: str) -> list[str]:
    """Return the folded words of a German text."""
    return [GERMAN.word(token) for token in GERMAN.tokens(text)]


@pytest.mark.parametrize(
    "written",
    [
        "Bürger:innen",
        "Bürger_innen",
        "Bürger*innen",
        "Bürger/innen",
        "Bürger/-innen",
        "Bürger-/innen",
        "Bürger·innen",
        "Bürger.innen",
        "BürgerInnen",
        "Bürger(innen)",
        "Bürger!nnen",
        "Bürgerinnen",
        "Bürgerinnen und Bürger",
        "Bürger und Bürgerinnen",
        "Bürgerinnen sowie Bürger",
        "Bürgerinnen/Bürger",
    ],
)
def test_gender_form_is_one_token(written):
    text = f"Für {written}, bitte."
    token = GERMAN.tokens(text)[1]
    assert text[token.start : token.end] == token.text == written
    assert GERMAN.word(token) == "burgerinnen"


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("Lehrer:in", "lehrerin"),
        ("LehrerIn", "lehrerin"),
        ("jede:r", "jeder"),
        ("Angestellte/r", "angestellter"),
        ("Delegierte(r)", "delegierter"),
        ("gewählte*n", "gewahlten"),
        ("Muslim*a", "muslima"),
        ("Sprecher:innenrat", "sprecherinnenrat"),
        ("SprecherInnenrat", "sprecherinnenrat"),
        ("Nachbar*innen-Treff", "nachbarinnen-treff"),
    ],
)
def test_gender_marks_leave_the_word(written, word):
    assert words(written) == [word]


def test_words_that_only_stand_beside_each_other_are_no_pair():
    assert words("Kinder und Eltern") == ["kinder", "und", "eltern"]
    assert words("Dresden/Leipzig") == ["dresden", "leipzig"]
    assert words("und/oder") == ["und", "oder"]


def test_slash_and_colon_before_other_words_part_them():
    assert words("Ort: Dresden, 10:30 Uhr, m/w/d") == ["ort", "dresden", "10", "30", "uhr", "m", "w", "d"]


def test_trailing_star_is_no_part_of_the_word():
    assert words("FLINTA*, trans*Beratung") == ["flinta", "trans", "beratung"]


def test_soft_hyphens_and_zero_width_characters_are_skipped_and_offsets_kept():
    text = "Der Kin\u00adder\u200bgarten ruft"
    token = GERMAN.tokens(text)[1]
    assert GERMAN.word(token) == "kindergarten"
    assert text[token.start : token.end] == "Kin\u00adder\u200bgarten"
    assert GERMAN.tokens(text)[2].text == "ruft"


def test_gender_form_with_soft_hyphen_is_read():
    assert words("Nachbar:in\u00adnen") == ["nachbarinnen"]


def test_underscore_between_other_words_parts_them():
    assert words("foto_sommer") == ["foto", "sommer"]


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("e. V.", "ev"),
        ("e.V.", "ev"),
        ("e. V", "ev"),
        ("z. B.", "zb"),
        ("z.\u00a0B.", "zb"),
        ("i. d. R.", "idr"),
    ],
)
def test_abbreviation_with_dots_is_one_word(written, word):
    assert words(f"Haus {written} hier") == ["haus", word, "hier"]


def test_two_abbreviations_in_a_row_stay_two():
    assert words("Treff e. V. z. B. heute") == ["treff", "ev", "zb", "heute"]


def test_hyphenated_word_is_one_token_with_hyphens():
    assert words("Asyl-Beratung") == ["asyl-beratung"]
    assert words("Annaberg\u2011Buchholz") == ["annaberg-buchholz"]


def test_dash_between_words_parts_them():
    assert words("Montag–Freitag, Kinder- und Jugendhilfe") == [
        "montag",
        "freitag",
        "kinder",
        "und",
        "jugendhilfe",
    ]


def test_camel_case_and_hash_tags_become_pieces():
    assert words("#BringBackOurNeighbours") == ["bring-back-our-neighbours"]
    assert words("WordPress YouTube") == ["word-press", "you-tube"]
    assert words("GmbH gGmbH CSD AufenthG") == ["gmbh", "ggmbh", "csd", "aufenthg"]


def test_interpuncts_of_easy_german_join():
    assert words("Bundes·tag Gleich·stellungs·beauftragte") == ["bundestag", "gleichstellungsbeauftragte"]


def test_numbers_and_postcodes_are_words():
    assert words("01067 Dresden, § 23a, 24/7") == ["01067", "dresden", "23a", "24", "7"]


def test_other_scripts_are_words():
    assert words("جمعية دعم اللاجئين") == ["جمعيه", "دعم", "اللاجيين"]
    assert words("Помощь Ёлка") == ["помощь", "елка"]


def test_decomposed_letters_stay_in_their_word():
    assert words("Cafe\u0301 Bu\u0308ndnis") == ["cafe", "bundnis"]


def test_apostrophe_stays_in_the_word():
    assert words("Wie geht’s") == ["wie", "gehts"]


def test_tokens_do_not_overlap_and_are_slices_of_the_text():
    text = "Bürgerinnen und Bürger, e. V., Asyl-Beratung & Lehrer:in – 01067 (Muslim*a) u. a."
    end = 0
    for token in GERMAN.tokens(text):
        assert token.start >= end
        assert text[token.start : token.end] == token.text
        end = token.end


@pytest.mark.parametrize("text", ["", " ", "–", "*", ":", "_", "()", "e.", "-", "…", "🙂", "\u00ad"])
def test_text_without_words_has_hardly_any_tokens(text):
    assert len(tokenise(text)) <= 1


def test_letters_of_a_plain_word_are_itself():
    assert letters("Verein") == "Verein"
