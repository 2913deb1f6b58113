"""What this room invites to: to act for an organisation, or to work in the office or as an editor."""

from datetime import datetime

from django.utils.translation import gettext as _

from network.models import Organisation, Origin, Reclaim, ReclaimState
from network.roles import EDITORS, OFFICE
from portal.accounts.invitations.purposes import Purpose
from portal.accounts.models import Invitation
from portal.models import User
from portal.registries import invitation_purposes

from .beginning import begin
from .rights import acts_by_address, is_open, may_invite, may_invite_staff

STEWARD = "steward"
RECLAIMED = "reclaimed"
STAFF_OFFICE = "office"
STAFF_EDITORS = "editors"


def register() -> None:
    """Add the purposes to those of the accounts."""
    invitation_purposes.register(STEWARD, Purpose(_steward_words, _accept_steward, is_open=_steward_is_open))
    invitation_purposes.register(
        RECLAIMED, Purpose(_reclaimed_words, _accept_reclaimed, is_open=_reclaimed_is_open)
    )
    staff = {STAFF_OFFICE: (_office_words, OFFICE), STAFF_EDITORS: (_editors_words, EDITORS)}
    for name, (words, group) in staff.items():
        invitation_purposes.register(name, Purpose(words, _nothing_more, (group,), _staff_is_open))


def organisation_of(invitation: Invitation) -> Organisation | None:
    """Return the organisation that an invitation to act is about."""
    return Organisation.objects.filter(pk=invitation.subject).first()


def reclaim_of(invitation: Invitation) -> Reclaim | None:
    """Return the request that an invitation grants."""
    return Reclaim.objects.select_related("organisation").filter(pk=invitation.subject).first()


def _steward_words(subject: str) -> str:
    """Return what somebody is asked to do for an organisation."""
    return _words_for(Organisation.objects.filter(pk=subject).first())


def _reclaimed_words(subject: str) -> str:
    """Return what somebody asked to do for an organisation."""
    reclaim = Reclaim.objects.select_related("organisation").filter(pk=subject).first()
    return _words_for(reclaim.organisation if reclaim else None)


def _words_for(organisation: Organisation | None) -> str:
    """Return what acting for an organisation is."""
    name = organisation.name if organisation else "–"
    return _("to keep the page and the dates of “%(name)s”") % {"name": name}


def _office_words(subject: str) -> str:
    """Return what somebody is asked to do in the office."""
    return _("to work in the coordination office")


def _editors_words(subject: str) -> str:
    """Return what somebody is asked to do as an editor."""
    return _("to work as an editor of the portal")


def _steward_is_open(invitation: Invitation) -> bool:
    """Return whether who invites still may, and who is invited does not act already."""
    organisation = organisation_of(invitation)
    if organisation is None or invitation.invited_by is None:
        return False
    return may_invite(invitation.invited_by, organisation) and not acts_by_address(
        invitation.email, organisation
    )


def _reclaimed_is_open(invitation: Invitation) -> bool:
    """Return whether a granted request still may be used.

    Once an organisation is shielded, only what the office itself decided counts.
    """
    reclaim = reclaim_of(invitation)
    if reclaim is None or reclaim.state != ReclaimState.GRANTED or not is_open(reclaim.organisation):
        return False
    if reclaim.organisation.is_shielded and reclaim.decided_by_id is None:
        return False
    return not acts_by_address(invitation.email, reclaim.organisation)


def _staff_is_open(invitation: Invitation) -> bool:
    """Return whether who invites still may."""
    return invitation.invited_by is not None and may_invite_staff(invitation.invited_by)


def _accept_steward(user: User, invitation: Invitation, now: datetime) -> None:
    """Let who was invited act for the organisation."""
    begin(user, organisation_of(invitation), Origin.INVITED, invitation.invited_by, now)


def _accept_reclaimed(user: User, invitation: Invitation, now: datetime) -> None:
    """Let who asked act for the organisation."""
    reclaim = reclaim_of(invitation)
    begin(user, reclaim.organisation, Origin.RECLAIMED, reclaim.decided_by, now)


def _nothing_more(user: User, invitation: Invitation, now: datetime) -> None:
    """Do nothing beside the group."""
