"""One reading of a feed: what holds for all of its events, and what is remembered of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession

from events.models import CalendarFeed, Event, FeedItem
from events.models.feeds import FeedTrust
from events.recurrence.expand import moments
from events.recurrence.schedule import Schedule
from network.models.organisations import Trust

from .comparing import Memory, same, values_of
from .content import DATE, Content
from .identity import Identified
from .report import Line, Outcome, Report
from .venues import Venues

# The admin's page of an event tells every ten seconds that it is open.
OPEN = timedelta(minutes=1)
FAR = timedelta(days=366 * 180)  # farther than any calendar that is read
NOT_HERE = -1  # the venue of a dry run that would be written down


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


@dataclass
class Reading:
    """A feed while it is read; `number` counts its readings, `seen` holds what was there and needed no writing."""

    feed: CalendarFeed
    now: datetime
    options: Options
    report: Report = field(default_factory=Report)
    seen: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Settle what holds for all events."""
        self.report.is_dry = self.options.is_dry
        allowed = self.options.publishes
        self.publishes = publishes(self.feed) if allowed is None else allowed
        self.venues = Venues(self.feed.organisation)
        self.number = self.feed.runs + 1

    def hindrance(self, event: Event) -> Outcome | None:
        """Return why an event must be left as it is now, None where it need not."""
        if event.organiser_id != self.feed.organisation_id:
            return Outcome.FOREIGN
        if event.locked:
            return Outcome.LOCKED
        if is_open(event):
            return Outcome.OPEN
        return Outcome.IN_REVIEW if event.workflow_in_progress else None

    def resolved(self, content: Content, seen: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a source with venues in place of their names; those it named before stay the same."""
        known = seen.get("venues", {})

        def venue(text: str) -> int | None:
            if text in known:
                return known[text]
            if self.options.is_dry:
                return (self.venues.find(text) or NOT_HERE) if text else None
            return self.venues.find_or_add(text, content.point)

        values = dict(content.fields)
        values["place"] = venue(values["place"])
        for name, value in values.items():
            if name.startswith(DATE) and value.get("place"):
                values[name] = {**value, "place": venue(value["place"])}
        return values

    def remember(
        self, item: FeedItem, content: Content, values: dict[str, Any], draft: Event, kept: frozenset[str]
    ) -> None:
        """Put into an unsaved item what the source said and what of it was written."""
        item.external_uid, item.match_digest = content.uid, content.match
        item.content_digest, item.sequence = content.digest, content.sequence
        item.last_seen_run, item.missing_runs = self.number, 0
        item.seen = {
            "said": values,
            "written": written_otherwise(values, values_of(draft), kept),
            "venues": _venue_names(content.fields, values),
            "location": content.fields["place"],
            "categories": list(content.categories),
        }
        item.kept_fields = sorted(kept)


def line_of(outcome: Outcome, one: Identified, **said: Any) -> Line:
    """Return the line of an event, with what was mended in it."""
    said.setdefault("event_id", one.item.event_id if one.item else None)
    remarks = (*one.content.remarks, *said.pop("remarks", ()))
    return Line(outcome, one.content.title, remarks=remarks, **said)


def memory_of(item: FeedItem) -> Memory:
    """Return what a feed remembers of an event."""
    said = item.seen.get("said", {})
    return Memory(said, {**said, **item.seen.get("written", {})}, frozenset(item.kept_fields))


def written_otherwise(
    said: Mapping[str, Any], now: Mapping[str, Any], kept: frozenset[str]
) -> dict[str, Any]:
    """Return what stands in an event otherwise than its source says it, fields of the editors aside."""
    names = (said.keys() | now.keys()) - kept
    return {name: now.get(name) for name in sorted(names) if not same(name, now.get(name), said.get(name))}


def _venue_names(fields: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, int]:
    """Return which venue stands for which words, so that it stays the same when it is renamed here."""
    names = {fields["place"]: values["place"]}
    for name, value in fields.items():
        if name.startswith(DATE) and value.get("place"):
            names[value["place"]] = values[name]["place"]
    return {text: pk for text, pk in names.items() if text and pk}


def is_open(event: Event) -> bool:
    """Return whether somebody has an event open in the admin just now; saving it would overwrite what is written."""
    sessions = EditingSession.objects.filter(
        content_type=ContentType.objects.get_for_model(Event),
        object_id=str(event.pk),
        last_seen_at__gte=timezone.now() - OPEN,
    )
    return sessions.exists()


def is_taken_down(event: Event) -> bool:
    """Return whether an event was public and somebody took it down."""
    return not event.live and event.first_published_at is not None


def next_start(schedule: Schedule, now: datetime) -> datetime | None:
    """Return when the next date begins, or the running one began; None where all is over."""
    found = next(moments(schedule, now, now + FAR, limit=1), None)
    return found.start if found else None
