"""Who may do what with which event: the office and editors everything, stewards what their organisations hold.

How an organisation's words reach the public is its trust: a trusted one publishes, any other one submits.
"""

from django.db.models import Q, QuerySet

from events.models import Event
from network.models.organisations import Trust
from network.models.stewardship import stewarded
from portal.models import User

# What a steward may do with the events of an organisation; publishing is another matter.
OWN = frozenset({"view", "change", "choose", "copy"})
SEEN = frozenset({"view", "choose"})


def event_rule(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return those of the events on which a steward may do something."""
    mine = stewarded(user)
    if action in SEEN:
        return rows.filter(Q(organiser__in=mine) | Q(co_organisers__organisation__in=mine)).distinct()
    if action in OWN:
        return rows.filter(organiser__in=mine)
    if action == "publish":
        return rows.filter(organiser__in=mine, organiser__trust=Trust.TRUSTED)
    if action == "delete":
        return rows.filter(organiser__in=mine, live=False, first_published_at__isnull=True)
    return rows.none()


def may_add_events(user: User) -> bool:
    """Return whether a person acts for an organisation today and so may write down events."""
    return user.is_active and stewarded(user).exists()


def own_rows(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return those of the rows with an `organisation` that a steward keeps."""
    return rows.filter(organisation__in=stewarded(user)) if action in OWN else rows.none()


def venue_rule(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return those of the venues that a steward may choose (all) or change (those of the organisation)."""
    if not may_add_events(user):
        return rows.none()
    if action in SEEN:
        return rows
    return rows.filter(keeper__in=stewarded(user)) if action == "change" else rows.none()


def trusted(event: Event) -> bool:
    """Return whether the organiser's words are published without being looked at."""
    return event.organiser is not None and event.organiser.trust == Trust.TRUSTED
