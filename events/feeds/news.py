"""What was announced or changed lately, newest first: an Atom feed of the events that a list of the calendar shows.

By when something was said, not by when it takes place. An event is one entry, a date of a series only if it differs,
so that a weekly meeting does not bury everything else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.addresses import calendar_path, event_path
from events.calendar import wording
from events.calendar.asked import Asked
from events.calendar.reading import records_of
from events.calendar.rows import url_of
from events.calendar.selection import dates
from events.keys import key_start
from events.models import Publication
from events.occurrences import days_of, status_of
from events.records import DateFact, EventRecord
from events.recurrence.expand import is_date, moment, moments
from events.recurrence.schedule import Moment
from portal.atom import BEGINNING, element, escaped, gone_entries, opening, page_links, quoted
from portal.atom import moment as written
from portal.search_url import SearchUrl
from portal.validity import BERLIN

from . import words
from .window import window

PAGE_SIZE = 50
TOLD_GONE = timedelta(days=90)


@dataclass(frozen=True)
class Frame:
    """What surrounds the entries: the name of the feed, its publisher, the host, and today."""

    name: str
    publisher: str
    host: str
    today: date


def news(asked: Asked, frame: Frame, now: datetime) -> bytes:
    """Return a page of the feed."""
    span = window(now)
    shown = dates(asked).filter(end__gt=span.since, start__lt=span.until).order_by()
    rows = Publication.objects.filter(is_gone=False, event__in=shown.values("event"))
    total, start = rows.count(), (asked.page - 1) * PAGE_SIZE
    ids = rows.order_by("-changed_at", "pk").values_list("event", flat=True)[start : start + PAGE_SIZE]
    records = records_of(found := list(ids))
    entries = [records[pk] for pk in found if pk in records]
    gone = _gone(now) if not asked.is_narrowed and asked.page == 1 else {}
    return "".join(_feed(entries, gone, _links(asked, frame, total), frame)).encode()


def _gone(now: datetime) -> Mapping[str, datetime]:
    """Return what was withdrawn or deleted lately, by UID."""
    rows = Publication.objects.filter(is_gone=True, changed_at__gt=now - TOLD_GONE).order_by("-changed_at")
    return dict(rows.values_list("uid", "changed_at"))


def _links(asked: Asked, frame: Frame, total: int) -> Mapping[str, str]:
    """Return the addresses of the feed by relation (RFC 5005 §3)."""
    url, number = SearchUrl(f"{frame.host}{asked.url.path}", asked.url.values), asked.page
    pages = -(-total // PAGE_SIZE) or 1
    return {
        "self": url.page(number),
        "alternate": f"{frame.host}{SearchUrl(calendar_path(), asked.url.values)}",
        "first": url.page(1),
        **({"previous": url.page(number - 1)} if 1 < number <= pages else {}),
        **({"next": url.page(number + 1)} if number < pages else {}),
    }


def _feed(
    records: Sequence[EventRecord], gone: Mapping[str, datetime], links: Mapping[str, str], frame: Frame
) -> Iterator[str]:
    """Yield the text of a feed."""
    moments_of_change = [*(record.changed_at or BEGINNING for record in records), *gone.values()]
    yield opening(get_language() or "de")
    yield element("id", links["first"])
    yield element("title", frame.name)
    yield element("updated", written(max(moments_of_change, default=BEGINNING)))
    yield f"<author>{element('name', frame.publisher)}</author>\n"
    yield from page_links(links)
    yield from gone_entries(gone)
    for record in records:
        yield _event(record, frame)
        yield from _changed_dates(record, frame)
    yield "</feed>\n"


def _event(record: EventRecord, frame: Frame) -> str:
    """Return the entry of an event: its title, and when it is next."""
    since = datetime.combine(frame.today, time(0), BERLIN)
    until = since + timedelta(days=750)
    upcoming = next(moments(record.schedule, since, until, limit=1), None)
    upcoming = upcoming or moment(
        record.schedule, record.schedule.start, record.schedule.zone or "Europe/Berlin"
    )
    title = words.summary(record, None, record.status)
    url = f"{frame.host}{event_path(record.slug, record.short_id)}"
    return _entry(record, f"urn:uuid:{record.uid}", title, url, _said(record, None, upcoming))


def _changed_dates(record: EventRecord, frame: Frame) -> Iterator[str]:
    """Yield an entry for every date of a series that differs and is not over."""
    if not record.schedule.is_series:
        return
    for key, fact in sorted(record.dates.items()):
        start = key_start(key)
        if not is_date(record.schedule, start):
            continue
        found = moment(record.schedule, start, record.schedule.zone or "Europe/Berlin")
        if max(start, found.wall_end).date() < frame.today:
            continue
        title = _("%(title)s, %(day)s") % {
            "title": words.summary(record, fact, status_of(record.status, fact.status)),
            "day": wording.short_day(start.date()),
        }
        url = f"{frame.host}{url_of(record, key)}"
        yield _entry(record, f"urn:uuid:{record.uid}#{key}", title, url, _said(record, fact, found))


def _said(record: EventRecord, fact: DateFact | None, found: Moment) -> str:
    """Return when and where a date is, what happened to it, and what it is about."""
    status = status_of(record.status, fact.status if fact else "")
    first, last = days_of(found)
    when = wording.when(found.start, found.end, first, last, found.is_all_day)
    lines = (when, words.location(record, fact, status), *words.news(record, fact, status), record.summary)
    return "\n".join(filter(None, lines))


def _entry(record: EventRecord, identity: str, title: str, url: str, said: str) -> str:
    """Return an entry; its content is its page."""
    changed = record.changed_at or BEGINNING
    language = quoted(record.language)
    parts = (
        element("id", identity),
        element("title", title),
        element("updated", written(changed)),
        element("published", written(record.appeared_at or changed)),
        f'<link rel="alternate" type="text/html" hreflang={language} href={quoted(url)}/>\n',
        f"<summary xml:lang={language}>{escaped(said)}</summary>\n",
        *(f"<category term={quoted(slug)} label={quoted(name)}/>\n" for slug, name in words.topics(record)),
    )
    return f"<entry>\n{''.join(parts)}</entry>\n"
