"""Dates, seats and places in the words of pages and mails about registrations."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.models import Occurrence
from events.records import DateFact, EventRecord, VenueFact
from events.signup.slots import Slot
from portal.disclosure import Precision
from portal.validity import BERLIN

# Up to so many free seats are told exactly: whoever sees "3 left" hurries, and "87 left" is nobody's business.
FEW = 10


def moment_words(moment: datetime) -> str:
    """Return a moment in Berlin: "Wed, 4 March 2026, 19:00"."""
    there = moment.astimezone(BERLIN)
    day = date_format(there, pgettext("format of a day", "D, j F Y"))
    clock = date_format(there, pgettext("format of a time in mails", "H:i"))
    return _("%(day)s, %(time)s") % {"day": day, "time": clock}


def date_words(date: Occurrence) -> str:
    """Return when a date is; of several days when it begins."""
    if date.is_all_day:
        first = date_format(date.first_day, pgettext("format of a day", "D, j F Y"))
        if date.first_day == date.last_day:
            return _("%(days)s, all day") % {"days": first}
        last = date_format(date.last_day, pgettext("format of a day", "D, j F Y"))
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    return moment_words(date.start)


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
    return tuple(_venue_lines(venue)) if venue else ()


def _venue_lines(venue: VenueFact) -> Iterator[str]:
    """Yield the lines of an address, as exactly as it may be told."""
    if venue.precision == Precision.EXACT:
        yield from filter(None, (venue.name, venue.street, f"{venue.postcode} {venue.town}".strip()))
        if venue.note:
            yield venue.note
    elif venue.town:
        yield venue.town


def online_link(record: EventRecord, fact: DateFact | None) -> str:
    """Return the link to take part online, as far as the record may tell."""
    return fact.online_url if fact and fact.online_url else record.online_url
