"""One action on many items: what was done, what was refused and why; and the way back, for a day."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from portal.models import User

from .models import WorkStep
from .queues import Outcome, QueueAction, WorkQueue
from .reading import Board, Entry, queues_for

log = logging.getLogger("portal.worklist")

# At once: each may publish a page, and nobody else saves meanwhile where SQLite is the database.
MOST = 100
KEEP = timedelta(days=1)


class Refused(Exception):
    """Nothing was done; the text says why."""


@dataclass(frozen=True)
class Deed:
    """What is to be done: an action with its queue and the name of that."""

    queue_name: str
    queue: WorkQueue
    action: QueueAction

    @property
    def label(self) -> str:
        """Return what it is called."""
        return f"{self.queue.label}: {self.action.label}"


@dataclass(frozen=True)
class Chosen:
    """What somebody ticked: entries that still wait as they were shown, and why others are left."""

    entries: tuple[Entry, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    gone: int = 0


@dataclass(frozen=True)
class Done:
    """What came of an action: its step, the titles of what is done, and titles with the reasons of what is not."""

    step: WorkStep | None = None
    titles: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Undone:
    """What came of undoing: the titles of what waits again, and of what stays because it changed meanwhile."""

    back: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


@dataclass
class _Sorting:
    """Ticked entries, sorted into those that fit and those that do not."""

    fitting: list[Entry] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    gone: int = 0


def choose(board: Board, wanted: Sequence[tuple[tuple[str, str], str]]) -> Chosen:
    """Return what still waits of some places, each with the version that was shown.

    "" stands for whichever, but in a queue in which what was seen decides.
    """
    by_place = {entry.place: entry for entry in board.entries}
    found = _Sorting()
    for place, version in dict(wanted).items():
        entry = by_place.get(place)
        if entry is None:
            found.gone += 1
        elif version != entry.item.version and (version or entry.queue.needs_seen):
            found.left.append((entry.item.title, _("it was changed while you looked at the list")))
        else:
            found.fitting.append(entry)
    return Chosen(tuple(found.fitting), tuple(found.left), found.gone)


def fitting(chosen: Chosen, deed: Deed) -> Chosen:
    """Return what of a choice an action can be done to; the rest is left, with the reason."""
    fits, rest = [], []
    for entry in chosen.entries:
        does_fit = entry.queue_name == deed.queue_name and deed.action.fits(entry.item)
        (fits if does_fit else rest).append(entry)
    too_many = fits[MOST:]
    left = [
        *chosen.left,
        *((entry.item.title, _("this cannot be done with it")) for entry in rest),
        *((entry.item.title, _("only %(most)s at once") % {"most": MOST}) for entry in too_many),
    ]
    return Chosen(tuple(fits[:MOST]), tuple(left), chosen.gone)


def act(chosen: Chosen, deed: Deed, by: User, now: datetime, text: str = "") -> Done:
    """Do one action to what fits and remember the way back; raises Refused where the queue's app broke down."""
    if not chosen.entries:
        return Done(left=chosen.left)
    titles = {entry.item.key: entry.item.title for entry in chosen.entries}
    seen = {entry.item.key: entry.item.version for entry in chosen.entries}
    outcome = _run(deed.action, by, seen, now, text)
    done = {key: titles[key] for key in outcome.done if key in titles}
    left = [*chosen.left, *((titles.get(key, key), why) for key, why in outcome.refused.items())]
    silent = titles.keys() - done.keys() - outcome.refused.keys()
    left += [(titles[key], _("it waits no more")) for key in titles if key in silent]
    step = None
    if done:
        step = WorkStep.objects.create(
            by=by,
            at=now,
            queue=deed.queue_name,
            action=deed.action.name,
            titles=done,
            way_back=outcome.way_back,
        )
    return Done(step, tuple(done.values()), tuple(left))


def _run(action: QueueAction, by: User, seen: Mapping[str, str], now: datetime, text: str) -> Outcome:
    """Run an action as one transaction; raises Refused where it breaks, and then nothing has changed."""
    said = (text,) if action.asks else ()
    more = {"seen": seen} if action.needs_seen else {}
    try:
        with transaction.atomic():
            return action.run(by, tuple(seen), now, *said, **more)
    except Exception as error:
        log.exception("action %s failed", action.name)
        raise Refused(_("That failed, and nothing was changed. It is noted in the log.")) from error


def steps_of(user: User, now: datetime) -> list[WorkStep]:
    """Return what a person did within a day, the latest first."""
    return list(WorkStep.objects.filter(by=user, at__gt=now - KEEP)[:10])


def known_action(
    step: WorkStep, queues: Mapping[str, WorkQueue]
) -> tuple[WorkQueue | None, QueueAction | None]:
    """Return the queue and the action of a step, as far as they are still among its person's queues."""
    queue = queues.get(step.queue)
    actions = queue.actions if queue else ()
    return queue, next((one for one in actions if one.name == step.action), None)


def can_undo(step: WorkStep, action: QueueAction | None) -> bool:
    """Return whether something leads back from a step by this action."""
    return (
        step.undone_at is None
        and step.way_back is not None
        and action is not None
        and action.undo is not None
    )


def undo(step: WorkStep, by: User, now: datetime) -> Undone:
    """Take a step back, once; raises Refused where it is undone already, too old, or nothing leads back."""
    queue, action = known_action(step, queues_for(by))
    if queue is None or action is None or action.undo is None or step.way_back is None:
        raise Refused(_("Nothing leads back from this step."))
    if step.at <= now - KEEP:
        raise Refused(_("That was too long ago; put it right by hand."))
    try:
        with transaction.atomic():
            mine = WorkStep.objects.filter(pk=step.pk, by=by, undone_at=None)
            if not mine.update(undone_at=now):
                raise Refused(_("This step is undone already."))
            back = set(action.undo(by, step.way_back, now))
    except Refused:
        raise
    except Exception as error:
        log.exception("undoing %s failed", action.name)
        raise Refused(_("That failed, and nothing was changed. It is noted in the log.")) from error
    titles = step.titles
    return Undone(
        tuple(title for key, title in titles.items() if key in back),
        tuple(title for key, title in titles.items() if key not in back),
    )


def forget(before: datetime) -> int:
    """Delete steps made before a moment; return how many there were."""
    return WorkStep.objects.filter(at__lt=before).delete()[0]
