"""Which published events change because something they refer to did: a house, an organisation, a topic.

Their rows stay as they are, so nothing is published again; only the version that feeds show is a new one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from events.models import Publication, Venue
from network.models import Organisation, Topic


@dataclass(frozen=True)
class Reference:
    """What of a row events show: the columns that say where they are, other columns, and whose they are."""

    place: tuple[str, ...]
    words: tuple[str, ...]
    concerned: Callable[[int], Q]


def _at_venue(pk: int) -> Q:
    """Return the condition of events that take place in a house, always or once."""
    return Q(event__venue=pk) | Q(event__changed_dates__venue=pk)


def _with_organisation(pk: int) -> Q:
    """Return the condition of events that somebody invites to."""
    return Q(event__organiser=pk) | Q(event__alliance=pk) | Q(event__co_organisers__organisation=pk)


def _about(pk: int) -> Q:
    """Return the condition of events about a topic."""
    return Q(event__topic_links__tag=pk)


REFERENCES: Mapping[type[models.Model], Reference] = {
    Venue: Reference(
        ("name", "street", "postcode", "town", "region_id", "lat", "lon"),
        ("access", "access_note"),
        _at_venue,
    ),
    # The emergency switch leaves nothing of a place but its district.
    Organisation: Reference(("is_shielded",), ("name",), _with_organisation),
    Topic: Reference((), ("name", "label_en"), _about),
}


def before_save(row: models.Model) -> None:
    """Note on a row that is about to be saved what of it events show otherwise now."""
    reference = REFERENCES[type(row)]
    names = (*reference.place, *reference.words)
    known = type(row)._base_manager.filter(pk=row.pk).values(*names).first() if row.pk else None
    row.changed_for_events = {name for name in names if known and known[name] != getattr(row, name)}


def after_save(row: models.Model, now: datetime | None = None) -> int:
    """Give the events concerned a new version, a new sequence only where the place is another; return how many."""
    reference, changed = REFERENCES[type(row)], getattr(row, "changed_for_events", ())
    if not changed:
        return 0
    found = Publication.objects.filter(reference.concerned(row.pk), is_gone=False)
    values: dict[str, Any] = {"changed_at": now or timezone.now()}
    if not changed.isdisjoint(reference.place):
        values["sequence"] = F("sequence") + 1
    # By their ids: the joins would meet an event once for each of its rows.
    return Publication.objects.filter(pk__in=found.values("pk")).update(**values)
