"""Everyday words find whoever says it otherwise, and nothing is found where nobody offers the like."""

from functools import cache

import pytest

from search.thesaurus_lists import thesaurus
from search.types import IndexedDocument
from tests.search.small_lore import GERMAN, document, find

# Name and summary of invented initiatives.
TEXTS = {
    "kleider": ("Kleiderkreisel", "Einmal im Monat Kleidertausch im Vereinsheim"),
    "rad": ("Speiche", "Unsere Fahrradwerkstatt macht gespendete Räder wieder heil"),
    "regal": ("Nordring", "Vor der Tür steht ein Tauschregal"),
    "topf": ("Großer Topf", "Sonntags kochen wir für alle aus geretteten Lebensmitteln"),
    "repair": ("Schraube", "Jeden Monat Repaircafé, gemeinsam reparieren"),
    "geld": ("Ordner", "Anerkannte Schuldnerberatung und Sozialberatung, auch zu Pfändungsschutz"),
    "miete": ("Dach", "Mieterberatung bei Kündigung und Nebenkosten"),
    "stube": ("Laterne", "Wärmestube mit Frühstück und Dusche"),
    "ausstieg": ("Weichenstellung", "Distanzierungsberatung für junge Menschen und ihre Eltern"),
    "rechts": ("Beobachtung", "Wir klären über Rechtsextremismus und Verschwörungserzählungen auf"),
    "netz": ("Klick", "Hilfe bei Hass im Netz und Medienbildung"),
    "mut": ("Gegenwort", "Workshops gegen Stammtischparolen, für mehr Zivilcourage"),
    "zuflucht": ("Tür", "Zuflucht und Gewaltschutz für Mädchen"),
    "haft": ("Drehkreuz", "Straffälligenhilfe, wir besuchen Inhaftierte"),
    "asyl": ("Anker", "Asylverfahrensberatung, Aufenthaltsrecht und Bleiberecht"),
    "lohn": ("Abrechnung", "Arbeitsrechtsberatung, wenn Lohn oder Urlaub fehlen"),
    "zeugnis": ("Stempel", "Anerkennungsberatung für ausländische Abschlüsse"),
    "klima": ("Grad", "Klimaaktive setzen sich für Klimaschutz ein"),
    "garten": ("Beetgeflüster", "Gemeinschaftsgarten mit Hochbeeten"),
    "fahrt": ("Muldental mobil", "Wir organisieren Fahrgemeinschaften und einen Fahrdienst"),
    "tandem": ("Zwei Stühle", "Sprachtandem und Sprachcafé"),
    "presse": ("Stimme", "Pressearbeit und Öffentlichkeitsarbeit für kleine Vereine"),
    "engagiert": ("Mitgemacht", "Bei uns gibt es FSJ und andere Freiwilligendienste"),
    "treff": ("Runde", "Erzählcafé und Besuchsdienst gegen das Alleinsein"),
    "handy": ("Wisch", "Handysprechstunde für alle, die digital teilhaben wollen"),
    "foerdern": ("Topfvoll", "Fördermittelberatung für Vereine"),
    "verein": ("Paragraf", "Vereinsberatung: Gründung, Satzung, Versicherung"),
    "queer": ("Bunt", "Queere Jugendgruppe"),
    "frieden": ("Taube", "Friedensarbeit an Schulen"),
    "ferien": ("Zeltplatz", "Sommerlager und Zeltlager für Kinder"),
    "funk": ("Welle", "Jugendradio und Medienwerkstatt"),
    "chor": ("Singkreis", "Wir singen Lieder aus aller Welt"),
}


@cache
def documents() -> tuple[IndexedDocument, ...]:
    """Return the invented initiatives as documents."""
    return tuple(document(key, name, s=summary) for key, (name, summary) in TEXTS.items())


