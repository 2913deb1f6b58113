"""What the template of the booklet reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.view_models import Link, Message


@dataclass(frozen=True)
class PaperContact:
    """A way to reach somebody, as it is printed."""

    kind: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class PaperEntry:
    """An entry of the booklet; registers name its number, because a browser cannot tell them its page."""

    number: int
    name: str
    url: str
    tile: str
    also: Sequence[str] = ()
    meta: str = ""
    summary: str = ""
    offers: Sequence[str] = ()
    languages: str = ""
    hours: Sequence[Any] = ()
    address: str = ""
    contacts: Sequence[PaperContact] = ()
    topics: str = ""
    note: str = ""


@dataclass(frozen=True)
class Town:
    """A town with its entries; "" for those of whom only the district is told."""

    heading: str
    entries: Sequence[PaperEntry]


@dataclass(frozen=True)
class Chapter:
    """A district or a letter with its entries; `span` are the numbers it holds."""

    heading: str
    anchor: str
    towns: Sequence[Town]
    first: int
    last: int


@dataclass(frozen=True)
class RegisterLine:
    """A word of a register and the numbers it leads to."""

    label: str
    numbers: Sequence[int]


@dataclass(frozen=True)
class Register:
    """Words in order, each with numbers."""

    heading: str
    anchor: str
    lines: Sequence[RegisterLine]


@dataclass(frozen=True)
class Booklet:
    """A printed directory."""

    heading: str
    selection: str
    count_label: str
    total: int
    as_of: date
    cloth: Sequence[Any]
    change_url: str
    orders: Sequence[Link]
    messages: Sequence[Message] = ()
    chapters: Sequence[Chapter] = ()
    registers: Sequence[Register] = ()
    choices: Sequence[Link] = ()
