"""The columns of an organisation list, under their English and German names."""

from dataclasses import dataclass
from difflib import get_close_matches

from .disclosing import says_who_sees
from .texts import word_key

TEXT, PROSE, LIST, OBJECTS, MAPPING = "text", "prose", "list", "objects", "mapping"
MAX_PROSE = 30_000  # characters; with them a text still fits into a spreadsheet's cell
MAX_ENTRIES = 200
WORDS, LINES = "|\n;,", "|\n;"


@dataclass(frozen=True)
class Field:
    """A part of an object in a cell: its key, other names, and how long it may be."""

    key: str
    names: tuple[str, ...] = ()
    max_length: int = 255
    holds: str = TEXT


@dataclass(frozen=True)
class Column:
    """A column: its key, the German headings it is known by, and what its cells hold.

    `split` names what separates the entries of a table's cell; `fields` are those of objects, the first of
    which a plain text stands for.
    """

    key: str
    german: tuple[str, ...]
    holds: str = TEXT
    max_length: int = 255
    split: str = WORDS
    fields: tuple[Field, ...] = ()

    @property
    def heading(self) -> str:
        """Return the German heading."""
        return self.german[0]


_OFFER = (
    Field("title", ("Titel", "Name", "Angebot"), 150),
    Field("kind", ("Art",), 100),
    Field("description", ("Beschreibung",), MAX_PROSE, PROSE),
    Field("for_whom", ("Für wen", "Zielgruppe"), 200),
    Field("languages", ("Sprachen",), 100, LIST),
    Field("cost", ("Kosten",), 150),
    Field("how_to_apply", ("Anmeldung",), 250),
    Field("status", ("Stand",), 100),
)
_MEMBERSHIP = (
    Field("alliance", ("Bündnis", "name", "id")),
    Field("kind", ("Rolle", "role", "Art"), 100),
    Field("since", ("seit",), 30),
    Field("until", ("bis",), 30),
    Field("status", ("Stand",), 100),
    Field("statement", ("Aussage",), MAX_PROSE, PROSE),
)
_GOAL = (
    Field("text", ("Ziel",), MAX_PROSE, PROSE),
    Field("level", ("Ebene",), 100),
    Field("heading", ("Überschrift", "title"), 80),
    Field("responsible", ("verantwortlich",)),
)
_FUNDING = (
    Field("programme", ("Programm",), 200),
    Field("funder", ("Geldgeber",)),
    Field("purpose", ("Zweck",), 300),
    Field("since", ("seit",), 30),
    Field("until", ("bis",), 30),
)
_LINK = (Field("url", ("Adresse",), 500), Field("label", ("Beschriftung", "title"), 120))
_MILESTONE = (Field("text", ("Was",), 250), Field("year", ("Jahr",), 30))
_FOCUS = (Field("text", ("Schwerpunkt",), MAX_PROSE, PROSE), Field("year", ("Jahr",), 30))

COLUMNS = (
    Column("id", ("ID", "Kennung"), max_length=100),
    Column("name", ("Name", "Organisation", "Name der Organisation")),
    Column("short_name", ("Kurzname", "Abkürzung"), max_length=80),
    Column("former_names", ("Frühere Namen",), LIST, split=LINES),
    Column("legal_form", ("Rechtsform",)),
    Column("kind", ("Art", "Typ")),
    Column("register_number", ("Vereinsregisternummer", "Registernummer"), max_length=50),
    Column("summary", ("Kurzbeschreibung", "Zusammenfassung"), max_length=300),
    Column("body", ("Beschreibung", "Text"), PROSE, max_length=MAX_PROSE),
    Column("website", ("Website", "Webseite", "Internet", "Internetseite", "Homepage")),
    Column("email", ("E-Mail", "Mail", "E-Mail-Adresse")),
    Column("phone", ("Telefon", "Tel.", "Telefonnummer")),
    Column("street", ("Straße", "Straße und Hausnummer", "Anschrift"), max_length=150),
    Column("postcode", ("PLZ", "Postleitzahl"), max_length=20),
    Column("municipality", ("Ort", "Gemeinde", "Stadt"), max_length=120),
    Column("district", ("Landkreis", "Kreis"), max_length=120),
    Column("regions_served", ("Einzugsgebiet", "Regionen", "Wirkungsgebiet"), LIST),
    Column("topics", ("Themen", "Thema"), LIST, max_length=100),
    Column("offers", ("Angebote", "Angebot"), OBJECTS, split=LINES, fields=_OFFER),
    Column("target_groups", ("Zielgruppen", "Zielgruppe"), LIST, max_length=100),
    Column("languages", ("Sprachen", "Sprache"), LIST, max_length=100),
    Column("accessibility", ("Barrierefreiheit",), LIST, max_length=100),
    Column("opening_hours", ("Öffnungszeiten", "Sprechzeiten"), LIST, split=LINES),
    Column("alliances", ("Bündnisse", "Bündnis", "Mitglied in"), OBJECTS, split=LINES, fields=_MEMBERSHIP),
    Column("disclosure", ("Veröffentlichung", "Sichtbarkeit"), MAPPING),
    Column("founded", ("Gegründet", "Gründung", "Gründungsjahr")),
    Column("confirmed_on", ("Stand", "Bestätigt am")),
    Column("goals", ("Ziele",), OBJECTS, split="|\n", fields=_GOAL),
    Column("links", ("Links",), OBJECTS, split="|\n", fields=_LINK),
    Column("milestones", ("Meilensteine",), OBJECTS, split="|\n", fields=_MILESTONE),
    Column("focus", ("Jahresschwerpunkte",), OBJECTS, split="|\n", fields=_FOCUS),
    Column("partner_lines", ("Weitere Partner",), LIST, max_length=200, split=LINES),
    Column("funding", ("Förderung",), OBJECTS, split="|\n", fields=_FUNDING),
    Column("legal_note", ("Rechtsnatur",), max_length=250),
)
BY_KEY = {column.key: column for column in COLUMNS}
OF_THE_REGISTER = frozenset(
    {"id", "name", "short_name", "former_names", "legal_form", "kind", "register_number", "founded"}
)
OF_ALLIANCES = frozenset({"goals", "focus", "partner_lines", "funding", "legal_note"})
"""Columns that only alliances fill."""

_KNOWN = {word_key(name): column.key for column in COLUMNS for name in (column.key, *column.german)}
_FIELDS = {
    column.key: {word_key(name): field.key for field in column.fields for name in (field.key, *field.names)}
    for column in COLUMNS
}


def column_of(heading: object) -> str | None:
    """Return the key of a heading in either language, None if no column has it."""
    return _KNOWN.get(word_key(heading))


def field_of(column: str, name: object) -> str | None:
    """Return the key of a part of an object, None if the column has none of that name."""
    return _FIELDS[column].get(word_key(name))


def seems_to_disclose(heading: object) -> bool:
    """Return whether an unknown heading may be meant to say who sees what: then it must not be passed over."""
    key = word_key(heading)
    meant = ("disclosure", *map(word_key, BY_KEY["disclosure"].german))
    return says_who_sees(heading) or bool(get_close_matches(key, meant, n=1, cutoff=0.8))
