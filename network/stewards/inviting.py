"""Inviting for an organisation or into the office, sending once more, taking back; who may is asked here."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from network.models import Organisation
from portal.accounts.invitations import inviting
from portal.accounts.models import Invitation
from portal.models import User

from . import mails
from .log_actions import INVITED, WITHDRAWN, note
from .purposes import STAFF_EDITORS, STAFF_OFFICE, STEWARD, organisation_of
from .rights import may_invite, may_invite_staff

STAFF = (STAFF_OFFICE, STAFF_EDITORS)


@transaction.atomic
def invite(email: str, organisation: Organisation, by: User, now: datetime) -> Invitation:
    """Ask somebody in to act for an organisation; nothing tells whether the address has an account.

    Raises PermissionDenied, and ValidationError for an address that is none and after very many invitations.
    """
    if not may_invite(by, organisation):
        raise PermissionDenied
    with mails.in_default_language():
        made = inviting.invite(email, STEWARD, str(organisation.pk), by, now)
    _replace_older(made, now)
    note(organisation, INVITED, by)
    return made


@transaction.atomic
def invite_staff(email: str, purpose: str, by: User, now: datetime) -> Invitation:
    """Ask somebody into the office or the editors; raises as `invite` does."""
    if not may_invite_staff(by) or purpose not in STAFF:
        raise PermissionDenied
    with mails.in_default_language():
        made = inviting.invite(email, purpose, "", by, now)
    _replace_older(made, now)
    return made


def again(invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Send an invitation once more, in the name of who does so; the older link ends. Raises as `invite` does."""
    if invitation.purpose in STAFF:
        return invite_staff(invitation.email, invitation.purpose, by, now)
    organisation = organisation_of(invitation) if invitation.purpose == STEWARD else None
    if organisation is None:
        raise PermissionDenied
    return invite(invitation.email, organisation, by, now)


@transaction.atomic
def withdraw(invitation: Invitation, by: User, now: datetime) -> bool:
    """Take an invitation back; return whether it could still have been accepted. Raises PermissionDenied."""
    organisation = organisation_of(invitation) if invitation.purpose == STEWARD else None
    may = may_invite(by, organisation) if organisation else may_invite_staff(by)
    if not may:
        raise PermissionDenied
    taken = inviting.withdraw(Invitation.objects.filter(pk=invitation.pk), now) == 1
    if taken and organisation:
        note(organisation, WITHDRAWN, by)
    return taken


def unanswered(purposes: tuple[str, ...] = (STEWARD,)) -> QuerySet[Invitation]:
    """Return invitations that nobody accepted or took back, run out or not, the newest first."""
    rows = Invitation.objects.filter(purpose__in=purposes, accepted_at=None, withdrawn_at=None)
    return rows.select_related("invited_by").order_by("-created_at", "pk")


def unanswered_for(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the same for one organisation."""
    return unanswered().filter(subject=str(organisation.pk))


def _replace_older(made: Invitation, now: datetime) -> None:
    """Take back what ran out without an answer, so that each address stands in the list once."""
    older = unanswered((made.purpose,)).filter(subject=made.subject, email=made.email)
    inviting.withdraw(older.exclude(pk=made.pk).order_by(), now)
