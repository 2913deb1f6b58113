"""From what was proposed to the draft of an event: its columns, its organiser and its place.

A later change touches only what its writer changed, so that what editors put right meanwhile stays.
"""

from collections.abc import Mapping
from typing import Any

from events.choices import AttendanceMode, Source
from events.models import ChangedDate, Event, Venue
from portal.disclosure import Audience

from .data import Data, day_of, paragraphs, rule_from, time_of
from .matching import entry_named, venue_like

PLAIN = (
    "title",
    "summary",
    "language",
    "kind",
    "online_url",
    "access",
    "access_note",
    "cost",
    "cost_note",
    "info_url",
)
PLACE = ("place", "street", "postcode", "town")
TIMES = ("starts_on", "starts_at", "ends_on", "ends_at", "is_all_day", "repeats", "repeats_until")
# The key under which a proposal remembers a place that was written down for it alone.
MADE_VENUE = "made_venue"


def new_draft(data: Data) -> Event:
    """Return the saved draft of a new event; `data` learns which place was made for it."""
    event = Event(live=False, source=Source.PUBLIC, online_disclosure=Audience.PUBLIC)
    apply(event, data, {})
    event.save()
    event.save_revision(log_action=True)
    return event


def apply(draft: Event, data: Data, before: Mapping[str, Any]) -> None:
    """Write into an unsaved draft what differs from what was proposed before."""
    changed = {name for name in data if data[name] != before.get(name)}
    for name in PLAIN:
        if name in changed:
            setattr(draft, name, data[name])
    if "description" in changed:
        draft.description = paragraphs(data["description"])
    if "organiser" in changed:
        draft.organiser = entry_named(data["organiser"])
        draft.organiser_text = "" if draft.organiser else data["organiser"]
    if changed & set(TIMES):
        for name, value in time_columns(data).items():
            setattr(draft, name, value)
    if changed & set(PLACE):
        draft.venue = _venue(data)
    if changed & {*PLACE, "online_url"}:
        draft.attendance_mode = mode_of(data)


def time_columns(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of an event's times; raises RuleError for a repetition that cannot be."""
    is_all_day = bool(data.get("is_all_day"))
    return {
        "starts_on": day_of(data, "starts_on"),
        "starts_at": None if is_all_day else time_of(data, "starts_at"),
        "ends_on": day_of(data, "ends_on"),
        "ends_at": None if is_all_day else time_of(data, "ends_at"),
        "is_all_day": is_all_day,
        "rule": rule_from(data),
    }


def mode_of(data: Mapping[str, Any]) -> AttendanceMode:
    """Return how one takes part, from what was given."""
    if not data.get("place"):
        return AttendanceMode.ONLINE
    return AttendanceMode.HYBRID if data.get("online_url") else AttendanceMode.ON_SITE


def _venue(data: Data) -> Venue | None:
    """Return the place that is meant, written down where it is new; `data` remembers that."""
    if not data.get("place"):
        return None
    words = [data[name] for name in PLACE]
    venue = venue_like(*words)
    if venue is None:
        venue = Venue.objects.create(**dict(zip(("name", "street", "postcode", "town"), words, strict=True)))
        data[MADE_VENUE] = venue.pk
    return venue


def discard(event: Event, data: Mapping[str, Any]) -> None:
    """Delete a draft that was never public, and the place that was made for it unless somebody uses or keeps it."""
    event.delete()
    made = Venue.objects.filter(pk=data.get(MADE_VENUE) or 0, keeper=None, events=None).first()
    if made is not None and not ChangedDate.objects.filter(venue=made).exists():
        made.delete()
