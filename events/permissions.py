"""Who may do what with which event: the office and editors everything, stewards what their organisations hold.

How an organisation's words reach the public is its trust: a trusted one publishes, any other one submits.
"""

from django.db.models import Q, QuerySet

from events.models import Event
from events.venue_uses import known_to, used_by_others
from network.models import Organisation
from network.models.organisations import Trust
from network.models.stewardship import acts_for, acts_today, stewarded
from portal.models import User
from portal.permission_policies import RowPermissionPolicy

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
        return _never_public(
            rows if user.has_perm("events.delete_event") else rows.filter(organiser__in=mine)
        )
    return rows.none()


def _never_public(rows: QuerySet) -> QuerySet:
    """Return what may vanish: drafts. Whatever was public once is called off or unpublished, so that feeds tell."""
    return rows.filter(live=False, first_published_at__isnull=True)


def may_add_events(user: User) -> bool:
    """Return whether a person acts for an organisation today and so may write down events."""
    return user.is_active and acts_today(user)


def own_rows(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return those of the rows with an `organisation` that a steward keeps."""
    return rows.filter(organisation__in=stewarded(user)) if action in OWN else rows.none()


def venue_rule(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return those of the venues that a steward may know of, or change: own ones that no other organiser uses."""
    if not may_add_events(user):
        return rows.none()
    mine = acts_for(user)
    if action in SEEN:
        return rows.filter(known_to(mine))
    return rows.filter(keeper__in=mine).exclude(used_by_others(mine)) if action == "change" else rows.none()


def trusted(event: Event) -> bool:
    """Return whether the organiser's words are published without being looked at."""
    return event.organiser is not None and event.organiser.trust == Trust.TRUSTED


def may_publish_new(user: User) -> bool:
    """Return whether somebody may publish an event that is not written down yet: of a trusted organisation."""
    return (
        user.is_active and Organisation.objects.filter(pk__in=stewarded(user), trust=Trust.TRUSTED).exists()
    )


def may_publish(user: User, event: Event) -> bool:
    """Return whether somebody may publish an event as it is in memory; its row may still name another organiser."""
    if not user.is_active:
        return False
    if user.has_perm("events.publish_event"):
        return True
    return trusted(event) and stewarded(user).filter(organisation=event.organiser_id).exists()


class EventPolicy(RowPermissionPolicy):
    """The rights on events; nobody deletes what was public once, and trusted organisations publish new ones."""

    def has_all(self, user: User, action: str) -> bool:
        """Return whether somebody may do that with every event; deleting is always decided by the row."""
        return action != "delete" and super().has_all(user, action)

    def has_new(self, user: User, action: str) -> bool:
        """Return whether somebody may do that with an event that is being written."""
        return super().has_new(user, action) or (action == "publish" and may_publish_new(user))
