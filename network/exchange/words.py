"""The words of a list for keys of choices: the key itself, its German and English label, and everyday words."""

from typing import Any

from django.utils.translation import override

from network.choices import Accessibility, OfferKind, OfferStatus, Reach, TargetGroup
from network.languages import LANGUAGES
from network.models.alliances import GoalLevel
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import LegalForm, OrganisationKind
from portal.disclosure import Audience, Precision

from .texts import word_key

EVERYDAY = {
    OrganisationKind: {
        "association": "Verein, e. V., eingetragener Verein, Förderverein, Verband, Dachverband",
        "initiative": "Initiative, Bürgerinitiative, Gruppe, Projekt",
        "alliance": "Bündnis, Netzwerk, Runder Tisch, Aktionsbündnis, Landesarbeitsgemeinschaft, Arbeitskreis",
        "provider": "Träger, Fachstelle, Träger/Fachstelle, Beratungsstelle",
        "foundation": "Stiftung",
        "migrant_organisation": "Migrantenorganisation, Selbstorganisation, Migrantenselbstorganisation, MSO, "
        "Migrantenorganisation/Selbstorganisation, Migrant*innenorganisation",
        "religious_community": "Religionsgemeinschaft, Kirche, Kirchgemeinde, Moscheegemeinde, Jüdische Gemeinde",
        "education": "Bildungseinrichtung, Schule, Volkshochschule, Akademie, Hochschule",
        "culture": "Kultureinrichtung, Kulturzentrum, Soziokulturelles Zentrum, Museum, Theater, Bibliothek",
        "youth": "Jugendorganisation, Jugendverband, Jugendclub",
        "union": "Gewerkschaft",
        "municipality": "Kommune, Stadt, Gemeinde, Landkreis",
        "authority": "Behörde, Amt",
        "party_branch": "Parteigliederung, Partei",
        "company": "Unternehmen, Firma, Betrieb",
        "other": "Sonstige, Andere",
    },
    LegalForm: {
        "ev": "e. V., eingetragener Verein, Verein",
        "none": "ohne Rechtsform, keine, Initiative",
        "ggmbh": "gGmbH, GmbH",
        "gug": "gUG, UG",
        "foundation": "Stiftung",
        "cooperative": "Genossenschaft, eG",
        "public_body": "Körperschaft des öffentlichen Rechts, KdöR, KöR",
        "church_body": "kirchliche Körperschaft, Kirche",
        "party": "Partei",
        "union": "Gewerkschaft",
        "company": "Unternehmen",
        "other": "Sonstige, Andere",
    },
    OfferKind: {
        "counselling": "Beratung",
        "accompaniment": "Begleitung",
        "emergency": "Hilfe im Notfall, Notfall, Notruf",
        "course": "Kurs",
        "training": "Fortbildung, Workshop, Fortbildung/Workshop, Schulung, Seminar",
        "school_project": "Projekttag, Schulprojekt",
        "meeting_place": "Treffpunkt, Treff",
        "support_group": "Selbsthilfe, Selbsthilfegruppe",
        "room": "Raum, Räume",
        "lending": "Material und Verleih, Verleih, Material",
        "volunteering": "Mitmachen, Ehrenamt, Mitmachen/Ehrenamt",
        "networking": "Vernetzung",
        "culture": "Kultur",
        "funding": "Förderung",
        "exhibition": "Ausstellung",
    },
    OfferStatus: {
        "active": "verfügbar, läuft, aktiv",
        "full": "ausgebucht, voll, Warteliste",
        "paused": "pausiert, ruht",
        "ended": "beendet",
    },
    TargetGroup: {
        "everyone": "Alle",
        "children": "Kinder",
        "youth": "Jugendliche, Jugend",
        "families": "Familien",
        "women": "Frauen",
        "girls": "Mädchen",
        "men": "Männer",
        "seniors": "Ältere Menschen, Senioren, Seniorinnen und Senioren",
        "refugees": "Geflüchtete, Flüchtlinge",
        "migrants": "Menschen mit Migrationsgeschichte, Migrantinnen und Migranten, Migranten",
        "affected_discrimination": "Betroffene von Diskriminierung",
        "affected_violence": "Betroffene von Gewalt",
        "queer": "Queere Menschen, LSBTIQ*",
        "disabled": "Menschen mit Behinderung, Menschen mit Behinderungen",
        "schools": "Schulen",
        "professionals": "Fachkräfte",
        "volunteers": "Ehrenamtliche",
        "administration": "Verwaltungen, Verwaltung",
        "associations": "Vereine und Initiativen, Vereine",
        "homeless": "Menschen ohne Wohnung, Wohnungslose",
        "prisoners": "Inhaftierte",
        "students": "Studierende",
    },
    Accessibility: {
        "step_free": "stufenlos, ohne Stufen, barrierefrei zugänglich",
        "accessible_toilet": "rollstuhlgerechtes WC, barrierefreies WC, Rollstuhl-WC",
        "lift": "Aufzug, Fahrstuhl",
        "induction_loop": "Hörschleife, Induktionsschleife",
        "sign_language": "Gebärdensprache",
        "easy_language": "Leichte Sprache",
        "quiet_room": "Ruheraum",
        "childcare": "Kinderbetreuung",
        "guide_dog": "Assistenzhund willkommen, Assistenzhund, Blindenhund",
    },
    Reach: {
        "statewide": "landesweit, sachsenweit",
        "mobile": "mobil, aufsuchend",
        "online": "online, digital",
    },
    Audience: {
        "public": "öffentlich, alle, ja",
        "registrants": "Angemeldete",
        "members": "Mitglieder, nur Mitglieder",
        "office": "Büro, Koordinierungsbüro, intern, nur intern",
        "nobody": "niemand, nie, nein",
    },
    Precision: {
        "exact": "genau",
        "municipality": "Ort, nur Ort, Gemeinde",
        "district": "Landkreis, nur Landkreis, Kreis",
    },
    MembershipKind: {
        "founding": "Gründungsmitglied, Gründer",
        "member": "Mitglied",
        "partner": "Kooperationspartner, Partner",
        "supporter": "Unterstützer, Unterstützerin",
        "host": "Träger, Trägerin",
        "guest": "Gast, Beobachter",
    },
    MembershipStatus: {
        "active": "aktiv",
        "dormant": "ruhend, ruht",
        "left": "ausgetreten",
        "excluded": "ausgeschlossen",
    },
    GoalLevel: {"leitziel": "Leitziel", "mittlerziel": "Mittlerziel", "measure": "Maßnahme"},
}
LANGUAGE_WORDS = {"farsi": "fa", "persisch": "fa", "kurdisch": "kmr", "gebaerdensprache": "gsg", "dgs": "gsg"}


