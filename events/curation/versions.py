"""A version of an event in words, field by field: what is public, or what waits; read from plain data.

Rows and revisions are told in the same way, and whatever many of them refer to is read once for all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from events.choices import Cost, EventStatus
from events.keys import key_start
from events.models import ChangedDate, Event, Venue
from events.recurrence.wishes import Wish
from events.recurrence.wording import in_words
from network.models import Organisation, Region, Topic
from network.moderation.targets import Targets, called, targets_in
from portal.disclosure import Audience, Precision
from portal.models import PortalImage

Content = Mapping[str, Any]
# Dates that stand in one line; where there are more, all of them have a line of their own.
MOST_DAYS = 12


@dataclass(frozen=True)
class Line:
    """What a version says about one thing."""

    key: str
    label: str
    text: str


@dataclass
class Names:
    """What versions refer to, by key: one query for each kind."""

    organisations: dict[int, str] = field(default_factory=dict)
    venues: dict[int, Venue] = field(default_factory=dict)
    regions: dict[int, Region] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    programmes: dict[int, str] = field(default_factory=dict)
    images: dict[int, str] = field(default_factory=dict)
    targets: Targets = Targets()


def content_of(row: Event) -> Content:
    """Return what an event's row and children say, as its revisions hold it; children are best read beforehand."""
    return row.serializable_data()


def names_for(contents: Iterable[Content]) -> Names:
    """Return what the versions refer to."""
    contents = list(contents)
    organisations = {content.get(name) for content in contents for name in ("organiser", "alliance")}
    organisations |= {row["organisation"] for content in contents for row in content.get("co_organisers", ())}
    venues = {content.get("venue") for content in contents}
    venues |= {row.get("venue") for content in contents for row in content.get("changed_dates", ())}
    topics = {row["tag"] for content in contents for row in content.get("topic_links", ())}
    programmes = {content.get("part_of") for content in contents} - {None}
    regions = {content.get("region") for content in contents}
    images = {content.get("image") for content in contents} - {None}
    shown = PortalImage.objects.filter(pk__in=images, disclosure=Audience.PUBLIC)
    found = Venue.objects.select_related("region").in_bulk(venues - {None})
    return Names(
        dict(Organisation.objects.filter(pk__in=organisations - {None}).values_list("pk", "name")),
        found,
        Region.objects.defer("shape").in_bulk(regions - {None}),
        dict(Topic.objects.filter(pk__in=topics).values_list("pk", "name")),
        dict(Event.objects.filter(pk__in=programmes).values_list("pk", "title")) if programmes else {},
        dict(shown.values_list("pk", "title")) if images else {},
        targets_in(RichText(content.get("description") or "") for content in contents),
    )


def lines_of(content: Content, names: Names) -> list[Line]:
    """Return a version in words; what it does not say is left out."""
    row = Event.from_serializable_data(content, check_fks=False)
    lines = [
        _line(row, "title"),
        _line(row, "kind"),
        Line("when", _("When"), when(row)),
        _many(row, "extra_dates"),
        _many(row, "removed_dates"),
        Line("dates", _("Changed dates"), _changed_dates(content, names)),
        _line(row, "status"),
        _line(row, "status_note"),
        _line(row, "summary"),
        Line("description", _label("description"), names.targets.words(RichText(row.description))),
        Line("organisers", _("Who invites"), _organisers(content, names)),
        Line("alliance", _label("alliance"), names.organisations.get(content.get("alliance") or 0, "")),
        Line("is_programme", _label("is_programme"), _("yes") if row.is_programme else ""),
        Line("part_of", _label("part_of"), names.programmes.get(content.get("part_of") or 0, "")),
        Line("venue", _label("venue"), _venue(content.get("venue"), names)),
        _line(row, "place_note"),
        Line("region", _label("region"), str(names.regions.get(content.get("region") or 0, ""))),
        _line(row, "place_disclosure"),
        _line(row, "place_precision"),
        _line(row, "attendance_mode"),
        _line(row, "online_url"),
        _line(row, "online_disclosure"),
        Line("topics", _("Topics"), _topics(content, names)),
        _listed(row, "target_groups"),
        _listed(row, "languages"),
        _listed(row, "access"),
        _line(row, "access_note"),
        _line(row, "cost"),
        _line(row, "cost_note"),
        _line(row, "info_url"),
        _line(row, "language"),
        Line("image", _label("image"), _image(content.get("image"), names)),
        Line("go_live_at", _("Published at"), _hour(row.go_live_at)),
        Line("expire_at", _("Taken down at"), _hour(row.expire_at)),
    ]
    return [line for line in lines if line.text and not _goes_without_saying(row, line.key)]


def _goes_without_saying(row: Event, key: str) -> bool:
    """Return whether a field says what everybody assumes."""
    return {
        "status": row.status == EventStatus.SCHEDULED,
        "place_disclosure": row.place_disclosure == Audience.PUBLIC,
        "place_precision": row.place_precision == Precision.EXACT,
        "online_disclosure": not row.online_url,
        "cost": row.cost == Cost.UNKNOWN,
    }.get(key, False)


