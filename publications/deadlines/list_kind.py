"""Deadlines as a kind of list: what they are found by, their rows, how feeds and calendars tell them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter

from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.calendar.wording import tile_of
from network.filters.kinds import FilterKind
from network.labels import choice_labels
from portal.addresses import page_path
from portal.content_cache import cached_many
from portal.deadlines.moments import day_of
from portal.list_models import Entry
from portal.page_refs import refs_by_id
from portal.view_models import Segment
from publications.choices import DeadlineKind
from publications.lists.calendar import calendar_of
from publications.lists.kinds import BY_END, NEWEST, ListKind, Told, Words
from publications.lists.reading import listed, regions_of, rows_of, topics_of
from publications.lists.rows import EVERYWHERE, Row
from publications.lists.telling import addressed, ends_of, is_new, told_of
from publications.models import DeadlinePage, DeadlineRegion, DeadlineTopic
from publications.records.deadlines import DeadlineRecord, deadline_records

from . import wording


def records(ids: Sequence[int]) -> dict[int, DeadlineRecord]:
    """Return the records of published deadlines, kept while no content changes."""
    return cached_many("deadline-records", list(ids), deadline_records)


def light_records(ids: Sequence[int]) -> dict[int, DeadlineRecord]:
    """Return as much of them as rows show, kept as long."""
    return cached_many("deadline-rows", list(ids), partial(deadline_records, whole=False))


def load() -> Sequence[Row]:
    """Read every listed deadline; six queries, five more where somebody is protected."""
    pages = listed(DeadlinePage.objects, "body", "how_to_apply")
    if not pages:
        return ()
    regions = regions_of(DeadlineRegion)
    for page in pages:
        if page.is_everywhere:
            regions[page.pk].append(EVERYWHERE)
    return tuple(rows_of(pages, regions, topics_of(DeadlineTopic), _more, _words))


def entries(ids: Sequence[int], now: datetime) -> Sequence[Entry]:
    """Return rows of the list; one page's worth costs four queries after a change of content, then none."""
    found, refs = light_records(ids), refs_by_id(ids)
    return tuple(_entry(found[pk], page_path(refs[pk]), now) for pk in ids if pk in found and pk in refs)


def told(ids: Sequence[int]) -> Sequence[Told]:
    """Return deadlines as feeds tell them."""
    return told_of(addressed(ids, records(ids)), summary_of)


def calendar(ids: Sequence[int], request: HttpRequest) -> bytes:
    """Return deadlines as a calendar."""
    ends = ends_of(addressed(ids, records(ids)), attrgetter("title"), summary_of)
    return calendar_of(ends, _("Deadlines"), request)


def summary_of(record: DeadlineRecord) -> str:
    """Return a deadline in a few lines: what kind, who gives, how much, until when."""
    lines = (
        wording.kind_words(record),
        wording.giver_words(record),
        record.amount,
        wording.end_words(record),
        record.summary,
    )
    return "\n".join(filter(None, lines))


def _more(page: DeadlinePage) -> dict[str, tuple[str, ...]]:
    """Return the values of the kind's own filters."""
    return {"art": (page.kind,), "ueberall": ("1",) if page.is_everywhere else ()}


def _words(page: DeadlinePage) -> tuple[str, ...]:
    """Return further words by which a deadline is found."""
    return page.giver, page.for_whom, str(DeadlineKind(page.kind).label)


def _edition() -> str:
    """Return what the rows depend on: the language in which they name their kind."""
    return get_language() or ""


def _entry(record: DeadlineRecord, url: str, now: datetime) -> Entry:
    """Return one row, its last day as a tile."""
    meta = (
        wording.end_words(record),
        wording.giver_words(record),
        record.amount,
        wording.places_words(record),
    )
    districts = (place.district.url_key for place in record.places if place.district)
    return Entry(
        url,
        (Segment(record.title),),
        date=tile_of(day_of(record.ends_at)) if record.ends_at else None,
        tile=record.owner.tile if record.owner else "",
        type_label=wording.kind_words(record),
        meta=tuple(filter(None, meta)),
        snippet_segments=(Segment(record.summary),),
        is_new=is_new(record, now),
        region_keys=tuple(dict.fromkeys(districts)),
    )


def _count(total: int) -> str:
    """Return how many deadlines there are."""
    return ngettext("%(n)s deadline", "%(n)s deadlines", total) % {"n": total}


DEADLINES = ListKind(
    name="deadlines",
    page="publications.deadlinespage",
    file="fristen",
    words=Words(
        _count,
        gettext_lazy("No deadline is open at the moment"),
        gettext_lazy("Money to apply for, calls and prizes stand here as long as one can apply."),
        gettext_lazy("Deadlines"),
    ),
    load=load,
    entries=entries,
    told=told,
    filters=(
        FilterKind("art", gettext_lazy("Kind"), choice_labels(DeadlineKind), keeps_order=True),
        FilterKind(
            "ueberall", gettext_lazy("Place"), lambda: {"1": _("not bound to a place")}, keeps_order=True
        ),
    ),
    sorts=(BY_END, NEWEST),
    calendar=calendar,
    edition=_edition,
)
