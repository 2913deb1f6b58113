"""An event and its dates as their pages show them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from events.addresses import event_path
from events.choices import DateStatus, EventKind, EventStatus
from events.keys import key_start
from events.models import Event, Occurrence
from events.records import OrganiserFact
from events.recurrence.refusals import Refused
from events.recurrence.wording import in_words
from network.labels import topic_labels
from network.subject_urls import SubjectUrls
from portal.addresses import page_path
from portal.languages import page_language
from portal.models import PortalImage
from portal.page_refs import refs_by_id
from portal.pictures import picture_of
from portal.restrictions import is_restricted
from portal.tiles import as_tile
from portal.view_models import Link, Message

from . import wording
from .addresses import is_answered, route
from .event_models import EventView, Host
from .facts import changed_words, facts_of
from .reading import Dated, dated
from .rows import OFF, place_words, row_of, seat_badges, title_of, url_of
from .shown import SHOWN_DATES, Shown
from .view_models import DayBlock

ALL_DATES = "alle"
WIDE = "width-1200"
MOST_PARTS = 200


def view_of(
    shown: Shown, upcoming: Sequence[Occurrence], base_url: str, **neighbours: Link | None
) -> EventView:
    """Return an event as its page shows it; `upcoming` are its next dates and one more where there are many."""
    record, date = shown.record, shown.date
    tile = next((host.tile for host in record.organisers if host.tile), "")
    image = PortalImage.objects.filter(pk=record.image_id).first() if record.image_id else None
    own_path = url_of(record, date.key) if shown.is_date_page else event_path(record.slug, record.short_id)
    whole = event_path(record.slug, record.short_id)
    is_series = record.schedule.is_series
    return EventView(
        title=title_of(record, shown.fact if shown.is_date_page or not is_series else None),
        kicker=_kicker(shown),
        lead=_lead(shown),
        tint=as_tile(tile) if tile else None,
        tile=tile,
        date=wording.big_tile_of(date.first_day, _state(shown)),
        language=None if record.language == get_language() else page_language(record.language),
        summary=record.summary,
        description=record.description,
        date_note=shown.fact.description if shown.fact and (shown.is_date_page or not is_series) else "",
        notices=_notices(shown),
        facts=facts_of(record, date, shown.fact),
        hosts=_hosts(record.organisers),
        alliance=next(iter(_hosts([record.alliance] if record.alliance else [])), None),
        programme=_programme(shown),
        topics=_topics(shown),
        picture=picture_of(image, WIDE),
        credit=image.credit if image else "",
        rule=_rule(shown),
        dates=_date_rows(shown, upcoming) if is_series else (),
        all_dates=Link(_("All dates"), f"{whole}{ALL_DATES}/") if is_series else None,
        parts=_parts(shown) if record.is_programme else (),
        series=Link(record.title, whole) if shown.is_date_page else None,
        previous=neighbours.get("previous"),
        following=neighbours.get("following"),
        downloads=_downloads(shown, own_path, whole, base_url),
        share_url=f"{base_url}{own_path}",
        report_url=route("report_event", record.short_id),
        changed=changed_words(record.changed_at),
        badges=seat_badges(date, shown.now) if shown.is_date_page or not is_series else (),
    )


def _kicker(shown: Shown) -> str:
    """Return what kind of event it is, and that it is one of several."""
    kind = pgettext("kind of event", "Programme") if shown.record.is_programme else ""
    words = kind or str(EventKind(shown.record.kind).label)
    if shown.is_date_page:
        return _("%(kind)s, one of several dates") % {"kind": words}
    return words


def _lead(shown: Shown) -> str:
    """Return when and where in one line; of a series its next date."""
    date, record = shown.date, shown.record
    when = wording.when(date.start, date.end, date.first_day, date.last_day, date.is_all_day)
    place = place_words(record, shown.fact, date.status)
    words = _("%(when)s, %(place)s") % {"when": when, "place": place} if place else when
    if not record.schedule.is_series or shown.is_date_page:
        return words
    if shown.is_over:
        return _("Last time: %(when)s") % {"when": words}
    return _("Next time: %(when)s") % {"when": words}


def _state(shown: Shown) -> str:
    """Return how the tile of the date looks."""
    if shown.date.status in OFF:
        return "off"
    return "past" if shown.is_over else ""


def _notices(shown: Shown) -> list[Message]:
    """Return what changed, before everything else; the whole event's state before that of a date."""
    return list(_changes(shown))


