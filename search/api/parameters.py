"""What may stand in a query string of the interface: the directory's own parameters, strictly.

The page forgives and says so; a program that misspells a filter must not get everything instead.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from network.choices import OfferKind, Reach, TargetGroup
from network.languages import LANGUAGES
from network.models.organisations import OrganisationKind
from portal.pagination import MAX_PAGE
from portal.query_forms import MAX_VALUES, MAX_WORDS, ChosenField, KeysField, NumberField
from search.forms import DirectoryForm
from search.opendata.problems import Refused, problem
from search.opendata.schema import Schema

PAGE_SIZE, LARGEST_PAGE = 50, 100
LONGEST_KEY = 100
# RFC 3339 §5.6, with the space that a "+" becomes in a query string.
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+\- ])(\d\d):(\d\d))", re.ASCII
)


class Wrong(ValueError):
    """A value that does not fit; the message says what would."""


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, its schema, what it is for, and how its text becomes a value."""

    name: str
    schema: Schema
    description: str
    required: bool = False
    read: Callable[[str], Any] = field(default=str)

    @property
    def is_list(self) -> bool:
        """Return whether it may stand several times."""
        return self.schema["type"] == "array"

    def value(self, texts: Sequence[str]) -> Any:
        """Return the value of what stands in the query string; raises Wrong."""
        if not texts:
            if self.required:
                raise Wrong("It is missing.")
            return [] if self.is_list else self.schema.get("default")
        if self.is_list:
            if len(texts) > self.schema["maxItems"]:
                raise Wrong(f"At most {self.schema['maxItems']} values are possible.")
            return [_fitting(text, self.schema["items"]) for text in texts]
        if len(texts) > 1:
            raise Wrong("It stands there more than once; give one value.")
        return self.read(_fitting(texts[0], self.schema))


def _fitting(text: str, schema: Schema) -> str:
    """Return a text that fits its schema; raises Wrong."""
    if schema["type"] == "integer":
        return _whole_number(text, schema)
    if "enum" in schema and text not in schema["enum"]:
        raise Wrong(f"Possible values: {', '.join(schema['enum'])}.")
    low, high = schema.get("minLength", 0), schema.get("maxLength")
    if len(text) < low or (high is not None and len(text) > high):
        raise Wrong(f"Give {low} to {high} characters.")
    if "pattern" in schema and re.fullmatch(schema["pattern"].strip("^$"), text) is None:
        raise Wrong(f"A key looks like this: {schema['pattern']}.")
    return text


def _whole_number(text: str, schema: Schema) -> str:
    """Return a text that is a number in its range; raises Wrong."""
    low, high = schema["minimum"], schema["maximum"]
    is_number = text.isascii() and text.isdigit() and len(text) < 8 and str(int(text)) == text
    if not (is_number and low <= int(text) <= high):
        raise Wrong(f"Give a whole number from {low} to {high}.")
    return text


