"""A calendar taken in: each event created, changed, left alone or refused, each on its own.

Events are written in small transactions with savepoints, so that one that cannot be written costs no other and no
writer waits for the whole calendar. What did not change since the last reading costs no query of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from events.ical.components import Calendar, Refusal
from events.ical.reading import read
from events.ical.reasons import Reason
from events.models import CalendarFeed, FeedItem
from events.models.feeds import FeedItemState

from .changing import change
from .content import Content, NotKept, content_of
from .creating import create, needless, note_own
from .identity import Identified, identified, ours
from .reading import Options, Reading, line_of
from .report import Line, Outcome, Remark, Report
from .vanishing import look_for_vanished

# Events that share a transaction.
CHUNK = 25
Progress = Callable[[int, int], None]
Own = Mapping[str, int | None]


def silent(done: int, total: int) -> None:
    """Show no progress."""


def import_calendar(
    data: bytes,
    feed: CalendarFeed,
    now: datetime,
    options: Options | None = None,
    progress: Progress = silent,
) -> Report:
    """Take in a calendar for a feed, which may be unsaved in a dry run; raises CalendarError for a broken one."""
    calendar = read(data, default_zone=feed.default_zone)
    return take_in(calendar, feed, now, options or Options(), progress)


def take_in(
    calendar: Calendar, feed: CalendarFeed, now: datetime, options: Options, progress: Progress = silent
) -> Report:
    """Take in every event of a calendar that was read, and see what vanished."""
    reading = Reading(feed, now, options)
    items = list(feed.items.order_by("pk")) if feed.pk else []
    contents, refused = _contents(calendar, reading)
    identities = identified(contents, items, feed.by_content)
    reading.report.is_by_content = identities.is_by_content
    own = ours(content.uid for content in contents)
    found = identities.found
    for first in range(0, len(found), CHUNK):
        reading.report.lines += _take_chunk(reading, found[first : first + CHUNK], own)
        progress(min(first + CHUNK, len(found)), len(found))
    # What is there but cannot be read is not gone; by content alone, nobody knows which one it is.
    if options.is_complete and not (refused and identities.is_by_content):
        known = {one.item.pk for one in found if one.item is not None}
        known |= {item.pk for item in items if item.external_uid in refused}
        look_for_vanished(reading, [item for item in items if item.pk not in known], items, contents)
    _finish(reading, identities.is_by_content)
    return reading.report


def confirm(feed: CalendarFeed, now: datetime, options: Options) -> Report:
    """Note that a calendar is as it was: what was missing last time is missing again."""
    reading = Reading(feed, now, options)
    items = list(feed.items.order_by("pk"))
    there = [item for item in items if item.last_seen_run == feed.runs]
    reading.seen = [item.pk for item in there]
    reading.report.is_confirmed = True
    look_for_vanished(reading, [item for item in items if item not in there], items, ())
    _finish(reading, feed.by_content)
    return reading.report


def remark_of(refusal: Refusal) -> Remark:
    """Return what the reader says about a component, ready to be translated."""
    reason = refusal.reason
    if isinstance(reason, Reason):
        return Remark(reason.message, dict(reason.params), refusal.line)
    return Remark("%(reason)s", {"reason": reason}, refusal.line)


def _contents(calendar: Calendar, reading: Reading) -> tuple[list[Content], set[str]]:
    """Return the events in our columns, and the UIDs of those that cannot be read or kept, which are reported."""
    zone = calendar.zone or reading.feed.default_zone
    refused = {refusal.uid for refusal in calendar.refusals}
    contents = []
    lines = reading.report.lines
    for event in calendar.events:
        if event.words.is_private:
            # Its title is nobody's business here; one that was public before is missing from now on.
            lines.append(Line(Outcome.PRIVATE, ""))
            continue
        try:
            contents.append(content_of(event, zone))
        except NotKept as error:
            refused.add(event.uid)
            lines.append(Line(Outcome.REFUSED, event.words.summary, remarks=(error.remark,)))
    lines += [Line(Outcome.REFUSED, one.uid, remarks=(remark_of(one),)) for one in calendar.refusals]
    reading.report.notes += map(remark_of, calendar.notes)
    return contents, refused


def _take_chunk(reading: Reading, chunk: Sequence[Identified], own: Own) -> list[Line]:
    """Take in some events; those that need no writing open no transaction."""
    lines = {id(one): line for one in chunk if (line := _at_once(reading, one, own))}
    waiting = [one for one in chunk if id(one) not in lines]
    known = [one for one in waiting if one.item is not None]
    new = [one for one in waiting if one.item is None]
    if reading.options.is_dry:
        lines |= {id(one): line_of(Outcome.NEW, one) for one in new}
    if new and not reading.options.is_dry:
        with transaction.atomic():
            lines |= create(reading, new)
    if known:
        with transaction.atomic():
            lines |= {id(one): change(reading, one, one.item) for one in known}
    return [lines[id(one)] for one in chunk]


def _at_once(reading: Reading, one: Identified, own: Own) -> Line | None:
    """Return the line of an event that is as it was or is not taken in; None for one that must be looked at."""
    item, content = one.item, one.content
    if item is None:
        if content.uid in own:
            return note_own(reading, one, own[content.uid])
        outcome = needless(reading, content)
        return line_of(outcome, one) if outcome else None
    if item.state in {FeedItemState.DUPLICATE, FeedItemState.IGNORED}:
        is_ours = item.state == FeedItemState.DUPLICATE
        return line_of(Outcome.DUPLICATE if is_ours else Outcome.IGNORED, one)
    is_as_it_was = item.state == FeedItemState.ACTIVE and item.content_digest == content.digest
    if item.event_id is None or not is_as_it_was:
        return None
    reading.seen.append(item.pk)
    if item.external_uid != content.uid and not reading.report.is_by_content and not reading.options.is_dry:
        FeedItem.objects.filter(pk=item.pk).update(external_uid=content.uid)
    kept = tuple(sorted(item.kept_fields))
    return line_of(Outcome.KEPT if kept else Outcome.UNCHANGED, one, kept=kept)


def _finish(reading: Reading, is_by_content: bool) -> None:
    """Note what is still there, and that the feed was read once more."""
    if reading.options.is_dry or not reading.feed.pk:
        return
    for first in range(0, len(reading.seen), 500):
        part = reading.seen[first : first + 500]
        FeedItem.objects.filter(pk__in=part).update(last_seen_run=reading.number)
    # A reading in which too much vanished does not count, so that the next one is compared with the one before.
    reading.feed.runs = reading.feed.runs if reading.report.is_alarm else reading.number
    reading.feed.by_content = is_by_content
    CalendarFeed.objects.filter(pk=reading.feed.pk).update(runs=reading.feed.runs, by_content=is_by_content)
