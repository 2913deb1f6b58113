"""The list of guides: what guides give to the list of everything that is published."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from network.choices import TargetGroup
from network.labels import Labels, choice_labels, language_labels, topic_labels
from network.languages import LANGUAGES
from network.subject_urls import SubjectUrls
from portal.addresses import page_url
from portal.list_models import Entry
from portal.page_refs import refs_by_id
from portal.tiles import Tile, tile_for
from portal.view_models import Badge, Link, Segment
from publications.lists.kinds import BY_TITLE, NEWEST, FilterKind, ListKind, Told, Words
from publications.lists.rows import EVERYWHERE, Row, folded

from .rows import GuideRow, guide_rows, rows_named

NAME = "guides"
CURRENT, OUTDATED = "aktuell", "veraltet"


def load() -> Sequence[Row]:
    """Return every guide as the list finds it, in the reader's language and as of today."""
    today, labels = timezone.localdate(), topic_labels()
    return [_row(row, today, labels) for row in guide_rows()]


def edition() -> str:
    """Return what the rows depend on: who reads, and on which day."""
    return f"{get_language()}:{timezone.localdate()}"


def entries(ids: Sequence[int], now: datetime) -> Sequence[Entry]:
    """Return guides as rows of a list; no query of its own."""
    today = timezone.localdate(now)
    return tuple(entry_of(row, today) for row in rows_named(ids))


def told(ids: Sequence[int]) -> Sequence[Told]:
    """Return guides as feeds tell them; one changes whenever a section of it does."""
    refs = refs_by_id(ids)
    return tuple(
        Told(
            row.uuid,
            row.title,
            page_url(refs[row.page_id], row.locale),
            row.summary,
            row.published_at,
            row.changed_at or row.published_at,
            row.locale,
            tuple((slug, label) for slug in row.topics if (label := topic_labels().get(slug))),
        )
        for row in rows_named(ids)
        if row.page_id in refs and row.published_at
    )


def entry_of(row: GuideRow, today: date) -> Entry:
    """Return a guide as a row of the portal's lists."""
    labels, urls = topic_labels(), SubjectUrls()
    foreign = row.locale != get_language()
    language = LANGUAGES.get(row.locale)
    number = len(row.sections)
    parts = ngettext("%(n)s section", "%(n)s sections", number) % {"n": number}
    as_of = (
        _("Legal status: %(day)s") % {"day": date_format(row.law.as_of, "DATE_FORMAT")}
        if row.law.as_of
        else ""
    )
    return Entry(
        url=row.url,
        title_segments=(Segment(row.title),),
        tile=tile_for(f"lf{row.page_id}"),
        meta=tuple(filter(None, (row.for_whom, parts, as_of))),
        snippet_segments=(Segment(row.summary),),
        topics=tuple(Link(labels[slug], urls.topic(slug)) for slug in row.topics if slug in labels),
        badges=tuple(_badges(row, today)),
        lang=row.locale if foreign else "",
        dir=language.dir if foreign and language else "",
    )


def _badges(row: GuideRow, today: date) -> Iterator[Badge]:
    """Yield what is outdated of a guide."""
    number = row.outdated(today)
    if number and number == len(row.sections):
        yield Badge("stale", _("Out of date"))
    elif number:
        words = ngettext("%(n)s section out of date", "%(n)s sections out of date", number)
        yield Badge("stale", words % {"n": number})


def _row(row: GuideRow, today: date, labels: Labels) -> Row:
    """Return a guide as the list finds it; one without a place holds everywhere."""
    topics = (labels.get(slug, "") for slug in row.topics)
    return Row(
        pk=row.page_id,
        title=row.title,
        words=folded(row.title, row.summary, row.for_whom, *row.sections, *topics),
        topics=row.topics,
        regions=row.regions or (EVERYWHERE,),
        more={
            "zielgruppe": row.target_groups,
            "sprache": row.languages,
            "stand": (OUTDATED if row.outdated(today) else CURRENT,),
        },
        published_on=timezone.localdate(row.published_at) if row.published_at else None,
    )


def _states() -> Labels:
    """Return what the states are called."""
    return {CURRENT: _("All of it up to date"), OUTDATED: _("With outdated parts")}


def _count(total: int) -> str:
    """Return how many guides there are."""
    return ngettext("%(n)s guide", "%(n)s guides", total) % {"n": total}


GUIDES = ListKind(
    name=NAME,
    page="publications.GuideIndexPage",
    file="leitfaeden",
    words=Words(
        _count,
        gettext_lazy("No guide yet"),
        gettext_lazy("As soon as the first one is written, it stands here."),
        gettext_lazy("Guides"),
    ),
    load=load,
    entries=entries,
    told=told,
    filters=(
        FilterKind("zielgruppe", gettext_lazy("For whom"), choice_labels(TargetGroup), keeps_order=False),
        FilterKind("sprache", gettext_lazy("Language"), language_labels, keeps_order=False),
        FilterKind("stand", gettext_lazy("State"), _states),
    ),
    sorts=(BY_TITLE, NEWEST),
    has_map=False,
    edition=edition,
    tint=Tile(2, 0, 0, 0),
)
