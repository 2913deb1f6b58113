"""A column that may say who sees what is never passed over, and an ordinary one is no false alarm."""

import pytest
from django.utils.translation import override

from network.exchange.columns import COLUMNS, seems_to_disclose
from network.exchange.reading import UnreadableList, parse_list
from tests.network.exchange_lists import csv_text, jsonl, xlsx

TELLING = [
    "Nur intern", "intern", "INTERN?", "Telefon intern", "internal", "Nicht öffentlich", "nichtöffentlich",
    "Nicht-öffentliche Angaben", "Öffentlich", "öffentlich?", "Öffentlich ja/nein", "Telefon öffentlich", "public",
    "is_public", "geheim", "Geheimhaltung", "privat", "Adresse (privat)", "private", "vertraulich",
    "Vertraulichkeit", "confidential", "anzeigen", "nicht anzeigen", "Online anzeigen", "wird angezeigt",
    "veröffentlichen", "nicht veröffentlichen", "unveröffentlicht", "Publish", "Kontakt zeigen",
    "E-Mail nicht zeigen",
    "Show contact", "hidden", "Telefon verbergen", "Darf ins Netz", "darf auf die Website", "ins Internet",
    "nicht ins Netz", "nicht online", "Online (ja/nein)", "Freigabe", "freigegeben", "Freigabe Telefon",
    "Einwilligung", "Einwilligung liegt vor", "Einverständnis", "Zustimmung", "zugestimmt? Zustimmung", "consent",
    "DSGVO", "DSGVO-Erklärung", "Datenschutz", "Datenschutzerklärung unterschrieben", "nur Mitglieder",
    "Nur für Mitglieder", "nur Büro", "Sperrvermerk", "sichtbar", "Visible", "Bemerkung nur intern",
]  # fmt: skip
ORDINARY = [
    "Öffentlichkeitsarbeit", "Öffentliche Förderung", "öffentlich-rechtlich", "Öffentlich gefördert",
    "Öffentlicher Nahverkehr", "Public Relations", "Internetseite alt", "Internetauftritt", "Internationales",
    "International", "Internat", "Interne Nummer", "Bemerkung (intern)", "Interne Notizen", "Privatstraße",
    "Privatadresse", "Private Träger", "Gesicht zeigen", "Anzeigenpreis", "Netzwerk", "Netz", "Online-Beratung",
    "Onlineshop", "Website 2", "Nur dienstags", "Nicht barrierefrei", "Erreichbarkeit", "Abstimmung",
    "Publikationen", "Publikum", "Freizeit", "Zeitung", "Ansprechpartner", "Ja/Nein", "Veranstaltungen",
    "Show", "Datum", "Eintrag vom", "Verteiler", "Bürozeiten", "Mitgliederzahl", "Einrichtung", "Lfd. Nr.",
    "Angebot für Mitglieder", "Vorstand",
]  # fmt: skip


@pytest.mark.parametrize("heading", TELLING)
def test_heading_about_who_sees_what_is_noticed(heading):
    assert seems_to_disclose(heading)


@pytest.mark.parametrize("heading", ORDINARY)
def test_ordinary_heading_is_no_false_alarm(heading):
    assert not seems_to_disclose(heading)


def test_columns_that_are_known_never_seem_to_disclose():
    known = [name for one in COLUMNS if one.key != "disclosure" for name in (one.key, *one.german)]
    assert [name for name in known if seems_to_disclose(name)] == []


@pytest.mark.parametrize("write", [lambda *rows: csv_text(rows).encode(), xlsx])
def test_list_is_refused_with_the_remedy(write):
    content = write(["Name", "Telefon", "Nur intern"], ["Haus", "030 23125-001", "ja"])
    with override("en"), pytest.raises(UnreadableList) as caught:
        parse_list(content, "liste")
    assert "“Nur intern” seems to say who may see what" in str(caught.value)
    assert "Veröffentlichung" in str(caught.value)


def test_list_with_ordinary_headings_is_read_and_names_what_it_leaves_out():
    raw = parse_list(csv_text([["Name", "Öffentlichkeitsarbeit"], ["Haus", "ja"]]).encode(), "liste")
    assert (raw.unknown_headings, raw.rows[0].problems) == (("Öffentlichkeitsarbeit",), ())


@pytest.mark.parametrize("key", ["public", "is_public", "nur intern", "DSGVO"])
def test_key_of_an_object_is_a_problem_of_its_row(key):
    rows = parse_list(jsonl({"name": "Haus", key: False}, {"name": "Heim"}), "liste").rows
    assert [bool(row.problems) for row in rows] == [True, False]
