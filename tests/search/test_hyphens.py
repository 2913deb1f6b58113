"""Soft hyphens: only where a word is put together, never beside a linking s."""

import pytest

from search.hyphens import SOFT_HYPHEN, soft_hyphens


@pytest.mark.parametrize(
    "parted",
    [
        "Mittel|sachsen",
        "Süd|west|sachsen",
        "Sued|west|sachsen",
        "Niedersachsen",
        "Erzgebirgs|kreis",
        "Vogtland|kreis",
        "Salz|land|kreis",
        "Kyffhäuser|kreis",
        "Boden|see|kreis",
        "Hochsauerland|kreis",
        "Kaisers|lautern",
        "Reckling|hausen",
        "Hildburg|hausen",
        "Wolf|rats|hausen",
        "Eisen|hütten|stadt",
        "Franken|hausen",
        "Bollingstedt",
        "Hollingstedt",
        "Tellingstedt",
        "Seelingstädt",
        "Hoyerswerda",
        "Markneukirchen",
        "Ehrenfriedersdorf",
        "Johanngeorgenstadt",
        "Dippoldiswalde",
        "Schirgiswalde",
        "Großrückerswalde",
        "Langenbernsdorf",
        "Burkhardtsdorf",
        "Lichtenstein",
        "Schwarzenberg",
        "Augustusburg",
        "Wittichenau",
        "Crimmitschau",
        "Panschwitz-Kuckau",
        "Annaberg-Buchholz",
        "Hohenstein-Ernstthal",
        "Schneidenbach",
        "Mecklenburg-Vorpommern",
    ],
)
def test_place_names(parted):
    assert soft_hyphens(parted.replace("|", "")) == parted.replace("|", SOFT_HYPHEN)


@pytest.mark.parametrize(
    "parted",
    [
        "Anti|diskriminierungs|beratung",
        "Anti|rassismus",
        "Bürger|beteiligung",
        "Demokratie|bildung",
        "Erinnerungs|kultur",
        "Gleich|stellung",
        "Gesundheit und Seele",
        "Haft und Straffälligen|hilfe",
        "Inter|religiöser Dialog",
        "Medien|kompetenz",
        "Migranten|organisationen",
        "Opfer|beratung",
        "Rechts|extremismus|prävention",
        "Gegen anti|muslimischen Rassismus",
        "Öffentlichkeits|arbeit",
        "Gemeinschafts|unterkunft",
        "Gesundheits|amt",
        "Arbeits|rechts|beratung",
        "Asyl|verfahrens|beratung",
        "Freiwilligen|agentur",
        "Wohnungs|eigentum",
        "Umwelt|bundes|amt",
    ],
)
def test_topics_and_other_labels(parted):
    assert soft_hyphens(parted.replace("|", "")) == parted.replace("|", SOFT_HYPHEN)


@pytest.mark.parametrize(
    "parted",
    [
        "Schrift|stellerin",
        "Antrag|steller",
        "Friedens|arbeit",
        "Brand|stifters",
        "Staub|saugern",
        "Sprung|schanze",
        "Steuer|schätzungen",
        "Kranken|pflegerinnen",
        "Pflegerinnen",
        "Kurrent|schrift",
        "Verbindungs|leute",
    ],
)
def test_an_s_belongs_to_the_part_it_begins(parted):
    assert soft_hyphens(parted.replace("|", "")) == parted.replace("|", SOFT_HYPHEN)


def test_short_words_stay_in_one_piece():
    assert soft_hyphens("Haustiere Amtsarzt") == "Haustiere Amtsarzt"


def test_the_words_themselves_stay_as_they_are():
    text = "Die Fachstelle für Antidiskriminierungsberatung im Landkreis Mittelsachsen, kurz: FAM"
    assert soft_hyphens(text).replace(SOFT_HYPHEN, "") == text
