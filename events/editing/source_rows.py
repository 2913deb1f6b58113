"""Where an event says something else than the calendar it came from, in the words of whoever edits it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.choices import DateStatus
from events.curation.versions import when
from events.imports.content import DATE, REMOVED, schedule_of
from events.imports.differing import differences
from events.models import Event, Venue
from events.series import write_schedule
from portal.plain_text import paragraphs_of

from .next_dates import day_words, time_words


@dataclass(frozen=True)
class SourceRow:
    """A field that differs: what the source says, and what stands here."""

    field: str
    label: str
    source: str
    ours: str


def source_rows(event: Event) -> tuple[SourceRow, ...]:
    """Return where the newest draft of an event differs from its source; a few queries, none without a source."""
    return tuple(
        SourceRow(
            one.field, capfirst(one.label), words_of(one.field, one.source), words_of(one.field, one.ours)
        )
        for one in differences(event)
    )


def words_of(name: str, value: Any) -> str:
    """Return a value of a source, or ours of the same field, in words."""
    if name == "dates":
        return _when(value)
    if name.startswith(DATE):
        return _of_date(value)
    if name == "description":
        return paragraphs_of(value or "")
    field = Event._meta.get_field("venue" if name == "place" else name)
    labels = {str(key): str(label) for key, label in field.choices or ()}
    return labels.get(str(value), str(value or ""))


def _when(value: Mapping[str, Any]) -> str:
    """Return the dates of a series in words."""
    event = Event()
    write_schedule(event, schedule_of({"dates": value}))
    return when(event)


def _of_date(value: Mapping[str, Any] | None) -> str:
    """Return what is said of a single date."""
    if value is None:
        return _("as in the series")
    if value == REMOVED:
        return _("taken out")
    return "; ".join(_parts(value)) or _("further date")


def _parts(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield what differs at a single date."""
    if value.get("status"):
        yield str(DateStatus(value["status"]).label)
    if value.get("start"):
        start = datetime.fromisoformat(value["start"])
        yield f"{day_words(start)}, {time_words(start, start, False)}"
    yield from filter(None, (value.get("title"), value.get("description")))
    if value.get("place"):
        yield str(Venue.objects.filter(pk=value["place"]).first() or "")
    if value.get("online_url"):
        yield value["online_url"]
