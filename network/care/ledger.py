"""A list of changed rows that can be taken back as long as nobody changed them since.

Of a changed row it keeps the old values of what changed and a digest of the rest: words of readers that are deleted
after a while must not live on here.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from wagtail.models import Page

Step = dict[str, Any]
# What of a page tells that somebody worked on it; its content is in the revision.
PAGE_FIELDS = (
    "title",
    "slug",
    "path",
    "live",
    "has_unpublished_changes",
    "live_revision_id",
    "latest_revision_id",
    "organisation_id",
)


class Ledger:
    """Writes rows and remembers how they were and how they are now."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def change(self, row: models.Model, **values: Any) -> None:
        """Set fields of a row and save it."""
        with self.watching(row):
            for name, value in values.items():
                setattr(row, name, value)
            save(row)

    @contextmanager
    def watching(self, row: models.Model) -> Iterator[None]:
        """Remember what happens to a row within."""
        manager = type(row)._base_manager
        before = state(manager.get(pk=row.pk))
        yield
        after = state(manager.get(pk=row.pk))
        if before != after:
            old = {name: value for name, value in before.items() if value != after[name]}
            self.steps.append({**name_of(row), "did": "change", "before": old, "digest": digest(after)})

    def add(self, row: models.Model) -> None:
        """Save a new row."""
        row.save()
        after = state(type(row)._base_manager.get(pk=row.pk))
        self.steps.append({**name_of(row), "did": "add", "digest": digest(after)})

    def remove(self, row: models.Model) -> None:
        """Delete a row."""
        self.steps.append({**name_of(row), "did": "remove", "before": state(row)})
        row.delete()

    def swap(self, owner: models.Model, field: str, source: models.Model, target: models.Model) -> None:
        """Put one object in the place of another in a many-to-many relation; it stands there once."""
        related = getattr(owner, field)
        is_there = related.filter(pk=target.pk).exists()
        related.remove(source)
        if not is_there:
            related.add(target)
        sides = {"field": field, "source": source.pk, "target": target.pk, "added": not is_there}
        self.steps.append({**name_of(owner), "did": "swap", **sides})

    def move(self, page: Page, parent: Page, user: Any) -> None:
        """Let a page stand below another one; where its name is taken there, it gets a number behind it."""
        before = {"parent": page.get_parent().pk, "slug": page.slug}
        slug = free_slug(page.slug, parent)
        if slug != page.slug:
            rename(page, slug)
        page.move(type(parent)._base_manager.get(pk=parent.pk), pos="last-child", user=user)
        after = state(Page.objects.get(pk=page.pk))
        step = {"model": Page._meta.label, "pk": page.pk, "did": "move", "before": before}
        self.steps.append({**step, "digest": digest(after)})

    def lend(
        self, rows: Iterable[models.Model], field: str, source: models.Model, target: models.Model
    ) -> None:
        """Let rows that live for a short time refer to the target; those that are gone by then never come back."""
        rows = list(rows)
        if not rows:
            return
        model, keys = type(rows[0]), [row.pk for row in rows]
        model._base_manager.filter(pk__in=keys).update(**{field: target})
        sides = {"field": field, "source": source.pk, "target": target.pk, "lent": list(map(_plain, keys))}
        self.steps.append({"model": model._meta.label, "pk": None, "did": "lend", **sides})


def changed_since(steps: Iterable[Step]) -> list[str]:
    """Return what somebody changed after these steps, in words; empty where all can be taken back."""
    last = {(step["model"], step["pk"], step.get("field")): step for step in steps}
    return [words for step in last.values() if (words := _difference(step))]


def take_back(steps: Iterable[Step]) -> None:
    """Undo steps in reverse order; whoever calls has asked `changed_since` in the same transaction."""
    for step in reversed(list(steps)):
        model = apps.get_model(step["model"])
        if step["did"] == "remove":
            save(model(**_values(model, step["before"])), force_insert=True)
            continue
        if step["did"] == "lend":
            lent = model._base_manager.filter(pk__in=step["lent"], **{step["field"]: step["target"]})
            lent.update(**{step["field"]: step["source"]})
            continue
        row = model._base_manager.get(pk=step["pk"])
        if step["did"] == "add":
            row.delete()
        elif step["did"] == "move":
            _move_back(row, step["before"])
        elif step["did"] == "swap":
            related = getattr(row, step["field"])
            if step["added"]:
                related.remove(step["target"])
            related.add(step["source"])
        else:
            for name, value in _values(model, step["before"]).items():
                setattr(row, name, value)
            save(row)


def save(row: models.Model, **options: Any) -> None:
    """Save a row; a page as it is, because what is moved was valid before."""
    if isinstance(row, Page):
        options["clean"] = False
    row.save(**options)


def free_slug(slug: str, parent: Page) -> str:
    """Return a name that no page below another one has: this one, else with a number."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(name for name in chain([slug], numbered) if name not in taken)


def rename(page: Page, slug: str) -> None:
    """Give a page another name in its address, and its draft the same."""
    page = page.specific
    page.slug = slug
    save(page)
    draft = page.latest_revision
    if draft is not None and "slug" in draft.content:
        draft.content["slug"] = slug
        draft.save(update_fields=["content"])


def _move_back(page: Page, before: Step) -> None:
    """Let a page stand where it stood, under the name that it had."""
    page.move(Page.objects.get(pk=before["parent"]), pos="last-child")
    if page.slug != before["slug"]:
        rename(Page.objects.get(pk=page.pk), before["slug"])


def state(row: models.Model) -> dict[str, Any]:
    """Return the fields of a row as plain data, without those that every save changes."""
    names = PAGE_FIELDS if isinstance(row, Page) else None
    return {
        field.attname: _plain(field.value_from_object(row))
        for field in type(row)._meta.concrete_fields
        if not getattr(field, "auto_now", False) and (names is None or field.attname in names)
    }


def name_of(row: models.Model) -> dict[str, Any]:
    """Return what finds a row again."""
    return {"model": row._meta.label, "pk": _plain(row.pk)}


def digest(plain: dict[str, Any]) -> str:
    """Return a text that differs when a state differs."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _difference(step: Step) -> str:
    """Return the words for a row that is not as a step left it, else ""."""
    if step["did"] == "lend":
        return ""
    model = apps.get_model(step["model"])
    row = model._base_manager.filter(pk=step["pk"]).first()
    words = f"{capfirst(model._meta.verbose_name)}: {row or step['pk']}"
    if step["did"] == "remove":
        return words if row is not None else ""
    if row is None:
        return words
    if step["did"] == "swap":
        there = set(getattr(row, step["field"]).values_list("pk", flat=True))
        return "" if step["target"] in there and step["source"] not in there else words
    return "" if digest(state(row)) == step["digest"] else words


def _values(model: type[models.Model], plain: dict[str, Any]) -> dict[str, Any]:
    """Return plain data as the model holds it."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if isinstance(fields[name], models.JSONField) else fields[name].to_python(value)
        for name, value in plain.items()
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
