"""What a saved search can tell of: every kind of thing is a source that later apps may add to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.registries import Registry

from .saved_filter import SavedFilter


@dataclass(frozen=True)
class Shown:
    """A thing as a mail shows it, in the active language: title, path, and a few public facts."""

    title: str
    path: str
    facts: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class Item:
    """Something that appeared or changed; `show()` gives its words in the active language."""

    key: str
    appeared_at: datetime
    changed_at: datetime
    show: Callable[[], Shown]

    def is_told(self, since: datetime, until: datetime) -> bool:
        """Return whether it changed in `(since, until]`."""
        return since < self.changed_at <= until

    def is_new(self, since: datetime) -> bool:
        """Return whether it did not exist at a moment."""
        return self.appeared_at > since


# `(filters, since, until)` to the items of each filter that changed in `(since, until]`, by its canonical query.
# All filters of a batch at once, so that a source asks the database a constant number of times.
Find = Callable[[Sequence[SavedFilter], datetime, datetime], Mapping[str, Sequence[Item]]]


@dataclass(frozen=True)
class Source:
    """A kind of thing: its heading, when the newest of it changed (not after a moment), and how it is found."""

    heading: Any
    newest: Callable[[datetime], datetime | None]
    find: Find


sources = Registry("source of saved searches")
