"""What waits for somebody: each app says what is in its queues, and what can be done with many entries at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits, in words that its reader may see.

    `key` is stable and unique in its queue; `url` is where one decides; `since` is when it began to wait, and `due`
    when it should be done, if there is such a day.
    """

    key: str
    title: str
    url: str
    since: datetime
    due: datetime | None = None
    detail: str = ""
    kind: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Outcome:
    """What an action did: keys that are done, reasons why others are not, and what it takes to undo it.

    `way_back` is plain JSON for the action's `undo`, or None where nothing leads back.
    """

    done: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    way_back: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class QueueAction:
    """What can be done with many entries at once: `run(user, keys, now)`, which checks each one's rights itself.

    `undo(user, way_back, now)` returns the keys that wait again; what changed meanwhile stays, and is left out.
    """

    name: str
    label: str | Promise
    run: Callable[[Any, Sequence[str], datetime], Outcome]
    undo: Callable[[Any, Mapping[str, Any], datetime], Sequence[str]] | None = None


@dataclass(frozen=True)
class WorkQueue:
    """A queue: who may see it, and what waits in it for that person, the longest waiting first.

    `items(user, now)` costs a fixed number of queries, however much waits, and ends after `LONGEST` entries.
    """

    label: str | Promise
    may: Callable[[Any], bool]
    items: Callable[[Any, datetime], Iterable[WorkItem]]
    actions: tuple[QueueAction, ...] = ()


LONGEST = 500
