"""The facts of an actor as frozen values: keys and plain words, no labels, no addresses of pages."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PlaceFact:
    """A region with everything above it: key, name, own Sorbian name, and its ancestors from near to far."""

    key: str
    url_key: str
    kind: str
    name: str
    official_name: str
    name_sorbian: str
    aliases: tuple[str, ...]
    lat: float | None
    lon: float | None
    parents: tuple["PlaceFact", ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the key and all ancestors' keys, nearest first."""
        return (self.key, *(parent.key for parent in self.parents))

    @property
    def district(self) -> "PlaceFact | None":
        """Return the district: itself or the one above."""
        return next((place for place in (self, *self.parents) if place.kind == "district"), None)


@dataclass(frozen=True)
class PointFact:
    """A point on the map and how exact it is; coarse points are the region's own."""

    lat: float
    lon: float
    precision: str


@dataclass(frozen=True)
class ContactFact:
    """A way to reach the organisation."""

    kind: str
    value: str
    label: str = ""
    person: str = ""


@dataclass(frozen=True)
class AddressFact:
    """A place, cut to its precision: fields that may not be told are empty."""

    precision: str
    label: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    note: str = ""
    place: PlaceFact | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class HoursFact:
    """Weekly hours in minutes of the week from Monday 0:00, half-open."""

    start: int
    end: int
    note: str = ""


@dataclass(frozen=True)
class OfferFact:
    """Something to be had or done (HSDS 3.0 `service`)."""

    key: str
    kind: str
    title: str
    description: str
    for_whom: str
    languages: tuple[str, ...]
    cost: str
    how_to_apply: str
    status: str


@dataclass(frozen=True)
class AreaFact:
    """An area served."""

    place: PlaceFact


@dataclass(frozen=True)
class TopicFact:
    """A topic with its labels and everyday words."""

    slug: str
    name: str
    label_en: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class MembershipFact:
    """A membership seen from either side: `other` is the alliance, or the member when an alliance is read."""

    other_id: str
    other_uuid: str
    other_name: str
    other_kind: str
    other_tile: str
    other_page_id: int | None
    other_seat: str
    kind: str
    status: str
    since: date | None
    since_text: str
    until: date | None
    represented_by: str
    statement: str
    other_district: str = ""


@dataclass(frozen=True)
class GoalFact:
    """A goal of an alliance."""

    level: str
    heading: str
    text: str
    responsible: str


@dataclass(frozen=True)
class FundingFact:
    """Money for an alliance."""

    programme: str
    funder: str
    purpose: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class LinkFact:
    """A link to somewhere else."""

    label: str
    url: str


@dataclass(frozen=True)
class MilestoneFact:
    """Something that happened, or a focus, in a year."""

    year: int
    text: str


@dataclass(frozen=True)
class ActorRecord:
    """Everything an audience may know about an organisation or alliance on a day."""

    page_id: int
    type: str
    locale: str
    title: str
    summary: str
    text: str
    uuid: str
    register_id: str
    name: str
    short_name: str
    former_names: tuple[str, ...]
    legal_form: str
    kind: str
    is_non_state: bool
    register_number: str
    founded: str
    is_external: bool
    is_shielded: bool
    unmatched: tuple[str, ...]
    tile: str
    seat: PlaceFact | None
    reach: tuple[str, ...]
    languages: tuple[str, ...]
    target_groups: tuple[str, ...]
    accessibility: tuple[str, ...]
    accessibility_note: str
    confirmed_on: date | None
    first_published: date | None
    contacts: tuple[ContactFact, ...] = ()
    withheld_contacts: int = 0
    addresses: tuple[AddressFact, ...] = ()
    point: PointFact | None = None
    opening_hours: tuple[HoursFact, ...] = ()
    offers: tuple[OfferFact, ...] = ()
    areas: tuple[AreaFact, ...] = ()
    topics: tuple[TopicFact, ...] = ()
    memberships: tuple[MembershipFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    focus: tuple[MilestoneFact, ...] = ()
    partner_lines: tuple[str, ...] = ()
    fundings: tuple[FundingFact, ...] = ()
    legal_note: str = ""
    is_listed: bool = True
    # When facts of a kind were confirmed, where that is another day; since when the office calls the entry old.
    kinds_confirmed: tuple[tuple[str, date | None], ...] = ()
    outdated_since: date | None = None
