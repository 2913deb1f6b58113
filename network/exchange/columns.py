"""The columns of an organisation list, under their English and German names."""

from dataclasses import dataclass

TEXT, LIST, OBJECTS, MAPPING = "text", "list", "objects", "mapping"


@dataclass(frozen=True)
class Column:
    """A column: its key, the German headings it is known by, and what its cells hold."""

    key: str
    german: tuple[str, ...]
    holds: str = TEXT
    max_length: int | None = None


COLUMNS = (
    Column("id", ("ID", "Kennung"), max_length=100),
    Column("name", ("Name", "Organisation", "Name der Organisation"), max_length=255),
    Column("short_name", ("Kurzname", "Abkürzung"), max_length=80),
    Column("former_names", ("Frühere Namen",), LIST),
    Column("legal_form", ("Rechtsform",)),
    Column("kind", ("Art", "Typ")),
    Column("register_number", ("Vereinsregisternummer", "Registernummer"), max_length=50),
    Column("summary", ("Kurzbeschreibung", "Zusammenfassung"), max_length=300),
    Column("body", ("Beschreibung", "Text")),
    Column("website", ("Website", "Webseite", "Internet", "Homepage"), max_length=255),
    Column("email", ("E-Mail", "Email", "Mail", "E-Mail-Adresse"), max_length=255),
    Column("phone", ("Telefon", "Tel.", "Telefonnummer"), max_length=255),
    Column("street", ("Straße", "Strasse", "Anschrift"), max_length=150),
    Column("postcode", ("PLZ", "Postleitzahl")),
    Column("municipality", ("Ort", "Gemeinde", "Stadt"), max_length=120),
    Column("district", ("Landkreis", "Kreis")),
    Column("regions_served", ("Einzugsgebiet", "Regionen", "Wirkungsgebiet"), LIST),
    Column("topics", ("Themen", "Thema"), LIST),
    Column("offers", ("Angebote", "Angebot"), OBJECTS),
    Column("target_groups", ("Zielgruppen", "Zielgruppe"), LIST),
    Column("languages", ("Sprachen", "Sprache"), LIST),
    Column("accessibility", ("Barrierefreiheit",), LIST),
    Column("opening_hours", ("Öffnungszeiten", "Sprechzeiten"), LIST),
    Column("alliances", ("Bündnisse", "Bündnis", "Mitglied in"), OBJECTS),
    Column("disclosure", ("Veröffentlichung", "Sichtbarkeit"), MAPPING),
    Column("founded", ("Gegründet", "Gründung")),
    Column("confirmed_on", ("Stand", "Bestätigt am")),
    Column("goals", ("Ziele",), OBJECTS),
    Column("links", ("Links",), OBJECTS),
    Column("milestones", ("Meilensteine",), OBJECTS),
    Column("focus", ("Jahresschwerpunkte",), OBJECTS),
    Column("partner_lines", ("Weitere Partner",), LIST),
    Column("funding", ("Förderung",), OBJECTS),
    Column("legal_note", ("Rechtsnatur",), max_length=250),
)
BY_KEY = {column.key: column for column in COLUMNS}
MAIN_FIELD = {
    "offers": "title",
    "alliances": "alliance",
    "goals": "text",
    "links": "url",
    "milestones": "text",
    "focus": "text",
    "funding": "programme",
}
"""What a plain text stands for in a column of objects."""


def _heading(text: str) -> str:
    """Return a heading without case, spaces and marks."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


_KNOWN = {_heading(name): column.key for column in COLUMNS for name in (column.key, *column.german)}


def column_of(heading: str) -> str | None:
    """Return the key of a heading in either language, None if no column has it."""
    return _KNOWN.get(_heading(heading))
