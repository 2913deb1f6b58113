"""A series or single event as its own component says it, before exceptions are put in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from events.ical import bounds
from events.ical.allowance import Allowance
from events.ical.blocks import Block
from events.ical.components import Status, Words
from events.ical.lines import Line
from events.ical.parts import Part
from events.ical.reasons import Reason, Refused, gettext_noop
from events.ical.spans import Frame, added_of, nowhere, removed_of, values
from events.recurrence.periods import days
from events.recurrence.rules import RuleError, check_rule, read_rule
from events.recurrence.schedule import Change, Schedule

Note = Callable[[int, Reason], None]


@dataclass
class Draft:
    """An event while its exceptions are put in."""

    schedule: Schedule
    frame: Frame
    words: Words
    changes: dict[datetime, Change] = field(default_factory=dict)
    exceptions: dict[datetime, Words] = field(default_factory=dict)

    def put(
        self,
        key: datetime,
        start: datetime | None,
        end: datetime | None,
        words: Words | None,
        is_all_day: bool | None = None,
    ) -> None:
        """Set what differs at a date; None is as in the series."""
        is_cancelled = words is not None and words.status is Status.CANCELLED
        if words is not None and is_cancelled:
            words = replace(words, status=self.words.status)
        length = self.schedule.length
        other_kind = is_all_day if is_all_day not in (None, self.schedule.is_all_day) else None
        moved_to = start if start not in (None, key) else None
        other_end = end if end is not None and end - (moved_to or key) != length else None
        self.changes[key] = Change(moved_to, other_end, is_cancelled, other_kind)
        if words is not None and words != self.words:
            self.exceptions[key] = words
        else:
            self.exceptions.pop(key, None)


def draft_of(master: Part, allowance: Allowance, note: Note) -> Draft:
    """Return the series or single event without its exceptions; raises Refused."""
    frame, block = _frame(master), master.block
    _refuse_lists(block)
    rules = _rules(master)
    rule = _first_rule(rules, frame, allowance)
    added = added_of(block, frame, note)
    starts = set(added)
    for line in rules[1:]:
        starts.update(_written_out(line, frame, allowance))
    removed, removed_days = removed_of(block, frame, starts, note)
    starts.discard(frame.start)
    removed |= {start for start in starts if datetime.combine(start, datetime.min.time()) in removed_days}
    plain = Schedule(frame.start, frame.end, frame.zone, frame.is_all_day, rule)
    extra = tuple(sorted(starts))
    draft = Draft(replace(plain, extra=extra, removed=frozenset(removed)), frame, master.words)
    for start, end in added.items():
        if end is not None and start not in removed:
            draft.put(start, None, end, None)
    return draft


def _frame(part: Part) -> Frame:
    """Return the first date of a part on the wall of its own zone."""
    if part.span is None:
        raise Refused(part.block.number, Reason(gettext_noop("It has no DTSTART; say when it begins.")))
    zone = part.book.home if part.span.start.is_day else part.span.start.zone
    start, end = part.span.in_zone(zone, part.book.home)
    return Frame(start, end, zone, part.span.start.is_day, part.book)


def _refuse_lists(block: Block) -> None:
    """Raise Refused for more single dates than are read, and for rules of what does not take place."""
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


def _rules(master: Part) -> list[Line]:
    """Return the rules of a series; raises Refused where nobody knows on which wall they hold."""
    rules = [line for line in master.block.all("RRULE") if line.value.strip()]
    begins = master.block.first("DTSTART")
    tzid = begins.params.get("TZID", "") if begins else ""
    if rules and begins and master.book.is_nowhere(tzid):
        raise nowhere(begins, tzid)  # in UTC, a series would not follow the changes of its clock
    return rules


def _first_rule(rules: list[Line], frame: Frame, allowance: Allowance) -> str:
    """Return the rule of a series as the portal keeps it, empty for a single event; raises Refused."""
    rule = _rule(rules[0], frame) if rules else ""
    if not allowance.may_repeat(rule):
        raise Refused(
            rules[0].number,
            Reason(
                gettext_noop(
                    "All series together repeat more than %(limit)s times (COUNT); end them by UNTIL."
                ),
                limit=bounds.REPETITIONS_IN_ALL,
            ),
        )
    return rule


def _written_out(line: Line, frame: Frame, allowance: Allowance) -> list[datetime]:
    """Return the starts of a second rule as single dates; raises Refused where they are too many."""
    may_look = allowance.may_look("COUNT=5000")
    starts, are_all = allowance.take(_further_starts(line, frame)) if may_look else ([], False)
    if not are_all or any(start.year > frame.start.year + bounds.YEARS_OF_SECOND_RULE for start in starts):
        raise Refused(
            line.number,
            Reason(
                gettext_noop(
                    "A second rule is written out, up to %(limit)s dates or %(years)s years; give it an end."
                ),
                limit=bounds.EXPANDED,
                years=bounds.YEARS_OF_SECOND_RULE,
            ),
        )
    return starts


def _rule(line: Line, frame: Frame) -> str:
    """Return an RRULE as the portal keeps it; raises Refused."""
    try:
        return check_rule(line.value, frame.start, frame.is_all_day, frame.zone)
    except RuleError as error:
        raise Refused(line.number, Reason(error.sentence, **error.about)) from None


def _further_starts(line: Line, frame: Frame) -> Iterator[datetime]:
    """Yield the starts of a second rule; unlike the first, it need not name the first date, nor count it."""
    rule = read_rule(_rule(line, frame), frame.start, frame.zone, frame.is_all_day)
    found = (datetime.combine(day, frame.start.time()) for day in days(rule, frame.start.date()))
    starts = islice((start for start in found if start >= frame.start), rule.count)
    last_year = frame.start.year + bounds.YEARS_OF_SECOND_RULE
    for start in starts:
        if rule.until is not None and start > rule.until:
            return
        yield start
        if start.year > last_year:
            return
