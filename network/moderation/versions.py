"""A version of something in words, for comparing: texts, facts in rows, pictures, and where it links to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Words under a heading of the form."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Row:
    """A fact: by what it is known again, its name, what it says, and how much of it everybody sees (0: nothing)."""

    key: str
    name: str
    fields: tuple[tuple[str, str], ...] = ()
    openness: int = 0


@dataclass(frozen=True)
class Group:
    """Facts of one kind."""

    key: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shot:
    """A picture: where it stands, its key, and the words beside it."""

    key: str
    label: str
    image: int
    words: str = ""


@dataclass(frozen=True)
class Version:
    """Everything a version says."""

    texts: tuple[Text, ...] = ()
    groups: tuple[Group, ...] = ()
    pictures: tuple[Shot, ...] = ()
    links: tuple[str, ...] = ()


NOTHING = Version()
