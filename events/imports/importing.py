"""A calendar taken in: each event created, changed, left alone or refused, each on its own.

Events are written in small transactions with a savepoint for each, so that one that cannot be written costs no other
and no writer waits for the whole calendar. What did not change since the last reading costs no query of its own.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.admin.models import EditingSession

from events.ical.components import Calendar, Refusal
from events.ical.reading import read
from events.ical.reasons import Reason
from events.models import CalendarFeed, Event, FeedItem
from events.models.curation import QueueKind
from events.models.feeds import FeedItemState, FeedTrust
from events.recurrence.expand import moments
from events.recurrence.schedule import Schedule
from network.models.organisations import Trust

from . import writing
from .comparing import Decision, Memory, decided, same, values_of
from .content import DATE, Content, NotKept, content_of, noop
from .identity import Identified, identified, ours
from .report import Line, Outcome, Remark, Report
from .vanishing import Vanishing
from .venues import Venues

log = logging.getLogger("events.imports")

# Events that share a transaction.
CHUNK = 25
# The admin's page of an event tells every ten seconds that it is open.
OPEN = timedelta(minutes=1)
FAR = timedelta(days=366 * 20)
NOT_HERE = -1  # the venue of a dry run that would be written down
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """How a calendar is taken in.

    `publishes` overrules what the feed's trust says, None leaves it to that. `takes_past` creates events that are
    over, too. `is_complete` says that what is missing is gone, `accepts_vanished` that an editor knows that much is.
    """

    publishes: bool | None = None
    is_dry: bool = False
    takes_past: bool = True
    is_complete: bool = True
    accepts_vanished: bool = False


def publishes(feed: CalendarFeed) -> bool:
    """Return whether a feed's dates reach the public unseen: the office must trust both feed and organisation."""
    return feed.trust == FeedTrust.PUBLISH and feed.organisation.trust == Trust.TRUSTED


def import_calendar(
    data: bytes,
    feed: CalendarFeed,
    now: datetime,
    options: Options = Options(),
    progress: Progress = lambda done, total: None,
) -> Report:
    """Take in a calendar for a feed, which may be unsaved in a dry run; raises CalendarError for an unreadable one."""
    return Import(read(data, default_zone=feed.default_zone), feed, now, options).run(progress)


