"""The word somebody meant."""

import pytest

from search.analysis import analyser
from search.analysis.fold import fold
from search.spelling import Speller, edits

GERMAN = analyser("de")
VOCABULARY = {
    "beratung": 40,
    "zwickau": 9,
    "chemnitz": 12,
    "demokratie": 30,
    "integration": 20,
    "antisemitismus": 8,
    "rassismuspravention": 2,
    "fluchtlingshilfe": 3,
    "synagoge": 1,
    "verein": 80,
    "vereine": 10,
    "bau": 3,
    "rat": 8,
    "haft": 2,
    "halt": 9,
    "hals": 1,
    "turm": 2,
    "01067": 3,
}


@pytest.fixture(scope="module")
def speller() -> Speller:
    """Return a speller of a small German vocabulary."""
    return Speller(VOCABULARY, GERMAN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Zwikau", "zwickau"),
        ("Chemntiz", "chemnitz"),
        ("Demokartie", "demokratie"),
        ("Integartion", "integration"),
        ("Antisemitismuss", "antisemitismus"),
        ("Synagoga", "synagoge"),
        ("Beratugn", "beratung"),
        ("Verien", "verein"),
        ("evrein", "verein"),
        ("Rasismus", "rassismus"),
        ("Rasismusprävention", "rassismuspravention"),
        ("Flüchlingshilfe", "fluchtlingshilfe"),
    ],
)
def test_misspelt_word_is_corrected(speller, typed, meant):
    assert speller.correct(fold(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Flüchlingsberatung", "fluchtlingsberatung"),
        ("Wohnugssuche", "wohnungssuche"),
        ("Jugendzentrm", "jugendzentrum"),
        ("Gewaltprävetnion", "gewaltpravention"),
    ],
)
def test_compound_nobody_wrote_is_corrected_in_one_part(speller, typed, meant):
    assert speller.correct(fold(typed)) == meant


@pytest.mark.parametrize("typed", ["bua", "rta", "ra", "", "x", "01076", "1067", "rat4", "bau"])
def test_short_words_and_numbers_are_left_alone(speller, typed):
    assert speller.correct(typed) is None


@pytest.mark.parametrize("typed", ["haft", "verein", "beratung", "zwickau"])
def test_known_words_are_left_alone(speller, typed):
    assert speller.correct(typed) is None


@pytest.mark.parametrize("typed", ["wohnung", "sachen", "asylberatung", "mietrecht"])
def test_well_spelt_words_that_nothing_holds_are_left_alone(speller, typed):
    assert speller.correct(typed) is None


@pytest.mark.parametrize("typed", ["gurke", "lampe", "beraxxxng", "demo", "zw", "xhemnitz", "vrn"])
def test_words_too_far_from_all_are_left_alone(speller, typed):
    assert speller.correct(typed) is None


def test_one_edit_up_to_seven_letters_and_two_from_eight():
    speller = Speller({"zwickau": 1, "chemnitz": 1})
    assert speller.correct("zwikcu") is None
    assert speller.correct("chemmnittz") == "chemnitz"


def test_nearer_word_comes_first_then_the_more_frequent():
    assert Speller({"beratung": 1, "beratunges": 99}).correct("beratungg") == "beratung"
    assert Speller({"halt": 9, "hals": 1}).correct("hal") is None
    assert Speller({"halten": 2, "haltern": 7}).correct("halterm") == "haltern"
    assert Speller({"granten": 2, "kranten": 7}).correct("ranten") is None
    assert Speller({"tanne": 2, "tanke": 7}).correct("tane") == "tanke"
    assert Speller({"tanne": 2, "tanke": 2}).correct("tane") == "tanke"


def test_letters_that_sound_different_make_another_word():
    speller = Speller({"gejagt": 3, "winter": 3, "mutter": 3, "schwitzen": 3})
    for word in ("gesagt", "winzer", "muster", "schwimmen"):
        assert speller.correct(word) is None


def test_first_letter_differs_only_where_it_was_swapped():
    speller = Speller({"zwickau": 1})
    assert speller.correct("wzickau") == "zwickau"
    assert speller.correct("swickau") is None


def test_first_letter_may_sound_the_same():
    speller = Speller({"vietnamesen": 1, "zirkus": 2, "fahrrad": 1})
    assert speller.correct("wietnamesen") == "vietnamesen"
    assert speller.correct("cirkus") == "zirkus"
    assert speller.correct("bahrrad") is None


def test_without_analyser_compounds_are_no_matter():
    speller = Speller({"fluchtling": 1, "hilfe": 1})
    assert speller.correct("fluchlingshilfe") is None
    assert speller.correct("fluchling") == "fluchtling"


def test_known_word_with_two_edits_comes_before_compound_nobody_wrote():
    speller = Speller({"kinderbetreuung": 3, "betrug": 9}, GERMAN)
    assert speller.correct("kinderbetrung") == "kinderbetreuung"


def test_words_that_only_lists_know_are_meant_too():
    speller = Speller(VOCABULARY, GERMAN, ["fluchtlinge", "dolmetscher", "obdachlose"])
    for typed in ("Flüchtlnige", "Flüchlinge", "Fluechtlingee"):
        assert speller.correct(fold(typed)) == "fluchtlinge"
    for typed in ("Dometscher", "Dolmetcher"):
        assert speller.correct(fold(typed)) == "dolmetscher"
    assert speller.correct(fold("Obdchlose")) == "obdachlose"


def test_words_of_documents_come_before_listed_ones():
    speller = Speller({"beratungen": 1}, None, ["beratunges"])
    assert speller.correct("beratungee") == "beratungen"


def test_listed_words_need_more_letters_for_as_many_edits():
    speller = Speller({}, None, ["laube", "dolmetscher", "obdachlose"])
    assert speller.correct("laubee") is None
    assert speller.correct("dolmtschr") is None
    assert speller.correct("dolmetscerr") == "dolmetscher"
    assert Speller({"laube": 1, "dolmetscher": 1}).correct("dolmtschr") == "dolmetscher"


@pytest.mark.parametrize("typed", ["quantenphysik", "xyzzy", "kernspaltung", "obstkuchen", "dolmen"])
def test_what_no_list_means_stays(typed):
    speller = Speller(VOCABULARY, GERMAN, ["fluchtlinge", "dolmetscher", "obdachlose"])
    assert speller.correct(fold(typed)) is None


def test_of_equally_good_words_it_is_the_longer():
    assert Speller({"behord": 1, "behorden": 1}).correct("behordn") == "behorden"


def test_empty_vocabulary_corrects_nothing():
    assert Speller({}).correct("beratung") is None


@pytest.mark.parametrize(
    ("one", "other", "limit", "count"),
    [
        ("abc", "abc", 1, 0),
        ("abc", "acb", 1, 1),
        ("abc", "ab", 1, 1),
        ("abc", "abcd", 1, 1),
        ("abc", "apc", 1, 1),
        ("abc", "axc", 1, None),
        ("abc", "axc", 2, 2),
        ("abc", "xyz", 2, None),
        ("abcd", "badc", 2, 2),
        ("ca", "abc", 3, 3),
        ("abc", "abcdef", 2, None),
        ("", "ab", 2, 2),
    ],
)
def test_edits_are_counted_with_swaps(one, other, limit, count):
    assert edits(one, other, limit) == count
    assert edits(other, one, limit) == count


def test_correction_has_hardly_more_letters_edited_than_allowed(speller):
    for typed in ("demokartei", "integrtaion", "fluchtlngshlfe"):
        meant = speller.correct(typed)
        assert meant is None or edits(typed, meant, 2) is not None
