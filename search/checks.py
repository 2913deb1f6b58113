"""A system check: documents that another version of the analysis made are found less well."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError

from .drift import outdated_documents


def register_all() -> None:
    """Register the check; it asks the database, so it runs with `migrate` and `check --database default`."""
    register(analysis_version, Tags.database)


def analysis_version(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of documents that wait to be analysed again, as after an update of the portal."""
    if not databases:
        return []
    try:
        many = len(outdated_documents())
    except DatabaseError:
        return []  # before the first migration
    if not many:
        return []
    hint = "Housekeeping does it in its next round; manage.py search_rebuild does it now."
    return [CheckWarning(f"{many} search documents are of another analysis.", hint=hint, id="search.W001")]
