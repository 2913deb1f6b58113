"""Where sections stand: which guides show them, which will once a draft is published, what leads to them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.content_cache import cached
from portal.restrictions import is_restricted
from publications.models import GuidePage, GuideSection

from .raw import answer_keys, blocks_of, section_keys


@dataclass(frozen=True)
class Use:
    """A guide that shows a section, in public or only in a draft, or a section that leads to it."""

    title: str
    page_id: int | None = None
    section_id: int | None = None
    is_draft: bool = False


def uses() -> dict[int, list[Use]]:
    """Return where each section stands, by the key that its versions share; three queries."""
    roots = roots_by_key()
    found: dict[int, dict[Use, None]] = defaultdict(dict)
    for key, use in (*_in_guides(), *_in_sections()):
        found[roots.get(key, key)][use] = None
    return {key: list(there) for key, there in found.items()}


def uses_of(section: GuideSection) -> list[Use]:
    """Return where a section stands, in whatever language."""
    return uses().get(section.root_id, [])


def holding(section: GuideSection) -> list[Use]:
    """Return what keeps a section from being deleted.

    A version goes, because its original stands in for it, unless something names the version itself.
    """
    if section.original_id is None:
        found = uses_of(section)
    else:
        found = [use for key, use in (*_in_guides(), *_in_sections()) if key == section.pk]
    return [use for use in found if use.section_id != section.pk]


def shown_in(section: GuideSection) -> list[Use]:
    """Return the published guides from which a section would vanish if withdrawn; a version has its original."""
    if section.original_id is not None and section.original.live:
        return []
    return [use for use in uses_of(section) if use.page_id is not None and not use.is_draft]


def roots_by_key() -> dict[int, int]:
    """Return for every section the key that its versions share."""
    rows = GuideSection.objects.order_by().values_list("pk", "original_id")
    return {pk: original or pk for pk, original in rows}


def places() -> Mapping[int, tuple[int, ...]]:
    """Return the public guides in which each section stands, by the key that its versions share."""
    return cached("guide-places", _read_places)


def published_in(section: GuideSection) -> tuple[int, ...]:
    """Return the public guides that show a section."""
    return places().get(section.root_id, ())


def public_guides() -> tuple[GuidePage, ...]:
    """Return the published guides that everybody may read, in every language; nobody may change what is kept."""
    return cached("guide-pages", _read_guides)


def _read_guides() -> tuple[GuidePage, ...]:
    """Read them; one query."""
    pages = GuidePage.objects.live().order_by("path")
    return tuple(page for page in pages if not is_restricted(page.path))


def _read_places() -> dict[int, tuple[int, ...]]:
    """Look through the public guides; one query beside them."""
    pages = public_guides()
    roots = roots_by_key() if pages else {}
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for page in pages:
        for key in section_keys(blocks_of(page.chapters)):
            found[roots.get(key, key)][page.pk] = None
    return {key: tuple(there) for key, there in found.items()}


def _in_guides() -> Iterator[tuple[int, Use]]:
    """Yield what guides name: as they are published, and as they wait to be."""
    pages = GuidePage.objects.select_related("latest_revision").order_by("path")
    for page in pages:
        if page.live:
            for key in section_keys(blocks_of(page.chapters)):
                yield key, Use(page.title, page_id=page.pk)
        if page.latest_revision and (page.has_unpublished_changes or not page.live):
            content = page.latest_revision.content
            for key in section_keys(blocks_of(content.get("chapters") or "")):
                yield key, Use(content.get("title", page.title), page_id=page.pk, is_draft=True)
        elif not page.live:
            for key in section_keys(blocks_of(page.chapters)):
                yield key, Use(page.title, page_id=page.pk, is_draft=True)


def _in_sections() -> Iterator[tuple[int, Use]]:
    """Yield what questions in sections lead to."""
    for section in GuideSection.objects.only("pk", "title", "body", "live").order_by("pk"):
        for key in answer_keys(blocks_of(section.body)):
            yield key, Use(section.title, section_id=section.pk, is_draft=not section.live)