def when(row: Event) -> str:
    """Return the first date of an event in words, and how it repeats."""
    if row.starts_on is None:
        return ""
    start, end = row.start, row.end
    last = (end - timedelta(microseconds=1)).date() if end > start else start.date()
    day = f"{date_format(start, 'D')}, {date_format(start, 'DATE_FORMAT')}"
    words = [day]
    if not row.is_all_day:
        words.append(date_format(start, "TIME_FORMAT"))
        if end > start and end - start < timedelta(days=1):
            words[-1] += f" – {date_format(end, 'TIME_FORMAT')}"
    if last > start.date() and (row.is_all_day or end - start >= timedelta(days=1)):
        words.append(_("until %(day)s") % {"day": _moment(end if not row.is_all_day else None, last)})
    if row.zone not in {"Europe/Berlin", ""}:
        words.append(row.zone)
    wishes = [Wish.NOT_IN_SCHOOL_HOLIDAYS] * row.not_in_school_holidays
    wishes += [Wish.NOT_ON_PUBLIC_HOLIDAYS] * row.not_on_public_holidays
    series = in_words(row.schedule, wishes, get_language() or "de") if row.is_series else ""
    further, gone = _days(row.extra_dates), _days(row.removed_dates)
    parts = [", ".join(words), series]
    parts += [_("also %(days)s") % {"days": further}] if further else []
    parts += [_("without %(days)s") % {"days": gone}] if gone else []
    return "; ".join(filter(None, parts))


def _moment(end: datetime | None, last: Any) -> str:
    """Return a last day, with the time where there is one."""
    day = date_format(last, "DATE_FORMAT")
    return f"{day}, {date_format(end, 'TIME_FORMAT')}" if end is not None else day


def _hour(moment: datetime | None) -> str:
    """Return a moment that is planned in words, "" for one that is over."""
    if moment is None or moment <= timezone.now():
        return ""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _days(keys: Sequence[str]) -> str:
    """Return the first dates of a list, and how many more there are."""
    first, more = keys[:MOST_DAYS], keys[MOST_DAYS:]
    words = ", ".join(map(_key_words, first))
    if not more:
        return words
    pattern = ngettext(
        "%(days)s and %(count)s more, from %(first)s to %(last)s",
        "%(days)s and %(count)s more, from %(first)s to %(last)s",
        len(more),
    )
    span = {"first": _key_words(min(more)), "last": _key_words(max(more))}
    return pattern % {"days": words, "count": len(more), **span}


def _many(row: Event, name: str) -> Line:
    """Return all dates of a list that `when` tells only in part."""
    keys = getattr(row, name)
    return Line(name, _label(name), ", ".join(map(_key_words, keys)) if len(keys) > MOST_DAYS else "")


def _image(key: int | None, names: Names) -> str:
    """Return which picture it is."""
    return called(key, names.images.get(key, "")) if key else ""


def _moved(one: ChangedDate) -> str:
    """Return to when a date was moved, its end as far as it has one of its own."""
    if one.start is None:
        return ""
    start = f"→ {date_format(one.start, 'SHORT_DATETIME_FORMAT')}"
    day = date_format(one.ends_on, "SHORT_DATE_FORMAT") if one.ends_on else ""
    end = " ".join(filter(None, (day, time_format(one.ends_at, "TIME_FORMAT") if one.ends_at else "")))
    return f"{start} – {end}" if end else start


def _key_words(key: str) -> str:
    """Return a date by its key in words."""
    start = key_start(key)
    return date_format(start, "SHORT_DATE_FORMAT" if len(key) == 10 else "SHORT_DATETIME_FORMAT")


def _label(name: str) -> str:
    """Return how a field is called."""
    return capfirst(str(Event._meta.get_field(name).verbose_name))


def _line(row: Event, name: str) -> Line:
    """Return a plain field; of a choice its label."""
    shown = getattr(row, f"get_{name}_display", None)
    return Line(name, _label(name), str(shown() if shown else getattr(row, name) or ""))


def _listed(row: Event, name: str) -> Line:
    """Return a list of choices by their labels."""
    field_ = Event._meta.get_field(name)
    labels = {str(key): str(label) for key, label in field_.options}
    return Line(name, _label(name), ", ".join(labels.get(str(one), str(one)) for one in getattr(row, name)))


def _organisers(content: Content, names: Names) -> str:
    """Return everybody who invites."""
    keys = [content.get("organiser"), *(row["organisation"] for row in content.get("co_organisers", ()))]
    found = [names.organisations[key] for key in keys if key in names.organisations]
    return ", ".join(dict.fromkeys([*found[:1], *found[1:]] or [content.get("organiser_text") or ""]))


def _venue(key: int | None, names: Names) -> str:
    """Return a place with its address."""
    venue = names.venues.get(key or 0)
    if venue is None:
        return ""
    town = " ".join(filter(None, (venue.postcode, venue.town)))
    return ", ".join(filter(None, (venue.name, venue.street, town)))


def _topics(content: Content, names: Names) -> str:
    """Return the topics by name."""
    return ", ".join(sorted(names.topics.get(row["tag"], "?") for row in content.get("topic_links", ())))


def _changed_dates(content: Content, names: Names) -> str:
    """Return what differs at single dates, one line each."""
    row = Event.from_serializable_data(content, check_fks=False)
    lines = []
    for one in sorted(row.changed_dates.all(), key=lambda one: one.key):
        status = str(one.get_status_display()) if one.status else ""
        parts = (
            _key_words(one.key),
            status,
            _moved(one),
            one.title,
            one.note,
            _venue(one.venue_id, names),
            one.online_url,
            one.description,
        )
        lines.append(" · ".join(filter(None, parts)))
    return "\n".join(lines)
