"""What somebody without rights on all events may put into one: own organisations, their alliances, their pictures.

The form offers these and refuses any other key; what an event has already may stay, whoever put it there.
"""

from django.db.models import Q, QuerySet
from wagtail.images.permissions import permission_policy as picture_rights

from events.models import Event, Venue
from events.permissions import venue_rule
from network.models import Membership, Organisation
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import OrganisationKind, OrganisationStatus
from network.models.stewardship import stewarded, today
from portal.models import PortalImage, User
from portal.permission_policies import RowPermissionPolicy

LISTED = (OrganisationStatus.ACTIVE, OrganisationStatus.DORMANT)
# Guests and supporters of an alliance do not speak in its name.
SPEAKING = (MembershipKind.FOUNDING, MembershipKind.MEMBER, MembershipKind.HOST)


def chooses_freely(user: User | None) -> bool:
    """Return whether somebody may put anything into events: editors, the office, and code that acts for nobody."""
    return user is None or user.has_perm("events.change_event")


def organisers(user: User) -> QuerySet[Organisation]:
    """Return the organisations somebody acts for."""
    return Organisation.objects.filter(pk__in=stewarded(user)).order_by("name", "pk")


def alliances_of(organisations: QuerySet) -> QuerySet[Organisation]:
    """Return the alliances in whose name organisations may invite: those they belong to today, and themselves."""
    held = Membership.objects.on(today()).filter(
        organisation__in=organisations, status=MembershipStatus.ACTIVE, kind__in=SPEAKING
    )
    is_theirs = Q(pk__in=held.values("alliance_id")) | Q(pk__in=organisations.values("pk"))
    return Organisation.objects.filter(is_theirs, kind=OrganisationKind.ALLIANCE).order_by("name", "pk")


def co_organisers() -> QuerySet[Organisation]:
    """Return who may be named as another organiser: whatever stands in the public directory."""
    return Organisation.objects.filter(status__in=LISTED)


def programmes(user: User) -> QuerySet[Event]:
    """Return the programmes somebody may add to: of own organisations, and what their alliances have published."""
    mine = organisers(user)
    allied = Q(organiser__in=alliances_of(mine)) | Q(alliance__in=alliances_of(mine))
    inviting = Q(organiser__in=mine) | (allied & Q(live=True))
    return Event.objects.filter(inviting, is_programme=True).order_by("title", "pk")


def images(user: User) -> QuerySet[PortalImage]:
    """Return the pictures that belong to own organisations, and those of collections somebody may choose from."""
    in_collections = picture_rights.instances_user_has_permission_for(user, "choose").order_by().values("pk")
    is_theirs = Q(organisation__in=stewarded(user)) | Q(pk__in=in_collections)
    return PortalImage.objects.filter(is_theirs).order_by("title", "pk")


def has_picture_chooser(user: User) -> bool:
    """Return whether Wagtail's chooser has anything for somebody: pictures to choose, or a place to upload to."""
    return picture_rights.user_has_any_permission(user, ["choose", "add"])


def venues(user: User | None, event: Event | None = None) -> QuerySet[Venue]:
    """Return the venues somebody may know of, and those an event has already; code that acts for nobody knows all."""
    rows = Venue.objects.all()
    if user is None:
        return rows
    known = RowPermissionPolicy(Venue, venue_rule).restrict(user, ["choose"], rows).order_by().values("pk")
    uses = [event, *event.changed_dates.all()] if event else []
    return rows.filter(Q(pk__in=known) | Q(pk__in={use.venue_id for use in uses} - {None}))
