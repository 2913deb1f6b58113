"""References inside revisions: a draft that names the merged entry would bring it back once it is published."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ForeignKey, Model, Q
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Revision

Step = dict[str, Any]


def parental_key(model: type[Model]) -> ParentalKey | None:
    """Return the key by which rows of a model belong to a page and are revised with it, None for other models."""
    keys = (field for field in model._meta.get_fields() if isinstance(field, ParentalKey))
    return next((key for key in keys if issubclass(key.related_model, Page)), None)


def repoint(field: ForeignKey, source: int, target: int) -> list[Step]:
    """Put one key in the place of another in every revision that may still be shown or published."""
    model = field.model
    if issubclass(model, Page):
        drafts = Page.objects.filter(has_unpublished_changes=True) | Page.objects.filter(
            pk__in=model._base_manager.filter(**{field.name: source}).values("pk")
        )
        return list(_repointed(drafts, None, field.name, source, target))
    key = parental_key(model)
    if key is None:
        return []
    owners = Page.objects.filter(pk__in=key.related_model._base_manager.values("pk"))
    return list(_repointed(owners, key.remote_field.get_accessor_name(), field.name, source, target))


def rewrite(revision: Revision, values: dict[str, Any]) -> Step:
    """Put values into the content of a revision; for what one key in the place of another cannot say."""
    changed = {name: [revision.content.get(name), value] for name, value in values.items()}
    revision.content.update(values)
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    return {"revision": revision.pk, "values": changed}


def swap_back(step: Step, source: int, target: int) -> None:
    """Undo `repoint` or `rewrite` in one revision, as far as nothing was written into it since."""
    revision = Revision.objects.filter(pk=step["revision"]).first()
    if revision is None:
        return
    if "values" in step:
        old = {
            name: was
            for name, (was, became) in step["values"].items()
            if revision.content.get(name) == became
        }
        Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **old})
        return
    for path in step["paths"]:
        holder = _holder(revision.content, path)
        if holder is not None and holder.get(path[-1]) == target:
            holder[path[-1]] = source
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _repointed(
    pages: Iterable[Page], relation: str | None, name: str, source: int, target: int
) -> Iterator[Step]:
    """Change the revisions of pages and yield where."""
    for revision in _working_revisions(pages):
        paths = list(_paths(revision.content, relation, name, source))
        for path in paths:
            _holder(revision.content, path)[name] = target
        if paths:
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)
            yield {"revision": revision.pk, "page": int(revision.object_id), "paths": paths}


def _working_revisions(pages: Any) -> Iterable[Revision]:
    """Return the revisions of pages that are shown, worked on, or wait for their hour; not those that are history."""
    keys = pages.values_list("latest_revision_id", "live_revision_id", "pk")
    rows = list(keys)
    chosen = {pk for row in rows for pk in row[:2]} - {None}
    waiting = Q(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id__in=[str(row[2]) for row in rows],
        approved_go_live_at__isnull=False,
    )
    return Revision.objects.filter(Q(pk__in=chosen) | waiting).order_by("pk")


def _paths(content: dict[str, Any], relation: str | None, name: str, key: int) -> Iterator[list[Any]]:
    """Yield the ways to a field that holds the key."""
    if relation is None:
        if content.get(name) == key:
            yield [name]
        return
    for number, child in enumerate(content.get(relation) or ()):
        if child.get(name) == key:
            yield [relation, number, name]


def _holder(content: dict[str, Any], path: list[Any]) -> Any:
    """Return what holds the last part of a way, None where it is gone."""
    found: Any = content
    for part in path[:-1]:
        try:
            found = found[part]
        except (KeyError, IndexError):
            return None
    return found
