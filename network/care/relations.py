"""Everything that refers to an entry, found by asking the models, and what merging does with each kind of reference.

A later app needs to do nothing for a plain foreign key or a plain many-to-many field. What merging cannot decide by
itself (one row per entry, unique together with something) needs a rule by the name `app.Model.field` in `rules`;
until then merging refuses, and a test says so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Organisation
from portal import changes
from portal.models import User
from portal.registries import Registry

from . import drafts
from .ledger import Ledger


@dataclass(frozen=True)
class Effect:
    """Something that merging does, in words."""

    text: str
    details: tuple[str, ...] = ()


@dataclass
class Work:
    """A merge while it runs: both entries, who does it, what was done, and what it means."""

    source: Organisation
    target: Organisation
    user: User | None
    taken: frozenset[str] = frozenset()
    ledger: Ledger = field(default_factory=Ledger)
    effects: list[Effect] = field(default_factory=list)
    drafts: list[dict[str, Any]] = field(default_factory=list)
    edits: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str, details: tuple[str, ...] = ()) -> None:
        """Note an effect."""
        self.effects.append(Effect(text, details))


# `rule(work, field)` takes care of every row whose `field` refers to the source.
Rule = Callable[[Work, models.Field], None]
rules = Registry("rule of merging")
# Functions `(Merge) -> None`, called after a merge and after its undoing.
followers = Registry("what follows a merge")


def references() -> Iterator[models.Field]:
    """Yield every field of every model that refers to an entry; hidden and many-to-many ones, too."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        if relation.related_model._meta.auto_created:
            continue  # the table of a many-to-many field, which is yielded itself
        yield relation.field


def label_of(found: models.Field) -> str:
    """Return the name under which a field has its rule."""
    return f"{found.model._meta.label}.{found.name}"


def rule_for(found: models.Field) -> Rule:
    """Return what merging does with a field; raises ImproperlyConfigured where nobody has decided that."""
    if rule := rules.get(label_of(found)):
        return rule
    if isinstance(found, models.ManyToManyField):
        if found.remote_field.through._meta.auto_created:
            return swap
    elif not _is_unique(found):
        return repoint
    raise ImproperlyConfigured(f"Merging does not know what to do with {label_of(found)}.")


def repoint(work: Work, found: models.ForeignKey) -> None:
    """Let every row refer to the target, drafts of pages included."""
    rows = list(found.model._base_manager.filter(**{found.name: work.source}))
    key = drafts.parental_key(found.model)
    work.drafts += drafts.repoint(found, work.source.pk, work.target.pk)
    for row in rows:
        work.ledger.change(row, **{found.name: work.target})
    if key is not None:
        changes.record_ids({("wagtailcore.page", getattr(row, key.attname)) for row in rows})
    say_rows(work, found, rows)


def swap(work: Work, found: models.ManyToManyField) -> None:
    """Put the target in the place of the source."""
    rows = list(found.model._base_manager.filter(**{found.name: work.source}))
    for row in rows:
        work.ledger.swap(row, found.name, work.source, work.target)
    say_rows(work, found, rows)


def stay(work: Work, found: models.Field) -> None:
    """Leave the rows: they tell what happened to the source."""


def say_rows(work: Work, found: models.Field, rows: list[Any]) -> None:
    """Note how many rows of a kind refer to the target now; not what they say, which may be deleted one day."""
    if not rows:
        return
    kind = f"{capfirst(found.model._meta.verbose_name_plural)} ({found.verbose_name})"
    text = ngettext(
        "%(kind)s: %(count)s row refers to “%(name)s” then.",
        "%(kind)s: %(count)s rows refer to “%(name)s” then.",
        len(rows),
    )
    words = {"kind": kind, "count": len(rows), "name": work.target.name}
    work.say(text % words)


def say_removed(work: Work, row: models.Model, why: str) -> None:
    """Note that a row goes."""
    work.say(_("“%(row)s” goes: %(why)s") % {"row": row, "why": why})


def _is_unique(found: models.Field) -> bool:
    """Return whether two rows may not refer to the same entry, alone or together with other fields."""
    meta = found.model._meta
    constrained = {name for names in meta.unique_together for name in names}
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            constrained |= set(constraint.fields)
            # An expression may name anything.
            constrained |= {found.name} if constraint.expressions else set()
    return found.unique or found.name in constrained
