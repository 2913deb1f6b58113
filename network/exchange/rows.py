"""Check a row of a list: what is wrong with it, named with its column, and what its words mean."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from network.choices import ContactKind, OfferStatus, Reach
from network.contacts import check_contact
from network.models import Region, Topic

from .columns import BY_KEY, LIST, OBJECTS, TEXT
from .hours import HoursRange, parse_hours
from .reading import RawRow, as_objects
from .resolve import Resolver, Unknown

POSTCODE = re.compile(r"^\d{5}$")
GERMAN_DATE = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
FOUNDED = re.compile(r"^\d{4}(-\d{2}-\d{2})?$")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell: line, column and reason."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.reason}"


@dataclass
class Row:
    """A checked row: values of the columns that were given, words resolved."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    topics: list[Topic] | None = None
    seat: Region | None = None
    areas: list[Region] | None = None
    reach: list[str] | None = None
    hours: list[HoursRange] | None = None
    unmatched: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Return whether the list gave this column."""
        return column in self.values

    def get(self, column: str, default: Any = "") -> Any:
        """Return the value of a column."""
        return self.values.get(column, default)


class RowChecker:
    """Checks rows one after the other with one set of known words."""

    def __init__(self, resolver: Resolver, unknown: Unknown) -> None:
        self.resolver = resolver
        self.unknown = unknown
        self._row = Row(0)

    def check(self, raw: RawRow) -> Row:
        """Return the row with every problem found."""
        row = self._row = Row(raw.line)
        for column, reason in raw.problems:
            self._problem(column, reason)
        for key, value in raw.cells.items():
            self._take(key, value)
        if not row.get("name") and not row.problems:
            self._problem("name", "is empty; every organisation needs a name")
        self._check_contacts()
        self._check_place()
        self._check_words()
        return row

    def _problem(self, column: str, reason: str) -> None:
        self._row.problems.append(Problem(self._row.line, column, reason))

    def _take(self, key: str, value: Any) -> None:
        """Take a cell over in the shape its column holds."""
        column = BY_KEY[key]
        if value is None:
            value = "" if column.holds == TEXT else []
        if column.holds == TEXT:
            if isinstance(value, (dict, list, bool)):
                self._problem(key, f"must be text, not {type(value).__name__}")
                return
            value = str(value).replace("\x00", "").strip()
            if column.max_length and len(value) > column.max_length:
                self._problem(key, f"has {len(value)} characters, at most {column.max_length} fit")
        elif column.holds == LIST:
            items = value if isinstance(value, list) else [value]
            value = list(dict.fromkeys(str(item).strip() for item in items if str(item).strip()))
        elif column.holds == OBJECTS:
            try:
                value = as_objects(key, value)
            except ValueError as error:
                self._problem(key, str(error))
                return
        self._row.values[key] = value

    def _check_contacts(self) -> None:
        """Check e-mail, phone and website; a website without scheme gets https://."""
        row = self._row
        website = row.get("website")
        if website and "://" not in website and "." in website:
            row.values["website"] = f"https://{website}"
        for kind in (ContactKind.EMAIL, ContactKind.PHONE, ContactKind.WEBSITE):
            if row.get(kind):
                try:
                    check_contact(kind, row.get(kind))
                except ValidationError as error:
                    self._problem(kind, " ".join(error.messages))

    def _check_place(self) -> None:
        """Find seat and areas; places that are not known are kept as words."""
        row = self._row
        postcode = row.get("postcode")
        if postcode and postcode.isdigit() and len(postcode) == 4:
            postcode = row.values["postcode"] = f"0{postcode}"  # spreadsheets eat the leading zero
        if postcode and not POSTCODE.match(postcode):
            self._problem("postcode", f"“{postcode}” is no postcode; five digits, for example 08056")
        district = self.resolver.district(row.get("district")) if row.get("district") else None
        if row.get("district") and district is None:
            self._keep("places", row.get("district"))
        if row.get("municipality"):
            row.seat = self.resolver.municipality(row.get("municipality"), district) or district
            if row.seat is None or row.seat is district:
                self._keep("places", row.get("municipality"))
        else:
            row.seat = district
        if row.has("regions_served"):
            self._check_areas(row.get("regions_served"))

    def _check_areas(self, words: list[str]) -> None:
        """Sort areas served into regions and ways of reaching out."""
        row = self._row
        row.areas, row.reach = [], []
        for word in words:
            reach = self.resolver.reach.key(word)
            region = None if reach else self.resolver.region(word)
            if region is not None and region.kind == "state":
                reach, region = Reach.STATEWIDE, None
            if reach:
                row.reach.append(str(reach))
            elif region is not None:
                row.areas.append(region)
            else:
                self._keep("places", word)

    def _keep(self, what: str, word: str) -> None:
        """Keep a word nobody knows, and report it."""
        if word not in self._row.unmatched.setdefault(what, []):
            self._row.unmatched[what].append(word)
            self.unknown.add(what, word, self._row.line)

    def _check_words(self) -> None:
        """Check everything chosen from a list."""
        row, to = self._row, self.resolver
        self._choice("kind", to.kinds)
        self._choice("legal_form", to.legal_forms)
        if row.has("topics"):
            row.topics = []
            for word in row.get("topics"):
                topic = to.topic(word)
                if topic is None:
                    self._keep("topics", word)
                elif topic not in row.topics:
                    row.topics.append(topic)
        self._choices("target_groups", to.target_groups.key)
        self._choices("accessibility", to.accessibility.key)
        self._choices("languages", to.language)
        self._check_offers()
        if row.has("opening_hours"):
            row.hours, bad = parse_hours(row.get("opening_hours"))
            for text in bad:
                self._problem("opening_hours", f"“{text}” is not understood; write Mo-Do 10:00-15:00")
        if row.has("disclosure"):
            row.values["disclosure"], bad = to.parse_audiences(row.get("disclosure"))
            for text in bad:
                self._problem("disclosure", f"“{text}” is unknown; audiences: {to.audiences.allowed}")
        self._check_dates()

    def _choice(self, column: str, choices: Any) -> None:
        """Resolve a column with one key; unknown words are kept."""
        word = self._row.get(column)
        if not word:
            self._row.values.pop(column, None)
            return
        key = choices.key(word)
        if key is None:
            self._keep(column, word)
            self._row.values.pop(column)
        else:
            self._row.values[column] = str(key)

    def _choices(self, column: str, find: Any) -> None:
        """Resolve a column with many keys; unknown words are kept."""
        if not self._row.has(column):
            return
        keys = []
        for word in self._row.get(column):
            key = find(word)
            if key is None:
                self._keep(column, word)
            else:
                keys.append(str(key))
        self._row.values[column] = list(dict.fromkeys(keys))

    def _check_offers(self) -> None:
        """Check offers: a title each, known kind, languages and status."""
        for offer in self._row.get("offers", []):
            if not str(offer.get("title") or "").strip():
                self._problem("offers", "an offer has no title")
            kind = self.resolver.offer_kinds.key(offer.get("kind") or "")
            if offer.get("kind") and kind is None:
                self._keep("offers", str(offer["kind"]))
            offer["kind"] = str(kind or guess_kind(offer))
            spoken = offer.get("languages") or []
            spoken = spoken if isinstance(spoken, list) else [spoken]
            offer["languages"] = [code for word in spoken if (code := self.resolver.language(str(word)))]
            if offer.get("status") and offer["status"] not in OfferStatus.values:
                self._problem(
                    "offers", f"status “{offer['status']}” is unknown; {', '.join(OfferStatus.values)}"
                )

    def _check_dates(self) -> None:
        """Check founding and confirmation dates; German dates are read too."""
        row = self._row
        for column in ("confirmed_on", "founded"):
            if match := GERMAN_DATE.match(row.get(column)):
                day, month, year = match.groups()
                row.values[column] = f"{year}-{int(month):02d}-{int(day):02d}"
        if row.get("founded") and not FOUNDED.match(row.get("founded")):
            self._problem("founded", f"“{row.get('founded')}” is no year or date; 2012 or 2012-03-14")
        if row.get("confirmed_on"):
            try:
                date.fromisoformat(row.get("confirmed_on"))
            except ValueError:
                self._problem(
                    "confirmed_on", f"“{row.get('confirmed_on')}” is no date; 2026-11-04 or 04.11.2026"
                )