def found(q: str) -> list[str]:
    """Return the keys of the initiatives that a query finds."""
    return find(q, documents(), thesaurus(GERMAN))


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("Kleiderspende", "kleider"),
        ("Kleiderspende abgeben", "kleider"),
        ("Kleiderkammer", "kleider"),
        ("alte Kleidung spenden", "kleider"),
        ("Klamotten abgeben", "kleider"),
        ("Wintersachen", "kleider"),
        ("Altkleider", "kleider"),
        ("Fahrrad spenden", "rad"),
        ("altes Fahrrad abgeben", "rad"),
        ("Fahrrad kaputt", "rad"),
        ("Platten flicken", "rad"),
        ("Umsonstladen", "regal"),
        ("Sachen verschenken", "regal"),
        ("Foodsharing", "topf"),
        ("Fairteiler", "topf"),
        ("Lebensmittelverschwendung", "topf"),
        ("Toaster kaputt", "repair"),
        ("Upcycling", "repair"),
        ("P-Konto", "geld"),
        ("Gerichtsvollzieher", "geld"),
        ("Kindergeld", "geld"),
        ("Amtsdeutsch", "geld"),
        ("Räumungsklage", "miete"),
        ("Zwangsräumung", "miete"),
        ("Ärger mit Vermieter", "miete"),
        ("Kältebus", "stube"),
        ("Notschlafstelle", "stube"),
        ("Aussteigerprogramm", "ausstieg"),
        ("Nazi aussteigen", "ausstieg"),
        ("rechte Szene verlassen", "ausstieg"),
        ("Reichsbürger", "rechts"),
        ("Pegida", "rechts"),
        ("White Power", "rechts"),
        ("großer Austausch", "rechts"),
        ("Volksverräter", "mut"),
        ("Argumentationstraining", "mut"),
        ("Cybermobbing", "netz"),
        ("Drohmail", "netz"),
        ("Deepfake", "netz"),
        ("Missbrauch", "zuflucht"),
        ("Zwangsheirat", "zuflucht"),
        ("Haftentlassung", "haft"),
        ("Vater im Gefängnis", "haft"),
        ("Familiennachzug", "asyl"),
        ("Härtefallkommission", "asyl"),
        ("Anhörung beim BAMF", "asyl"),
        ("Ausbeutung", "lohn"),
        ("Minijob", "lohn"),
        ("Paketbote", "lohn"),
        ("Zeugnis anerkennen", "zeugnis"),
        ("Diplom anerkennen", "zeugnis"),
        ("Fridays for Future", "klima"),
        ("FFF", "klima"),
        ("Klimastreik", "klima"),
        ("Urban Gardening", "garten"),
        ("Beet gesucht", "garten"),
        ("Mitfahrbank", "fahrt"),
        ("kein Bus im Dorf", "fahrt"),
        ("Sprachaustausch", "tandem"),
        ("Pressekontakt", "presse"),
        ("Interview anfragen", "presse"),
        ("Bufdi", "engagiert"),
        ("BFD", "engagiert"),
        ("freiwilliges soziales Jahr", "engagiert"),
        ("Einsamkeit", "treff"),
        ("keine Freunde", "treff"),
        ("Computerkurs", "handy"),
        ("Whatsapp erklären", "handy"),
        ("Verwendungsnachweis", "foerdern"),
        ("Crowdfunding", "foerdern"),
        ("Vereinsgründung", "verein"),
        ("Vereinshaftpflicht", "verein"),
        ("nonbinär", "queer"),
        ("Wehrpflicht", "frieden"),
        ("Ferienprogramm", "ferien"),
        ("Schülerzeitung", "funk"),
        ("Radfahren", "rad"),
        ("Nazis an der Schule", "ausstieg"),
        ("rechtes Konzert", "rechts"),
        ("Ärger mit Jobcenter", "geld"),
        ("Beruf anerkennen", "zeugnis"),
        ("Witwe", "treff"),
    ],
)
def test_who_offers_the_like_is_found(q, wanted):
    assert wanted in found(q)[:3]


@pytest.mark.parametrize(
    "q",
    [
        "Quantenphysik",
        "xyzzy",
        "Autoverkauf",
        "Zahnarzt",
        "Aktienkurs",
        "Pizza bestellen",
        "Aids",
        "Medinetz",
    ],
)
def test_nothing_is_found_where_nobody_offers_the_like(q):
    assert found(q) == []


def test_a_contact_for_the_press_is_no_contact_for_everything():
    assert found("Pressekontakt") == ["presse"]
