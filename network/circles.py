"""Whose facts for members somebody may see: those of who belongs to an alliance with them today."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from network.models import Membership, Organisation
from network.models.memberships import MembershipKind
from network.models.organisations import LISTED
from network.models.stewardship import stewarded
from portal.models import User

OFFICE_RIGHT = "network.change_organisation"
# Partners, supporters and guests work with an alliance and are none of its members.
BELONGING = (MembershipKind.FOUNDING, MembershipKind.MEMBER, MembershipKind.HOST)


class _Every(Container):
    """Holds every number: for the office, which knows all alliances."""

    def __contains__(self, key: object) -> bool:
        return True


@dataclass(frozen=True)
class Circle:
    """The organisations somebody acts for today, and the alliances whose members these are, or which these are."""

    own: frozenset[int] = frozenset()
    alliances: Container[int] = field(default_factory=frozenset)
    is_office: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether somebody is in: acts for an organisation, or keeps the register."""
        return self.is_office or bool(self.own)


def circle_of(user: User, day: date) -> Circle:
    """Return where a person stands on a day; two queries, none for nobody."""
    if not user.is_authenticated or not user.is_active:
        return Circle()
    entries = Organisation.objects.filter(pk__in=stewarded(user, day), status__in=LISTED)
    own = frozenset(entries.order_by().values_list("pk", flat=True))
    if user.has_perm(OFFICE_RIGHT):
        return Circle(own, _Every(), is_office=True)
    alliances = belonging(day).filter(organisation__in=own).values_list("alliance_id", flat=True)
    return Circle(own, own.union(alliances) if own else own)


def near_to(circle: Circle, organisations: Iterable[int], day: date) -> frozenset[int]:
    """Return those organisations whose facts for members a circle may see; one query."""
    asked = frozenset(organisations)
    if circle.is_office:
        return asked
    rows = belonging(day).filter(organisation__in=asked).values_list("organisation_id", "alliance_id")
    shared = {organisation for organisation, alliance in rows if alliance in circle.alliances}
    return frozenset(pk for pk in asked if pk in shared or pk in circle.alliances)


def belonging(day: date) -> QuerySet[Membership]:
    """Return the memberships that make an organisation one of an alliance's own on a day."""
    return Membership.objects.taking_part(day).filter(kind__in=BELONGING)
