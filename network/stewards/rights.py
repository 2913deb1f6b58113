"""Who may look at an organisation's people, invite for it, end somebody's part, and decide about requests."""

from datetime import date

from network.models import Organisation, Stewardship
from network.models.organisations import OrganisationStatus
from network.models.stewardship import stewarded, today
from portal.models import User

CARE_RIGHT = "network.change_stewardship"
# Nobody new acts for what is no more.
CLOSED = (OrganisationStatus.MERGED, OrganisationStatus.DISSOLVED)


def cares_for_all(user: User) -> bool:
    """Return whether a person decides who acts for whom: the office."""
    return user.is_active and user.has_perm(CARE_RIGHT)


def acts_for(user: User, organisation: Organisation) -> bool:
    """Return whether a person acts for an organisation today."""
    return user.is_active and stewarded(user).filter(organisation=organisation).exists()


def acts_by_address(email: str, organisation: Organisation) -> bool:
    """Return whether the account of an address acts for an organisation today."""
    user = User.objects.filter(email=email).first()
    return user is not None and acts_for(user, organisation)


def may_look(user: User, organisation: Organisation) -> bool:
    """Return whether a person may see who may do what there: the organisation's own people, and the office."""
    return cares_for_all(user) or acts_for(user, organisation)


def is_open(organisation: Organisation) -> bool:
    """Return whether somebody new can act for an organisation."""
    return organisation.status not in CLOSED


def may_invite(user: User, organisation: Organisation) -> bool:
    """Return whether a person may ask somebody in to act for an organisation."""
    return is_open(organisation) and may_look(user, organisation)


def may_end(user: User, row: Stewardship) -> bool:
    """Return whether a person may end a stewardship: always the own one, everybody else's is the office's to end."""
    return holds(row) and (row.user_id == user.pk or cares_for_all(user))


def may_invite_staff(user: User) -> bool:
    """Return whether a person may ask in new staff: superusers, because the office may change everybody's page."""
    return user.is_active and user.is_superuser


def holds(row: Stewardship) -> bool:
    """Return whether a stewardship holds today."""
    day = today()
    return row.since <= day and (row.until is None or row.until > day)


def stewards_of(organisation: Organisation, day: date | None = None) -> list[Stewardship]:
    """Return who acts for an organisation today, or on a day, with open accounts, the longest first; one query."""
    rows = Stewardship.objects.on(day or today()).filter(organisation=organisation, user__is_active=True)
    return list(rows.select_related("user", "invited_by", "organisation").order_by("since", "pk"))
