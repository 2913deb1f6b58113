"""What differs between two versions: words, facts that came, went or changed, pictures, links that lead outside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from .versions import Group, Row, Shot, Text, Version
from .word_diff import Piece, pieces

_Part = TypeVar("_Part", Text, Group, Shot)


class How(StrEnum):
    """What happened to a fact."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class TextChange:
    """A text that differs, both versions in one."""

    key: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class FieldChange:
    """One thing that a fact says: from what to what; "" for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A fact that differs; `opens` says that everybody sees more of it than before."""

    how: How
    name: str
    fields: tuple[FieldChange, ...]
    opens: bool = False


@dataclass(frozen=True)
class GroupChange:
    """Facts of one kind that differ."""

    key: str
    label: str
    changes: tuple[RowChange, ...]


@dataclass(frozen=True)
class PictureChange:
    """A picture that came, went or changed, by where it stands: keys before and after, 0 for none."""

    key: str
    label: str
    before: int
    after: int
    words: str


@dataclass(frozen=True)
class Comparison:
    """Everything that differs; `unseen` names what differs as it is stored and is not shown here."""

    texts: tuple[TextChange, ...] = ()
    groups: tuple[GroupChange, ...] = ()
    pictures: tuple[PictureChange, ...] = ()
    new_links: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def shows_nothing(self) -> bool:
        """Return whether there is nothing to look at here."""
        return not (self.texts or self.groups or self.pictures or self.new_links)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing differs, not even what is not shown."""
        return self.shows_nothing and not self.unseen

    @property
    def labels(self) -> tuple[str, ...]:
        """Return what differs by name."""
        names = [change.label for part in (self.texts, self.groups, self.pictures) for change in part]
        return tuple(dict.fromkeys(names))

    @property
    def keys(self) -> frozenset[str]:
        """Return the names of the fields and tables that differ; of a picture in a text that of the text."""
        parts = (*self.texts, *self.groups, *self.pictures)
        return frozenset(change.key.partition(":")[0] for change in parts)

    @property
    def opens(self) -> bool:
        """Return whether a fact becomes public, or more of it."""
        return any(change.opens for group in self.groups for change in group.changes)


def compare(before: Version, after: Version) -> Comparison:
    """Return what differs, in the order of the form."""
    known = set(before.links)
    return Comparison(
        tuple(_texts(before.texts, after.texts)),
        tuple(_groups(before.groups, after.groups)),
        tuple(_pictures(before.pictures, after.pictures)),
        tuple(link for link in dict.fromkeys(after.links) if link not in known),
    )


def _pairs(before: Iterable[_Part], after: Iterable[_Part]) -> Iterator[tuple[_Part | None, _Part | None]]:
    """Yield what was and what is under each key, in the order of what is; then what is gone."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    yield from ((old.get(key), one) for key, one in new.items())
    yield from ((one, None) for key, one in old.items() if key not in new)


def _texts(before: Iterable[Text], after: Iterable[Text]) -> Iterator[TextChange]:
    """Yield the texts that differ."""
    for old, new in _pairs(before, after):
        shown, was, now = new or old, old.text if old else "", new.text if new else ""
        if was != now:
            yield TextChange(shown.key, shown.label, pieces(was, now))


def _groups(before: Iterable[Group], after: Iterable[Group]) -> Iterator[GroupChange]:
    """Yield the kinds of facts in which something differs."""
    for old, new in _pairs(before, after):
        shown = new or old
        if changes := tuple(_rows(old.rows if old else (), new.rows if new else ())):
            yield GroupChange(shown.key, shown.label, changes)


def _rows(before: Sequence[Row], after: Sequence[Row]) -> Iterator[RowChange]:
    """Yield the facts that differ: known again by key, else by what they say."""
    left = {row.key: row for row in before}
    new: list[Row] = []
    for row in after:
        was = left.pop(row.key, None)
        if was is None:
            new.append(row)
        elif was != row:
            yield _changed(was, row)
    for row in new:
        same = next((one for one in left.values() if (one.name, one.fields) == (row.name, row.fields)), None)
        if same is not None:
            del left[same.key]
            if same.openness != row.openness:
                yield _changed(same, row)
            continue
        fields = tuple(FieldChange(label, "", value) for label, value in row.fields)
        yield RowChange(How.ADDED, row.name, fields, row.openness > 0)
    for row in left.values():
        yield RowChange(How.REMOVED, row.name, tuple(FieldChange(*pair, "") for pair in row.fields))


def _changed(before: Row, after: Row) -> RowChange:
    """Return a fact with what it says differently."""
    old, new = dict(before.fields), dict(after.fields)
    fields = tuple(
        FieldChange(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys([*new, *old])
        if old.get(label, "") != new.get(label, "")
    )
    return RowChange(How.CHANGED, after.name, fields, after.openness > before.openness)


def _pictures(before: Iterable[Shot], after: Iterable[Shot]) -> Iterator[PictureChange]:
    """Yield the places in which another picture stands, or other words beside it."""
    for was, now in _pairs(before, after):
        if was != now:
            words = now.words if now else ""
            shown = now or was
            yield PictureChange(
                shown.key, shown.label, was.image if was else 0, now.image if now else 0, words
            )
