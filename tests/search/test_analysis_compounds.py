"""Compounds come apart where their parts meet, and only there."""

import pytest

from search.analysis import analyser
from search.analysis.compounds import heads, is_listed, split, tails, vocabulary
from search.analysis.fold import fold
from search.analysis.wordlists import words

GERMAN = analyser("de")


def parts(word: str) -> set[str]:
    """Return the parts of a German word as written."""
    return set(GERMAN.parts(fold(word)))


def test_parts_are_atoms_and_inner_neighbours_but_not_the_whole():
    assert GERMAN.parts("gedenkstattenfahrten") == ("gedenk", "statt", "fahrt", "gedenkstatt", "stattfahrt")


@pytest.mark.parametrize(
    ("word", "query"),
    [
        ("Flüchtlingshilfe", "Hilfe"),
        ("Flüchtlingshilfe", "Flüchtling"),
        ("Frauenhaus", "Haus"),
        ("Frauenhaus", "Frau"),
        ("Steinhaus", "Haus"),
        ("Rassismusprävention", "Prävention"),
        ("Rassismusprävention", "Rassismus"),
        ("Mietrechtsberatung", "Recht"),
        ("Mietrechtsberatung", "Miete"),
        ("Mietrechtsberatung", "Beratung"),
        ("Abschiebehaftkontaktgruppe", "Haft"),
        ("Abschiebehaftkontaktgruppe", "Abschiebung"),
        ("Abschiebungshaft", "Abschiebung"),
        ("Gedenkstättenfahrten", "Gedenkstätte"),
        ("Gedenkstättenfahrten", "Fahrt"),
        ("Umweltbildung", "Bildung"),
        ("Rechtsextremismus", "Extremismus"),
        ("Gemeinschaftsgarten", "Garten"),
        ("Mädchentreff", "Treff"),
        ("Straßensozialarbeit", "Sozialarbeit"),
        ("Mitgliedsorganisationen", "Organisation"),
        ("Mitgliedsorganisationen", "Mitglieder"),
        ("Wohnungssuche", "Wohnung"),
        ("Wohnprojekt", "Wohnen"),
        ("Barrierefreiheit", "Barriere"),
        ("Sprachcafés", "Sprache"),
        ("Landesnetzwerk", "Netzwerk"),
        ("Gesamtelternrat", "Elternrat"),
        ("Flüchtlingsrat", "Rat"),
        ("Schulen", "Schulen"),
        ("Antidiskriminierungsberatung", "Diskriminierung"),
        ("Antirassismusarbeit", "Rassismus"),
        ("Asylsuchende", "Asyl"),
        ("Jugendzentren", "Zentrum"),
        ("Gesundheitsämter", "Amt"),
        ("Schüler:innenvertretung", "Schüler"),
        ("Nothilfe", "Not"),
        ("Bundesfreiwilligendienst", "Freiwilligendienst"),
        ("Hausaufgabenhilfe", "Hausaufgaben"),
        ("Ausländerbehörde", "Behörde"),
        ("Selbsthilfegruppe", "Selbsthilfe"),
        ("Kirchenasyl", "Asyl"),
        ("Notunterkünfte", "Unterkunft"),
        ("Lesepaten", "Pate"),
        ("Demokratiezentrum", "Demokratie"),
        ("antirassistisch", "Rassismus"),
        ("antirassistische", "Antirassismus"),
        ("körperbehindert", "Behinderung"),
    ],
)
def test_query_word_finds_the_compound(word, query):
    written = GERMAN.word(GERMAN.tokens(word)[0])
    stem = GERMAN.stem(fold(query))
    assert stem in (*GERMAN.parts(written), GERMAN.stem(written))


@pytest.mark.parametrize(
    ("word", "query"),
    [
        ("Gemeinschaft", "Haft"),
        ("Gesellschaft", "Haft"),
        ("Beratung", "Rat"),
        ("Mieterverein", "Rat"),
        ("gesamtes", "Amt"),
        ("Gesamtelternrat", "Amt"),
        ("Start", "Art"),
        ("Partner", "Art"),
        ("Lehre", "Ehre"),
        ("Großeltern", "Ehre"),
        ("Bautzen", "Bau"),
        ("Bauer", "Bau"),
        ("Rechtsextremismus", "Recht"),
        ("Mitternacht", "Acht"),
        ("Verantwortung", "Ort"),
        ("Transport", "Sport"),
        ("Akzeptanz", "Tanz"),
        ("Senat", "Not"),
        ("Mandat", "Rat"),
        ("Apparat", "Rat"),
        ("Haltestelle", "alt"),
        ("Hochzeit", "Zeit"),
        ("Untersuchung", "Sucht"),
        ("Nachbarschaft", "Bar"),
        ("Bischof", "Hof"),
        ("Demokratisch", "Tisch"),
        ("thematisch", "Tisch"),
        ("klimatisch", "Tisch"),
        ("kulturelle", "Kulturell"),
        ("Studierende", "Ende"),
    ],
)
def test_query_word_does_not_find_what_only_contains_its_letters(word, query):
    assert GERMAN.stem(fold(query)) not in parts(word)


