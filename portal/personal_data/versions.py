"""Versions of pages and events: what was said in them once, and taking a person's words out of them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import DraftStateMixin, Page, Revision, WorkflowState

from .tables import rows_with
from .traces import REMOVED, Traces

_RUNNING = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
_COLUMNS = ("content", "object_str")


def superseded() -> models.QuerySet[Revision]:
    """Return versions that are neither shown, nor planned, nor in moderation; the newest ones are among them."""
    found = Revision.objects.filter(approved_go_live_at=None)
    found = found.exclude(task_states__workflow_state__status__in=_RUNNING)
    for model in models_with_drafts():
        shown = model._base_manager.filter(live_revision__isnull=False)
        found = found.exclude(pk__in=shown.values("live_revision"))
    return found


def models_with_drafts() -> list[type[DraftStateMixin]]:
    """Return the models that know which of their versions is shown; of page types the common one."""
    concrete = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [model for model in concrete if model is Page or not issubclass(model, Page)]


def versions_with(traces: Traces) -> Iterator[tuple[Revision, bool]]:
    """Yield every version in which the words stand, and whether it is past: neither shown nor the newest."""
    columns = [Revision._meta.get_field(name) for name in _COLUMNS]
    keys = [key for key, _held in rows_with(columns, traces)]
    past = set(superseded().filter(pk__in=keys).values_list("pk", flat=True))
    for revision in Revision.objects.filter(pk__in=keys).order_by("pk").iterator(chunk_size=50):
        yield revision, revision.pk in past and not revision.is_latest_revision()


def forget_in(revision: Revision, traces: Traces) -> None:
    """Write a version anew without the words; it can be looked at and restored as before."""
    model = revision.content_type.model_class()
    content = dict(revision.content)
    content = content_without(model, content, traces) if model else traces.without(content)
    Revision.objects.filter(pk=revision.pk).update(
        content=content, object_str=traces.without(revision.object_str) or REMOVED
    )


def content_without(model: type[models.Model], content: dict[str, Any], traces: Traces) -> dict[str, Any]:
    """Return the content of a version without the words; a child that would be empty then is left out."""
    children = {
        relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)
    }
    new = {name: value for name, value in content.items() if name not in children}
    new = _filled(model, content, traces.without(new))
    for name, child in children.items():
        if name in content:
            rows = [(row, traces.without(row)) for row in content[name] or ()]
            new[name] = [after for before, after in rows if not lost_all(child, before, after)]
    return {name: new[name] for name in content}


def lost_all(model: type[models.Model], before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Return whether a row lost what it must have."""
    return any(_lost(column, before, after) for column in model._meta.concrete_fields)


def _filled(model: type[models.Model], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return content whose required texts are not empty."""
    lost = {column.name: REMOVED for column in model._meta.concrete_fields if _lost(column, before, after)}
    return {**after, **lost}


def _lost(column: models.Field, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Return whether a required text is empty now and was not before."""
    required = not column.blank and not column.is_relation
    return required and bool(before.get(column.name)) and after.get(column.name) == ""
