"""The facts of an event in the reader's words: where, for whom, how accessible, what it costs."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from events.choices import Access, AttendanceMode, Cost
from events.models import Occurrence
from events.records import DateFact, EventRecord, VenueFact
from network.choices import TargetGroup
from network.languages import language_label
from network.presentation.words import labels
from network.subject_urls import SubjectUrls
from portal.disclosure import Precision
from portal.view_models import Link

from . import wording
from .event_models import Fact
from .rows import access_of, place_of


def facts_of(record: EventRecord, date: Occurrence, fact: DateFact | None) -> list[Fact]:
    """Return what is known about an event at one of its dates, in the order people ask."""
    return [one for one in _facts(record, date, fact) if one.lines or one.links]


def _facts(record: EventRecord, date: Occurrence, fact: DateFact | None) -> Iterator[Fact]:
    """Yield the facts."""
    yield Fact(pgettext("of an event", "When"), when_lines(record, date))
    yield _place(record, fact)
    yield _online(record, fact)
    yield Fact(_("For whom"), _joined(labels(TargetGroup, record.target_groups)))
    spoken = [language_label(code, get_language() or "de") for code in record.languages]
    yield Fact(_("Languages"), _joined(tuple(spoken)))
    access = _joined(labels(Access, access_of(record, fact)))
    venue = fact.venue if fact and fact.venue else record.venue
    house_note = venue.access_note if venue else ""
    yield Fact(
        pgettext("accessibility", "Access"), [*access, *filter(None, (record.access_note, house_note))]
    )
    yield Fact(_("Cost"), cost_lines(record))
    if record.info_url:
        yield Fact(_("More on this"), (), (Link(record.info_url, record.info_url),))


def when_lines(record: EventRecord, date: Occurrence) -> list[str]:
    """Return when a date is, and what the clocks show there where they show something else."""
    words = wording.when(date.start, date.end, date.first_day, date.last_day, date.is_all_day)
    if date.is_all_day:
        return [words]
    there = wording.elsewhere(date.start, date.end, record.schedule.zone)
    return [words, *([there] if there else [])]


def _place(record: EventRecord, fact: DateFact | None) -> Fact:
    """Return where it is as far as it may be told, with the page of that place."""
    label = pgettext("of an event", "Place")
    venue = fact.venue if fact and fact.venue else record.venue
    if record.attendance_mode == AttendanceMode.ONLINE and venue is None:
        return Fact(label, ())
    lines = list(venue_lines(venue)) if venue else []
    place = place_of(record, fact)
    if venue is None and place is not None:
        lines.append(place.official_name)
    if record.withholds_place and record.attendance_mode != AttendanceMode.ONLINE:
        lines.append(_("The exact place is not published; those who take part are told."))
    url = SubjectUrls().region(place.key) if place is not None else ""
    links = (Link(_("More in %(place)s") % {"place": place.name}, url),) if place is not None and url else ()
    return Fact(label, lines, links)


def venue_lines(venue: VenueFact) -> Iterator[str]:
    """Yield the lines of an address, as exactly as it may be told."""
    if venue.precision == Precision.EXACT:
        yield from filter(None, (venue.name, venue.street, f"{venue.postcode} {venue.town}".strip()))
        if venue.note:
            yield venue.note
    elif venue.town:
        yield venue.town


def _online(record: EventRecord, fact: DateFact | None) -> Fact:
    """Return how to take part online: the link where it is public, else who gets it."""
    label = pgettext("attendance", "Online")
    url = fact.online_url if fact and fact.online_url else record.online_url
    is_withheld = record.withholds_link or (fact is not None and fact.withholds_link)
    if record.attendance_mode == AttendanceMode.ON_SITE and not (url or is_withheld):
        return Fact(label, ())
    if url:
        return Fact(label, (), (Link(url, url),))
    if is_withheld:
        return Fact(label, (_("The link comes after registration."),))
    return Fact(label, (_("One can take part online."),))


def cost_lines(record: EventRecord) -> tuple[str, ...]:
    """Return what it costs."""
    label = "" if record.cost == Cost.UNKNOWN else str(Cost(record.cost).label)
    return tuple(filter(None, (label, record.cost_note)))


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words as one line, none without words."""
    return (", ".join(words),) if words else ()


def changed_words(moment: datetime | None) -> str:
    """Return when an event last changed for the public, "" where that is not known."""
    if moment is None:
        return ""
    day = wording.date_format(moment.astimezone(wording.BERLIN), "DATE_FORMAT")
    return _("Changed on %(day)s") % {"day": day}
