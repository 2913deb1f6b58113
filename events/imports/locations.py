"""Where a source says that something takes place: one line of text, taken apart into what a venue consists of."""

import re
from dataclasses import dataclass

_POSTCODE_AND_TOWN = re.compile(r"(?:D-)?(?<!\d)(\d{5})\s+([^\d]{2,120})")
_STREET = re.compile(
    r"(?=.*[^\W\d])[^\d]{2,100}\s\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/+]\s?\d{1,4}\s?[a-zA-Z]?)?"
    r"|(?:[^\d]*[^\W\d_])?(?:str\.|straße|strasse|gasse|allee|platz|ring|ufer|damm)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,;|\n]\s*|\s+[–—·]\s+")
# They have a number, too.
_ROOM = re.compile(
    r"(?:saal|raum|zimmer|etage|haus|gebäude|stock|eingang|hof|halle|room|hall|floor)\b", re.IGNORECASE
)
_COUNTRIES = {"deutschland", "germany", "de", "sachsen", "saxony", "freistaat sachsen"}
NAME, STREET, TOWN = 150, 150, 120


@dataclass(frozen=True)
class Location:
    """A place by name, street, postcode and town; only the name is always there."""

    name: str
    street: str = ""
    postcode: str = ""
    town: str = ""

    @property
    def where(self) -> str:
        """Return what tells it from places of the same name."""
        return self.postcode or self.town


def location_of(text: str, towns: frozenset[str] = frozenset()) -> Location:
    """Return a location's parts; `towns` are the names of towns by which one without postcode is known."""
    street = postcode = town = ""
    names = []
    for part in (part.strip() for part in _PARTS.split(text)):
        if not part or part.casefold() in _COUNTRIES:
            continue
        found = _POSTCODE_AND_TOWN.search(part)
        if found and not postcode:
            postcode, town = found[1], found[2].strip()
        rest = part[: found.start()].strip() if found and town == found[2].strip() else part
        if names and not town and rest.casefold() in towns:
            town = rest
        elif not street and _STREET.fullmatch(rest) and not _ROOM.match(rest):
            street = rest
        elif rest:
            names.append(rest)
    if not names and not street and town:
        names = [town]
    name = names[0] if names else street
    # What follows the name says more about the way, such as a room; it would be lost elsewhere.
    name = ", ".join([name, *names[1:]])
    return Location(
        _cut(name or text, NAME), _cut(street if names else "", STREET), postcode, _cut(town, TOWN)
    )


def _cut(text: str, longest: int) -> str:
    """Return a text as long as its column."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
