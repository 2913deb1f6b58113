"""Inflection, irregular words and word families."""

import pytest

from search.analysis import analyser
from search.analysis.stem import light, listed_stem, simple_stem
from search.analysis.verbs import verb_forms

GERMAN = analyser("de")


def stems(text: str) -> set[str]:
    """Return the stems of the words of a German text."""
    return {GERMAN.stem(GERMAN.word(token)) for token in GERMAN.tokens(text)}


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("vereine", "verein"),
        ("vereinen", "verein"),
        ("vereins", "verein"),
        ("kindern", "kind"),
        ("initiativen", "initiativ"),
        ("jahres", "jahr"),
        ("wichtigsten", "wichtig"),
        ("bundnisse", "bundnis"),
        ("bundnissen", "bundnis"),
        ("tafeln", "tafel"),
        ("organisiert", "organisier"),
        ("organisierten", "organisier"),
        ("organisierung", "organisier"),
        ("workshops", "workshop"),
        ("kitas", "kita"),
        ("papiere", "papier"),
    ],
)
def test_endings_are_taken_off(word, stem):
    assert light(word) == stem


NO_ENDINGS = """
rat amt bau not art tee see protest fest test kunst dienst angst rassismus kurs bus papier tier kostenlos
"""


@pytest.mark.parametrize("word", NO_ENDINGS.split())
def test_what_is_no_ending_stays(word):
    assert light(word) == word


SAME = """
hilft half geholfen helfen Hilfe Helfer Helferinnen Hilfen
spricht sprechen gesprochen
liest lesen gelesen las
Praktika Praktikum Praktikums
Museen Museum Museums
Themen Thema
Zentren Zentrum
Räume Raum Räumen
Häuser Haus Häusern Hauses
Ämter Amt Amts Ämtern
Bündnisse Bündnis Bündnissen Buendnis
berät beraten Beratung Beratungen Berater
unterrichten Unterricht unterrichtet
übersetzen Übersetzung Übersetzer:innen übersetzt
dolmetschen Dolmetscher dolmetscht Dolmetscherin
begleiten Begleitung begleitet Begleiter
spenden Spende gespendet Spenden
engagieren Engagement engagiert Engagierte
diskriminiert Diskriminierung diskriminieren
abgeschoben Abschiebung abschieben abzuschieben
wohnen Wohnung Wohnungen wohnt
arbeiten Arbeit arbeitet gearbeitet
anmelden Anmeldung angemeldet
bewirbt Bewerbung bewerben beworben
demonstrieren Demonstration Demo Demos
krank Krankheit kranke erkrankt
Rassismus rassistisch rassistische Rassisten
rechtsextrem Rechtsextremismus Rechtsextreme rechtsextremen
Antisemitismus antisemitisch antisemitische
Demokratie demokratisch demokratische Demokraten
jüdisch Juden Jüdinnen juedische
sächsisch Sachsen Sächsische
ukrainisch Ukraine Ukrainerin
ehrenamtlich Ehrenamt Ehrenamtliche
kostenlos kostenlose kostenlosen
Omas Oma
Dresden Dresdner
Jugendzentren Jugendzentrum
Workshops Workshop
NGOs NGO
"""


@pytest.mark.parametrize("line", SAME.strip().splitlines())
def test_words_of_one_family_have_one_stem(line):
    assert len(stems(line)) == 1, {word: stems(word) for word in line.split()}


DIFFERENT = """
Schüler Schule
Bürger Burg
Lager Lage
Messer Messe
Trauer Trauung
Bildung Bild
Zeitung Zeit
Recht rechts
Ostern Osten
Hort hören
Raum Räumung
Arm Armut
Rat Beratung
Schulung Schule
Haft Gemeinschaft
Stadt Stätte
Organisation organisieren
Sache Sachsen
Note Not
Stift Stiftung
Richtung Gericht
"""


@pytest.mark.parametrize("line", DIFFERENT.strip().splitlines())
def test_words_that_look_alike_keep_apart(line):
    one, other = line.split()
    assert stems(one) != stems(other)


def test_listed_words_are_known_by_every_inflection():
    assert listed_stem("demokratischen") == listed_stem("demokratie") == "demokrati"
    assert listed_stem("irgendwas") is None


def test_stem_of_an_unlisted_word_is_the_light_one():
    assert simple_stem("fahrradern") == "fahrrad"


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("beraten > Beratung | berät", "berät"),
        ("beraten > Beratung", "beratende"),
        ("begleiten > Begleitung", "begleitete"),
        ("begleiten > Begleitung", "begleiteten"),
        ("begegnen", "begegnet"),
        ("wohnen", "wohnt"),
        ("wohnen", "gewohnt"),
        ("fördern", "gefördert"),
        ("diskriminieren", "diskriminiert"),
        ("ab/schieben | abgeschoben", "abzuschieben"),
        ("ab/schieben | abgeschoben", "abgeschobene"),
        ("erziehen | Erzieher", "Erziehern"),
    ],
)
def test_verb_forms_are_written_out(line, form):
    assert form in verb_forms(line)[0]


def test_head_of_a_verb_is_the_word_named_or_its_infinitive():
    assert verb_forms("ab/schieben > Abschiebung | abgeschoben")[1] == "Abschiebung"
    assert verb_forms("ab/melden")[1] == "abmelden"


def test_inseparable_verbs_have_no_ge():
    forms = verb_forms("beraten > Beratung")[0]
    assert "beratet" in forms
    assert "geberatet" not in forms
