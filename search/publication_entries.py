"""A found publication as a row: until when it is open or when it was published, who stands behind it, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.calendar.wording import tile_of
from portal.deadlines.moments import day_of, words_of
from portal.tiles import tile_for
from portal.view_models import Badge, DateTile

from .entries import page_address
from .publication_kinds import SECTION
from .service import Found
from .view_models import Entry

MOST_PLACES = 3


def as_publication(entry: Entry, found: Found) -> Entry:
    """Return the row of a found publication from that of any result."""
    version = _version(found)
    return replace(
        entry,
        url=entry.url + version["mark"],
        tile=entry.tile or tile_for(f"lf{found.page_id}"),
        date=_date(found),
        meta=tuple(filter(None, _facts(found, version))),
        badges=tuple(_badges(found, version)),
    )


def publication_address(found: Found) -> str:
    """Return the address of a found publication in the reader's language."""
    version = _version(found)
    return page_address(version["url_path"], get_language() or "") + version["mark"]


def title_of(found: Found) -> str:
    """Return the title in the reader's language, else in its own."""
    return _version(found).get("title", found.title)


def when_words(found: Found) -> str:
    """Return until when it is open, else in which guide it stands, else who stands behind it."""
    version = _version(found)
    return _end(found) or version["guide"] or version["by"]


def ends_or_began(found: Found) -> str:
    """Return where a publication stands among others of its kind: by its end, else by its day, what has none last."""
    return found.shown["ends_at"] or found.shown["published_on"] or "9"


def _version(found: Found) -> Mapping[str, Any]:
    """Return what it says in the reader's language, else in its own."""
    return found.shown["languages"].get(get_language()) or found.shown


def _facts(found: Found, version: Mapping[str, Any]) -> Iterator[str]:
    """Yield end, guide, who and where."""
    yield _end(found)
    if version["guide"]:
        yield _("In the guide “%(title)s”") % {"title": version["guide"]}
    yield version["by"]
    if found.type in {"job", "deadline"}:
        yield ", ".join(found.shown["places"][:MOST_PLACES])


def _end(found: Found) -> str:
    """Return until when one can apply, "" for what has no end."""
    end = found.shown["ends_at"]
    if found.type == "job":
        return _("Apply by %(day)s") % {"day": _words(end)} if end else _("Applications at any time")
    return _("Until %(day)s") % {"day": _words(end)} if end else ""


def _words(end: str) -> str:
    """Return an end as people read it."""
    return words_of(datetime.fromisoformat(end))


def _date(found: Found) -> DateTile | None:
    """Return the last day of a deadline, or the day that news bear."""
    if found.type == "deadline" and found.shown["ends_at"]:
        return tile_of(day_of(datetime.fromisoformat(found.shown["ends_at"])))
    if found.type == "infopost" and found.shown["published_on"]:
        return tile_of(date.fromisoformat(found.shown["published_on"]))
    return None


def _badges(found: Found, version: Mapping[str, Any]) -> Iterator[Badge]:
    """Yield what is out of date."""
    if version["is_outdated"]:
        is_section = found.shown["kind"] == SECTION
        yield Badge("stale", _("Out of date") if is_section else _("With outdated parts"))
