"""The words of events that somebody protected has to do with, as everybody reads them, for lists without records."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from events.models import Event
from network.models import Organisation
from portal.content_cache import cached

from .build import public_records


@dataclass(frozen=True)
class CoveredWords:
    """Title and summary of an event, and the titles of its dates by their keys."""

    title: str
    summary: str
    dates: Mapping[str, str]


def covered_words() -> Mapping[int, CoveredWords]:
    """Return the words of such published events by id; no query while no content changes."""
    return cached("covered-words-of-events", _read)


def _read() -> dict[int, CoveredWords]:
    """Read them; one query where nobody is protected."""
    protected = list(Organisation.objects.filter(is_shielded=True).values_list("pk", flat=True))
    if not protected:
        return {}
    involved = Q(organiser__in=protected) | Q(alliance__in=protected)
    named = Event.objects.filter(involved | Q(co_organisers__organisation__in=protected))
    records = public_records(Event.objects.filter(live=True, pk__in=named.order_by().values("pk")))
    return {
        record.id: CoveredWords(
            record.title, record.summary, {key: fact.title for key, fact in record.dates.items()}
        )
        for record in records
    }
