"""Job postings as a kind of list: what they are found by, their rows, and how feeds tell them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from network.filters.kinds import FilterKind
from network.labels import choice_labels
from portal.addresses import page_path
from portal.content_cache import cached_many
from portal.list_models import Entry
from portal.page_refs import refs_by_id
from portal.view_models import Segment
from publications.choices import Employment, HomeOffice
from publications.lists.calendar import calendar_of
from publications.lists.kinds import BY_END, NEWEST, ListKind, Told, Words
from publications.lists.reading import listed, regions_of, rows_of, topics_of
from publications.lists.rows import EVERYWHERE, Row
from publications.lists.telling import addressed, ends_of, is_new, told_of
from publications.models import JobPostingPage, PostingTopic, Workplace
from publications.records.postings import PostingRecord, posting_records

from . import wording


def records(ids: Sequence[int]) -> dict[int, PostingRecord]:
    """Return the records of published postings, kept while no content changes."""
    return cached_many("posting-records", list(ids), posting_records)


def light_records(ids: Sequence[int]) -> dict[int, PostingRecord]:
    """Return as much of them as rows show, kept as long."""
    return cached_many("posting-rows", list(ids), partial(posting_records, whole=False))


def load() -> Sequence[Row]:
    """Read every listed posting; six queries, five more where somebody is protected."""
    pages = listed(JobPostingPage.objects, "body", "how_to_apply")
    if not pages:
        return ()
    regions = regions_of(Workplace)
    for page in pages:
        if page.home_office == HomeOffice.ONLY:
            regions[page.pk].append(EVERYWHERE)
    return tuple(rows_of(pages, regions, topics_of(PostingTopic), _more, _words))


def entries(ids: Sequence[int], now: datetime) -> Sequence[Entry]:
    """Return rows of the list; one page's worth costs four queries after a change of content, then none."""
    found, refs = light_records(ids), refs_by_id(ids)
    return tuple(_entry(found[pk], page_path(refs[pk]), now) for pk in ids if pk in found and pk in refs)


def told(ids: Sequence[int]) -> Sequence[Told]:
    """Return postings as feeds tell them: without contacts."""
    return told_of(addressed(ids, records(ids)), summary_of)


def calendar(ids: Sequence[int], request: HttpRequest) -> bytes:
    """Return the last days of postings as a calendar; what stays open has none."""
    ends = ends_of(addressed(ids, records(ids)), title_of, summary_of)
    return calendar_of(ends, gettext("Jobs"), request)


def title_of(record: PostingRecord) -> str:
    """Return the last day of a posting as a date in a calendar."""
    return gettext("Apply: %(title)s") % {"title": record.title}


def summary_of(record: PostingRecord) -> str:
    """Return a posting in a few lines: whose, where, until when, what about."""
    lines = (
        wording.owner_words(record),
        wording.places_words(record),
        wording.end_words(record),
        record.summary,
    )
    return "\n".join(filter(None, lines))


def _more(page: JobPostingPage) -> dict[str, tuple[str, ...]]:
    """Return the values of the kind's own filters."""
    return {"umfang": tuple(page.employment), "homeoffice": (page.home_office,)}


def _words(page: JobPostingPage) -> tuple[str, ...]:
    """Return further words by which a posting is found."""
    return page.employer, page.works_for


def _entry(record: PostingRecord, url: str, now: datetime) -> Entry:
    """Return one row."""
    meta = (
        wording.end_words(record),
        wording.owner_words(record),
        wording.places_words(record),
        record.hours or wording.employment_words(record),
        wording.pay_words(record),
    )
    return Entry(
        url,
        (Segment(record.title),),
        tile=record.owner.tile if record.owner else "",
        meta=tuple(filter(None, meta)),
        snippet_segments=(Segment(record.summary),),
        is_new=is_new(record, now),
        region_keys=tuple(dict.fromkeys(wording.districts(record))),
    )


def _count(total: int) -> str:
    """Return how many postings there are."""
    return ngettext("%(n)s job", "%(n)s jobs", total) % {"n": total}


JOBS = ListKind(
    name="jobs",
    page="publications.jobspage",
    file="stellen",
    words=Words(
        _count,
        _("No job is open at the moment"),
        _("As soon as an organisation looks for somebody, it stands here."),
        _("Jobs"),
    ),
    load=load,
    entries=entries,
    told=told,
    filters=(
        FilterKind("umfang", _("Level"), choice_labels(Employment), keeps_order=True),
        FilterKind("homeoffice", _("Home office"), choice_labels(HomeOffice), keeps_order=True),
    ),
    sorts=(BY_END, NEWEST),
    calendar=calendar,
)
