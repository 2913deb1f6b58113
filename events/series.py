"""Changing the dates of an event: one, this and following, or all; in its draft, and published where that is allowed.

The arithmetic is `events.recurrence.split`; here its result is written into an event, and whoever registered for a
date goes with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from modelcluster.models import get_all_child_relations

from events.choices import DateStatus
from events.keys import key_start, key_text
from events.models import ChangedDate, Event
from events.models.events import new_short_id, new_uid
from events.recurrence import split as series
from events.recurrence.expand import is_date
from events.recurrence.refusals import IsFirstDate
from events.recurrence.schedule import Change, Schedule
from events.signup import carrying
from events.wishes import freshen
from network.named.refusing import hold_for
from portal.models import User


@dataclass(frozen=True)
class Editor:
    """Who changes an event, and whether the change reaches the public at once."""

    user: User | None = None
    publishes: bool = False


@dataclass(frozen=True)
class OwnWords:
    """What a date of a series says itself; empty is as in the series."""

    title: str = ""
    description: str = ""
    venue_id: int | None = None
    online_url: str = ""
    note: str = ""
    is_online_only: bool = False


def write_schedule(event: Event, schedule: Schedule) -> None:
    """Put a schedule into the columns and changed dates of an unsaved event; words of its dates stay."""

    def texts(keys: object) -> list[str]:
        return sorted(key_text(key, schedule.is_all_day) for key in keys)  # type: ignore[attr-defined]

    event.zone, event.rule, event.is_all_day = schedule.zone, schedule.rule, schedule.is_all_day
    event.starts_on, event.starts_at, event.ends_on, event.ends_at = _columns(
        schedule.start, schedule.end, schedule.is_all_day
    )
    event.extra_dates = texts(schedule.extra)
    event.removed_dates = texts(schedule.removed_by_hand)
    event.wished_away = texts(schedule.wished)
    rows = {row.key: row for row in event.changed_dates.all()}
    kept = []
    for key, change in sorted(schedule.changes.items()):
        text = key_text(key, schedule.is_all_day)
        row = rows.get(text) or ChangedDate(key=text)
        if change.is_cancelled:
            row.status = DateStatus.CANCELLED
        elif row.status == DateStatus.CANCELLED:
            row.status = DateStatus.AS_SERIES
        row.starts_on = row.starts_at = row.ends_on = row.ends_at = None
        if change.start is not None:
            end = change.end or change.start + schedule.length
            row.starts_on, row.starts_at, row.ends_on, row.ends_at = _columns(
                change.start, end, schedule.is_all_day
            )
        kept.append(row)
    event.changed_dates = kept


def _columns(start: datetime, end: datetime, is_all_day: bool) -> tuple[object, ...]:
    """Return first day, beginning, last day and end as they are written down; the last day inclusive."""
    if is_all_day:
        last = max(start, end - timedelta(days=1)).date()
        return start.date(), None, None if last == start.date() else last, None
    if end == start:
        return start.date(), start.time(), None, None
    return start.date(), start.time(), None if end.date() == start.date() else end.date(), end.time()


def cancel_date(event: Event, key: str, note: str, editor: Editor) -> Event:
    """Call off a date, which stays visible; raises NoSuchDate."""

    def change(draft: Event) -> None:
        write_schedule(draft, series.cancel(draft.schedule, key_start(key)))
        _row(draft, key).note = note

    return _edit(event, change, editor)


def move_date(event: Event, key: str, to: tuple[datetime, datetime], note: str, editor: Editor) -> Event:
    """Move a date to another wall start and end; it keeps its address and whoever registered. Raises NoSuchDate."""

    def change(draft: Event) -> None:
        write_schedule(draft, series.move(draft.schedule, key_start(key), *to))
        _row(draft, key).note = note

    return _edit(event, change, editor)


def edit_date(
    event: Event, key: str, to: tuple[datetime, datetime] | None, words: OwnWords, editor: Editor
) -> Event:
    """Let a date differ from its series in words, place and times, None for the series' own; raises NoSuchDate.

    One called off stays so. A date that differs in nothing is as if nobody had ever touched it.
    """

    def change(draft: Event) -> None:
        start = key_start(key)
        schedule = series.retime(draft.schedule, start, to)
        write_schedule(draft, schedule)
        row = _row(draft, key)
        row.title, row.description, row.note = words.title, words.description, words.note
        row.venue_id, row.online_url = words.venue_id, words.online_url
        if row.status != DateStatus.CANCELLED:
            row.status = DateStatus.MOVED_ONLINE if words.is_online_only else DateStatus.AS_SERIES
        is_known = is_date(replace(schedule, changes={}), start)
        if is_known and schedule.changes[start] == Change() and words == OwnWords():
            draft.changed_dates = [row for row in draft.changed_dates.all() if row.key != key]

    return _edit(event, change, editor)


def remove_date(event: Event, key: str, editor: Editor) -> Event:
    """Take a date out of the series, so that it vanishes; raises NoSuchDate."""
    return _edit(
        event, lambda draft: write_schedule(draft, series.remove(draft.schedule, key_start(key))), editor
    )


def restore_date(event: Event, key: str, editor: Editor) -> Event:
    """Let a date be as its series says: not removed, moved or called off, without words of its own."""

    def change(draft: Event) -> None:
        draft.changed_dates = [row for row in draft.changed_dates.all() if row.key != key]
        write_schedule(draft, series.restore(draft.schedule, key_start(key)))

    return _edit(event, change, editor)


def shift_all(event: Event, start: datetime, end: datetime, editor: Editor) -> Event:
    """Move the first date, and all others by as much; what was decided about single dates moves along.

    Raises CannotShift where the dates would not all move alike.
    """

    def change(draft: Event) -> None:
        delta = start - draft.schedule.start
        shifted = series.shift(draft.schedule, start, end)
        rows = list(draft.changed_dates.all())
        for row in rows:
            row.key = key_text(key_start(row.key) + delta, draft.is_all_day)
        draft.changed_dates = rows
        write_schedule(draft, shifted)

    with transaction.atomic():
        # Somebody else may have moved the series since it was read: what they did must not be done twice.
        delta = start - _locked(event).schedule.start
        changed = _edit(event, change, editor)
        if editor.publishes and delta:
            carrying.rename_keys(event, delta)
    return changed


@transaction.atomic
def split_at(event: Event, key: str, editor: Editor) -> Event:
    """Make the dates from one on an event of their own and return it; at the first date, the event itself.

    Whoever registered for one of those dates is registered for the new event. Raises NoSuchDate.
    """
    draft = _newest_draft(event)
    freshen(draft)
    try:
        before, following = series.split(draft.schedule, key_start(key))
    except IsFirstDate:
        return draft
    second = copy_of(draft)
    rows = list(draft.changed_dates.all())
    second.changed_dates = [_detached(row) for row in rows if row.key >= key]
    write_schedule(second, following)
    second.split_from = event
    second.save()
    hold_for(event.uuid, second.uuid)
    draft.changed_dates = [row for row in rows if row.key < key]
    write_schedule(draft, before)
    for part in (draft, second):
        _save(part, editor)
    carrying.copy_settings(event, second)
    if editor.publishes and event.live:
        carrying.carry_over(event, second, key)
    return second


def _edit(event: Event, change: Callable[[Event], None], editor: Editor) -> Event:
    """Change the newest draft of an event, save it, and publish it where the editor may; return the draft."""
    with transaction.atomic():
        draft = _newest_draft(event)
        freshen(draft)  # what an import or an older table of holidays left behind
        change(draft)
        _save(draft, editor)
    return draft


def _newest_draft(event: Event) -> Event:
    """Return the newest draft of an event, which nobody else changes before the end of the transaction.

    What is in memory may be older: two people who call off two dates at the same time must not undo each other.
    """
    return _locked(event).get_latest_revision_as_object()


def _locked(event: Event) -> Event:
    """Return the row of an event as it is now, locked until the end of the transaction.

    Not its key: somebody who registers refers to it while the seats are theirs, for which moved dates wait.
    """
    return Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)


def _save(draft: Event, editor: Editor) -> None:
    """Save a draft as a revision, its wishes resolved for the dates it has now, and publish it where allowed."""
    freshen(draft)
    revision = draft.save_revision(user=editor.user, log_action=True)
    if editor.publishes:
        # Wagtail asks for the model's permission; whoever made the `Editor` asked for the row's.
        revision.publish(user=editor.user, skip_permission_checks=True)


def _row(draft: Event, key: str) -> ChangedDate:
    """Return the row of a date that was just changed."""
    return next(row for row in draft.changed_dates.all() if row.key == key)


def copy_of(draft: Event) -> Event:
    """Return an unsaved event with the words and facts of another one, and ids of its own; no changed dates."""
    names = {field.name for field in Event._meta.concrete_fields}
    own = {
        "id",
        "uuid",
        "uid",
        "short_id",
        "created_at",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "latest_revision",
        "live_revision",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "split_from",
    }
    second = Event(**{name: getattr(draft, name) for name in names - own}, live=False)
    second.uid, second.short_id = new_uid(), new_short_id()
    for relation in get_all_child_relations(Event):
        name = relation.get_accessor_name()
        if name != "changed_dates":
            setattr(second, name, [_detached(row) for row in getattr(draft, name).all()])
    return second


def _detached(row: object) -> object:
    """Return an unsaved copy of a child."""
    model = type(row)
    skipped = {"id", "event", "content_object"}
    fields = (field.name for field in model._meta.concrete_fields if field.name not in skipped)  # type: ignore[attr-defined]
    return model(**{name: getattr(row, name) for name in fields})