NO_COMPOUNDS = """
gemeinschaft gesellschaft integration beratung betroffene bautzen gesamt initiative organisation netzwerk
toleranz demokratie courage behorde verein bundnis verband religion kultur bildung kommune sachsen
dresden leipzig chemnitz zwickau plauen gorlitz meissen pirna freiberg hoyerswerda dobeln torgau grimma
wurzen riesa zittau kamenz borna delitzsch annaberg marienberg stollberg glauchau werdau auerbach
reichenbach oelsnitz schwarzenberg radebeul coswig radeberg lobau niesky weisswasser eilenburg oschatz
dobeln mittweida frankenberg hainichen limbach waldheim neustadt konigstein sebnitz markkleeberg
"""


@pytest.mark.parametrize("word", NO_COMPOUNDS.split())
def test_words_and_towns_that_are_no_compounds_stay_whole(word):
    assert split(word) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Asylberatung", "Asyl-Beratung"),
        ("Straßenfest", "Strassenfeste"),
        ("Mitgliederorganisation", "Mitgliedsorganisationen"),
        ("Jugendzentrum", "Jugendzentren"),
        ("Bürgerinnenrat", "Bürgerrat"),
        ("Schachverein", "Schachvereine"),
        ("Gesundheitsamt", "Gesundheitsämter"),
        ("Asylberater", "Asylberatung"),
        ("Flüchtlingsunterkunft", "Flüchtlingsunterkünfte"),
    ],
)
def test_variants_of_a_compound_have_one_stem(one, other):
    variants = [GERMAN.stem(GERMAN.word(GERMAN.tokens(word)[0])) for word in (one, other)]
    assert variants[0] == variants[1]


def test_clear_end_may_follow_an_unlisted_beginning():
    assert "verein" in parts("Bogenschützenverein")
    assert "beratung" in parts("Xylophonberatung")


def test_clear_beginning_may_go_before_an_unlisted_end():
    assert "jugend" in parts("Jugendklamauk")
    assert "asyl" in parts("Asylgesuch")


def test_joint_after_ung_parts_unlisted_words():
    assert split("zerstaubungsxylophon").pieces == ("zerstaubung", "xylophon")


@pytest.mark.parametrize(
    "word", ["bürgerlich", "jugendlichen", "kinderlos", "Verhafteter", "vereinsamt", "Kulturellem"]
)
def test_derived_words_are_no_compounds(word):
    assert not any(part in {"lich", "los", "amt", "ell", "haft"} for part in parts(word))


def test_beginning_that_colours_the_sense_is_no_part():
    found = split("antirassismusarbeit")
    assert found.pieces == ("anti", "rassismus", "arbeit")
    assert found.silent == {0}
    assert "anti" not in parts("Antirassismusarbeit")
    assert "antirassismus" in parts("Antirassismusarbeit")


def test_fewest_parts_win():
    assert split("lebensmittelausgabe").pieces == ("lebensmittel", "ausgabe")


def test_short_and_endless_words_are_not_tried():
    assert split("rat") is None
    assert split("asyl" * 30) is None


def test_listed_words_and_compounds_of_them_are_known():
    assert is_listed("beratung")
    assert is_listed("asylberatung")
    assert not is_listed("asylberatugn")


def test_heads_and_tails_are_the_offsets_that_parts_reach():
    assert heads("asylxxhilfe") == (0, 4)
    assert tails("asylxxhilfe") == (6,)


def test_list_of_parts_is_long_and_without_doubles():
    entries = list(words("de_parts.txt"))
    assert len(set(entries)) == len(entries) > 1_200
    assert all(entry.strip("!-~+").replace("|", "").replace("/", "").isalpha() for entry in entries)


def test_forms_of_parts_carry_stems_for_every_piece():
    for part in list(vocabulary().final.values())[:2_000]:
        assert len(part.pieces) == len(part.stems) == len(part.offsets)


def test_splitting_long_nonsense_ends():
    assert split("xq" * 29) is None
