"""What becomes of the files of an entry that is merged into another one: they lie on the other one's shelf."""

from typing import Any

from django.db import models

from network.care.relations import Work, say_rows
from network.models import Access

from .differences import open_access


def merge_files(work: Work, found: models.ForeignKey) -> None:
    """Let files belong to the target, and move those of the source's collection to the target's."""
    rows = list(found.model._base_manager.filter(**{found.name: work.source}))
    for row in rows:
        hand_over(work, row)
    say_rows(work, found, rows)


def hand_over(work: Work, file: Any) -> None:
    """Give one file to the target, in a way that can be taken back."""
    values = {"organisation": work.target}
    source = Access.objects.filter(organisation=work.source).first()
    if source is not None and file.collection_id == source.collection_id:
        target = Access.objects.filter(organisation=work.target).first() or open_access(work.target)
        values["collection"] = target.collection
    work.ledger.change(file, **values)
