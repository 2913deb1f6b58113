"""Every date of an event as its page in the admin shows it: what it is, what was decided, what can be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.choices import DateStatus
from events.keys import key_start, key_text
from events.models import ChangedDate, Event
from events.occurrences import MOST_DATES, window
from events.recurrence import clock
from events.recurrence.expand import is_date, moments, next_keys
from events.recurrence.schedule import Moment, Schedule
from events.wishes import municipality_of
from portal.validity import BERLIN

from .next_dates import day_words, pause_words, time_words

CANCEL, MOVE, WORDS, REMOVE, RESTORE, SPLIT = "cancel", "move", "words", "remove", "restore", "split"
# What a date may say itself.
OWN_WORDS = ("title", "description", "venue", "online_url")


@dataclass(frozen=True)
class DateRow:
    """A date; `state` is a key for the look, `actions` what may be done with it."""

    key: str
    day: str
    time: str
    state: str
    words: str
    note: str
    actions: tuple[str, ...]
    is_past: bool


def date_rows(event: Event, now: datetime) -> tuple[DateRow, ...]:
    """Return the dates of an event up to the horizon in order, those that were taken out among them."""
    schedule = event.schedule
    notes = {row.key: row for row in event.changed_dates.all()}
    since, until = window(event, now)
    found = list(moments(schedule, since, until, limit=MOST_DATES * 3))
    first = next(iter(next_keys(schedule, clock.FIRST, 1)), None)
    rows = [(one.wall_start, _row(one, event, notes, now, is_first=one.key == first)) for one in found]
    rows += [(key, _gone(key, event, schedule, now)) for key in _taken_out(schedule, since, until)]
    return tuple(row for _start, row in sorted(rows, key=lambda one: (one[0], one[1].key)))


def _row(
    one: Moment, event: Event, notes: Mapping[str, ChangedDate], now: datetime, is_first: bool
) -> DateRow:
    """Return the row of a date that takes place or was called off."""
    key = key_text(one.key, event.is_all_day)
    changed = notes.get(key)
    words, state = _("takes place"), "on"
    if one.is_cancelled:
        words, state = _("called off"), "off"
    elif one.is_moved:
        words, state = _("moved from %(day)s") % {"day": _when(one.key, event)}, "moved"
    elif changed is not None and changed.status == DateStatus.MOVED_ONLINE:
        words, state = _("moved online"), "moved"
    if differing := own_words(changed):
        words = _("%(state)s; of its own: %(what)s") % {"state": words, "what": differing}
    return DateRow(
        key,
        day_words(one.wall_start),
        time_words(one.wall_start, one.wall_end, one.is_all_day),
        state,
        words,
        changed.note if changed is not None else "",
        tuple(_actions(one, changed, event, is_first)),
        is_past=one.end < now,
    )


def own_words(changed: ChangedDate | None) -> str:
    """Return what a date says itself, by the names of the fields."""
    if changed is None:
        return ""
    names = (name for name in OWN_WORDS if getattr(changed, ChangedDate._meta.get_field(name).attname))
    return ", ".join(str(ChangedDate._meta.get_field(name).verbose_name) for name in names)


def _when(key: datetime, event: Event) -> str:
    """Return a key as day and time."""
    return day_words(key) if event.is_all_day else f"{day_words(key)}, {time_words(key, key, False)}"


def _actions(one: Moment, changed: ChangedDate | None, event: Event, is_first: bool) -> Iterator[str]:
    """Yield what may be done with a date."""
    if not one.is_cancelled:
        yield CANCEL
    yield MOVE
    if event.is_series:
        yield WORDS
    if changed is not None or one.is_moved:
        yield RESTORE
    if event.is_series:
        yield REMOVE
        if not is_first:
            yield SPLIT


def _taken_out(schedule: Schedule, since: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the dates within the table's ends that somebody or a wish took out and that could take place again."""
    bare = Schedule(
        schedule.start, schedule.end, schedule.zone, schedule.is_all_day, schedule.rule, schedule.extra
    )
    for key in schedule.removed:
        if since <= clock.instant(key, schedule.zone or BERLIN.key) < until and is_date(bare, key):
            yield key


def _gone(key: datetime, event: Event, schedule: Schedule, now: datetime) -> DateRow:
    """Return the row of a date that was taken out, with the reason."""
    by_wish = key in schedule.wished
    return DateRow(
        key_text(key, event.is_all_day),
        day_words(key),
        time_words(key, key + schedule.length, event.is_all_day),
        "gone",
        pause_words(key, municipality_of(event)) if by_wish else _("taken out"),
        "",
        (RESTORE,),
        is_past=clock.instant(key, event.zone or BERLIN.key) < now,
    )


def known_row(event: Event, key: str, now: datetime) -> DateRow | None:
    """Return the date with a key, None for anything else."""
    try:
        key_start(key)
    except ValueError:
        return None
    return next((row for row in date_rows(event, now) if row.key == key), None)
