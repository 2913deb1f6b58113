"""What a link or a path needs to know of a page: a dozen plain values instead of a whole model."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page

from portal.content_cache import cached_many

FIELDS = (
    "pk",
    "path",
    "title",
    "slug",
    "url_path",
    "locale_id",
    "content_type_id",
    "live",
    "translation_key",
    "last_published_at",
    "alias_of_id",
)


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page as links and breadcrumbs see it; `path` is its place in the tree, `url_path` its address in it.

    An alias shows the content of another page, in that page's language (Wagtail puts them where a translated
    page lacks translated parents), so it is nobody's translation.
    """

    pk: int
    path: str
    title: str
    slug: str
    url_path: str
    locale_id: int
    content_type_id: int
    live: bool
    translation_key: uuid.UUID
    last_published_at: datetime | None
    alias_of_id: int | None


def ref_of(page: Page) -> PageRef:
    """Return the reference to a page that was read already."""
    return PageRef(**{name: getattr(page, name) for name in FIELDS})


def refs_by_id(ids: Iterable[int]) -> dict[int, PageRef]:
    """Return the existing pages of these ids; one query for all that no link named since content last changed."""
    return cached_many("page-refs", list(ids), _read)


def _read(ids: list[int]) -> dict[int, PageRef]:
    """Read references by primary key."""
    rows = Page.objects.filter(pk__in=ids).values_list(*FIELDS)
    return {row[0]: PageRef(*row) for row in rows}


def source_of(page: Page | PageRef) -> Page | PageRef:
    """Return the page whose content is shown: the source of an alias, else the page itself."""
    if page.alias_of_id is None:
        return page
    source = refs_by_id([page.alias_of_id]).get(page.alias_of_id)
    return source_of(source) if source else page
