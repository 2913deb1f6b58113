"""What waits for somebody: each app says what is in its queues, and what can be done with many entries at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise

# A queue that says nothing else: a week, then somebody should have looked.
PATIENCE = timedelta(days=7)
LONGEST = 500


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits, in words that its reader may see.

    `key` is stable and unique in its queue; `url` is where one decides; `since` is when it began to wait, and `due`
    when it should be done, where that is another day than its queue's `patience` says. `version` differs whenever
    what one decides about has changed: the list then refuses an action on what nobody has looked at. `changed` is
    when that was, for “all that were found”, which names no versions.
    """

    key: str
    title: str
    url: str
    since: datetime
    due: datetime | None = None
    detail: str = ""
    kind: str = ""
    organisation: str = ""
    version: str = ""
    changed: datetime | None = None

    def is_as_shown(self, shown: datetime) -> bool:
        """Return whether a list that was shown at a moment held it as it is."""
        return max(self.since, self.changed or self.since) <= shown


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
    Where `asks` is the label of a text, such as the reason of a refusal, it is `run(user, keys, now, text)`. `kinds`
    are those of `WorkItem.kind` that the action fits, all where there are none. With `needs_seen` it is also given
    `seen`, the version of each key that the list showed, and refuses another one under the lock it decides under.
    """

    name: str
    label: str | Promise
    run: Callable[..., Outcome]
    undo: Callable[[Any, Mapping[str, Any], datetime], Sequence[str]] | None = None
    asks: str | Promise = ""
    kinds: tuple[str | Promise, ...] = ()
    needs_seen: bool = False

    def fits(self, item: WorkItem) -> bool:
        """Return whether the action can be meant for an item."""
        return not self.kinds or item.kind in map(str, self.kinds)


@dataclass(frozen=True)
class WorkQueue:
    """A queue: who may see it, and what waits in it for that person, the longest waiting first.

    `items(user, now)` costs a fixed number of queries, however much waits, and ends after `LONGEST` entries. An item
    is due `patience` after it began to wait. The first of the actions is the one that a single key does.
    """

    label: str | Promise
    may: Callable[[Any], bool]
    items: Callable[[Any, datetime], Iterable[WorkItem]]
    actions: tuple[QueueAction, ...] = ()
    patience: timedelta = PATIENCE

    @property
    def needs_seen(self) -> bool:
        """Return whether something is decided here in the version that was seen, and in no other."""
        return any(action.needs_seen for action in self.actions)


def each(
    keys: Iterable[str],
    act: Callable[[str], Any],
    reasons: Mapping[type[Exception], Callable[[Any], str]],
    name: str = "keys",
) -> Outcome:
    """Do something with each key; one whose error has a reason here is left with it and stops no other.

    What is done leads back under `name`.
    """
    done: list[str] = []
    refused: dict[str, str] = {}
    for key in keys:
        try:
            act(key)
        except tuple(reasons) as error:
            refused[key] = next(say(error) for kind, say in reasons.items() if isinstance(error, kind))
        else:
            done.append(key)
    return Outcome(tuple(done), refused, {name: done} if done else None)


def parted(
    keys: Iterable[str], done: Iterable[str], reason: str, way_back: Mapping[str, Any] | None = None
) -> Outcome:
    """Return what is done; whatever else was asked for is left with the same reason."""
    done = tuple(done)
    return Outcome(done, {key: reason for key in keys if key not in done}, way_back if done else None)
