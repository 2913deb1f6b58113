"""A comparison in a few lines, for mails."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .comparing import Comparison, GroupChange, How, PictureChange, RowChange, TextChange
from .word_diff import ADDED, REMOVED

WORDS = 200  # characters of a text
MOST = 25


@dataclass(frozen=True)
class Line:
    """One thing that differs, in one line."""

    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}: {self.words}" if self.words else self.label


def lines_of(comparison: Comparison) -> list[Line]:
    """Return what differs, at most so many lines as somebody reads on a phone."""
    found = list(_lines(comparison))
    left = len(found) - MOST
    return found if left <= 0 else [*found[:MOST], Line(_("and %(n)s more changes") % {"n": left}, "")]


def _lines(comparison: Comparison) -> Iterator[Line]:
    """Yield a line for each change."""
    yield from map(_text, comparison.texts)
    for group in comparison.groups:
        yield from (_row(group, change) for change in group.changes)
    yield from map(_picture, comparison.pictures)
    yield from (Line(_("New link that leads outside"), link) for link in comparison.new_links)
    if comparison.unseen:
        yield Line(_("Something differs that is not shown here"), ", ".join(comparison.unseen))


def _text(change: TextChange) -> Line:
    """Return the words that are new, else that words went."""
    added = " … ".join(
        piece.text.strip() for piece in change.pieces if piece.what == ADDED and piece.text.strip()
    )
    removed = any(piece.what == REMOVED and piece.text.strip() for piece in change.pieces)
    if not added:
        return Line(change.label, _("words were taken out"))
    words = Truncator(" ".join(added.split())).chars(WORDS)
    pattern = _("changed: %(words)s") if removed else _("new: %(words)s")
    return Line(change.label, pattern % {"words": words})


def _row(group: GroupChange, change: RowChange) -> Line:
    """Return what happened to a fact."""
    pattern = {
        How.ADDED: _("added: %(name)s"),
        How.REMOVED: _("removed: %(name)s"),
        How.CHANGED: _("changed: %(name)s"),
    }[change.how]
    words = pattern % {"name": change.name}
    if change.how == How.CHANGED and change.fields:
        told = "; ".join(f"{one.label}: {one.before or '–'} → {one.after or '–'}" for one in change.fields)
        words = f"{words} ({told})"
    return Line(group.label, Truncator(words).chars(WORDS))


def _picture(change: PictureChange) -> Line:
    """Return what happened to a picture."""
    if not change.before:
        return Line(change.label, _("new picture"))
    return Line(change.label, _("another picture") if change.after else _("picture removed"))
