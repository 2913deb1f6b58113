"""Keep the search documents of publications equal to what their sources tell: all that is public and not over.

The same way as `projection` goes for pages. A page may have several documents (a guide and its sections), and a
document several pages (translations); it belongs to the page it leads to. What ends has no document any more from
then on; until that is noticed both engines leave it out by `visible_until`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from network.models import ActorPage, Organisation, Region, Topic
from network.records.places import place_fact
from network.records.topics import topic_fact
from portal import changes
from publications.guides.uses import places as guides_by_section
from publications.models import (
    DeadlineRegion,
    DeadlineTopic,
    GuidePage,
    GuideRegion,
    GuideSection,
    GuideTopic,
    InfopostAuthor,
    InfopostRegion,
    InfopostTopic,
    PostingTopic,
    Workplace,
)
from publications.searchable import Searchable, sources

from .models import SearchDocument
from .projection import MOST_AT_ONCE, PAGE, Projected, affected, regions_below, row_to_write, write
from .publication_documents import Facts, Owner, publication_document
from .publication_kinds import KINDS, MODELS, PREFIX, SECTION, key_of

TOPICS = (PostingTopic, DeadlineTopic, InfopostTopic, GuideTopic)
PLACES = (Workplace, DeadlineRegion, InfopostRegion, GuideRegion)


def consume(changed: Sequence[tuple[str, str]], n: int) -> None:
    """Project every publication that these changes concern; very many go through the journal."""
    # What is kept as long as nothing changes was made before the clock went on.
    with changes.reading_once():
        own = affected_pages(change for change in changed if change[0] == PAGE)
        others = affected_pages(change for change in changed if change[0] != PAGE) - own
        if len(others) > MOST_AT_ONCE:
            changes.record_ids((PAGE, pk) for pk in sorted(others))
            others = set()
        project(own | others, n)


def affected_pages(changed: Iterable[tuple[str, str]]) -> set[int]:
    """Return the ids of pages whose publications a set of changes may alter."""
    return affected(changed, _DEPENDENTS)


def _of_page(ids: list[str]) -> Iterable[int]:
    """Return the publications among the pages, those that name their authors, and guides that share sections."""
    own = set(_publications().filter(pk__in=ids).values_list("pk", flat=True))
    own |= set(rows_of(ids).values_list("page_id", flat=True))
    actors = ActorPage.objects.filter(pk__in=ids, organisation__isnull=False).values("organisation_id")
    authored = InfopostAuthor.objects.filter(organisation_id__in=actors).values_list("page_id", flat=True)
    return own | _sharing(own) | set(authored)


def _sharing(pages: set[int]) -> set[int]:
    """Return the guides of all sections that these guides show, or showed when documents were made."""
    if not pages:
        return set()
    there, begin = guides_by_section(), key_of(SECTION, "")
    stored = SearchDocument.objects.filter(page_id__in=pages, key__startswith=begin, deleted=False)
    sections = {int(key.removeprefix(begin)) for key in stored.values_list("key", flat=True)}
    sections |= {key for key, guides in there.items() if not pages.isdisjoint(guides)}
    return _guides_of(sections)


def _guides_of(sections: Collection[int]) -> set[int]:
    """Return the guides that show sections, and those that their documents lead to."""
    there = guides_by_section()
    rows = SearchDocument.objects.filter(key__in=[key_of(SECTION, str(key)) for key in sections])
    led = rows.filter(page_id__isnull=False).values_list("page_id", flat=True)
    return {pk for key in sections for pk in there.get(key, ())} | set(led)


def _of_section(ids: list[str]) -> Iterable[int]:
    """Return the guides that show one of the sections; where one was deleted, all guides, for nobody knows which."""
    roots = dict(GuideSection.objects.filter(pk__in=ids).values_list("pk", "original_id"))
    if len(roots) < len(set(ids)):
        return GuidePage.objects.values_list("pk", flat=True)
    return _guides_of({original or pk for pk, original in roots.items()})


def _of_organisation(ids: list[str]) -> Iterable[int]:
    """Return the infoposts that organisations say together with others; what lies below their pages is recorded."""
    return InfopostAuthor.objects.filter(organisation_id__in=ids).values_list("page_id", flat=True)


def _of_topic(ids: list[str]) -> Iterable[int]:
    """Return the publications with one of the topics."""
    links = (model.objects.filter(tag_id__in=ids) for model in TOPICS)
    return {pk for rows in links for pk in rows.values_list("content_object_id", flat=True)}


def _of_region(ids: list[str]) -> Iterable[int]:
    """Return the publications for one of the regions or a place below it."""
    regions = regions_below(ids)
    tables = (model._default_manager.filter(region_id__in=regions) for model in PLACES)
    return {pk for rows in tables for pk in rows.values_list("page_id", flat=True)}


_DEPENDENTS = {
    PAGE: _of_page,
    "publications.guidesection": _of_section,
    "network.organisation": _of_organisation,
    "network.topic": _of_topic,
    "network.region": _of_region,
}


def project(page_ids: Iterable[int], n: int) -> int:
    """Write the documents of these pages' publications; return how many rows changed."""
    ids = sorted(set(page_ids))
    if not ids:
        return 0
    stored = {row.key: row for row in rows_of(ids).defer("data", "shown")}
    return write(changed_rows(ids, stored, n))


