"""Every gender form of a word for persons has the stem of the others, and nothing else has."""

import pytest

from search.analysis import analyser
from search.analysis.gender import neutral

GERMAN = analyser("de")


def stems(text: str) -> list[str]:
    """Return the stems of the words of a German text."""
    return [GERMAN.stem(GERMAN.word(token)) for token in GERMAN.tokens(text)]


SAME = """
Bürger:innen | Bürger_innen | BürgerInnen | Bürgerinnen und Bürger | Bürgerin | Bürger | BÜRGER | buerger
Lehrer:in | Lehrerin | Lehrer und Lehrerinnen | Lehrende | Lehrer | Lehrenden | LehrerIn | Lehrer(in)
Muslim*a | Muslim | Muslime | Muslimin | Muslim:innen | Muslima | muslimisch
Freund:in | Freundin | Freund | Freundinnen und Freunde | Freunde
Beraterinnen | Berater | Berater:in | Beratende
Aktivistin | Aktivist | Aktivist:innen | Aktivisten
Studentin | Student | Studierende | Studierenden | Student*innen | Studentinnen und Studenten
Ärztin | Arzt | Ärzte | Ärzt:innen | Aerztin | Ärztinnen und Ärzte
Anwältin | Anwalt | Anwälte | Anwält:innen
Jüdin | Jude | Juden | Jüd:innen | Jüdinnen und Juden
Patin | Pate | Paten | Pat:innen
Türkin | Türke | Türk:innen
Beamtin | Beamte | Beamter | Beamt:innen
Bäuerin | Bauer | Bauern | Bäuer:innen
Teilnehmende | Teilnehmer | Teilnehmer:innen | Teilnehmerin | Teilnehmenden
Geflüchtete | Geflüchteter | Geflüchteten | Geflüchtete:r | geflüchtet
Ratsuchende | Ratsuchenden | Ratsuchende:r | Ratsuchender
Mitarbeitende | Mitarbeiter | Mitarbeiterin | Mitarbeiter:innen
Kolleginnen und Kollegen | Kollege | Kollegin | Kolleg:innen
Expert:innen | Experte | Expertin | Experten
Nachbarn | Nachbar | Nachbarin | Nachbar*innen
Pädagogin | Pädagoge | Pädagog:innen | Pädagogen
Kund:innen | Kunde | Kundin | Kunden
Schülerin | Schüler | Schüler:innen | Schülern
Sprecher_innenrat | Sprecher:innenrat | Sprecherrat | SprecherInnenrat | Sprecher*innen-Rat | Sprecherräte
Asylberater:innen | Asylberaterin | Asylberater
Forschende | Forscher | Forscherin
Künstlerin | Künstler | Künstler*innen
Europäerin | Europäer | Europaeer
Volkswirtin | Volkswirt
Stadträtin | Stadtrat | Stadträtinnen | Stadträt:innen
Sächs:innen | Sachsen | Sächsinnen und Sachsen
"""


@pytest.mark.parametrize("line", SAME.strip().splitlines())
def test_forms_of_one_word_have_one_stem(line):
    forms = [form.strip() for form in line.split("|")]
    assert {form: stems(form) for form in forms} == dict.fromkeys(forms, stems(forms[-1]))


NO_GENDER_FORMS = """
berlin verein termin medizin magazin darin worin disziplin schwerin latein benzin kamin vitamin
wochenende legende spende abend jugend tausende spenden legenden wenden jahresende gegend tugend innen
binnen beginnen gewinnen besinnen spinnen anwender kalender sender
"""


@pytest.mark.parametrize("word", NO_GENDER_FORMS.split())
def test_words_that_only_look_like_gender_forms_stay(word):
    assert neutral(word) == word


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("lehrerin", "lehrer"),
        ("asylberaterinnen", "asylberater"),
        ("teilnehmenden", "teilnehm"),
        ("wandernde", "wander"),
        ("freundin", "freund"),
        ("polin", "pol"),
        ("zahnarztin", "zahnarzt"),
        ("demonstrierende", "demonstrier"),
    ],
)
def test_gender_ending_is_taken_off(word, left):
    assert neutral(word) == left


def test_feminine_and_other_word_need_the_same_stem_to_be_a_pair():
    assert len(GERMAN.tokens("Lehrerinnen und Schüler")) == 3
    assert len(GERMAN.tokens("Schülerinnen und Schülern")) == 1
    assert len(GERMAN.tokens("Kinder und Kindern")) == 3


def test_agent_is_not_taken_for_the_thing():
    assert stems("Schüler") != stems("Schule")
    assert stems("Bürger") != stems("Burg")
    assert stems("Bauer") != stems("Bau")
    assert stems("Täter") != stems("Tat")
