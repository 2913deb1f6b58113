"""Events for copies that are kept in step: what changed since a moment, oldest change first, and what has gone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from events.curation.survivors import survivors
from events.models import Event, Publication
from search.housekeeping import TOMBSTONES_KEPT
from search.opendata.parts import iso
from search.opendata.schema import Schema, maybe, moment, table, text

from .parameters import AFTER, MODIFIED_SINCE

# A version is dated while it is saved and seen when that is done. Whoever went on from a later one would never see an
# earlier one that took longer, so the newest are told when they have settled.
SETTLED = timedelta(seconds=10)
LONGEST_UID = 255

CHANGES = (
    replace(
        MODIFIED_SINCE,
        description="Only what changed or went at or after this moment (RFC 3339), oldest change first, what is over "
        "included. Follow `links.next` to the end and remember the last `modified` and `uid`: the next call goes "
        "on from there. A change is told after ten seconds.",
    ),
    replace(
        AFTER,
        schema={"type": "string", "maxLength": LONGEST_UID},
        description="With `modified_since`: the `uid` of the last item you have of that very moment; `links.next` "
        "sets it.",
    ),
)
EVENT_TOMBSTONE: Schema = table(
    {
        "id": maybe(text("Short id; null where nothing but the UID is left.")),
        "uid": text("UID in iCalendar (RFC 5545)."),
        "deleted": {"type": "boolean", "const": True},
        "merged_into": maybe(
            text("Short id of the public event that it became, because both were the same; null for none.")
        ),
        "modified": moment("When it went."),
    },
    "An event that was public and is no longer: nothing else may be told of it. Kept for 90 days.",
)


def changed_since(values: Mapping[str, Any], events: QuerySet | None) -> QuerySet[Publication]:
    """Return the versions told since a moment, oldest first; at that very moment only UIDs beyond `after`.

    `events` are the ids that filters leave, None without filters; what has gone is named whatever it was.
    """
    now, since = timezone.now(), values["modified_since"]
    here = Q(is_gone=False, event__live=True)
    if events is not None:
        here &= Q(event__in=events)
    later = Q(changed_at__gt=since) | Q(changed_at=since, uid__gt=values["after"] or "")
    settled = Q(changed_at__lte=now - SETTLED)
    return Publication.objects.filter(here | _gone(now), later, settled).order_by("changed_at", "uid")


def tombstone_of(identifier: str) -> dict[str, Any] | None:
    """Return what is left of an event by its short id or its UID, None for what never was or went long ago."""
    found = Publication.objects.filter(_gone(timezone.now())).filter(
        Q(uid=identifier) | Q(event__short_id=identifier)
    )
    return next(iter(tombstones(list(found[:1])).values()), None)


def tombstones(gone: Sequence[Publication]) -> dict[str, dict[str, Any]]:
    """Return what is left of events that have gone, by UID; at most three queries."""
    ids = [one.event_id for one in gone if one.event_id]
    short_ids = dict(Event.objects.filter(pk__in=ids).values_list("pk", "short_id")) if ids else {}
    became = survivors(ids)
    return {
        one.uid: {
            "id": short_ids.get(one.event_id),
            "uid": one.uid,
            "deleted": True,
            "merged_into": became.get(one.event_id),
            "modified": iso(one.changed_at),
        }
        for one in gone
    }


def following(shown: Sequence[Publication]) -> dict[str, str]:
    """Return what the address of the next page says, where there is one."""
    last = shown[-1]
    return {"modified_since": last.changed_at.isoformat(), "after": last.uid, "seite": "1"}


def _gone(now: datetime) -> Q:
    """Return the condition of what has gone and is still told."""
    return Q(is_gone=True, changed_at__gt=now - TOMBSTONES_KEPT)
