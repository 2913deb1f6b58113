"""The facts of an event as frozen values: keys and plain words, no labels, no addresses of pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from events.recurrence.schedule import Schedule
from events.recurrence.wishes import Wish
from network.records import PlaceFact, TopicFact


@dataclass(frozen=True)
class OrganiserFact:
    """Who invites: an entry of the register with its page, or only a name."""

    name: str
    register_id: str = ""
    uuid: str = ""
    page_id: int | None = None
    tile: str = ""


@dataclass(frozen=True)
class VenueFact:
    """Where it takes place, cut to its precision: fields that may not be told are empty."""

    precision: str
    name: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    note: str = ""
    place: PlaceFact | None = None
    lat: float | None = None
    lon: float | None = None
    access: tuple[str, ...] = ()
    access_note: str = ""


@dataclass(frozen=True)
class ProgrammeFact:
    """The programme an event is part of."""

    title: str
    slug: str
    short_id: str


@dataclass(frozen=True)
class DateFact:
    """What differs at one date of a series; empty means as in the series.

    `access` is what makes its own venue accessible, None without one; `withholds_link` that it has a link of its own
    for those who registered.
    """

    key: str
    status: str = ""
    note: str = ""
    title: str = ""
    description: str = ""
    venue: VenueFact | None = None
    online_url: str = ""
    access: tuple[str, ...] | None = None
    withholds_link: bool = False


@dataclass(frozen=True)
class EventRecord:
    """Everything an audience may know about an event.

    `withholds_place` and `withholds_link` say that somebody registered for it may know more.
    """

    id: int
    uid: str
    uuid: str
    short_id: str
    slug: str
    title: str
    summary: str
    description: str
    language: str
    kind: str
    is_programme: bool
    schedule: Schedule
    status: str
    status_note: str
    attendance_mode: str
    organisers: tuple[OrganiserFact, ...]
    alliance: OrganiserFact | None
    part_of: ProgrammeFact | None
    topics: tuple[TopicFact, ...]
    target_groups: tuple[str, ...]
    languages: tuple[str, ...]
    venue: VenueFact | None
    region: PlaceFact | None
    online_url: str
    withholds_place: bool
    withholds_link: bool
    access: tuple[str, ...]
    access_note: str
    cost: str
    cost_note: str
    info_url: str
    image_id: int | None
    dates: Mapping[str, DateFact] = field(default_factory=dict)
    sequence: int = 0
    appeared_at: datetime | None = None
    changed_at: datetime | None = None
    is_shielded: bool = False
    wishes: frozenset[Wish] = frozenset()
