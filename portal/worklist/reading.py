"""Everything that waits for a person, read from all queues that they may see: a fixed number of queries.

A queue that breaks is named and left out; the others are shown.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

from portal.models import User
from portal.registries import work_queues

from .models import WorkAssignment
from .queues import LONGEST, QueueAction, WorkItem, WorkQueue

log = logging.getLogger("portal.worklist")


@dataclass(frozen=True)
class Entry:
    """An item with its queue, when it is due, and who takes care of it."""

    queue_name: str
    queue: WorkQueue
    item: WorkItem
    due: datetime
    is_overdue: bool
    owner: User | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Return what an item is known by."""
        return self.queue_name, self.item.key

    @property
    def mark(self) -> str:
        """Return what its box sends: queue, key, and the version that is shown."""
        return mark_of(self.queue_name, self.item.key, self.item.version)

    @property
    def actions(self) -> tuple[QueueAction, ...]:
        """Return what can be done with it."""
        return tuple(one for one in self.queue.actions if one.fits(self.item))


@dataclass(frozen=True)
class Board:
    """What waits for one person, by due day and age; and the queues that could not be read or are too long."""

    user: User
    now: datetime
    queues: Mapping[str, WorkQueue]
    entries: tuple[Entry, ...]
    unreadable: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()

    @property
    def doubtful(self) -> frozenset[str]:
        """Return the queues of which not everything is known."""
        return frozenset((*self.unreadable, *self.too_long))

    def labels(self, names: Iterable[str]) -> list[str]:
        """Return how some queues are called."""
        return [str(self.queues[name].label) for name in names]

    @property
    def overdue(self) -> int:
        """Return how much should have been done by now."""
        return sum(entry.is_overdue for entry in self.entries)

    @property
    def mine(self) -> int:
        """Return how much this person takes care of."""
        return sum(entry.owner == self.user for entry in self.entries)

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how much waits, by queue."""
        return Counter(entry.queue_name for entry in self.entries)

    def find(self, place: tuple[str, str]) -> Entry | None:
        """Return the entry of an item, None where it waits no more."""
        return next((entry for entry in self.entries if entry.place == place), None)


def queues_for(user: Any) -> dict[str, WorkQueue]:
    """Return the queues that a person may see."""
    return {name: queue for name, queue in work_queues.items() if user.is_active and queue.may(user)}


def may_work(user: Any) -> bool:
    """Return whether there is any queue for a person."""
    return bool(queues_for(user))


def read(user: User, now: datetime, only: Iterable[str] | None = None) -> Board:
    """Return everything that waits for a person, or what waits in some queues."""
    queues = queues_for(user)
    wanted = [name for name in queues if only is None or name in set(only)]
    found, unreadable, too_long = [], [], []
    owners = _owners(wanted) if wanted else {}
    for name in wanted:
        queue = queues[name]
        try:
            items = list(islice(queue.items(user, now), LONGEST))
        except Exception:
            log.exception("queue %s could not be read", name)
            unreadable.append(name)
            continue
        if len(items) == LONGEST:
            too_long.append(name)
        found += [_entry(name, queue, item, now, owners.get((name, item.key))) for item in items]
    found.sort(key=lambda entry: (entry.due, entry.item.since, entry.queue_name, entry.item.key))
    return Board(user, now, queues, tuple(found), tuple(unreadable), tuple(too_long))


def mark_of(queue: str, key: str, version: str = "") -> str:
    """Return the value of a box."""
    return ":".join(quote(part, safe="") for part in (queue, key, version))


def place_of(mark: str) -> tuple[tuple[str, str], str] | None:
    """Return queue and key, and the version, of the value of a box; None for anything else."""
    parts = mark.split(":")
    if len(parts) != 3 or "\0" in unquote(mark):
        return None
    queue, key, version = (unquote(part) for part in parts)
    return (queue, key), version


def _entry(name: str, queue: WorkQueue, item: WorkItem, now: datetime, owner: User | None) -> Entry:
    """Return an item with its due moment."""
    due = item.due or item.since + queue.patience
    return Entry(name, queue, item, due, due < now, owner)


def _owners(queues: Iterable[str]) -> dict[tuple[str, str], User]:
    """Return who takes care of what; one query."""
    rows = WorkAssignment.objects.filter(queue__in=queues).select_related("owner")
    return {(row.queue, row.key): row.owner for row in rows}
