"""Events out of their parts: the VEVENTs of one UID become one schedule with words, and words of single dates."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from events.ical.allowance import Allowance
from events.ical.components import CalendarEvent, Status
from events.ical.drafts import Draft, Note, draft_of
from events.ical.parts import Part
from events.ical.reasons import Reason, Refused, gettext_noop
from events.ical.spans import Frame
from events.recurrence.expand import is_date, keys
from events.recurrence.schedule import Schedule


def event_of(master: Part | None, exceptions: list[Part], allowance: Allowance, note: Note) -> CalendarEvent:
    """Return the event of one UID; raises Refused.

    Exceptions of a series that is not in the file make an event of single dates (`is_partial`).
    """
    draft = draft_of(master, allowance, note) if master else _orphans(exceptions)
    by_key = _latest(exceptions, draft, note)
    for key in sorted(key for key, part in by_key.items() if part.is_range):
        _put_following(draft, key, by_key[key], allowance, note)
    for key, part in by_key.items():
        if _is_outdated(part, key, master, draft, allowance):
            note(
                part.block.number,
                Reason(gettext_noop("It is older than its series, and no date of it any more.")),
            )
        elif not part.is_range:
            _put(draft, key, part)
    kept = [part for part in [master, *by_key.values()] if part]
    for key in draft.changes.keys() & draft.schedule.removed:
        note(
            kept[0].block.number,
            Reason(gettext_noop("EXDATE removes %(date)s, which is also changed."), date=str(key)),
        )
        del draft.changes[key]
        draft.exceptions.pop(key, None)
    schedule = replace(draft.schedule, changes=draft.changes)
    return CalendarEvent(
        uid=kept[0].uid,
        schedule=schedule,
        words=draft.words,
        exceptions=draft.exceptions,
        sequence=max(part.sequence for part in kept),
        changed_at=max((part.changed_at for part in kept if part.changed_at), default=None),
        created_at=min((part.created_at for part in kept if part.created_at), default=None),
        is_partial=master is None,
    )


def newest(known: Part | None, part: Part, note: Note) -> Part:
    """Return the later version of a component; of equal ones the later in the file."""
    if known is None:
        return part
    older, newer = (known, part) if part.version >= known.version else (part, known)
    note(
        older.block.number,
        Reason(
            gettext_noop("The same component stands in line %(line)s in a later version."),
            line=newer.block.number,
        ),
    )
    return newer


def _latest(parts: Iterable[Part], draft: Draft, note: Note) -> dict[datetime, Part]:
    """Return the latest version of each exception by its key."""
    known: dict[datetime, Part] = {}
    for part in parts:
        if part.date is not None:
            key = draft.frame.dated_key(part.date, draft.schedule.extra)
            known[key] = newest(known.get(key), part, note)
    return known


def _is_outdated(part: Part, key: datetime, master: Part | None, draft: Draft, allowance: Allowance) -> bool:
    """Return whether an exception with rules of its own was left behind when its series was split before it."""
    has_rules = any(part.block.first(name) for name in ("RRULE", "RDATE", "EXDATE"))
    if master is None or not has_rules or part.sequence >= master.sequence:
        return False
    return allowance.may_look(draft.schedule.rule) and not is_date(draft.schedule, key)


def _put(draft: Draft, key: datetime, part: Part) -> None:
    """Put an exception in; what does not say when it is stays at its time, what says nothing keeps the words."""
    start, end = _walls(draft, part)
    words = part.words if part.has_words else replace(draft.words, status=part.words.status)
    draft.put(key, start, end, words, part.span.start.is_day if part.span else None)


def _walls(draft: Draft, part: Part) -> tuple[datetime | None, datetime | None]:
    """Return when an exception takes place on the wall of its series."""
    return part.span.in_zone(draft.frame.zone, part.book.home) if part.span else (None, None)


def _put_following(draft: Draft, key: datetime, part: Part, allowance: Allowance, note: Note) -> None:
    """Put an exception in for its date and all that follow (RANGE=THISANDFUTURE), moved alike.

    A UID has one schedule here, so the dates are written out, as far as the bounds allow.
    """
    start, end = _walls(draft, part)
    shift = start - key if start else timedelta()
    length = end - start if start and end else draft.schedule.length
    words = part.words if part.has_words else replace(draft.words, status=part.words.status)
    may_look = allowance.may_look(draft.schedule.rule)
    dates, are_all = allowance.take(keys(draft.schedule, key)) if may_look else ([], False)
    for date in dates:
        draft.put(
            date, date + shift, date + shift + length, words, part.span.start.is_day if part.span else None
        )
    if not are_all:
        note(
            part.block.number,
            Reason(
                gettext_noop(
                    "RANGE=THISANDFUTURE is written out; it reaches %(count)s dates and no further."
                ),
                count=len(dates),
            ),
        )


def _orphans(parts: list[Part]) -> Draft:
    """Return an event that begins at the earliest date of exceptions without a series; raises Refused."""
    dated = [part for part in parts if part.span and part.date]
    if not dated:
        raise Refused(
            parts[0].block.number,
            Reason(
                gettext_noop("It belongs to a series that is not in the file, and does not say when it is.")
            ),
        )
    first = min(dated, key=_instant)
    date, book = first.date, first.book
    zone = book.home if date.is_day else date.zone
    start, end = first.span.in_zone(zone, book.home)
    frame = Frame(date.wall, date.wall + (end - start), zone, date.is_day, book)
    words = replace(first.words, status=Status.CONFIRMED)
    return Draft(Schedule(frame.start, frame.end, frame.zone, frame.is_all_day), frame, words)


def _instant(part: Part) -> datetime:
    """Return the date of an exception in UTC, as far as its clock does not float."""
    return (
        part.date.in_zone("UTC" if part.date.zone else "", part.book.home)
        if part.date
        else part.span.start.wall
    )