GUESSES = (
    ("emergency", ("notruf", "notfall", "krise", "soforthilfe")),
    ("counselling", ("beratung", "sprechstunde")),
    ("accompaniment", ("begleit", "patenschaft", "behörden")),
    ("course", ("kurs", "deutsch lernen", "unterricht", "nachhilfe")),
    ("training", ("workshop", "fortbildung", "schulung", "training", "seminar")),
    ("school_project", ("projekttag", "schulprojekt")),
    ("meeting_place", ("café", "cafe", "treff", "küche", "begegnung", "stammtisch")),
    ("support_group", ("selbsthilfe", "gruppe")),
    ("room", ("raum", "räume")),
    ("lending", ("verleih", "ausleihe")),
    ("volunteering", ("ehrenamt", "mitmachen", "freiwillig")),
    ("networking", ("vernetzung", "netzwerk")),
    ("exhibition", ("ausstellung",)),
    ("funding", ("förder", "fonds")),
    ("culture", ("konzert", "lesung", "theater", "film", "kultur")),
)


def guess_kind(offer: dict[str, Any]) -> str:
    """Return the kind an offer's title speaks of, a meeting place where it says nothing."""
    title = str(offer.get("title") or "").casefold()
    return next((kind for kind, words in GUESSES if any(word in title for word in words)), "meeting_place")
