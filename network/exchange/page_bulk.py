"""Add many new pages below one parent at once, with everything that Wagtail does for a page saved alone.

`Page.save` asks and writes some forty rows one by one, and the title norms of the search index anew for every
page; for 5,000 organisations that takes many minutes. Here every table is written once per batch. Signals of
single rows are not sent: what hangs on them (tree, log, reference index, the admin's search index) is done below by
name. The journal of changes is left to the caller, who knows when a page is complete.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.search.backends import get_search_backends_with_name
from wagtail.search.index import class_is_indexed


def add_pages(parent: Page, pages: Sequence[Page]) -> None:
    """Publish new pages of one type as the last children of `parent`, locked until the transaction ends."""
    if not pages:
        return
    children = [_children(page) for page in pages]
    _place(parent, pages)
    _insert(pages)
    _insert_children(pages, children)
    _log_creation(pages)
    index(pages)


def index(objects: Sequence[models.Model]) -> None:
    """Bring new objects of one model into the reference index and the admin's search index."""
    model = type(objects[0])
    if ReferenceIndex.is_indexed(model):
        ReferenceIndex.objects.bulk_create(_references(objects), ignore_conflicts=True)
    if class_is_indexed(model):
        for _name, backend in get_search_backends_with_name(with_auto_update=True):
            backend.add_bulk(model, objects)


def _references(objects: Iterable[models.Model]) -> Iterator[ReferenceIndex]:
    """Yield the rows that Wagtail writes object by object, three queries each, with what it finds by itself."""
    for one in objects:
        types = [
            ContentType.objects.get_for_model(model, for_concrete_model=False)
            for model in (one, *one._meta.get_parent_list())
        ]
        for to_type, to_id, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(one)
        ):
            yield ReferenceIndex(
                content_type=types[0],
                base_content_type=types[-1],
                object_id=one.pk,
                to_content_type_id=to_type,
                to_object_id=to_id,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )


def _children(page: Page) -> dict[str, list[models.Model]]:
    """Return the new rows of a page by relation; relations nobody set become empty, so that nothing asks for them."""
    found = {}
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        rows = list(getattr(page, name).all())
        setattr(page, name, rows)
        found[name] = rows
    return found


def _place(parent: Page, pages: Sequence[Page]) -> None:
    """Give pages their place in the tree (treebeard's materialised path) and what `Page.save` would set.

    They get no revision before somebody edits them; the explorer reads when a page changed from the page's own row.
    """
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    now = timezone.now()
    for number, page in enumerate(pages, start=step + 1):
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, number)
        page.numchild = 0
        page.draft_title = page.title
        page.set_url_path(parent)
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(pages))


def _insert(pages: Sequence[Page]) -> None:
    """Insert pages table by table; Django's bulk_create knows only models without parents."""
    base_fields = Page._meta.concrete_fields
    bases = Page.objects.bulk_create(
        Page(**{field.attname: getattr(page, field.attname) for field in base_fields}) for page in pages
    )
    lineage = [*reversed(type(pages[0])._meta.get_parent_list()), type(pages[0])]
    own = [model for model in lineage if model is not Page]
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = base.pk
        for model in own:
            setattr(page, model._meta.pk.attname, base.pk)
        page._state.adding = False
        page._state.db = connection.alias
    for model in own:
        _insert_rows(model, pages)


def _insert_rows(model: type[models.Model], objects: Iterable[models.Model]) -> None:
    """Insert the columns that a model itself adds to its parents."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - own names
    rows = [
        [field.get_db_prep_save(field.pre_save(one, True), connection) for field in fields] for one in objects
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _insert_children(pages: Sequence[Page], children: Sequence[dict[str, list[Any]]]) -> None:
    """Insert the rows of all pages, one table after the other."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for page, relations in zip(pages, children, strict=True):
        for relation in get_all_child_relations(page):
            for row in relations[relation.get_accessor_name()]:
                setattr(row, relation.field.attname, page.pk)
                by_model.setdefault(type(row), []).append(row)
    for model, rows in by_model.items():
        model._default_manager.bulk_create(rows)


def _log_creation(pages: Sequence[Page]) -> None:
    """Write what the history of each page begins with."""
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
            label=page.get_admin_display_title(),
            action="wagtail.create",
            timestamp=now,
            content_changed=True,
        )
        for page in pages
    )
