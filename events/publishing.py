"""What follows when an event is published, unpublished or deleted: its dates, its version for feeds, the journal."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import repeat
from typing import Any

from django.db import transaction
from django.utils import timezone

from events import occurrences
from events.models import ChangedDate, Event, Occurrence, Publication
from portal import changes

# What makes a new version for calendars when it changes: time, place and status (RFC 5546 §2.1.4).
DATE_FIELDS = (
    "starts_on",
    "starts_at",
    "ends_on",
    "ends_at",
    "is_all_day",
    "zone",
    "rule",
    "extra_dates",
    "removed_dates",
    "wished_away",
    "status",
    "attendance_mode",
    "venue_id",
    "place_disclosure",
    "place_precision",
    "online_url",
    "online_disclosure",
)
WORD_FIELDS = (
    "title",
    "summary",
    "description",
    "kind",
    "target_groups",
    "languages",
    "organiser_id",
    "organiser_text",
    "alliance_id",
    "part_of_id",
    "status_note",
    "place_note",
    "region_id",
    "access",
    "access_note",
    "cost",
    "cost_note",
    "info_url",
    "image_id",
)


@transaction.atomic
def after_change(event: Event, now: datetime | None = None) -> None:
    """Bring what is derived in step with the row of an event as it is now, published or not."""
    now = now or timezone.now()
    occurrences.rebuild(event, now)
    _stamp(event, now)
    changes.record(event)


@transaction.atomic
def after_first(events: Sequence[Event], now: datetime) -> None:
    """The same for events that are published for the first time, many at once."""
    found = Event.objects.filter(pk__in=[event.pk for event in events]).order_by("pk")
    fresh = list(found.prefetch_related("changed_dates", "co_organisers", "topic_links__tag"))
    Occurrence.objects.bulk_create(
        [row for event in fresh for row in occurrences.wanted_rows(event, now).values()], batch_size=500
    )
    slugs = [[link.tag.slug for link in event.topic_links.all()] for event in fresh]
    Publication.objects.bulk_create(map(_first_publication, fresh, slugs, repeat(now)))
    changes.record(*fresh)


def _first_publication(event: Event, slugs: Iterable[str], now: datetime) -> Publication:
    """Return the unsaved version of an event that leaves the house for the first time."""
    return Publication(
        event=event,
        uid=event.uid,
        appeared_at=now,
        changed_at=now,
        content_digest=_words_digest(event, slugs),
        dates_digest=_dates_digest(event),
    )


def restamp(event: Event, now: datetime | None = None) -> None:
    """Note that its organisers changed without its dates: merged with others, separated again, or one left."""
    _stamp(event, now or timezone.now())
    changes.record(event)


def _stamp(event: Event, now: datetime) -> None:
    """Note a new version where the public sees another one; drafts that were never public leave no trace."""
    known = Publication.objects.filter(uid=event.uid).first()
    slugs = event.topic_links.values_list("tag__slug", flat=True)
    if known is None:
        if event.live:
            _first_publication(event, slugs, now).save()
        return
    content, dates = _words_digest(event, slugs), _dates_digest(event)
    is_gone = not event.live
    if (known.content_digest, known.dates_digest, known.is_gone) == (content, dates, is_gone):
        return
    known.sequence += known.dates_digest != dates
    known.content_digest, known.dates_digest, known.is_gone, known.changed_at = content, dates, is_gone, now
    known.event = event
    # Not who was told of it: that is the job's, which may be at it.
    known.save(update_fields=["event", "sequence", "content_digest", "dates_digest", "is_gone", "changed_at"])


def _words_digest(event: Event, slugs: Iterable[str]) -> str:
    """Return the digest of words, of those who invite, and of the topics' slugs."""
    others = sorted(row.organisation_id for row in event.co_organisers.all())
    return _digest(event, WORD_FIELDS, [*others, *sorted(slugs)])


def _dates_digest(event: Event) -> str:
    """Return the digest of times, place and status, and of the dates that differ."""
    names = [field.attname for field in ChangedDate._meta.concrete_fields][2:]
    rows = sorted(event.changed_dates.all(), key=lambda row: row.key)
    return _digest(event, DATE_FIELDS, [str(tuple(getattr(row, name) for name in names)) for row in rows])


def _digest(event: Event, fields: tuple[str, ...], rows: Sequence[Any]) -> str:
    """Return the digest of some columns and of what was said of rows."""
    return sha256(json.dumps([*(str(getattr(event, name)) for name in fields), *rows]).encode()).hexdigest()


def before_deletion(event: Event, now: datetime | None = None) -> None:
    """Remember that a published event has gone, so that feeds show a change."""
    gone = Publication.objects.filter(uid=event.uid, is_gone=False)
    gone.update(is_gone=True, changed_at=now or timezone.now())
    changes.record(event)
