"""The list of news: what infoposts give to the list of everything that is published."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from events.calendar.wording import month_name, tile_of
from network.filters.kinds import FilterKind
from network.labels import Labels, choice_labels
from network.presentation.actor import topic_label
from portal.addresses import page_path, page_url
from portal.content_cache import cached_per_language
from portal.languages import direction_of
from portal.list_models import Entry
from portal.page_refs import refs_by_id
from portal.validity import BERLIN
from portal.view_models import Segment
from publications.lists.index import index_of
from publications.lists.kinds import NEWEST, ListKind, Told, Words
from publications.models import InfopostKind
from publications.own.links import topic_links
from publications.records.infoposts import InfopostRecord

from .reading import KIND, MONTH, YEAR, load_rows, records_of

NAME = "infoposts"


def month_labels() -> Labels:
    """Return the months in which something was published, the latest first."""

    def build() -> Labels:
        months = {key for row in index_of(INFOPOSTS).rows for key in row.more[MONTH]}
        return {key: month_name(date.fromisoformat(f"{key}-01")) for key in sorted(months, reverse=True)}

    return cached_per_language("infopost-months", build)


def year_labels() -> Labels:
    """Return the years in which something was published, the latest first."""
    years = {key for row in index_of(INFOPOSTS).rows for key in row.more[YEAR]}
    return {key: key for key in sorted(years, reverse=True)}


def entries(ids: Sequence[int], now: datetime) -> list[Entry]:
    """Return infoposts as rows of a list."""
    records, refs = records_of(ids), refs_by_id(ids)
    year = localdate(now).year
    return [entry_of(records[pk], page_path(refs[pk]), year) for pk in ids if pk in records and pk in refs]


def entry_of(record: InfopostRecord, url: str, year: int) -> Entry:
    """Return an infopost as a row; one of another year says which, because the tile of its day does not."""
    is_foreign, day = record.language != get_language(), record.published_on
    return Entry(
        url=url,
        title_segments=(Segment(record.title),),
        tile=record.authors[0].tile if record.authors else "",
        date=tile_of(day),
        type_label=str(InfopostKind(record.kind).label),
        meta=(by_whom(record), *([month_name(day)] if day.year != year else [])),
        snippet_segments=(Segment(record.summary),),
        topics=topic_links(record.topics),
        lang=record.language if is_foreign else "",
        dir=direction_of(record.language) if is_foreign else "",
        region_keys=tuple(place.key for place in record.places),
    )


def by_whom(record: InfopostRecord) -> str:
    """Return who says it in one line."""
    names = [author.name for author in record.authors]
    if not names:
        return _("the coordination office")
    if len(names) > 3:
        text = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", len(names) - 2)
        return text % {"names": ", ".join(names[:2]), "n": len(names) - 2}
    return ", ".join(names)


def told(ids: Sequence[int]) -> list[Told]:
    """Return infoposts as feeds tell them."""
    records, refs = records_of(ids), refs_by_id(ids)
    return [
        Told(
            UUID(record.uuid),
            record.title,
            page_url(refs[pk]),
            record.summary,
            _published(record),
            record.last_published_at or _published(record),
            record.language,
            tuple((topic.slug, topic_label(topic)) for topic in record.topics),
            tuple(author.name for author in record.authors),
        )
        for pk in ids
        if (record := records.get(pk)) and pk in refs
    ]


def _published(record: InfopostRecord) -> datetime:
    """Return when an infopost was first public; of one that was brought in as it was, the beginning of its day."""
    return record.first_published_at or datetime.combine(record.published_on, time.min, BERLIN)


def count_words(number: int) -> str:
    """Return how many there are."""
    return ngettext("%(n)s piece of news", "%(n)s pieces of news", number) % {"n": number}


INFOPOSTS = ListKind(
    name=NAME,
    page="publications.InfopostIndexPage",
    file="aktuelles",
    words=Words(
        count_words,
        gettext_lazy("No news"),
        gettext_lazy("Nothing has been published here yet."),
        gettext_lazy("News"),
    ),
    load=load_rows,
    entries=entries,
    told=told,
    filters=(
        FilterKind(KIND, pgettext_lazy("of news", "Kind"), choice_labels(InfopostKind), keeps_order=True),
        FilterKind(YEAR, gettext_lazy("Archive by year"), year_labels, keeps_order=True),
        FilterKind(MONTH, gettext_lazy("Archive by month"), month_labels, keeps_order=True),
    ),
    sorts=(NEWEST,),
)
