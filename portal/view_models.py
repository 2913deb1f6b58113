"""What templates read, as plain frozen values; what only one app shows has its view models there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Link:
    """Words and an address; `lang` and `dir` only where the words are in another language than the page."""

    label: str
    url: str
    current: bool = False
    lang: str = ""
    dir: str = ""
    icon: str = ""
    count: int | None = None
    description: str = ""


@dataclass(frozen=True)
class Segment:
    """A piece of plain text, marked where the search found it."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Picture:
    """A rendition of an image; an empty `alt` means decoration."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class DateTile:
    """A day as a tile: "Mi", "25", "Nov."; `iso` for machines."""

    weekday: str
    day: str
    month: str
    iso: str
    state: Literal["", "past", "off"] = ""


@dataclass(frozen=True)
class Badge:
    """A word about a state."""

    kind: Literal["cancelled", "moved", "full", "stale", "new", "draft", "calm"]
    label: str


@dataclass(frozen=True)
class Message:
    """Something the reader should know now."""

    level: Literal["info", "ok", "warn", "danger"]
    text: str
    heading: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Office:
    """The coordination office and how it is reached."""

    name: str
    phone: str = ""
    phone_note: str = ""
    email: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True)
class PageLanguage:
    """The language of a text: BCP 47 code, direction, and the name Open Graph has for it."""

    code: str
    dir: Literal["ltr", "rtl"] = "ltr"
    og: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """The way to a page in another language; without `url` there is no such version."""

    label: str
    url: str
    code: str
    dir: Literal["ltr", "rtl"] = "ltr"
    kind: Literal["easy", "sign", "language"] = "language"
    current: bool = False


@dataclass(frozen=True)
class FooterColumn:
    """A heading and the links below it."""

    heading: str
    links: Sequence[Link]


@dataclass(frozen=True)
class EditorBar:
    """What a signed-in editor sees above the page."""

    name: str
    links: Sequence[Link]
    logout_url: str


@dataclass(frozen=True)
class Alternate:
    """The absolute address of a page in another language (`hreflang`)."""

    code: str
    url: str


@dataclass(frozen=True)
class Meta:
    """What the head of a page tells browsers, search engines and those who share it."""

    title: str
    bare_title: bool = False
    description: str = ""
    canonical_url: str = ""
    alternates: Sequence[Alternate] = ()
    robots: str = ""
    og_type: Literal["website", "article"] = "website"
    image: Picture | None = None
    json_ld: Mapping[str, Any] | Sequence[Any] | None = None