@dataclass
class Import:
    """One reading of a calendar."""

    calendar: Calendar
    feed: CalendarFeed
    now: datetime
    options: Options
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        """Settle what holds for all of its events."""
        self.report.is_dry = self.options.is_dry
        allowed = self.options.publishes
        self.publishes = publishes(self.feed) if allowed is None else allowed
        self.venues = Venues(self.feed.organisation)
        self.number = self.feed.runs + 1
        self._seen: list[int] = []
        self._refused = {refusal.uid for refusal in self.calendar.refusals}

    def run(self, progress: Progress) -> Report:
        """Take in every event and see what vanished."""
        items = list(self.feed.items.order_by("pk")) if self.feed.pk else []
        contents = self._contents()
        identities = identified(contents, items, self.feed.by_content)
        self.report.is_by_content = identities.is_by_content
        own = ours(content.uid for content in contents)
        found = identities.found
        for first in range(0, len(found), CHUNK):
            self._take_chunk(found[first : first + CHUNK], own)
            progress(min(first + CHUNK, len(found)), len(found))
        if not self.options.is_dry:
            self._remember(items, identities.is_by_content)
        if self.options.is_complete and self.feed.pk:
            self._look_for_vanished(found, items, contents)
        self._finish()
        return self.report

    def confirm(self) -> Report:
        """Note that the calendar is as it was: what was missing last time is missing again."""
        items = list(self.feed.items.order_by("pk"))
        there = [item for item in items if item.last_seen_run == self.feed.runs]
        self._seen = [item.pk for item in there]
        self.report.is_confirmed = True
        self._remember(items, self.feed.by_content)
        Vanishing(self, [item for item in items if item not in there], items, ()).run()
        self._finish()
        return self.report

    def _look_for_vanished(
        self, found: Sequence[Identified], items: Sequence[FeedItem], contents: Sequence[Content]
    ) -> None:
        """Settle what is not in the calendar any more; what it holds but nobody can read is not gone."""
        if self._refused and self.report.is_by_content:
            return
        known = {one.item.pk for one in found if one.item is not None}
        known |= {item.pk for item in items if item.external_uid in self._refused}
        Vanishing(self, [item for item in items if item.pk not in known], items, contents).run()

    def _finish(self) -> None:
        """Count the reading."""
        if not self.options.is_dry and self.feed.pk:
            CalendarFeed.objects.filter(pk=self.feed.pk).update(runs=self.number)
            self.feed.runs = self.number

    def _contents(self) -> list[Content]:
        """Return the events in our columns; what the portal cannot keep is reported."""
        zone = self.calendar.zone or self.feed.default_zone
        contents = []
        for event in self.calendar.events:
            try:
                contents.append(content_of(event, zone))
            except NotKept as error:
                self._refused.add(event.uid)
                self.report.lines.append(Line(Outcome.REFUSED, event.words.summary, remarks=(error.remark,)))
        for refusal in self.calendar.refusals:
            self.report.lines.append(Line(Outcome.REFUSED, refusal.uid, remarks=(remark_of(refusal),)))
        self.report.notes += [remark_of(note) for note in self.calendar.notes]
        return contents

    def _take_chunk(self, chunk: Sequence[Identified], own: Any) -> None:
        """Take in some events; those that need no writing open no transaction."""
        quiet = {id(one): line for one in chunk if (line := self._at_once(one))}
        if len(quiet) == len(chunk):
            self.report.lines += quiet.values()
            return
        if self.options.is_dry:
            self.report.lines += [quiet.get(id(one)) or self._take(one, own) for one in chunk]
            return
        with transaction.atomic():
            self.report.lines += [quiet.get(id(one)) or self._take_safely(one, own) for one in chunk]

    def _at_once(self, one: Identified) -> Line | None:
        """Return the line of an event that is as it was, which needs no look at ours; None for any other."""
        item, content = one.item, one.content
        if item is None:
            return None
        if item.state == FeedItemState.DUPLICATE:
            return Line(Outcome.DUPLICATE, content.title, item.event_id)
        if item.state == FeedItemState.IGNORED:
            return Line(Outcome.IGNORED, content.title, item.event_id)
        if (
            item.state != FeedItemState.ACTIVE
            or item.event_id is None
            or item.content_digest != content.digest
        ):
            return None
        self._seen.append(item.pk)
        kept = tuple(sorted(item.kept_fields))
        return Line(Outcome.KEPT if kept else Outcome.UNCHANGED, content.title, item.event_id, kept=kept)

    def _take_safely(self, one: Identified, own: Any) -> Line:
        """Take in one event within its savepoint; whatever goes wrong costs this one."""
        try:
            with transaction.atomic():
                return self._take(one, own)
        except Exception as error:
            log.error("event of feed %s not taken in: %s", self.feed.pk, type(error).__name__, exc_info=True)
            return self._line(Outcome.FAILED, one, remarks=(Remark(noop("It could not be saved.")),))

    def _take(self, one: Identified, own: Any) -> Line:
        """Take in one event that is new or says something new."""
        if one.item is None:
            return self._create(one, own)
        if one.item.event_id is None:
            return self._leave_deleted(one)
        return self._change(one, one.item)

    def _create(self, one: Identified, own: Any) -> Line:
        """Write a new event down."""
        content = one.content
        if content.uid in own:
            return self._note_own(one, own[content.uid])
        if content.is_called_off:
            return self._line(Outcome.CALLED_OFF, one)
        is_over = not is_to_come(content.schedule, self.now)
        if is_over and not self.options.takes_past:
            return self._line(Outcome.PAST, one)
        if self.options.is_dry:
            return self._line(Outcome.NEW, one)
        item = FeedItem(feed=self.feed, identity=one.identity)
        values = self._resolved(one, item)
        event = writing.new_event(self.feed.organisation, values)
        writing.save_new(event, self.publishes)
        if not self.publishes and not is_over:
            writing.ask(event, QueueKind.NEW, ())
        item.event = event
        self._store(one, item, values, event, frozenset())
        return self._line(Outcome.NEW, one, event_id=event.pk)

    def _note_own(self, one: Identified, event_id: int | None) -> Line:
        """Remember an event that is ours already, so that it never comes back as a second one."""
        outcome = Outcome.DUPLICATE if event_id else Outcome.IGNORED
        if not self.options.is_dry:
            FeedItem.objects.create(
                feed=self.feed,
                identity=one.identity,
                external_uid=one.content.uid,
                match_digest=one.content.match,
                state=FeedItemState.DUPLICATE if event_id else FeedItemState.IGNORED,
                event_id=event_id,
                last_seen_run=self.number,
            )
        return self._line(outcome, one, event_id=event_id)

    def _leave_deleted(self, one: Identified) -> Line:
        """Leave an event alone that somebody here deleted."""
        if not self.options.is_dry:
            FeedItem.objects.filter(pk=one.item.pk).update(state=FeedItemState.IGNORED)
        return self._line(Outcome.IGNORED, one)

    def _change(self, one: Identified, item: FeedItem) -> Line:
        """Bring an event in step with its source, as far as it is not locked, open, or changed here."""
        event = Event.objects.select_for_update(of=("self",)).get(pk=item.event_id)
        if hindrance := self.hindrance(event):
            self._seen.append(item.pk)
            return self._line(hindrance, one, event_id=event.pk)
        draft = event.get_latest_revision_as_object()
        values = self._resolved(one, item)
        decision = decided(values, memory_of(item), values_of(draft))
        is_back = item.state != FeedItemState.ACTIVE
        outcome = self._outcome(event, decision, is_back)
        line = self._line(
            outcome,
            one,
            event_id=event.pk,
            fields=tuple(sorted(decision.writes)),
            kept=tuple(sorted(decision.kept)),
            remarks=tuple(
                Remark(
                    noop("A date that was changed here no longer exists: %(date)s"),
                    {"date": name.removeprefix(DATE)},
                )
                for name, new in decision.renamed.items()
                if new is None
            ),
        )
        if self.options.is_dry:
            return line
        if decision.writes:
            self._save(event, draft, decision, is_back)
        if is_back:
            writing.settle([event.pk], [QueueKind.MISSING], self.now)
            item.state, item.missing_runs = FeedItemState.ACTIVE, 0
        self._store(one, item, values, draft, decision.kept)
        return line

    def _outcome(self, event: Event, decision: Decision, is_back: bool) -> Outcome:
        """Return how a change is called."""
        if is_back:
            return Outcome.RESTORED
        if decision.writes:
            return Outcome.TAKEN_DOWN if is_taken_down(event) else Outcome.CHANGED
        return Outcome.KEPT if decision.kept else Outcome.UNCHANGED

    def _save(self, event: Event, draft: Event, decision: Decision, is_back: bool) -> None:
        """Publish a change where that is allowed; else keep it as a draft and ask the editors."""

        def change(version: Event) -> None:
            writing.write(version, decision)
            if is_back:
                writing.take_back_note(version)

        if self.publishes and not is_taken_down(event):
            writing.publish(event, draft, change)
            writing.settle([event.pk], [QueueKind.NEW, QueueKind.CHANGED], self.now)
            return
        writing.save_draft(draft, change)
        if event.first_published_at is not None:
            writing.ask(event, QueueKind.CHANGED, decision.writes)

    def hindrance(self, event: Event) -> Outcome | None:
        """Return why an event must be left as it is now, None where it need not."""
        if event.organiser_id != self.feed.organisation_id:
            return Outcome.FOREIGN
        if event.locked:
            return Outcome.LOCKED
        if is_open(event):
            return Outcome.OPEN
        return Outcome.IN_REVIEW if event.workflow_in_progress else None

    def _resolved(self, one: Identified, item: FeedItem) -> dict[str, Any]:
        """Return the values of a source with venues in place of their names."""
        known = item.seen.get("venues", {})
        point = one.content.point

        def venue(text: str) -> int | None:
            if text in known:
                return known[text]
            if self.options.is_dry:
                return (self.venues.find(text) or NOT_HERE) if text else None
            return self.venues.find_or_add(text, point)

        values = dict(one.content.fields)
        values["place"] = venue(values["place"])
        for name, value in values.items():
            if name.startswith(DATE) and value.get("place"):
                values[name] = {**value, "place": venue(value["place"])}
        return values

    def _store(
        self, one: Identified, item: FeedItem, values: dict[str, Any], draft: Event, kept: frozenset[str]
    ) -> None:
        """Remember what the source said and what of it was written."""
        content = one.content
        item.external_uid, item.match_digest = content.uid, content.match
        item.content_digest, item.sequence = content.digest, content.sequence
        item.last_seen_run, item.missing_runs = self.number, 0
        item.seen = {
            "said": values,
            "written": written_otherwise(values, values_of(draft), kept),
            "venues": venue_names(content.fields, values),
            "location": content.fields["place"],
            "categories": list(content.categories),
        }
        item.kept_fields = sorted(kept)
        item.save()

    def _remember(self, items: Sequence[FeedItem], is_by_content: bool) -> None:
        """Note that the events which are as they were are still there."""
        for first in range(0, len(self._seen), 500):
            part = self._seen[first : first + 500]
            FeedItem.objects.filter(pk__in=part).update(last_seen_run=self.number)
        if is_by_content and not self.feed.by_content:
            CalendarFeed.objects.filter(pk=self.feed.pk).update(by_content=True)
            self.feed.by_content = True

    def _line(self, outcome: Outcome, one: Identified, **said: Any) -> Line:
        """Return the line of an event, with what was mended in it."""
        said.setdefault("event_id", one.item.event_id if one.item else None)
        return Line(
            outcome,
            one.content.title,
            **{**said, "remarks": (*one.content.remarks, *said.get("remarks", ()))},
        )


