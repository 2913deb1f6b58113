"""Read the rows that records of events are made of: a constant number of queries, however many events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from events.models import ChangedDate, CoOrganiser, Event, EventTopic, Publication, Venue
from network.models import ActorPage, Organisation, Region, Topic
from network.models.organisations import LISTED
from network.records.covering import Cover
from network.records.load import covers_for
from portal.sites import locales


@dataclass
class Rows:
    """What belongs to events, by the id of the event, and what they refer to, by its own id."""

    co_organisers: dict[int, list[int]] = field(default_factory=dict)
    topics: dict[int, list[int]] = field(default_factory=dict)
    changed_dates: dict[int, list[ChangedDate]] = field(default_factory=dict)
    publications: dict[int, Publication] = field(default_factory=dict)
    organisations: dict[int, Organisation] = field(default_factory=dict)
    covers: dict[int, Cover] = field(default_factory=dict)
    named_covers: dict[int, Cover] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    venues: dict[int, Venue] = field(default_factory=dict)
    regions: dict[int, Region] = field(default_factory=dict)
    tags: dict[int, Topic] = field(default_factory=dict)
    programmes: dict[int, Event] = field(default_factory=dict)


def load_rows(events: Sequence[Event], with_publications: bool = True) -> Rows:
    """Return every row the records of published events need; at most eleven queries, three more for protected."""
    ids = [event.pk for event in events]
    inviting = [*ids, *(event.part_of_id for event in events if event.part_of_id)]
    rows = Rows(
        co_organisers=_lists(
            CoOrganiser.objects.filter(event_id__in=inviting)
            .order_by("sort_order", "pk")
            .values_list("event_id", "organisation_id")
        ),
        topics=_lists(
            EventTopic.objects.filter(content_object_id__in=ids)
            .order_by("tag__name")
            .values_list("content_object_id", "tag_id")
        ),
        changed_dates=_lists(
            (row.event_id, row) for row in ChangedDate.objects.filter(event_id__in=ids).order_by("key")
        ),
    )
    if with_publications:
        found = Publication.objects.filter(event_id__in=ids)
        rows.publications = {row.event_id: row for row in found}
    return _with_references(rows, events)


def rows_in_memory(event: Event) -> Rows:
    """Return the rows as a draft holds them, for its preview."""
    rows = Rows(
        co_organisers={event.pk: [row.organisation_id for row in event.co_organisers.all()]},
        topics={event.pk: [row.tag_id for row in event.topic_links.all()]},
        changed_dates={event.pk: list(event.changed_dates.all())},
    )
    return _with_references(rows, [event])


def _with_references(rows: Rows, events: Sequence[Event]) -> Rows:
    """Add what events refer to, each row read once."""
    programmes = {event.part_of_id for event in events if event.part_of_id}
    rows.programmes = Event.objects.filter(live=True).in_bulk(programmes) if programmes else {}
    named = [*events, *rows.programmes.values()]
    organisers = {pk for ids in rows.co_organisers.values() for pk in ids}
    organisers |= {pk for event in named for pk in (event.organiser_id, event.alliance_id) if pk}
    venues = {event.venue_id for event in events if event.venue_id}
    venues |= {row.venue_id for group in rows.changed_dates.values() for row in group if row.venue_id}
    rows.organisations = Organisation.objects.in_bulk(organisers) if organisers else {}
    rows.pages = pages_of(organisers)
    protected = {pk for pk, entry in rows.organisations.items() if entry.is_shielded}
    inviting = {event.organiser_id for event in named}
    rows.covers, rows.named_covers = covers_for(protected & inviting, protected)
    rows.venues = Venue.objects.in_bulk(venues) if venues else {}
    regions = {event.region_id for event in events if event.region_id}
    regions |= {venue.region_id for venue in rows.venues.values() if venue.region_id}
    found = Region.objects.select_related("parent__parent__parent").defer("shape")
    rows.regions = found.in_bulk(regions) if regions else {}
    tags = {pk for ids in rows.topics.values() for pk in ids}
    rows.tags = Topic.objects.in_bulk(tags) if tags else {}
    return rows


def pages_of(organisations: Iterable[int]) -> dict[int, int]:
    """Return the listed page of each organisation in the default language, by the organisation's id."""
    ids = set(organisations)
    if not ids:
        return {}
    codes = {locale.language_code: pk for pk, locale in locales().items()}
    listed = ActorPage.objects.live().filter(organisation_id__in=ids, organisation__status__in=LISTED)
    found = listed.filter(locale_id=codes.get(settings.LANGUAGE_CODE))
    return dict(found.values_list("organisation_id", "pk"))


def _lists(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Return second values in lists by the first."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
