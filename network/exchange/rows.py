"""Check a row of a list: what is wrong with it, named with its column, and what its words mean.

What a checked row holds is what an export of it would write: `state` and `rows` speak the same language, so
comparing them is comparing values.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.contacts import check_contact
from network.models import Region
from network.models.regions import RegionKind

from .audiences import CONTACTS, parse_disclosure
from .columns import BY_KEY, LIST, MAPPING, MAX_ENTRIES, OBJECTS, PROSE, TEXT, Column
from .dates import full_day, year_or_day
from .hours import hours_lines, parse_hours
from .objects import Item, check_object, scalar_text, tidy, web_address
from .offer_words import part_key, title_number
from .places import only
from .reading import RawRow
from .resolve import Resolver, Unknown
from .texts import one_line, paragraphs, shown, word_key

NEVER_EMPTY = {"id", "name", "kind", "legal_form", "summary", "district", "disclosure"}
"""Columns in which an empty cell leaves things as they are; in all others it empties what is there."""

# Under what unknown words are kept, where it is not their column: records keep "places" back with the town itself.
KEPT_AS = {"municipality": "places"}
_OF_PLACES = {"regions_served"}
_COLUMN_OF = {kept: column for column, kept in KEPT_AS.items()}


def column_of_kept(key: str) -> str:
    """Return the column whose unknown words are kept under a key."""
    return _COLUMN_OF.get(key, key.partition("/")[0])


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
    """A checked row: values of the columns that were given, and the words among them that nobody knows."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    unmatched: dict[str, list[str]] = field(default_factory=dict)
    seat: Region | None = None
    problems: list[Problem] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Return whether the list gave this column."""
        return column in self.values

    def get(self, column: str, default: Any = "") -> Any:
        """Return the value of a column."""
        return self.values.get(column, default)

    def known(self, column: str) -> list[str]:
        """Return the entries of a list that are keys, without the words that nobody knows."""
        return [entry for entry in self.get(column, []) if entry not in self.unmatched.get(column, [])]

    def problem(self, column: str, reason: str) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(self.line, column, reason))


class RowChecker:
    """Checks rows one after the other with one set of known words."""

    def __init__(self, resolver: Resolver, unknown: Unknown) -> None:
        self.resolver = resolver
        self.unknown = unknown
        self.unread: dict[str, None] = {}
        self._row = Row(0)

    def check(self, raw: RawRow) -> Row:
        """Return the row with every problem found."""
        row = self._row = Row(raw.line)
        for column, reason in raw.problems:
            row.problem(column, reason)
        for key, value in raw.cells.items():
            self._try(key, self._take, BY_KEY[key], value)
        if not word_key(row.get("name")) and not row.problems:
            row.problem("name", _("is empty; every organisation needs a name"))
        for key, check in self._checks().items():
            if row.get(key):
                self._try(key, check, key)
        self._check_place()
        for key in NEVER_EMPTY & row.values.keys():
            if not row.values[key]:
                del row.values[key]
        return row

    def _try(self, column: str, check: Callable[..., None], *arguments: Any) -> None:
        """Run a check and note what it refuses."""
        try:
            check(*arguments)
        except ValidationError as error:
            self._row.problem(column, " ".join(error.messages))
        except ValueError as error:
            self._row.problem(column, str(error))

    def _take(self, column: Column, value: Any) -> None:
        """Take a cell over in the shape its column holds; raises ValueError."""
        if column.holds in {TEXT, PROSE}:
            taken: Any = self._text(column, value)
        elif column.holds == LIST:
            taken = self._entries(column, value)
        elif column.holds == OBJECTS:
            taken = self._objects(column, value)
        elif column.holds == MAPPING:
            taken = parse_disclosure(value, self.resolver)
        self._row.values[column.key] = taken

    def _text(self, column: Column, value: Any) -> str:
        """Return a text; raises ValueError."""
        text = "" if value is None else scalar_text(value)
        text = paragraphs(text) if column.holds == PROSE else one_line(text)
        return _fitting(text, column.max_length)

    def _entries(self, column: Column, value: Any) -> list[str]:
        """Return the texts of a list without repetitions; raises ValueError."""
        items = _items(value)
        texts = [
            _fitting(one_line(scalar_text(item)), column.max_length) for item in items if item is not None
        ]
        return list(dict.fromkeys(text for text in texts if text))

    def _objects(self, column: Column, value: Any) -> list[Item]:
        """Return the objects of a cell with keys for words; raises ValueError."""
        found: list[Item] = []
        for item in _items(value):
            if item is None or item in ("", {}):
                continue
            tidied, unread = tidy(column, item)
            self.unread.update({f"{column.key}.{name}": None for name in unread})
            keep = partial(self._keep_of, column, found, tidied)
            found.append(check_object(column.key, tidied, self.resolver, keep))
        return found

    def _keep_of(self, column: Column, before: list[Item], item: Item, part: str, word: str) -> None:
        """Keep a word of an object under the object's own key."""
        self._keep(part_key(column.key, part, title_number(before, item)), word)

    def _checks(self) -> dict[str, Callable[[str], None]]:
        """Return what is checked beyond the shape, by column."""
        to = self.resolver
        return {
            **dict.fromkeys(CONTACTS, self._check_contact),
            "postcode": self._check_postcode,
            "founded": lambda key: self._set(key, year_or_day(self._row.get(key))),
            "confirmed_on": lambda key: self._set(key, full_day(self._row.get(key)).isoformat()),
            "kind": lambda key: self._choose(key, to.kinds.key),
            "legal_form": lambda key: self._choose(key, to.legal_forms.key),
            "topics": lambda key: self._choose_all(key, to.topic),
            "target_groups": lambda key: self._choose_all(key, to.target_groups.key),
            "accessibility": lambda key: self._choose_all(key, to.accessibility.key),
            "languages": lambda key: self._choose_all(key, to.language),
            "regions_served": lambda key: self._choose_all(key, self._area),
            "opening_hours": self._check_hours,
        }

    def _set(self, key: str, value: Any) -> None:
        """Replace a value by what it means."""
        self._row.values[key] = value

    def _keep(self, key: str, word: str, candidates: Sequence[Region] = ()) -> None:
        """Keep a word that nobody knows or that may mean several regions, and report it."""
        words = self._row.unmatched.setdefault(KEPT_AS.get(key, key), [])
        if word not in words:
            words.append(word)
        self.unknown.add(key.partition("/")[0], word, self._row.line, candidates)

    def _choose(self, column: str, find: Callable[[str], str | None]) -> None:
        """Put a key in place of a word; an unknown word is kept."""
        word = self._row.get(column)
        key = find(word)
        if key is None:
            self._keep(column, word)
        else:
            self._set(column, key)

    def _choose_all(self, column: str, find: Callable[[str], str | None]) -> None:
        """Put keys in place of words; unknown words are kept."""
        words = self._row.get(column)
        found = {word: find(word) for word in words}
        for word, key in found.items():
            if key is None:
                self._keep(column, word, self.resolver.places.regions(word) if column in _OF_PLACES else ())
        self._set(column, list(dict.fromkeys(key or word for word, key in found.items())))

    def _area(self, word: str) -> str | None:
        """Return the key of an area served or of a way of reaching out; one's own state is “statewide”."""
        if reach := self.resolver.reach.key(word):
            return reach
        region = only(self.resolver.places.regions(word))
        if region is not None and region.kind == RegionKind.STATE and region.code == settings.HOME_STATE:
            return "statewide"
        return region.url_key if region else None

    def _check_contact(self, kind: str) -> None:
        """Check e-mail, phone and website; a website without scheme gets https://."""
        if kind == "website":
            self._set(kind, web_address(self._row.get(kind)))
        check_contact(kind, self._row.get(kind))

    def _check_postcode(self, column: str) -> None:
        """Check the postcode; spreadsheets eat the leading zero."""
        postcode = self._row.get(column)
        if len(postcode) == 4 and postcode.isascii() and postcode.isdigit():
            postcode = f"0{postcode}"
        if not (len(postcode) == 5 and postcode.isascii() and postcode.isdigit()):
            reason = _("“%(value)s” is no postcode; five digits, for example 08056")
            raise ValueError(reason % {"value": shown(postcode)})
        self._set(column, postcode)

    def _check_hours(self, column: str) -> None:
        """Read opening hours; words without times are kept, impossible times refused."""
        hours = parse_hours(self._row.get(column))
        for line in hours.wrong:
            reason = _("“%(line)s” is not understood; write Mo-Do 10:00-15:00, a line for each time of day")
            self._row.problem(column, reason % {"line": shown(line)})
        for line in hours.words:
            self._keep(column, line)
        self._set(column, hours_lines(hours.ranges) + hours.words)

    def _check_place(self) -> None:
        """Find the seat; a town nobody knows stays in the address, a district nobody knows is kept.

        So do names that may mean several: which one is meant is the office's to say.
        """
        row, places = self._row, self.resolver.places
        word, town = row.get("district"), row.get("municipality")
        districts = places.districts(word) if word else []
        towns = places.municipalities(town, districts) if town else []
        row.seat = only(towns)
        district = row.seat.parent if row.seat and row.seat.parent else only(districts)
        if row.seat is None:
            row.seat = district
            if town:
                self._keep("municipality", town, towns)
        elif word_key(town).endswith(row.seat.code):
            self._set("municipality", row.seat.name)
        if word and (district is None or not districts):
            self._keep("district", word, districts)
        elif row.has("district") and district is not None:
            self._set("district", district.url_key)


def _items(value: Any) -> list[Any]:
    """Return the entries of a list or of a single one; raises ValueError for too many."""
    items = value if isinstance(value, list) else [] if value is None or value == "" else [value]
    if len(items) > MAX_ENTRIES:
        counts = {"count": len(items), "most": MAX_ENTRIES}
        raise ValueError(_("has %(count)s entries, at most %(most)s fit") % counts)
    return items


def _fitting(text: str, most: int) -> str:
    """Return the text; raises ValueError where it is too long."""
    if len(text) > most:
        raise ValueError(
            _("has %(count)s characters, at most %(most)s fit") % {"count": len(text), "most": most}
        )
    return text
