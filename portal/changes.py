"""The journal of changes: written with the content, worked in right after the commit, repeated until done.

Why not derive the data inside the saving transaction: an insert into the journal takes no lock that two
writers share, so saves never wait for each other and cannot deadlock; a rollback takes the entry with it; a
process that dies after its commit leaves the entry for the next drain. Between commit and drain the journal
itself invalidates every cached page (`generation` counts it).
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import DatabaseError, connection, models, transaction
from django.db.models import F

from portal.models.changes import Clock, PendingChange
from portal.registries import change_consumers

log = logging.getLogger("portal.changes")
BATCH = 50
MAX_ATTEMPTS = 20


@dataclass
class _Reading:
    """What the running request knows: the generation of content, and whether it shows what was before that."""

    generation: str | None = None
    is_behind: bool = False


_held: ContextVar[_Reading | None] = ContextVar("reading", default=None)
_GENERATION = f"""
    SELECT MAX(id), MAX(recorded_at), COUNT(id), (SELECT n FROM {Clock._meta.db_table} WHERE id = 1)
    FROM {PendingChange._meta.db_table}
"""  # noqa: S608 - the names are those of our own tables


def record(*objects: models.Model) -> None:
    """Note that these objects changed, in the running transaction, and work them in after its commit."""
    record_ids((obj._meta.label_lower, obj.pk) for obj in objects)


def record_ids(changed: Iterable[tuple[str, object]]) -> None:
    """Note changes by model label and primary key."""
    marks = [PendingChange(model=label, object_id=str(pk)) for label, pk in changed]
    if not marks:
        return
    PendingChange.objects.bulk_create(marks)
    _forget()
    transaction.on_commit(_drain_quietly)


@contextmanager
def reading_once() -> Iterator[None]:
    """Make `generation` ask the database once within, as long as nothing is recorded meanwhile."""
    token = _held.set(_Reading())
    try:
        yield
    finally:
        _held.reset(token)


def generation() -> str:
    """Return a text that differs whenever public content may differ; one query, in a request only the first time."""
    held = _held.get()
    if held is None:
        return _read_generation()
    if held.generation is None:
        held.generation = _read_generation()
    return held.generation


def note_earlier_state() -> None:
    """Say that the running request shows a state from before its `generation`: nobody may keep its answer."""
    held = _held.get()
    if held is not None:
        held.is_behind = True


def shows_earlier_state() -> bool:
    """Return whether the running request shows a state from before its `generation`."""
    held = _held.get()
    return held is not None and held.is_behind


def _read_generation() -> str:
    """Ask the database; plain SQL, because this is the whole work of a request answered from the cache.

    The time is part of it because SQLite gives the id of a rolled-back change to the next one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GENERATION)
        last, recorded_at, many, n = cursor.fetchone()
    return f"{n or 0}-{last or 0}-{many}-{recorded_at or ''}"


def _forget() -> None:
    """Let the next `generation` of this request ask again."""
    held = _held.get()
    if held is not None:
        held.generation = None


def drain(limit: int | None = None) -> int:
    """Work in what waits, in short transactions of one batch each; return how many changes were worked in.

    A consumer that fails on an object leaves that change in the journal with its error, and the others go on.
    """
    done = last = 0
    while limit is None or done < limit:
        waiting = PendingChange.objects.filter(id__gt=last, attempts__lt=MAX_ATTEMPTS)
        marks = list(waiting.order_by("id")[:BATCH])
        if not marks:
            return done
        last = marks[-1].pk
        done += _work_in(marks)
    return done


def _work_in(marks: Sequence[PendingChange]) -> int:
    """Hand one batch to every consumer under the clock's lock; fall back to one by one if the batch fails."""
    try:
        with transaction.atomic():
            n = tick()
            changed = sorted({(mark.model, mark.object_id) for mark in marks})
            for consumer in change_consumers:
                consumer(changed, n)
            PendingChange.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    except Exception as error:
        if len(marks) > 1:
            return sum(_work_in([mark]) for mark in marks)
        log.exception("change of %s not worked in", marks[0])
        PendingChange.objects.filter(pk=marks[0].pk).update(
            attempts=F("attempts") + 1, error=repr(error)[:500]
        )
        return 0
    _forget()
    return len(marks)


def tick() -> int:
    """Raise the clock inside the running transaction and return its number; its row lock puts writers in line."""
    if not Clock.objects.filter(pk=1).update(n=F("n") + 1):
        Clock.objects.get_or_create(pk=1, defaults={"n": 0})
        Clock.objects.filter(pk=1).update(n=F("n") + 1)
    return Clock.objects.values_list("n", flat=True).get(pk=1)


def _drain_quietly() -> None:
    """Drain after a commit; the saving request must not fail because derived data could not be written."""
    try:
        drain(limit=BATCH * 2)
    except DatabaseError:
        log.exception("drain after commit failed; housekeeping repeats it")
