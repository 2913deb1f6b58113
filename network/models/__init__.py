"""The models of the network, one module per role."""

from .access import Access, SharedShelf
from .actors import (
    ActorLink,
    ActorPage,
    Address,
    ContactPoint,
    Milestone,
    Offer,
    OpeningHours,
    ServedArea,
)
from .alliances import AlliancePage, AlliancesPage, Goal, PartnerLine, YearlyFocus
from .care import BulkEdit, DuplicatePair, Merge
from .circulars import Circular, CircularMail, CircularRefusal, CircularState, CircularWish
from .corrections import Correction
from .freshness import Asking, AskingMail, AskingStage, FactKind, Freshness, FreshnessEdit, NotAsked
from .introductions import Introduction
from .memberships import Funding, Membership
from .moderation import Announcement, PageCheck, Submission, TrustAnswer, Verdict, Via
from .named import Leaving
from .organisations import Organisation
from .pages import DirectoryPage, OrganisationPage
from .reclaims import Outreach, Reclaim, ReclaimState, ReclaimVoucher, ReclaimWay
from .regions import PlaceSource, Postcode, Region
from .relay import RelayMessage
from .stewardship import Origin, Stewardship
from .topics import ActorTopic, Topic

__all__ = [
    "Access",
    "ActorLink",
    "ActorPage",
    "ActorTopic",
    "Address",
    "AlliancePage",
    "AlliancesPage",
    "Announcement",
    "Asking",
    "AskingMail",
    "AskingStage",
    "BulkEdit",
    "Circular",
    "CircularMail",
    "CircularRefusal",
    "CircularState",
    "CircularWish",
    "ContactPoint",
    "Correction",
    "DirectoryPage",
    "DuplicatePair",
    "FactKind",
    "Freshness",
    "FreshnessEdit",
    "Funding",
    "Goal",
    "Introduction",
    "Leaving",
    "Membership",
    "Merge",
    "Milestone",
    "NotAsked",
    "Offer",
    "OpeningHours",
    "Organisation",
    "OrganisationPage",
    "PageCheck",
    "Origin",
    "Outreach",
    "PartnerLine",
    "PlaceSource",
    "Postcode",
    "Reclaim",
    "ReclaimState",
    "ReclaimVoucher",
    "ReclaimWay",
    "Region",
    "RelayMessage",
    "ServedArea",
    "SharedShelf",
    "Stewardship",
    "Submission",
    "Topic",
    "TrustAnswer",
    "Verdict",
    "Via",
    "YearlyFocus",
]
