"""Rows of kinds that stand below organisations' pages: which pages are listed, and who stands behind them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Locale

from network.records.covering import OPEN
from network.region_table import region_table
from publications.records.covered import covers_of_pages
from publications.records.owners import owner_path, owners_of

from .rows import EVERYWHERE, Row, folded

Keys = dict[int, list[str]]
# What tells no more than a district does.
LARGE = (EVERYWHERE, "state:")


def listed(pages: QuerySet, *deferred: str) -> list[Any]:
    """Return the listed pages, each once: in the default language where it exists in it; three queries."""
    default = Locale.get_default().pk
    found: dict[Any, Any] = {}
    for page in pages.listed().defer(*deferred).order_by("pk"):
        if page.locale_id == default or page.translation_key not in found:
            found[page.translation_key] = page
    return list(found.values())


def regions_of(model: type[Model]) -> Keys:
    """Return the keys of regions by page, from a table of them; one query."""
    found: Keys = defaultdict(list)
    rows = model._default_manager.filter(page__live=True, region__isnull=False).order_by("sort_order", "pk")
    for pk, kind, code in rows.values_list("page_id", "region__kind", "region__code"):
        found[pk].append(f"{kind}:{code}")
    return found


def topics_of(model: type[Model]) -> dict[int, list[tuple[str, str]]]:
    """Return slug and name of topics by page; one query."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = model._default_manager.filter(content_object__live=True).order_by("tag__name")
    for pk, slug, name in rows.values_list("content_object_id", "tag__slug", "tag__name"):
        found[pk].append((slug, name))
    return found


def rows_of(
    pages: Sequence[Any], regions: Keys, topics: dict[int, list[tuple[str, str]]], more: Any, words: Any
) -> Iterator[Row]:
    """Yield the rows of pages; `more` and `words` give what a kind adds from each page."""
    owners = owners_of(pages)
    covers = covers_of_pages(pages, owners)
    for page in pages:
        owner = owners.get(owner_path(page))
        own, cover = topics.get(page.pk, ()), covers.get(page.pk, OPEN)
        title = cover.text(page.title)
        yield Row(
            pk=page.pk,
            title=title,
            words=folded(
                title,
                cover.text(page.summary),
                owner.name if owner else "",
                *map(cover.text, words(page)),
                *(name for _slug, name in own),
            ),
            organisation=owner.register_id if owner else "",
            organisation_name=owner.name if owner else "",
            topics=tuple(slug for slug, _name in own),
            regions=tuple(told_regions(regions.get(page.pk, ()), owner is not None and owner.is_shielded)),
            more=more(page),
            published_on=page.published_on,
            ends_at=page.ends_at,
        )


def told_regions(keys: Iterable[str], is_shielded: bool) -> Iterator[str]:
    """Yield regions as exactly as they may be told: those of a protected organisation by their districts."""
    table = region_table()
    for key in keys:
        told = table.district_of(key) if is_shielded and not key.startswith(LARGE) else key
        if told:
            yield told
