"""Values of a source written into an event: into its draft, its public version, or both."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override

from events.choices import DateStatus, EventKind, EventStatus, Source
from events.keys import key_start, key_text
from events.models import ChangedDate, Event, QueueEntry, Registration, SeatCount
from events.models.curation import QueueKind
from events.planned import planned_at
from events.recurrence.schedule import Schedule
from events.series import write_schedule
from events.signup import seats
from network.models import Organisation

from .comparing import PLAIN, Decision, carried, values_of
from .content import DATE, dates_value, schedule_of

WORDS_OF_DATE = ("title", "description", "online_url")
Change = Callable[[Event], None]


def new_event(organisation: Organisation, values: Mapping[str, Any]) -> Event:
    """Return the unsaved event of an organisation with the values of its calendar, which names no kind."""
    event = Event(organiser=organisation, source=Source.FEED, kind=EventKind.OTHER, live=False)
    _write(event, values, values)
    return event


def write(event: Event, decision: Decision) -> None:
    """Put what was decided into an unsaved version of an event; whatever else it says stays."""
    rows = {row.key: row for row in event.changed_dates.all()}
    for old, name in decision.renamed.items():
        row = rows.pop(old.removeprefix(DATE), None)
        if row is not None and name is not None:
            row.key = name.removeprefix(DATE)
            rows[row.key] = row
    current = values_of(event)
    moved = {name: current[old] for old, name in decision.renamed.items() if name and old in current}
    event.changed_dates = list(rows.values())
    merged = {name: value for name, value in current.items() if name not in decision.renamed}
    _write(event, {**merged, **moved, **decision.writes}, decision.writes)


def _write(event: Event, values: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Put values into an event; only fields in `changed` are touched, dates as a whole."""
    for name in PLAIN:
        if name in changed:
            setattr(event, name, changed[name])
    if "place" in changed:
        event.venue_id = changed["place"]
    dates = {name for name in changed if name.startswith(DATE)}
    if not dates and "dates" not in changed:
        return
    wished = frozenset(map(key_start, event.wished_away))
    write_schedule(event, schedule_of(values, wished))
    rows = list(event.changed_dates.all())
    for row in rows:
        if DATE + row.key in dates:
            _write_words(row, changed[DATE + row.key])
    event.changed_dates = rows


def _write_words(row: ChangedDate, value: Mapping[str, Any]) -> None:
    """Put what a date says otherwise into its row; its times are those of the schedule."""
    row.status = value.get("status", DateStatus.AS_SERIES)
    for name in WORDS_OF_DATE:
        setattr(row, name, value.get(name, ""))
    row.venue_id = value.get("place")


def save_draft(draft: Event, change: Change) -> None:
    """Change a draft, which the public does not see yet."""
    change(draft)
    draft.save_revision(log_action=True)


def publish(event: Event, draft: Event, change: Change) -> None:
    """Publish a change; an editor's unpublished words stay a draft, which gets it, too, and stays planned if it was.

    Whoever registered for a date goes with it.
    """
    before, is_planned = event.schedule, planned_at(event) is not None
    change(draft)
    if event.has_unpublished_changes and event.live_revision is not None:
        public = event.live_revision.as_object()
        change(public)
        public.save_revision(log_action=True).publish()
        revision = draft.save_revision(log_action=True)
        if is_planned:  # publishing the public version forgot it; its hour is to come, so this only plans
            revision.publish()
    else:
        draft.save_revision(log_action=True).publish()
    follow_dates(event, before)


def follow_dates(event: Event, before: Schedule) -> None:
    """Let registrations go along with the dates that are public now, where these were others before."""
    after = Event.objects.get(pk=event.pk).schedule
    if dates_value(after) != dates_value(before):
        carry_registrations(event, before, after)


def carry_registrations(event: Event, before: Schedule, after: Schedule) -> None:
    """Let registrations and counts follow dates whose keys changed, latest first so that none meets another."""
    seats.lock_those_of(event.pk)
    later = after.start > before.start
    for model in (Registration, SeatCount):
        rows = model.objects.filter(event=event)
        for old in sorted(set(rows.exclude(key="").values_list("key", flat=True)), reverse=later):
            key = carried(key_start(old), before, after)
            new = key_text(key, after.is_all_day) if key is not None else old
            if new != old and not rows.filter(key=new).exists():
                rows.filter(key=old).update(key=new)


def ask(event: Event, kind: QueueKind, fields: Iterable[str]) -> None:
    """Put an event before the editors, unless it is already; `fields` are names of what is new, one a line."""
    names = set(fields)
    entry, is_new = QueueEntry.objects.get_or_create(
        kind=kind, event=event, settled_at=None, other=None, defaults={"text": "\n".join(sorted(names))}
    )
    if not is_new and not names <= set(entry.text.split("\n")):
        entry.text = "\n".join(sorted(names | set(filter(None, entry.text.split("\n")))))
        entry.save(update_fields=["text"])


def settle(event: Event, kinds: Iterable[QueueKind], now: datetime, decision: str) -> None:
    """Close open matters that have settled themselves."""
    open_ones = QueueEntry.objects.filter(event=event, kind__in=kinds, settled_at=None)
    open_ones.update(settled_at=now, decision=decision)


def call_off(draft: Event) -> None:
    """Say that an event which its calendar no longer holds does not take place; it stays to be seen."""
    draft.status = EventStatus.CANCELLED
    draft.status_note = draft.status_note or gone_note(draft.language)


def take_back_note(draft: Event) -> None:
    """Remove the note that it had gone, unless somebody wrote another one."""
    if draft.status_note == gone_note(draft.language):
        draft.status_note = ""


def gone_note(language: str) -> str:
    """Return what the public reads about an event that vanished from its organisation's calendar."""
    with override(language):
        return gettext("No longer in the organisation's calendar.")
