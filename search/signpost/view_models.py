"""What the templates of the signpost read."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.registries import Section
from portal.view_models import Link, Message, Office
from search.view_models import Chip, Entry


@dataclass(frozen=True)
class Door:
    """One of the three ways in."""

    label: str
    line: str
    url: str
    picture: str
    tint: str
    palette: str


@dataclass(frozen=True)
class Choice:
    """A need to choose."""

    label: str
    line: str
    url: str
    picture: str
    palette: str
    is_urgent: bool = False


@dataclass(frozen=True)
class Ways:
    """How somebody is reached: what is public, else the form that passes a message on."""

    phone: str = ""
    email: str = ""
    relay_url: str = ""


@dataclass(frozen=True)
class Match:
    """Somebody who fits: why, with which offers, when and how they are reached."""

    entry: Entry
    why: Sequence[str]
    offers: Sequence[Link]
    hours: str
    is_open: bool
    ways: Ways


@dataclass(frozen=True)
class Answer:
    """The page at the end of the steps; with a day, `open` are those with hours on it, else those reachable now.

    `tonight` says that nobody near can be reached now; `far` are then those elsewhere who can.
    """

    open: Sequence[Match]
    others: Sequence[Match]
    note: str
    place: str
    alliances: Sequence[Entry]
    office: Office | None
    share_url: str
    directory: Link | None
    sections: Sequence[Section] = ()
    messages: Sequence[Message] = ()
    day: str = ""
    chips: Sequence[Chip] = ()
    far: Sequence[Match] = ()
    tonight: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nobody fits."""
        return not (self.open or self.others or self.far)


@dataclass(frozen=True)
class DayChoice:
    """A day of the week to choose."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class PlaceStep:
    """The question for place and day: where it is sent, what it carries along, what was wrong.

    `similar` lead on with places that may have been meant.
    """

    action: str
    need: str
    value: str
    error: str
    days: Sequence[DayChoice]
    everywhere: Link
    similar: Sequence[Link] = ()