def remark_of(refusal: Refusal) -> Remark:
    """Return what the reader says about a component, ready to be translated."""
    reason = refusal.reason
    if isinstance(reason, Reason):
        return Remark(reason.message, dict(reason.params), refusal.line)
    return Remark("%(reason)s", {"reason": reason}, refusal.line)


def memory_of(item: FeedItem) -> Memory:
    """Return what a feed remembers of an event."""
    said = item.seen.get("said", {})
    return Memory(said, {**said, **item.seen.get("written", {})}, frozenset(item.kept_fields))


def written_otherwise(said: dict[str, Any], now: dict[str, Any], kept: frozenset[str]) -> dict[str, Any]:
    """Return what stands in an event otherwise than its source says it, fields of the editors aside."""
    names = (said.keys() | now.keys()) - kept
    return {name: now.get(name) for name in names if not same(name, now.get(name), said.get(name))}


def venue_names(fields: Any, values: dict[str, Any]) -> dict[str, int]:
    """Return which venue stands for which words, so that it stays the same when it is renamed here."""
    names = {fields["place"]: values["place"]}
    for name, value in fields.items():
        if name.startswith(DATE) and value.get("place"):
            names[value["place"]] = values[name]["place"]
    return {text: pk for text, pk in names.items() if text and pk}


def is_taken_down(event: Event) -> bool:
    """Return whether an event was public and somebody took it down."""
    return not event.live and event.first_published_at is not None


def is_open(event: Event) -> bool:
    """Return whether somebody has an event open in the admin just now; saving would overwrite what we write."""
    sessions = EditingSession.objects.filter(
        content_type=ContentType.objects.get_for_model(Event),
        object_id=str(event.pk),
        last_seen_at__gte=timezone.now() - OPEN,
    )
    return sessions.exists()


def is_to_come(schedule: Schedule, now: datetime) -> bool:
    """Return whether a date is running or still to come."""
    return next(moments(schedule, now, now + FAR, limit=1), None) is not None
