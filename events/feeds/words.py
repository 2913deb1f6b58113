"""What an event says in somebody's own calendar: plain text, and nothing that the record keeps back."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from events.calendar import wording
from events.calendar.facts import cost_lines
from events.calendar.rows import STATES, access_of, place_of, title_of
from events.choices import Access, AttendanceMode, EventKind, EventStatus
from events.ical.plain_text import paragraphs, shortened
from events.keys import key_start
from events.records import DateFact, EventRecord, VenueFact
from network.labels import topic_labels
from network.presentation.words import labels
from portal.disclosure import Precision

# Google shows no status and Outlook none of a single date: what must not be missed stands in the title.
MARKS = {
    EventStatus.CANCELLED: gettext_lazy("CANCELLED: %(title)s"),
    EventStatus.POSTPONED: gettext_lazy("POSTPONED: %(title)s"),
    EventStatus.MOVED_ONLINE: gettext_lazy("ONLINE: %(title)s"),
}
LONGEST_TEXT = 2000  # the page tells the rest


def summary(record: EventRecord, fact: DateFact | None, status: str) -> str:
    """Return the title, with a mark where it does not take place as planned."""
    title = title_of(record, fact)
    return MARKS[EventStatus(status)] % {"title": title} if status in MARKS else title


def location(record: EventRecord, fact: DateFact | None, status: str) -> str:
    """Return where it is as far as it may be told, in one line that maps understand."""
    online = pgettext("attendance", "Online")
    if record.attendance_mode == AttendanceMode.ONLINE or status == EventStatus.MOVED_ONLINE:
        return online
    words = place_line(record, fact)
    return words or (online if record.attendance_mode == AttendanceMode.HYBRID else "")


def place_line(record: EventRecord, fact: DateFact | None) -> str:
    """Return house, street and town, or the town or district alone."""
    venue = venue_of(record, fact)
    if venue is not None and venue.precision == Precision.EXACT:
        return ", ".join(filter(None, (venue.name, venue.street, f"{venue.postcode} {venue.town}".strip())))
    if venue is not None and venue.town:
        return venue.town
    place = place_of(record, fact)
    return place.official_name if place else ""


def venue_of(record: EventRecord, fact: DateFact | None) -> VenueFact | None:
    """Return the venue of a date: its own, else that of its event."""
    return fact.venue if fact and fact.venue else record.venue


def link_of(record: EventRecord, fact: DateFact | None) -> str:
    """Return the link to take part online, "" where there is none for everybody."""
    return (fact.online_url if fact else "") or record.online_url


def categories(record: EventRecord) -> tuple[str, ...]:
    """Return the kind and the topics."""
    names = (name for _slug, name in topics(record))
    return tuple(dict.fromkeys((str(EventKind(record.kind).label), *names)))


def topics(record: EventRecord) -> Iterator[tuple[str, str]]:
    """Yield the keys of the topics and what the reader calls them."""
    names = topic_labels()
    for fact in record.topics:
        yield fact.slug, names.get(fact.slug, fact.name)


def hosts(record: EventRecord) -> str:
    """Return who invites."""
    return ", ".join(fact.name for fact in record.organisers)


def description(record: EventRecord, fact: DateFact | None, status: str, url: str) -> str:
    """Return what is said beside title and place; what changed comes first, the page of it last."""
    said = "\n".join(news(record, fact, status))
    facts = "\n".join(_facts(record, fact, status))
    text = shortened(paragraphs(record.description), LONGEST_TEXT)
    own = paragraphs(fact.description) if fact else ""
    return "\n\n".join(filter(None, (said, own, record.summary, text, facts, url)))


def news(record: EventRecord, fact: DateFact | None, status: str) -> Iterator[str]:
    """Yield what happened to the event or the date."""
    note = (fact.note if fact else "") or (record.status_note if status == record.status else "")
    label = str(STATES[EventStatus(status)][1]) if status in STATES else ""
    change = record.schedule.changes.get(key_start(fact.key)) if fact else None
    if fact and change and change.start and change.start != key_start(fact.key):
        yield _("Moved from %(day)s.") % {"day": wording.short_day(key_start(fact.key).date())}
    if words := ": ".join(filter(None, (label, note))):
        yield words


def _facts(record: EventRecord, fact: DateFact | None, status: str) -> Iterator[str]:
    """Yield what people ask before they come, a line each."""
    if names := hosts(record):
        yield _line(_("Organised by"), names)
    if record.alliance:
        yield _line(pgettext("of an event", "Alliance"), record.alliance.name)
    venue = venue_of(record, fact)
    is_on_site = record.attendance_mode != AttendanceMode.ONLINE and status != EventStatus.MOVED_ONLINE
    if venue and venue.note and is_on_site:
        yield _line(_("How to find it"), venue.note)
    if record.withholds_place and is_on_site:
        yield _("The exact place is not published; those who take part are told.")
    if link := link_of(record, fact):
        yield _line(_("Take part online"), link)
    elif record.withholds_link or (fact and fact.withholds_link):
        yield _("The link comes after registration.")
    if access := labels(Access, access_of(record, fact)):
        yield _line(pgettext("accessibility", "Access"), ", ".join(access))
    if cost := cost_lines(record):
        yield _line(_("Cost"), ", ".join(cost))


def _line(label: str, text: str) -> str:
    """Return a fact with what it is called."""
    return _("%(label)s: %(text)s") % {"label": label, "text": text}
