"""Infoposts as everybody may know them, kept as long as no content changes; and the light rows of all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Case, When

from network.models import ActorPage
from network.records.covering import OPEN, Cover
from network.records.load import covers_of
from portal.content_cache import cached
from publications.lists.rows import Row, folded
from publications.models import InfopostAuthor, InfopostPage, InfopostRegion, InfopostTopic
from publications.records.infoposts import InfopostRecord, public_records

KIND, YEAR, MONTH = "art", "jahr", "monat"
MAX_KEPT = 1000  # records for one generation of content
# An organisation as rows need it: its key, its ids and names, and whether it is protected.
Entry = tuple[int, str, str, bool]


def records_of(ids: Iterable[int]) -> Mapping[int, InfopostRecord]:
    """Return the records of pages that the list named, by page; seven queries at most for unknown ones."""
    kept: dict[int, InfopostRecord] = cached("infopost-records", dict)
    wanted = set(ids)
    unknown = wanted - kept.keys()
    records = public_records(_pages(unknown), with_ways=False) if unknown else ()
    new = {record.page_id: record for record in records}
    found = {pk: kept[pk] for pk in wanted & kept.keys()} | new
    if len(kept) + len(new) <= MAX_KEPT:
        kept.update(new)
    return found


def _pages(ids: Iterable[int]) -> Iterable[InfopostPage]:
    """Return published pages of these ids, without their text."""
    return InfopostPage.objects.filter(pk__in=ids).select_related("locale").defer("body")


def load_rows() -> Sequence[Row]:
    """Return every published infopost, once in however many languages it exists; at most seven queries."""
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
        self.owners: dict[str, Entry] = {
            path: values for path, *values in ActorPage.objects.order_by().values_list("path", *entry)
        }
        self.co_authors: dict[int, list[Entry]] = {}
        for pk, *values in InfopostAuthor.objects.order_by("sort_order").values_list("page_id", *entry):
            self.co_authors.setdefault(pk, []).append(values)
        self.topics: dict[int, list[str]] = {}
        for pk, slug in InfopostTopic.objects.values_list("content_object_id", "tag__slug"):
            self.topics.setdefault(pk, []).append(slug)
        self.regions: dict[int, list[tuple[str, str]]] = {}
        regions = InfopostRegion.objects.values_list("page_id", "region__kind", "region__code")
        for pk, kind, code in regions:
            self.regions.setdefault(pk, []).append((kind, code))
        everybody = [*self.owners.values(), *(one for group in self.co_authors.values() for one in group)]
        self.covers: dict[int, Cover] = covers_of(
            key for key, *_names, is_shielded in everybody if is_shielded
        )

    def authors(self, pk: int, path: str) -> list[Any]:
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
        topics=tuple(behind.topics.get(pk, ())),
        regions=tuple(_regions(behind.regions.get(pk, ()), is_coarse=cover != OPEN)),
        more={KIND: (kind,), YEAR: (day.isoformat()[:4],), MONTH: (day.isoformat()[:7],)},
        published_on=day,
    )


def _regions(pairs: Iterable[tuple[str, str]], is_coarse: bool) -> Iterable[str]:
    """Yield the keys of places; a protected author is told by the district."""
    for kind, code in pairs:
        yield f"district:{code[:5]}" if is_coarse and kind == "municipality" else f"{kind}:{code}"
