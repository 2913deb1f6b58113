"""The German analyser as the projection and the plan use it."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.analysis import analyser, written_forms

GERMAN = analyser("de")


def test_terms_of_a_text_are_words_stems_and_parts():
    assert GERMAN.index_terms("b", "Beratung für Geflüchtete") == {
        "b.w:beratung",
        "b.s:beratung",
        "b.w:gefluchtete",
        "b.s:gefluchtet",
    }
    assert GERMAN.index_terms("k", "Asylberatung") == {
        "k.w:asylberatung",
        "k.s:asylberatung",
        "k.p:asyl",
        "k.p:beratung",
    }


def test_parts_are_no_words_and_no_stems_of_their_word():
    terms = GERMAN.index_terms("s", "Gedenkstättenfahrten")
    assert "s.p:gedenkstatt" in terms
    assert "s.s:gedenkstatt" not in terms
    assert "s.w:gedenkstatte" not in terms


def test_bigrams_join_neighbours_across_words_without_sense():
    terms = GERMAN.index_terms("n", "Omas gegen Rechts Grimma", bigrams=True)
    assert {"n.b:oma rechts", "n.b:rechts grimma"} <= terms
    assert not any(".b:" in term for term in GERMAN.index_terms("n", "Omas gegen Rechts"))


def test_words_without_sense_are_kept_in_names_only():
    assert "n.w:gegen" in GERMAN.index_terms("n", "Omas gegen Rechts")
    assert "b.w:gegen" not in GERMAN.index_terms("b", "Omas gegen Rechts")
    assert GERMAN.index_terms("n", "Wir für uns") != set()


def test_hyphenated_word_is_found_whole_and_by_its_pieces():
    terms = GERMAN.index_terms("p", "Annaberg-Buchholz")
    assert {"p.w:annaberg-buchholz", "p.w:annabergbuchholz", "p.w:annaberg", "p.w:buchholz"} <= terms
    assert {"p.s:annabergbuchholz", "p.p:annaberg", "p.p:buchholz"} <= terms


def test_written_forms_of_a_plain_word_are_itself():
    assert written_forms("verein") == ("verein",)
    assert written_forms("e-mail") == ("e-mail", "email", "mail")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kinder- und Jugendhilfe", "kindhilf"),
        ("Asyl- und Migrationsberatung", "asylberatung"),
        ("Kinder-, Jugend- und Familienhilfe", "jugendhilf"),
        ("Alten- oder Pflegeheim", "altheim"),
    ],
)
def test_word_cut_short_stands_for_the_whole_one(text, whole):
    assert f"b.s:{whole}" in GERMAN.index_terms("b", text)


def test_dash_before_a_simple_word_completes_nothing():
    stems = {term for term in GERMAN.index_terms("b", "Leipzig- und Verein") if ".s:" in term}
    assert stems == {"b.s:leipzig", "b.s:verein"}


def test_hash_tag_is_found_by_its_words():
    terms = GERMAN.index_terms("b", "#BringBackOurNeighbours")
    assert {"b.s:bringbackourneighbour", "b.p:neighbour"} <= terms
    assert GERMAN.stem("bringbackourneighbours") == GERMAN.stem("bring-back-our-neighbours")


SAYS_NOTHING = """
wo kann ich gibt es jemand bitte suche mochte welche hat hier eigentlich dringend irgendwo hallo wer der
die und fur gegen heute morgen brauche finden leute problem frage ev zb the where can my with please x
"""


@pytest.mark.parametrize("word", SAYS_NOTHING.split())
def test_words_that_say_nothing_are_stop_words(word):
    assert GERMAN.is_stop(word)


CARRIES_A_NEED = """
not nacht rat recht rechts hilfe helfen sucht arbeit kostenlos allein neu frei offen stelle kinder art
bau krieg kontakt mensch menschen sicher bescheid down frauen verein dresden 01067 7 links leben tod tot
laufen
"""


@pytest.mark.parametrize("word", CARRIES_A_NEED.split())
def test_words_that_carry_a_need_are_none(word):
    assert not GERMAN.is_stop(word)


def test_whole_question_leaves_what_is_asked_for():
    question = "Hallo, wo kann ich bitte Hilfe bei der Wohnungssuche bekommen?"
    left = [word for token in GERMAN.tokens(question) if not GERMAN.is_stop(word := GERMAN.word(token))]
    assert left == ["hilfe", "wohnungssuche"]


@pytest.mark.parametrize(
    ("word", "divided"),
    [
        ("Antidiskriminierungsberatung", "Anti|diskriminierungs|beratung"),
        ("Gedenkstättenfahrten", "Gedenk|stätten|fahrten"),
        ("Straßensozialarbeit", "Straßen|sozial|arbeit"),
        ("Schüler:innenvertretung", "Schüler:innen|vertretung"),
        ("Demokratie-Zentrumsleitung", "Demokratie-Zentrums|leitung"),
        ("Fluechtlingshilfe", "Fluechtlings|hilfe"),
        ("Gemeinschaft", "Gemeinschaft"),
        ("RECHTSBERATUNG", "RECHTS|BERATUNG"),
    ],
)
def test_joints_are_offsets_in_the_original_spelling(word, divided):
    ends = [0, *GERMAN.joints(word), len(word)]
    assert "|".join(word[start:end] for start, end in zip(ends, ends[1:], strict=False)) == divided


def test_readable_pieces_of_a_compound():
    assert GERMAN.pieces("rassismuspravention") == ("rassismus", "pravention")
    assert GERMAN.pieces("verein") == ()


def test_foreign_words_in_german_text_are_kept_with_their_own_rules():
    assert GERMAN.stem(GERMAN.word(GERMAN.tokens("اللاجئين")[0])) == "لاجيين"


def test_result_does_not_depend_on_the_order_of_questions():
    words = ["beraten", "asylberatung", "gedenkstattenfahrten", "burgerinnenrat", "hilft"]
    forwards = [(GERMAN.stem(word), GERMAN.parts(word)) for word in words]
    assert forwards == [(GERMAN.stem(word), GERMAN.parts(word)) for word in reversed(words)][::-1]


def test_threads_share_one_analyser():
    text = "Beratung für Geflüchtete, Bürgerinnen und Bürger, Flüchtlingshilfe, Gedenkstättenfahrten " * 20
    expected = GERMAN.index_terms("b", text, bigrams=True)
    with ThreadPoolExecutor(4) as pool:
        assert all(
            found == expected for found in pool.map(lambda _: GERMAN.index_terms("b", text, True), range(20))
        )


def test_locale_chooses_the_analyser():
    assert analyser("de-simple").stem("vereine") == "verein"
    assert analyser("de") is analyser("de")
    assert analyser("en").locale == "en"
    assert analyser("en-GB").stem("services") == analyser("en").stem("service")
    assert not analyser("sorb").parts("asylberatung")


def test_version_names_rules_and_lists():
    assert GERMAN.version == analyser("en").version
    assert len(GERMAN.version) == 12
    assert int(GERMAN.version, 16) >= 0


def test_terms_are_plain_strings():
    assert pickle.loads(pickle.dumps(GERMAN.index_terms("n", "Verein"))) == {"n.w:verein", "n.s:verein"}  # noqa: S301
