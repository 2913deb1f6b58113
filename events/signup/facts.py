"""What somebody who registered knows of a date, and what has changed since they were last told.

Compared are the facts themselves, not versions: whatever changed them (the event, one date, the house, the series
that was split) is told, once, and a change that was taken back before anybody heard of it is not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from events.calendar.facts import when_lines
from events.calendar.rows import title_of
from events.choices import EventStatus
from events.models import Event, Occurrence, Registration
from events.models.registrations import RegistrationState
from events.records import EventRecord, public_record
from events.signup import words
from events.signup.addresses import page_path
from events.signup.slots import OFF, WHOLE, dates_of
from portal.disclosure import Audience

# Of a whole series so many dates to come are told, and followed.
MOST_DATES = 12


@dataclass(frozen=True)
class Facts:
    """A date, or a whole series, as one person may know it today."""

    record: EventRecord
    key: str
    dates: tuple[Occurrence, ...]
    is_public: bool
    place: tuple[str, ...]
    online: str
    note: str

    @property
    def title(self) -> str:
        """Return what it is called."""
        return title_of(self.record, self.record.dates.get(self.key))

    def when(self) -> list[str]:
        """Return the dates in words, with the time on the wall where that is another one."""
        return [line for date in self.dates for line in when_lines(self.record, date)]

    @property
    def takes_place(self) -> bool:
        """Return whether somebody who comes finds anything."""
        return self.is_public and any(date.status not in OFF for date in self.dates)

    def path(self) -> str:
        """Return the address of its page in the active language, "" where it has none."""
        if not self.is_public:
            return ""
        return page_path(self.record.id, self.record.slug, self.record.short_id, self.key)

    def told(self) -> dict[str, Any]:
        """Return what to remember when this is told."""
        return {
            "uid": self.record.uid,
            "public": self.is_public,
            "place": list(self.place),
            "online": self.online,
            "dates": {
                date.key: [date.start.isoformat(), date.end.isoformat(), date.status] for date in self.dates
            },
        }


def facts_for(event: Event, registration: Registration, now: datetime) -> Facts:
    """Return what a registered person may know; the exact place and the link are for those who have a seat."""
    has_seat = registration.state == RegistrationState.CONFIRMED
    record = public_record(event, Audience.REGISTRANTS if has_seat else Audience.PUBLIC)
    return facts_of(event, record, registration.key, now)


def facts_of(event: Event, record: EventRecord, key: str, now: datetime) -> Facts:
    """Return the facts of a date, or of the dates of a whole event that are not over."""
    rows = dates_of(event.pk)
    if key == WHOLE:
        dates = tuple(rows.not_over(now)[:MOST_DATES]) or tuple(rows.reverse()[:1])
    else:
        dates = tuple(rows.filter(key=key))
    fact = record.dates.get(dates[0].key) if len(dates) == 1 else None
    return Facts(
        record,
        key,
        dates,
        event.live,
        words.place_lines(record, fact),
        words.online_link(record, fact),
        (fact.note if fact else "") or record.status_note,
    )


def is_over(told: Mapping[str, Any], facts: Facts, now: datetime) -> bool:
    """Return whether everything that was told, and everything that is so today, lies in the past."""
    ends = [datetime.fromisoformat(date[1]) for date in told.get("dates", {}).values()]
    return all(end <= now for end in [*ends, *(date.end for date in facts.dates)])


def changed(told: Mapping[str, Any], facts: Facts, now: datetime) -> list[str]:
    """Return in sentences what has changed since it was told, in the active language; nothing for what is past."""
    return list(_changes(told, facts, now))


def _changes(told: Mapping[str, Any], facts: Facts, now: datetime) -> Iterator[str]:
    """Yield the sentences."""
    if not facts.is_public:
        if told["public"]:
            yield _(
                "It is no longer in the calendar. Please do not come before you hear from the organisers."
            )
        return
    if not told["public"]:
        yield _("It is in the calendar again.")
    yield from _date_changes(told["dates"], facts.dates, now)
    if told["uid"] != facts.record.uid:
        yield _("It has a page with another address now. You need not register again.")
    if not facts.takes_place:
        return
    is_elsewhere = (told["place"], told["online"]) != (list(facts.place), facts.online)
    if facts.record.is_shielded and is_elsewhere:
        # The emergency switch hides them; where it really takes place may be what it was.
        yield _("Exact place and link are not told at the moment. Please ask the organisers.")
        return
    if told["place"] != list(facts.place):
        yield _("The place has changed.")
    if told["online"] != facts.online:
        yield _("The link to take part online has changed.")


def _date_changes(told: Mapping[str, Any], dates: tuple[Occurrence, ...], now: datetime) -> Iterator[str]:
    """Yield what happened to each date that was told and is not past."""
    known = {date.key: date for date in dates}
    if len(told) == 1 and len(dates) == 1:
        known = dict.fromkeys(told, dates[0])
    for key, (start, end, status) in told.items():
        was, date = datetime.fromisoformat(start), known.get(key)
        if date is None:
            if datetime.fromisoformat(end) > now:
                yield _("%(day)s: does not take place.") % {"day": words.moment_words(was)}
            continue
        if date.status != status:
            yield _status_words(date)
        is_moved = (date.start, date.end) != (was, datetime.fromisoformat(end))
        if is_moved and date.status not in OFF:
            days = {"was": words.moment_words(was), "now": words.date_words(date)}
            yield _("Moved: %(now)s instead of %(was)s.") % days


def _status_words(date: Occurrence) -> str:
    """Return what became of a date."""
    day = {"day": words.date_words(date)}
    if date.status == EventStatus.CANCELLED:
        return _("%(day)s: cancelled.") % day
    if date.status == EventStatus.POSTPONED:
        return _("%(day)s: postponed. A new date is not known yet.") % day
    if date.status == EventStatus.MOVED_ONLINE:
        return _("%(day)s: takes place online.") % day
    if date.status == EventStatus.TENTATIVE:
        return _("%(day)s: not yet certain. Please ask before you come.") % day
    return _("%(day)s: takes place.") % day
