"""The one record in which facts about an actor leave the house.

Whatever is shown, indexed, exported, mailed or fed reads facts from here and nowhere else: `public_record`
cuts every fact to its audience and every place to its precision before anybody else can see it.
"""

from .build import public_record, public_records
from .types import (
    ActorRecord,
    AddressFact,
    AreaFact,
    ContactFact,
    FundingFact,
    GoalFact,
    HoursFact,
    LinkFact,
    MembershipFact,
    MilestoneFact,
    OfferFact,
    PlaceFact,
    PointFact,
    TopicFact,
)

__all__ = [
    "ActorRecord",
    "AddressFact",
    "AreaFact",
    "ContactFact",
    "FundingFact",
    "GoalFact",
    "HoursFact",
    "LinkFact",
    "MembershipFact",
    "MilestoneFact",
    "OfferFact",
    "PlaceFact",
    "PointFact",
    "TopicFact",
    "public_record",
    "public_records",
]
