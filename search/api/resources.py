"""What the interface has: one table for addresses, parameters, answers and their description."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpRequest

from network.models.regions import RegionKind
from search.opendata.schema import Schema, ref

from .actors import actor, actors
from .envelope import Answer
from .event_changes import CHANGES
from .events import OF_CALENDAR, event, events
from .finding import MORE, hits, suggestions
from .memberships import memberships
from .offers import offer, offers
from .parameters import (
    AFTER,
    LONGEST_KEY,
    MODIFIED_SINCE,
    OF_DIRECTORY,
    PAGE,
    SIZE,
    Parameter,
    keys,
)
from .vocabularies import region, regions, topic, topics

Listing = Callable[[HttpRequest, Mapping[str, Any]], Answer]
Detail = Callable[[HttpRequest, str], dict[str, Any] | None]


@dataclass(frozen=True)
class Resource:
    """A list under `/api/v1/<name>/`, with single items below it where `detail` is given."""

    name: str
    summary: str
    description: str
    item: Schema
    listing: Listing
    parameters: Sequence[Parameter] = ()
    detail: Detail | None = None
    more: Mapping[str, Schema] = field(default_factory=dict)


ENTRY_OR_TOMBSTONE: Schema = {"oneOf": [ref("Entry"), ref("Tombstone")]}
EVENT_OR_TOMBSTONE: Schema = {"oneOf": [ref("Event"), ref("EventTombstone")]}
LEVEL = Parameter("ebene", {"type": "string", "enum": [*RegionKind.values]}, "Only regions of this kind.")
MEMBER = Parameter(
    "organisation", {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY}, "Register id of the member."
)
ALLIANCE = Parameter("buendnis", *keys("Register id of the alliance; several widen."))
TYPED = Parameter(
    "q", {"type": "string", "maxLength": LONGEST_KEY}, "What was typed, two letters or more.", required=True
)
PAGES = (PAGE, SIZE)
OF_ENTRIES = (*OF_DIRECTORY, MODIFIED_SINCE, AFTER, *PAGES)

RESOURCES = {
    one.name: one
    for one in (
        Resource(
            "organisations",
            "Organisations",
            "Associations, initiatives, services and other entries that are no alliances, with everything that is "
            "public about them. schema.org NGO, Organization; HSDS organization.",
            ENTRY_OR_TOMBSTONE,
            partial(actors, kind="organisation"),
            OF_ENTRIES,
            lambda request, identifier: actor(identifier, "organisation"),
        ),
        Resource(
            "alliances",
            "Alliances",
            "Organisations that decided to act together; goals, focus and funding are theirs alone.",
            ENTRY_OR_TOMBSTONE,
            partial(actors, kind="alliance"),
            OF_ENTRIES,
            lambda request, identifier: actor(identifier, "alliance"),
        ),
        Resource(
            "memberships",
            "Memberships",
            "Who takes part in which alliance today, members without a page of their own included.",
            ref("Membership"),
            memberships,
            (ALLIANCE, MEMBER, *PAGES),
        ),
        Resource(
            "offers",
            "Offers",
            "What the selected entries offer, one by one; with `angebot`, offers of these kinds alone. HSDS service.",
            ref("OfferOfEntry"),
            offers,
            (*OF_DIRECTORY, *PAGES),
            lambda request, identifier: offer(identifier),
        ),
        Resource(
            "events",
            "Events",
            "What takes place, soonest first, series once with their next dates. The parameters are those of the "
            "calendar; what is over shows with `von` or `bis`. As iCalendar: `/termine/feed.ics` with the same "
            "parameters. schema.org Event.",
            EVENT_OR_TOMBSTONE,
            events,
            (*OF_CALENDAR, *CHANGES, *PAGES),
            lambda request, identifier: event(identifier),
        ),
        Resource(
            "topics",
            "Topics",
            "The vocabulary of topics. HSDS taxonomy_term.",
            ref("Topic"),
            topics,
            PAGES,
            topic,
        ),
        Resource(
            "regions",
            "Regions",
            "States, districts, municipalities and free areas.",
            ref("Region"),
            regions,
            (LEVEL, *PAGES),
            region,
        ),
        Resource(
            "search",
            "Search",
            "Ranked hits among organisations and alliances as the directory shows them, with counts of every filter.",
            ref("Hit"),
            hits,
            (*OF_DIRECTORY, *PAGES),
            more=MORE,
        ),
        Resource(
            "suggestions",
            "Suggestions",
            "Up to eight names that begin so, for a field in which somebody types.",
            ref("Suggestion"),
            suggestions,
            (TYPED,),
        ),
    )
}
