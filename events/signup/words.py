"""Dates, seats and places in the words of pages and mails about registrations."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.calendar import wording
from events.calendar.facts import venue_lines
from events.models import Occurrence
from events.records import DateFact, EventRecord
from events.signup.slots import Slot

# Up to so many free seats are told exactly: whoever sees "3 left" hurries, and "87 left" is nobody's business.
FEW = 10


def moment_words(moment: datetime) -> str:
    """Return a moment in Berlin: "Wed, 4 March 2026, 19:00"."""
    day = wording.short_day(moment.astimezone(wording.BERLIN).date())
    return _("%(day)s, %(times)s") % {"day": day, "times": wording.times(moment, moment)}


def date_words(date: Occurrence) -> str:
    """Return when a date is."""
    return wording.when(date.start, date.end, date.first_day, date.last_day, date.is_all_day)


def slot_words(slot: Slot) -> str:
    """Return when that is which one registers for."""
    if slot.first.pk == slot.last.pk:
        return date_words(slot.first)
    days = {"first": date_words(slot.first), "last": date_words(slot.last)}
    return _("the whole series, from %(first)s") % days


def seats_words(seats: int) -> str:
    """Return a number of seats."""
    return ngettext("%(n)s seat", "%(n)s seats", seats) % {"n": seats}


def free_words(free: int | None) -> str:
    """Return how many seats are free, "" where nobody counts them."""
    if free is None:
        return ""
    if free <= 0:
        return _("All seats are taken.")
    if free > FEW:
        return _("Seats are free.")
    return ngettext("%(n)s seat is free.", "%(n)s seats are free.", free) % {"n": free}


def place_lines(record: EventRecord, fact: DateFact | None) -> tuple[str, ...]:
    """Return where it is, as far as the record may tell."""
    venue = fact.venue if fact and fact.venue else record.venue
    return tuple(venue_lines(venue)) if venue else ()


def online_link(record: EventRecord, fact: DateFact | None) -> str:
    """Return the link to take part online, as far as the record may tell."""
    return fact.online_url if fact and fact.online_url else record.online_url
