"""Accepting an invitation: it must still hold, it is used up with what follows from it, both or neither."""

import uuid
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from portal import signed_links
from portal.accounts.mailboxes import INVITATION
from portal.accounts.models import Invitation
from portal.models import User
from portal.signed_links import LinkOutdated, SignedLink

from .inviting import open_ones
from .purposes import purpose_of


def invitation_behind(link: SignedLink, now: datetime) -> Invitation:
    """Return the invitation of a link; raises LinkOutdated where it no longer holds."""
    found = open_ones(now).filter(pk=uuid.UUID(link.subject)).select_related("invited_by").first()
    purpose = purpose_of(found) if found else None
    if found is None or purpose is None or not purpose.is_open(found):
        raise LinkOutdated
    return found


def account_for(invitation: Invitation) -> User | None:
    """Return the account that has the invited address; raises LinkOutdated for a closed one."""
    user = User.objects.filter(email=invitation.email).first()
    if user is not None and not user.is_active:
        raise LinkOutdated
    return user


@transaction.atomic
def accept(link: SignedLink, user: User, now: datetime) -> None:
    """Use an invitation up and do what follows; raises LinkUsed or LinkOutdated, and then nothing has happened."""
    signed_links.spend(link, now)
    invitation = invitation_behind(link, now)
    taken = open_ones(now).filter(pk=invitation.pk).update(accepted_at=now, accepted_by=user)
    purpose = purpose_of(invitation)
    if not taken or purpose is None or user.email != invitation.email:
        raise LinkOutdated
    INVITATION.owner_was_here(user.email)
    user.groups.add(*(Group.objects.get(name=name) for name in purpose.groups))
    purpose.accept(user, invitation, now)


@transaction.atomic
def join(link: SignedLink, email: str, names: tuple[str, str], password: str, now: datetime) -> User:
    """Make an account for an invited address, with a password or without one, and accept for it.

    Raises LinkUsed, LinkOutdated, and IntegrityError where the address has got an account in the meantime.
    """
    first_name, last_name = names
    user = User.objects.create_user(email, password or None, first_name=first_name, last_name=last_name)
    accept(link, user, now)
    return user