def _changes(shown: Shown) -> Iterator[Message]:
    """Yield what happened to the event or the date shown."""
    date, record, fact = shown.date, shown.record, shown.fact
    is_one = shown.is_date_page or not record.schedule.is_series
    status = date.status if is_one else record.status
    note = (fact.note if fact and is_one else "") or (record.status_note if status == record.status else "")
    if is_one and date.is_moved and status not in OFF:
        yield Message("warn", note, _moved_words(date))
        note = ""
    if status == EventStatus.CANCELLED:
        heading = (
            _("This date does not take place")
            if fact and fact.status == DateStatus.CANCELLED
            else _("Cancelled")
        )
        yield Message("danger", note or _("It does not take place."), heading)
    elif status == EventStatus.POSTPONED:
        yield Message("warn", note or _("A new date is not known yet."), _("Postponed"))
    elif status == EventStatus.MOVED_ONLINE:
        yield Message("warn", note or _("It does not take place on site."), _("It takes place online"))
    elif status == EventStatus.TENTATIVE:
        yield Message("info", note or _("Please ask before you come."), _("Not yet certain"))
    elif note and not (is_one and date.is_moved):
        yield Message("info", note, _("Please note"))
    if is_one and shown.is_over and status not in OFF:
        yield Message("info", _("It has taken place already."), _("This is over"))


def _moved_words(date: Occurrence) -> str:
    """Return from when to when a date was moved; the times only where the day stays."""
    was = key_start(date.key)
    if was.date() == date.first_day:
        return _("Moved: now %(times)s instead of %(was)s") % {
            "times": wording.times(date.start, date.start),
            "was": wording.times(was.replace(tzinfo=wording.BERLIN), was.replace(tzinfo=wording.BERLIN)),
        }
    days = {"was": wording.short_day(was.date()), "now": wording.short_day(date.first_day)}
    return _("Moved from %(was)s to %(now)s") % days


def _hosts(facts: Sequence[OrganiserFact]) -> list[Host]:
    """Return organisers with their pages; restricted pages are not linked."""
    refs = refs_by_id(fact.page_id for fact in facts if fact.page_id)
    shown = {pk: page_path(ref) for pk, ref in refs.items() if ref.live and not is_restricted(ref.path)}
    return [Host(fact.name, shown.get(fact.page_id, ""), fact.tile) for fact in facts]


def _rule(shown: Shown) -> str:
    """Return when a series takes place, in the reader's language; "" for a rule that has no words."""
    record = shown.record
    try:
        return capfirst(in_words(record.schedule, record.wishes, get_language() or "de"))
    except Refused:
        return ""


def _programme(shown: Shown) -> Link | None:
    """Return the way to the programme it is part of."""
    part_of = shown.record.part_of
    return Link(part_of.title, event_path(part_of.slug, part_of.short_id)) if part_of else None


def _topics(shown: Shown) -> list[Link]:
    """Return the topics with their pages."""
    names, urls = topic_labels(), SubjectUrls()
    return [Link(names.get(fact.slug, fact.slug), urls.topic(fact.slug)) for fact in shown.record.topics]


def _date_rows(shown: Shown, upcoming: Sequence[Occurrence]) -> list:
    """Return the next dates of a series as rows with their days."""
    return [row_of(Dated(date, shown.record), shown.now, with_day=True) for date in upcoming[:SHOWN_DATES]]


def _parts(shown: Shown) -> list[DayBlock]:
    """Return the parts of a programme by day."""
    parts = Event.objects.filter(part_of=shown.record.id, live=True).values("pk")
    rows = Occurrence.objects.listed().filter(event__in=parts).order_by("start", "end", "id")[:MOST_PARTS]
    return [
        DayBlock(wording.long_day(day), day.isoformat(), [row_of(one, shown.now) for one in group])
        for day, group in groupby(dated(rows), key=lambda one: one.date.first_day)
    ]


def _downloads(shown: Shown, own: str, whole: str, base_url: str) -> list[Link]:
    """Return the files for one's own calendar, those that are there, and the way to be kept up to date."""
    is_series = shown.record.schedule.is_series
    found = [
        Link(_("This date") if is_series else _("For my calendar"), f"{own}termin.ics", icon="download")
        if shown.is_date_page or not is_series
        else None,
        Link(_("All dates"), f"{whole}termin.ics", icon="download") if is_series else None,
    ]
    files = [link for link in found if link and is_answered(link.url)]
    webcal = f"webcal://{base_url.partition('://')[2]}{whole}termin.ics"
    return [*files, Link(_("Subscribe now"), webcal, icon="calendar")] if files else []
