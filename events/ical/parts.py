"""One VEVENT by itself: whose it is, which date it speaks of, which version it is, what it says."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from events.ical import bounds, stamps
from events.ical.blocks import Block
from events.ical.components import Status, Words
from events.ical.plain_text import one_line, unescaped
from events.ical.reasons import Reason, Refused, gettext_noop
from events.ical.spans import Span, span_of, stamp_of
from events.ical.stamps import Stamp
from events.ical.words import words_of
from events.ical.zones import ZoneBook

Note = Callable[[int, Reason], None]
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NEVER = datetime.min.replace(tzinfo=UTC)
_HIGHEST = 2**31 - 1


@dataclass(frozen=True)
class Part:
    """A VEVENT that was understood as far as it can be without the others of its UID.

    `date` is its RECURRENCE-ID (None: the series or single event itself), `has_words` whether it says anything.
    """

    uid: str
    block: Block
    book: ZoneBook
    words: Words
    span: Span | None
    date: Stamp | None
    is_range: bool
    sequence: int
    changed_at: datetime | None
    created_at: datetime | None

    @property
    def version(self) -> tuple[int, datetime]:
        """Return what orders the versions of the same component: SEQUENCE, then its latest change."""
        return self.sequence, self.changed_at or _NEVER

    @property
    def has_words(self) -> bool:
        """Return whether it says what it is; cancellations often do not."""
        return self.block.first("SUMMARY") is not None


def uid_of(block: Block) -> str:
    """Return the UID, or one made of the content, which stays the same as long as title and times do."""
    uid = _UNSEEN.sub("", unescaped(block.value("UID"))).strip()
    if uid:
        return uid if len(uid) <= bounds.UID else f"long-{_digest(uid)}"
    if block.first("RECURRENCE-ID"):
        raise Refused(
            block.number, Reason(gettext_noop("A date of a series has no UID; nobody knows of which."))
        )
    content = [one_line(unescaped(block.value("SUMMARY"))).casefold()]
    content += [block.value(name) for name in ("DTSTART", "DTEND", "DURATION", "RRULE")]
    return f"content-{_digest(chr(10).join(content))}"


def _digest(text: str) -> str:
    """Return a short and stable name of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40]


def part_of(block: Block, uid: str, book: ZoneBook, is_withdrawn: bool, note: Note) -> Part:
    """Return a VEVENT; raises Refused. `is_withdrawn` says that its calendar cancels (METHOD:CANCEL)."""
    if block.problem is not None:
        raise Refused(block.problem_line, block.problem)
    id_line = block.first("RECURRENCE-ID")
    date = stamp_of(id_line, book, note) if id_line else None
    span = span_of(block, book, note)
    if span is None and date is None:
        raise Refused(block.number, Reason(gettext_noop("It has no DTSTART; say when it begins.")))
    words = words_of(block, note)
    changed = [stamps.utc(block.value(name)) for name in ("LAST-MODIFIED", "DTSTAMP")]
    return Part(
        uid=uid,
        block=block,
        book=book,
        words=replace(words, status=Status.CANCELLED) if is_withdrawn else words,
        span=span,
        date=date,
        is_range=bool(id_line) and id_line.params.get("RANGE", "").upper() == "THISANDFUTURE",
        sequence=_sequence(block.value("SEQUENCE")),
        changed_at=changed[0] or changed[1],
        created_at=stamps.utc(block.value("CREATED")),
    )


def _sequence(value: str) -> int:
    """Return the SEQUENCE; nonsense counts as the first version."""
    return min(int(value), _HIGHEST) if value.isascii() and value.isdigit() and len(value) < 19 else 0
