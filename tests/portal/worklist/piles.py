"""A queue in memory: things that wait, are done, refused, and wait again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.registries import work_queues
from portal.worklist.queues import Outcome, QueueAction, WorkItem, WorkQueue
from portal.worklist.reading import mark_of


@dataclass
class Pile:
    """What waits in a queue of a test; `stubborn` are keys that no action is done to."""

    name: str
    waiting: dict[str, WorkItem] = field(default_factory=dict)
    done: dict[str, WorkItem] = field(default_factory=dict)
    stubborn: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    breaks: bool = False
    reads: int = 0

    def add(self, *keys: str, age: timedelta = timedelta(hours=1), **fields: Any) -> None:
        """Let things wait for so long; each is called after its key."""
        for key in keys:
            values = {"title": f"{self.name} {key}", "url": f"/admin/?{self.name}={key}", **fields}
            self.waiting[key] = WorkItem(key=key, since=timezone.now() - age, **values)

    def change(self, key: str, **fields: Any) -> None:
        """Let a thing be another one."""
        self.waiting[key] = replace(self.waiting[key], **fields)

    def items(self, user: Any, now: datetime) -> Iterator[WorkItem]:
        """Yield what waits."""
        self.reads += 1
        if self.breaks:
            raise ValueError("broken")
        yield from sorted(self.waiting.values(), key=lambda item: item.since)

    def act(self, user: Any, keys: list[str], now: datetime, text: str = "") -> Outcome:
        """Do it, except to stubborn ones."""
        if "bang" in keys:
            raise ValueError("bang")
        free = [key for key in keys if key not in self.stubborn and key in self.waiting]
        for key in free:
            self.done[key] = self.waiting.pop(key)
        self.said.append(text)
        refused = {key: "it is stubborn" for key in keys if key in self.stubborn}
        return Outcome(tuple(free), refused, {"keys": free})

    def undo(self, user: Any, way_back: dict[str, Any], now: datetime) -> list[str]:
        """Let things wait again that are done still."""
        back = [key for key in way_back["keys"] if key in self.done]
        for key in back:
            self.waiting[key] = self.done.pop(key)
        return back


def pile(
    name: str,
    may: Callable[[Any], bool] = lambda user: user.has_perm("wagtailadmin.access_admin"),
    **fields: Any,
) -> Pile:
    """Return an empty queue, registered with three actions: one that can be undone, one that asks, one for a kind."""
    made = Pile(name)
    actions = (
        QueueAction("done", "Done", made.act, made.undo),
        QueueAction("say", "Say", made.act, asks="Why?"),
        QueueAction("rare", "Rare", made.act, made.undo, kinds=("rare",)),
    )
    work_queues.register(name, WorkQueue(name.title(), may, made.items, actions, **fields))
    return made


def mark(name: str, key: str, version: str = "") -> str:
    """Return what the box of a thing sends."""
    return mark_of(name, key, version)