def moment(text: str) -> datetime:
    """Return a moment as RFC 3339 writes it; raises Wrong. What no calendar of ours reaches becomes its end."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise Wrong("Give a moment with time zone, for example 2026-03-01T00:00:00Z (RFC 3339).")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    try:
        found = datetime(
            max(year, 1), month, day, hour, minute, min(second, 59), _micros(match[7]), tzinfo=UTC
        )
        if second > 60 or (match[8] is None and (int(match[10]) > 23 or int(match[11]) > 59)):
            raise ValueError
    except ValueError as error:
        raise Wrong("There is no such moment; give one such as 2026-03-01T00:00:00Z.") from error
    if match[8] is not None:
        return found
    offset = timedelta(hours=int(match[10]), minutes=int(match[11]))
    try:
        return found + offset if match[9] == "-" else found - offset
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if year < 5000 else datetime.max.replace(tzinfo=UTC)


def _micros(digits: str | None) -> int:
    """Return the fraction of a second in microseconds."""
    return int((digits or "0")[:6].ljust(6, "0"))


def keys(description: str, choices: Sequence[str] = (), pattern: str = "") -> tuple[Schema, str]:
    """Return schema and description of a list of keys: of one of these, or of keys that look so."""
    item: dict[str, Any] = {"type": "string", "enum": list(choices)}
    if not choices:
        item = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY}
        item |= {"pattern": pattern} if pattern else {}
    return {"type": "array", "items": item, "maxItems": MAX_VALUES}, description


_WORDS = {
    "q": "Words to search for, German or English; a place among them narrows the search.",
    "ort": "A town or a five-digit postcode: sorts by distance, and keeps what is within `umkreis` around it.",
    "umkreis": "Radius around `ort` in kilometres.",
    "nur_hier": "`1`: with one or more areas, only entries seated, present or active in them; without it, those that "
    "serve a larger area or work online come after them. For maps of an area.",
    "jetzt": "`1`: only who can be reached now, by their opening hours.",
    "sortierung": "`passend` best match, `nah` distance, `name`, `stand` last confirmed first.",
    "woertlich": "`1`: no place is recognised in the words, no spelling corrected.",
    "seite": "Number of the page.",
}
_LISTS = {
    "region": keys(
        "Area: AGS (14524) or `kind:code`; several widen. See /regions/.", pattern="^[A-Za-z0-9:._-]+$"
    ),
    "thema": keys("Topic; see /topics/.", pattern="^[A-Za-z0-9_-]+$"),
    "buendnis": keys("Register id of an alliance: who takes part in it. See /alliances/."),
    "angebot": keys("Kind of offer.", OfferKind.values),
    "zielgruppe": keys("For whom.", TargetGroup.values),
    "sprache": keys("Language (BCP 47).", list(LANGUAGES)),
    "reichweite": keys("Where they work beside named areas.", Reach.values),
    "art": keys("Kind of organisation.", OrganisationKind.values),
}


def of_form(
    name: str,
    form_field: forms.Field,
    lists: Mapping[str, tuple[Schema, str]] = _LISTS,
    words: Mapping[str, str] = _WORDS,
) -> Parameter:
    """Return the parameter of a field of a form, by default of the directory's."""
    if isinstance(form_field, KeysField):
        return Parameter(name, *lists[name])
    if isinstance(form_field, NumberField):
        default = {"default": form_field.default} if form_field.default is not None else {}
        schema = {"type": "integer", "minimum": form_field.low, "maximum": form_field.high, **default}
        return Parameter(name, schema, words[name], read=int)
    if isinstance(form_field, ChosenField):
        return Parameter(name, {"type": "string", "enum": list(form_field.known)}, words[name])
    return Parameter(name, {"type": "string", "maxLength": MAX_WORDS}, words[name])


# How a page of the website looks is no question to data.
OF_DIRECTORY = tuple(
    of_form(name, form_field)
    for name, form_field in DirectoryForm.base_fields.items()
    if name not in {"ansicht", "seite"}
)
PAGE = of_form("seite", NumberField(1, MAX_PAGE, default=1))
SIZE = Parameter(
    "anzahl",
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
    "How many items a page has.",
    read=int,
)
MODIFIED_SINCE = Parameter(
    "modified_since",
    {"type": "string", "format": "date-time"},
    "Only what changed or went at or after this moment (RFC 3339), oldest change first, whatever `sortierung` "
    "says. Follow `links.next` to the end and remember the last `modified`: the next call goes on from there.",
    read=moment,
)
AFTER = Parameter(
    "after",
    {"type": "string", "maxLength": LONGEST_KEY},
    "With `modified_since`: the id of the last item you have of that very moment; `links.next` sets it.",
    # No id holds a NUL, and PostgreSQL takes none.
    read=lambda text: text.replace("\0", ""),
)


def read_parameters(known: Sequence[Parameter], query: QueryDict) -> Mapping[str, Any]:
    """Return the values of a query string; raises Refused that names every wrong parameter and the remedy."""
    errors, values = [], {}
    names = [one.name for one in known]
    for name in query:
        if name not in names:
            possible = f"Possible: {', '.join(names)}." if names else "This resource takes no parameters."
            errors.append(
                {"parameter": name[:60], "detail": "There is no such parameter here.", "remedy": possible}
            )
    for one in known:
        try:
            values[one.name] = one.value(query.getlist(one.name))
        except Wrong as wrong:
            errors.append({"parameter": one.name, "detail": "The value does not fit.", "remedy": str(wrong)})
    if errors:
        said = " ".join(f"{one['parameter']}: {one['detail']} {one['remedy']}" for one in errors[:3])
        raise Refused(problem(400, said, errors[:20]))
    return values