class Choices:
    """Finds the keys of one list of choices."""

    def __init__(self, choices: Any) -> None:
        self.keys: list[str] = list(choices.values)
        self._keys = _words_of(choices)

    def key(self, word: object) -> str | None:
        """Return the key of a word, None if it is unknown."""
        return self._keys.get(word_key(word)) if word else None

    @property
    def allowed(self) -> str:
        """Return the keys as a line for messages."""
        return ", ".join(self.keys)


def _words_of(choices: Any) -> dict[str, str]:
    """Return the keys of a list of choices by every word for them; the keys themselves win."""
    found: dict[str, str] = {}
    for language in ("en", "de"):
        with override(language):
            found.update({word_key(label): str(key) for key, label in choices.choices})
    for key, words in EVERYDAY[choices].items():
        found.update({word_key(word): key for word in words.split(",")})
    found.update({word_key(key): str(key) for key in choices.values})
    found.pop("", None)
    return found


def language_words() -> dict[str, str]:
    """Return the codes of languages by code and by their names in German, English and themselves."""
    found = dict(LANGUAGE_WORDS)
    for language in LANGUAGES.values():
        names = (language.english, language.german, language.german.split(" (")[0], language.own)
        for name in names:
            found.setdefault(word_key(name), language.code)
    found.update({word_key(code): code for code in LANGUAGES})
    found.pop("", None)
    return found
