"""What the templates of organisations and alliances read: plain values, labels translated."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.view_models import Link


@dataclass(frozen=True)
class Seat:
    """Where an organisation sits."""

    label: str
    district_label: str = ""
    district_url: str = ""
    is_area: bool = False  # a district: German says "im", "in der" or nothing, so templates use a comma


@dataclass(frozen=True)
class Contact:
    """A way to reach somebody; `mark` says what of it not everybody sees."""

    kind: str
    value: str
    label: str = ""
    note: str = ""
    person: str = ""
    mark: str = ""


@dataclass(frozen=True)
class AddressLines:
    """An address as lines; `mark` says that not everybody sees it."""

    lines: tuple[str, ...]
    precision: str
    note: str = ""
    label: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Withheld:
    """Something that is there but not for this reader."""

    text: str


@dataclass(frozen=True)
class Hours:
    """Days with the same hours."""

    days: str
    hours: str
    note: str = ""


@dataclass(frozen=True)
class Area:
    """An area served."""

    label: str
    url: str = ""
    lang: str = ""
    kind: str = "region"


@dataclass(frozen=True)
class SpokenLanguage:
    """A language people are served in."""

    code: str
    label: str
    dir: str
    lang: str


@dataclass(frozen=True)
class OfferView:
    """Something to be had or done."""

    anchor: str
    title: str
    kind_label: str
    description: str
    for_whom: str
    languages: str
    cost: str
    how_to_apply: str
    status: str
    status_label: str
    is_open: bool


@dataclass(frozen=True)
class MembershipView:
    """A membership in an alliance."""

    name: str
    url: str
    role_label: str
    since_label: str
    until_label: str
    status_label: str
    statement: str


@dataclass(frozen=True)
class MilestoneView:
    """Something that happened."""

    when: str
    text: str


@dataclass(frozen=True)
class GoalView:
    """A goal with what follows from it."""

    title: str
    text: str
    responsible: str
    children: tuple["GoalGroup", ...] = ()


@dataclass(frozen=True)
class GoalGroup:
    """Goals of one level that stand together: `level` is main, middle or measure."""

    level: str
    label: str
    goals: tuple[GoalView, ...]


@dataclass(frozen=True)
class Member:
    """A member in a list of members."""

    name: str
    url: str
    tile: str
    note: str
    statement: str = ""


@dataclass(frozen=True)
class MemberGroup:
    """Members in the same role."""

    heading: str
    members: tuple[Member, ...]
    total: int
    more_url: str = ""


@dataclass(frozen=True)
class FundingView:
    """Money, from whom and for what."""

    funder: str
    purpose: str
    period: str


@dataclass(frozen=True)
class KindStand:
    """How fresh facts of one kind are, where that differs from the whole page."""

    confirmed_on: date | None
    is_stale: bool


@dataclass(frozen=True)
class ActorView:
    """An organisation or alliance as its page shows it."""

    name: str
    short_name: str
    former_names: tuple[str, ...]
    kind_label: str
    legal_form_label: str
    register_number: str
    seat: Seat | None
    tile: str
    contacts: tuple[Contact, ...]
    addresses: tuple[AddressLines, ...]
    withheld: tuple[Withheld, ...]
    opening_hours: tuple[Hours, ...]
    open_now: bool | None
    areas: tuple[Area, ...]
    area_map: Any
    languages: tuple[SpokenLanguage, ...]
    target_groups: tuple[str, ...]
    accessibility: tuple[str, ...]
    topics: tuple[Link, ...]
    offers: tuple[OfferView, ...]
    memberships: tuple[MembershipView, ...]
    links: tuple[Link, ...]
    milestones: tuple[MilestoneView, ...]
    founded_label: str
    confirmed_on: date | None
    is_stale: bool
    is_new: bool
    is_protected: bool
    is_external: bool
    office: Any = None
    logo: Any = None
    report_url: str = ""
    write_url: str = ""
    vcard_url: str = ""
    hours_stand: KindStand | None = None
    offers_stand: KindStand | None = None
    contacts_stand: KindStand | None = None


@dataclass(frozen=True)
class AllianceView(ActorView):
    """An alliance as its page shows it."""

    since_label: str = ""
    member_count: int = 0
    partner_count: int = 0
    legal_note: str = ""
    hosts: tuple[Link, ...] = ()
    cloth: tuple[str, ...] = ()
    goals: tuple[GoalGroup, ...] = ()
    focus: tuple[MilestoneView, ...] = ()
    member_groups: tuple[MemberGroup, ...] = ()
    members_map: Any = None
    nested: MemberGroup | None = None
    partner_lines: tuple[str, ...] = ()
    fundings: tuple[FundingView, ...] = ()
    members_url: str = ""
