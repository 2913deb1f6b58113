"""The record of processing activities in words: for the office, for files, and for the privacy notice."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from portal.registries import personal_data

from .reporting import about, rights


def record_as_data() -> list[dict[str, Any]]:
    """Return the record as plain data."""
    return [
        {
            "name": name,
            "label": str(entry.label),
            **{key: words for key, _label, words in about(entry)},
            "columns": list(entry.fields),
            "rules": list(entry.rules),
            "jobs": list(entry.jobs),
        }
        for name, entry in in_order()
    ]


def in_order() -> list[tuple[str, Any]]:
    """Return the entries by their label, as a reader looks for them."""
    return sorted(personal_data.items(), key=lambda item: str(item[1].label).casefold())


def record_as_text() -> Iterator[str]:
    """Yield the lines of the record, with the columns it speaks of."""
    for _name, entry in in_order():
        yield str(entry.label).upper()
        yield from (f"{label}: {words}" for _key, label, words in about(entry))
        if entry.fields:
            yield _("Columns: %(columns)s") % {"columns": ", ".join(entry.fields)}
        yield ""


def privacy_text() -> Iterator[str]:
    """Yield the lines of a part of a privacy notice: what is kept, why, how long, and what one may ask for."""
    yield _("WHICH PERSONAL DATA THIS PORTAL KEEPS")
    yield ""
    for _name, entry in in_order():
        yield str(entry.label)
        yield from (f"{label}: {words}" for key, label, words in about(entry) if key != "copies")
        yield ""
    yield from rights()