def rows_of(ids: Collection[int | str]) -> QuerySet[SearchDocument]:
    """Return the documents of the publications on these pages and their translations."""
    return SearchDocument.objects.filter(page_id__in=_with_translations(ids), key__startswith=PREFIX)


def changed_rows(ids: Sequence[int], stored: Mapping[str, SearchDocument], n: int) -> list[SearchDocument]:
    """Return the rows of these pages that are not as their sources say, by key; `stored` are those there are."""
    now = timezone.now()
    wanted = dict(projections(ids, now))
    # A section that now leads to another guide keeps its document.
    elsewhere = SearchDocument.objects.filter(key__in=wanted.keys() - stored.keys())
    known = {**{row.key: row for row in elsewhere.defer("data", "shown")}, **stored}
    rows = (row_to_write(key, wanted.get(key), known.get(key), n, now) for key in sorted({*wanted, *known}))
    return [row for row in rows if row is not None]


def projections(ids: Sequence[int], now: datetime) -> Iterable[tuple[str, Projected]]:
    """Yield key and content of what is to be found on these pages and their translations."""
    pages = _publications().filter(pk__in=_with_translations(ids), alias_of__isnull=True)
    url_paths = dict(pages.values_list("pk", "url_path"))
    if not url_paths:
        return
    with override(settings.LANGUAGE_CODE):
        told = [one for source in sources for one in source(sorted(url_paths)) if one.page_id in url_paths]
    versions: dict[tuple[str, str], list[Searchable]] = defaultdict(list)
    for one in told:
        if one.visible_until is None or one.visible_until > now:
            versions[one.kind, one.key].append(one)
    facts = _facts(told, url_paths)
    for (kind, key), found in versions.items():
        found.sort(key=lambda one: (one.locale != settings.LANGUAGE_CODE, one.page_id, one.locale))
        main, digest = found[0], sha256(repr(found).encode()).hexdigest()
        yield (
            key_of(kind, key),
            Projected(
                main.page_id,
                KINDS[kind].type,
                f"{kind}-{key}",
                publication_document(found, facts),
                digest,
                visible_from=main.visible_from,
                visible_until=main.visible_until,
            ),
        )


def _facts(told: Sequence[Searchable], url_paths: Mapping[int, str]) -> Facts:
    """Read what publications refer to; three queries."""
    owners = Organisation.objects.filter(pk__in={one.organisation_id for one in told if one.organisation_id})
    return Facts(
        topics={topic.slug: topic_fact(topic) for topic in _topics(told)},
        places={region.pk: fact for region in _regions(told) if (fact := place_fact(region))},
        owners={one.pk: Owner(one.register_id, one.picture.code, one.is_shielded) for one in owners},
        url_paths=url_paths,
    )


def _topics(told: Sequence[Searchable]) -> QuerySet[Topic]:
    """Return the topics of publications."""
    return Topic.objects.filter(slug__in={slug for one in told for slug in one.topics})


def _regions(told: Sequence[Searchable]) -> QuerySet[Region]:
    """Return the regions of publications with everything above them."""
    ids = {pk for one in told for pk in one.region_ids}
    return Region.objects.filter(pk__in=ids).select_related("parent__parent__parent").defer("shape")


def _publications() -> QuerySet[Page]:
    """Return the pages that are, or hold, publications."""
    kinds = ContentType.objects.get_for_models(*MODELS).values()
    return Page.objects.filter(content_type__in=[kind.pk for kind in kinds])


def _with_translations(ids: Collection[int | str]) -> set[int]:
    """Return the ids with those of the pages' versions in other languages."""
    keys = Page.objects.filter(pk__in=list(ids)).values("translation_key")
    return {*map(int, ids), *Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True)}


def everything() -> list[int]:
    """Return the ids of every page that has or should have documents of publications."""
    stored = SearchDocument.objects.filter(key__startswith=PREFIX, page_id__isnull=False, deleted=False)
    live = _publications().filter(live=True)
    return sorted({*live.values_list("pk", flat=True), *stored.values_list("page_id", flat=True)})
