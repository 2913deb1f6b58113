"""The next dates on other pages: home, organisations, alliances, topics, places, the signpost. None, no section."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.addresses import calendar_path
from events.models import Occurrence
from events.models.occurrences import OccurrenceQuerySet
from network.models import ActorPage, AlliancePage
from network.region_table import region_table
from network.subjects import Subject
from portal.list_models import Entry
from portal.registries import Section
from portal.search_url import SearchUrl
from portal.validity import holds_until
from portal.view_models import Link, Segment

from .asked import Asked
from .filter_kinds import alliance_labels, organiser_labels
from .reading import Dated, dated
from .rows import row_of
from .selection import dates
from .sequence import not_over
from .turning import next_turn

TEMPLATE = "components/sections/dates.html"
ANCHOR = "termine"
ON_HOME, ON_PAGES = 5, 4


def home_dates(page: Any, request: HttpRequest) -> Section | None:
    """Return what is on next."""
    return next(_shown(_asked({}), request, _("What is on"), _("All dates"), ON_HOME), None)


def of_actor(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the next dates of an organisation, or of an alliance, on its page: its own before those of others."""
    if not isinstance(page, ActorPage) or page.organisation_id is None or not calendar_path():
        return
    is_alliance = isinstance(page, AlliancePage)
    known = alliance_labels() | organiser_labels() if is_alliance else organiser_labels()
    if not known or (register_id := page.organisation.register_id) not in known:
        return
    asked = _asked({"buendnis" if is_alliance else "veranstalter": register_id})
    own = Q(event__organiser=page.organisation_id) | Q(event__alliance=page.organisation_id)
    yield from _shown(asked, request, _("Dates"), _("All of our dates"), own=own)


def of_subject(subject: Subject, request: HttpRequest) -> Iterator[Section]:
    """Yield the next dates about a topic or in a place."""
    if subject.kind == "topic":
        asked = _asked({"thema": subject.key})
    else:
        row = region_table().get(subject.key)
        asked = _asked({"region": row.url_key}, regions=(row.key,)) if row else None
    if asked:
        heading = _("Dates: %(subject)s") % {"subject": subject.label}
        yield from _shown(asked, request, heading, _("All of these dates"))


def of_signpost(way: str, need: Any, place: Any, now: datetime) -> Section | None:
    """Return the next dates for a need and a place; none where somebody is in danger, or a need has no topic."""
    if need.is_urgent or not need.topics:
        return None
    table = region_table()
    key = (table.district_of(place.region) or place.region) if place and place.region else ""
    row = table.get(key)
    query: dict[str, Any] = {"thema": tuple(need.topics)}
    if row:
        query["region"] = row.url_key
    asked = _asked(query, regions=(row.key,) if row else ())
    return _section(asked, now, ON_PAGES, _("Dates that may fit"), _("All of these dates"))


def _asked(query: Mapping[str, Any], regions: tuple[str, ...] = ()) -> Asked:
    """Return a question that a page asks by itself."""
    chosen = {
        name: frozenset(value if isinstance(value, tuple) else (value,))
        for name, value in query.items()
        if name != "region"
    }
    return Asked(SearchUrl(calendar_path(), query), regions=regions, chosen=chosen)


def _shown(  # noqa: PLR0913 - what a section is made of
    asked: Asked, request: HttpRequest, heading: str, more: str, most: int = ON_PAGES, *, own: Q | None = None
) -> Iterator[Section]:
    """Yield the section of a question, and say until when that it is there, or is not, holds."""
    if calendar_path():
        now = timezone.now()
        holds_until(request, next_turn(now))
        if section := _section(asked, now, most, heading, more, own=own):
            yield section


def _section(  # noqa: PLR0913 - what a section is made of
    asked: Asked, now: datetime, most: int, heading: str, more: str, *, own: Q | None = None
) -> Section | None:
    """Return the next dates of a question as a section; it holds until the next date begins or ends.

    What meets `own` stands before the rest, so that nobody fills it from outside.
    """
    if not calendar_path():
        return None
    rows = dates(asked)
    found = _next(rows if own is None else rows.filter(own), now, most)
    if own is not None and len(found) < most:
        found += _next(rows.exclude(own), now, most - len(found))
    entries = [entry_of(one, now) for one in dated(found)]
    if not entries:
        return None
    context = {"entries": entries, "more": Link(more, str(asked.url))}
    return Section(TEMPLATE, context, 30, ANCHOR, heading, holds_until=next_turn(now))


def _next(rows: OccurrenceQuerySet, now: datetime, most: int) -> list[Occurrence]:
    """Return the next dates, running ones first."""
    found = not_over(rows, now, 1, most, counts=False)
    return [*found.running, *found.upcoming]


def entry_of(one: Dated, now: datetime) -> Entry:
    """Return a date as a row of the portal's lists."""
    row = row_of(one, now, with_day=True)
    foreign = row.lang and row.lang != get_language()
    return Entry(
        url=row.url,
        title_segments=(Segment(row.title),),
        tile=row.tile,
        date=row.day,
        meta=tuple(filter(None, (row.when, row.place))),
        badges=row.badges,
        reason=row.note,
        lang=row.lang if foreign else "",
        dir=row.dir if foreign else "",
    )
