"""Very many postings and infoposts at once, written as rows: the page tree takes seconds for a few."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Page

from network.models import Region, Topic
from publications.choices import Employment
from publications.models import (
    InfopostKind,
    InfopostPage,
    InfopostRegion,
    InfopostTopic,
    JobPostingPage,
    PostingTopic,
    Workplace,
)

PORTION = 400


def add_postings(
    parents: Sequence[Page], count: int, topics: Sequence[Topic], places: Sequence[Region]
) -> None:
    """Publish job postings below organisations' pages, each about a topic and at a place; a tenth of them is over."""
    now = timezone.now()
    pages = [
        JobPostingPage(
            title=f"Projektleitung Nummer {number}",
            summary="Sie begleiten Ehrenamtliche und halten die Fäden zusammen.",
            ends_at=now + timedelta(days=number % 100 - 10, hours=1),
            published_on=(now - timedelta(days=number % 60)).date(),
            employment=[Employment.values[number % len(Employment.values)]],
        )
        for number in range(count)
    ]
    _add(parents, pages)
    Workplace.objects.bulk_create(
        (Workplace(page=page, region=region, sort_order=0) for page, region in _in_turn(pages, places)),
        batch_size=PORTION,
    )
    PostingTopic.objects.bulk_create(
        (PostingTopic(content_object=page, tag=topic) for page, topic in _in_turn(pages, topics)),
        batch_size=PORTION,
    )


def add_infoposts(
    parents: Sequence[Page], count: int, topics: Sequence[Topic], places: Sequence[Region]
) -> None:
    """Publish infoposts below organisations' pages, each about a topic and for a place."""
    today = timezone.localdate()
    pages = [
        InfopostPage(
            title=f"Wir laden ein zum Abend Nummer {number}",
            summary="Gemeinsam für ein offenes Dorf, mit Musik und Gesprächen.",
            kind=InfopostKind.values[number % len(InfopostKind.values)],
            published_on=today - timedelta(days=number % 1500),
        )
        for number in range(count)
    ]
    _add(parents, pages)
    InfopostRegion.objects.bulk_create(
        (InfopostRegion(page=page, region=region, sort_order=0) for page, region in _in_turn(pages, places)),
        batch_size=PORTION,
    )
    InfopostTopic.objects.bulk_create(
        (InfopostTopic(content_object=page, tag=topic) for page, topic in _in_turn(pages, topics)),
        batch_size=PORTION,
    )


def _in_turn(pages: Iterable[Page], others: Sequence[Any]) -> Iterable[tuple[Page, Any]]:
    """Yield every page with one of some others."""
    return ((page, others[number % len(others)]) for number, page in enumerate(pages))


def _add(parents: Sequence[Page], pages: Sequence[Page]) -> None:
    """Write pages of one model below some others in turn, published, after those that stand there already."""
    above = [Page.objects.get(pk=page.pk) for page in parents]
    model, now = type(pages[0]), timezone.now()
    kind = ContentType.objects.get_for_model(model)
    for page, parent in _in_turn(pages, above):
        parent.numchild += 1
        step = parent.numchild
        page.slug = f"{model.__name__.lower()}-{step}"
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, step), parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title, page.content_type, page.locale_id = page.title, kind, parent.locale_id
        page.first_published_at = page.last_published_at = now
    base = [
        Page(**{field.attname: getattr(page, field.attname) for field in _fields(Page)}) for page in pages
    ]
    for page, row in zip(pages, Page.objects.bulk_create(base, batch_size=PORTION), strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    for start in range(0, len(pages), PORTION):
        query = InsertQuery(model)
        query.insert_values(model._meta.local_concrete_fields, pages[start : start + PORTION], raw=True)
        query.get_compiler(connection=connection).execute_sql()
    Page.objects.bulk_update(above, ["numchild"])


def _fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of a page's base table that a new row brings along."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]
