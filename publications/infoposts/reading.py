"""Infoposts as everybody may know them, kept as long as no content changes; and the light rows of all of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Case, When

from network.models import ActorPage
from network.records.covering import OPEN, Cover
from network.records.load import covers_of
from portal.content_cache import cached_many
from publications.lists.reading import regions_of, told_regions, topics_of
from publications.lists.rows import Row, folded
from publications.models import InfopostAuthor, InfopostPage, InfopostRegion, InfopostTopic
from publications.records.infoposts import InfopostRecord, public_records

KIND, YEAR, MONTH = "art", "jahr", "monat"
# An organisation as rows need it: its key, its ids and names, and whether it is protected.
Voice = tuple[int, str, str, bool]


def records_of(ids: Sequence[int]) -> dict[int, InfopostRecord]:
    """Return the records of listed pages, by page; five queries for unknown ones, eight where one is protected."""
    return cached_many("infopost-records", list(ids), _read)


def _read(ids: Iterable[int]) -> dict[int, InfopostRecord]:
    """Read the records of pages, without their text."""
    pages = InfopostPage.objects.filter(pk__in=ids).select_related("locale").defer("body")
    return {record.page_id: record for record in public_records(pages, with_ways=False)}


def load_rows() -> Sequence[Row]:
    """Return every infopost, once in however many languages; six queries, nine where an author is protected."""
    names = ("pk", "path", "translation_key", "title", "summary", "kind", "published_on")
    pages = InfopostPage.objects.listed().filter(alias_of=None)
    # The default language comes last, so that it stays.
    is_default = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=1), default=0)
    found = {page[2]: page for page in pages.order_by(is_default, "pk").values_list(*names)}
    if not found:
        return ()
    behind = _Behind()
    return [_row(page, behind) for page in found.values()]


class _Behind:
    """What stands behind the rows, read once for all of them."""

    def __init__(self) -> None:
        entry = (
            "organisation_id",
            "organisation__register_id",
            "organisation__name",
            "organisation__is_shielded",
        )
        owners = ActorPage.objects.order_by().values_list("path", *entry)
        self.owners: dict[str, Voice] = {path: tuple(values) for path, *values in owners}
        self.co_authors: dict[int, list[Voice]] = {}
        for pk, *values in InfopostAuthor.objects.order_by("sort_order").values_list("page_id", *entry):
            self.co_authors.setdefault(pk, []).append(tuple(values))
        self.topics, self.regions = topics_of(InfopostTopic), regions_of(InfopostRegion)
        everybody = [*self.owners.values(), *(one for group in self.co_authors.values() for one in group)]
        self.covers: dict[int, Cover] = covers_of(
            key for key, *_names, is_shielded in everybody if is_shielded
        )

    def authors(self, pk: int, path: str) -> list[Voice]:
        """Return the organisations of a page, the one above first, each once."""
        owner = self.owners.get(path[: -ActorPage.steplen])
        found = [*([owner] if owner else []), *self.co_authors.get(pk, ())]
        return list({one[0]: one for one in found}.values())


def _row(page: tuple[Any, ...], behind: _Behind) -> Row:
    """Return a page as the list finds it."""
    pk, path, _key, title, summary, kind, day = page
    authors = behind.authors(pk, path)
    cover = OPEN
    for key, *_names in authors:
        cover = cover | behind.covers.get(key, OPEN)
    named = [(register_id, name) for _key, register_id, name, _is_shielded in authors]
    first, others = (named[0], tuple(named[1:])) if named else (("", ""), ())
    return Row(
        pk,
        cover.text(title),
        folded(cover.text(title), cover.text(summary), *(name for _id, name in named)),
        *first,
        also=others,
        topics=tuple(slug for slug, _name in behind.topics.get(pk, ())),
        regions=tuple(told_regions(behind.regions.get(pk, ()), is_shielded=cover != OPEN)),
        more={KIND: (kind,), YEAR: (day.isoformat()[:4],), MONTH: (day.isoformat()[:7],)},
        published_on=day,
    )
