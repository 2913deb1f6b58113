"""Events out of their parts: the VEVENTs of one UID become one schedule with words, and words of single dates."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from events.ical import bounds
from events.ical.components import CalendarEvent, Status, Words
from events.ical.lines import Line
from events.ical.parts import Part
from events.ical.reasons import Reason, Refused, gettext_noop
from events.ical.spans import Frame, added_of, removed_of, values
from events.recurrence.expand import keys
from events.recurrence.rules import RuleError, check_rule
from events.recurrence.schedule import Change, Schedule

Note = Callable[[int, Reason], None]
_DAY = timedelta(days=1)


@dataclass
class Draft:
    """An event while its exceptions are put in."""

    schedule: Schedule
    frame: Frame
    words: Words
    changes: dict[datetime, Change] = field(default_factory=dict)
    exceptions: dict[datetime, Words] = field(default_factory=dict)

    def put(self, key: datetime, start: datetime | None, end: datetime | None, words: Words | None) -> None:
        """Set what differs at a date; None is as in the series."""
        is_cancelled = words is not None and words.status is Status.CANCELLED
        if words is not None and is_cancelled:
            words = replace(words, status=self.words.status)
        length = self.schedule.length
        moved_to = start if start not in (None, key) else None
        other_end = end if end is not None and end - (moved_to or key) != length else None
        self.changes[key] = Change(moved_to, other_end, is_cancelled)
        if words is not None and words != self.words:
            self.exceptions[key] = words
        else:
            self.exceptions.pop(key, None)


class Allowance:
    """How many dates may be written out for one file, so that no feed costs more than its share."""

    def __init__(self) -> None:
        """Begin with everything."""
        self.left = bounds.EXPANDED_IN_ALL

    def take(self, starts: Iterator[datetime]) -> tuple[list[datetime], bool]:
        """Return as many of the starts as one component may have, and whether these are all."""
        found = list(islice(starts, min(bounds.EXPANDED, self.left)))
        self.left -= len(found)
        return found, next(starts, None) is None


def event_of(master: Part | None, exceptions: list[Part], allowance: Allowance, note: Note) -> CalendarEvent:
    """Return the event of one UID; raises Refused.

    Exceptions of a series that is not in the file make an event of single dates (`is_partial`).
    """
    draft = _draft(master, allowance, note) if master else _orphans(exceptions)
    by_key = _latest({}, exceptions, draft.frame, note)
    for key in sorted(key for key, part in by_key.items() if part.is_range):
        _put_following(draft, key, by_key[key], allowance, note)
    for key, part in by_key.items():
        if not part.is_range:
            _put(draft, key, part)
    kept = [part for part in [master, *by_key.values()] if part]
    schedule = replace(
        draft.schedule,
        changes=draft.changes,
        removed=frozenset(draft.schedule.removed - draft.changes.keys()),
    )
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


def _latest(
    known: dict[datetime, Part], parts: Iterable[Part], frame: Frame, note: Note
) -> dict[datetime, Part]:
    """Return the latest version of each exception by its key."""
    for part in parts:
        if part.date is not None:
            key = frame.key(part.date)
            known[key] = newest(known.get(key), part, note)
    return known


def _frame(part: Part) -> Frame:
    """Return the first date of a part on the wall of its own zone."""
    if part.span is None:
        raise Refused(part.block.number, Reason(gettext_noop("It has no DTSTART; say when it begins.")))
    zone = part.span.start.zone
    start, end = part.span.in_zone(zone, part.book.home)
    return Frame(start, end, zone, part.span.start.is_day, part.book)


def _draft(master: Part, allowance: Allowance, note: Note) -> Draft:
    """Return the series or single event without its exceptions; raises Refused."""
    frame, block = _frame(master), master.block
    listed = sum(1 for name in ("RDATE", "EXDATE") for _ in islice(values(block, name), bounds.DATES + 1))
    if listed > bounds.DATES:
        raise Refused(
            block.number,
            Reason(
                gettext_noop("More than %(limit)s dates are listed (RDATE, EXDATE); use a rule."),
                limit=bounds.DATES,
            ),
        )
    if exrule := block.first("EXRULE"):
        raise Refused(
            exrule.number,
            Reason(
                gettext_noop(
                    "EXRULE is out of use since 2009; list the dates that do not take place with EXDATE."
                )
            ),
        )
    rules = [line for line in block.all("RRULE") if line.value.strip()]
    rule = _rule(rules[0], frame) if rules else ""
    added = added_of(block, frame, note)
    plain = Schedule(frame.start, frame.end, frame.zone, frame.is_all_day, rule)
    starts = set(added)
    for line in rules[1:]:
        more, are_all = allowance.take(keys(replace(plain, rule=_rule(line, frame))))
        if not are_all:
            raise Refused(
                line.number,
                Reason(
                    gettext_noop("A second rule is written out, up to %(limit)s dates; give it an end."),
                    limit=bounds.EXPANDED,
                ),
            )
        starts.update(more)
    removed, days = removed_of(block, frame, note)
    starts.discard(frame.start)
    removed |= {start for start in starts if datetime.combine(start, datetime.min.time()) in days}
    extra = tuple(sorted(starts))
    draft = Draft(replace(plain, extra=extra, removed=frozenset(removed)), frame, master.words)
    for start, end in added.items():
        if end is not None and start not in removed:
            draft.put(start, None, end, None)
    return draft


def _rule(line: Line, frame: Frame) -> str:
    """Return an RRULE as the portal keeps it; raises Refused."""
    try:
        return check_rule(line.value, frame.start, frame.is_all_day, frame.zone)
    except RuleError as error:
        raise Refused(line.number, Reason(error.sentence, **error.about)) from None


def _put(draft: Draft, key: datetime, part: Part) -> None:
    """Put an exception in; what does not say when it is stays at its time, what says nothing keeps the words."""
    start, end = _walls(draft, part)
    words = part.words if part.has_words else replace(draft.words, status=part.words.status)
    draft.put(key, start, end, words)


def _walls(draft: Draft, part: Part) -> tuple[datetime | None, datetime | None]:
    """Return when an exception takes place on the wall of its series; whole days are from midnight to midnight."""
    if part.span is None:
        return None, None
    start, end = part.span.in_zone(draft.frame.zone, part.book.home)
    if draft.frame.is_all_day and not part.span.start.is_day:
        midnight = datetime.min.time()
        first = datetime.combine(start, midnight)
        last = datetime.combine(end, midnight)
        return first, max(last + _DAY if end > last else last, first + _DAY)
    return start, end


def _put_following(draft: Draft, key: datetime, part: Part, allowance: Allowance, note: Note) -> None:
    """Put an exception in for its date and all that follow (RANGE=THISANDFUTURE), moved alike.

    A UID has one schedule here, so the dates are written out, as far as the bounds allow.
    """
    start, end = _walls(draft, part)
    shift = start - key if start else timedelta()
    length = end - start if start and end else draft.schedule.length
    words = part.words if part.has_words else replace(draft.words, status=part.words.status)
    dates, are_all = allowance.take(keys(draft.schedule, key))
    for date in dates:
        draft.put(date, date + shift, date + shift + length, words)
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
    frame = _frame(first)
    start = frame.key(first.date)
    frame = replace(frame, start=start, end=start + (frame.end - frame.start))
    words = replace(first.words, status=Status.CONFIRMED)
    return Draft(Schedule(frame.start, frame.end, frame.zone, frame.is_all_day), frame, words)


def _instant(part: Part) -> datetime:
    """Return the date of an exception in UTC, as far as its clock does not float."""
    return (
        part.date.in_zone("UTC" if part.date.zone else "", part.book.home)
        if part.date
        else part.span.start.wall
    )
