"""Inviting somebody, and taking it back.

Whether the address has an account is told to nobody but who reads its mail: mail and return value are the same.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal import outbox, signed_links
from portal.accounts import letters
from portal.accounts.mailboxes import INVITATION, mailbox_of
from portal.accounts.models import Invitation
from portal.accounts.throttle import Allowance
from portal.models import User
from portal.registries import invitation_purposes

from .purposes import words_of

LINK = "invitation"
LIFE = timedelta(days=7)
# Mails to strangers in somebody's name, so not without end.
INVITATIONS = Allowance("invitation", 20, timedelta(hours=1))
# To one mailbox for one thing: whoever invites for another thing is not held up by it.
FOR_ONE_THING = Allowance("invitation-for", 2, timedelta(hours=12))


@transaction.atomic
def invite(email: str, purpose: str, subject: str, invited_by: User | None, now: datetime) -> Invitation:
    """Invite an address for a purpose and return the invitation; an open one for the same is replaced.

    The caller has checked that `invited_by` may do so; None stands for what the address's owner asked for and a rule
    grants: that is never refused. Raises ValidationError for an address that is none, after very many invitations and
    after several to this address, and then an earlier one stays valid; KeyError for a purpose nobody registered.
    """
    address = email.strip().lower()
    validate_email(address)
    invitation_purposes[purpose]
    if not INVITATIONS.take(str(invited_by.pk) if invited_by else f"{purpose} {subject}", now):
        raise ValidationError(_("Those were many invitations. Please go on in an hour."), code="throttled")
    _check_mailbox(address, f"{purpose} {subject}", invited_by is not None, now)
    withdraw(open_ones(now).filter(email=address, purpose=purpose, subject=subject), now)
    invitation = Invitation.objects.create(
        email=address,
        purpose=purpose,
        subject=subject,
        invited_by=invited_by,
        created_at=now,
        expires_at=now + LIFE,
    )
    _write(invitation, now)
    return invitation


def _check_mailbox(address: str, about: str, may_refuse: bool, now: datetime) -> None:
    """Count one more invitation to an address; raises ValidationError where it got several lately."""
    is_free = FOR_ONE_THING.take(f"{mailbox_of(address)} {about}", now) and INVITATION.take(address, now)
    if may_refuse and not is_free:
        raise ValidationError(
            _(
                "Several invitations went to this address lately. The last one you sent stays valid; please ask the"
                " person to look for it, also in the folder for spam, or try again tomorrow."
            ),
            code="throttled",
        )


def withdraw(invitations: QuerySet[Invitation], now: datetime) -> int:
    """Take back those that are still open; their links end at once. Return how many there were.

    A mail that has not gone yet does not go any more: its link would be dead.
    """
    still_open = invitations.filter(accepted_at=None, withdrawn_at=None)
    keys = list(still_open.values_list("pk", flat=True))
    for key in keys:
        outbox.forget_waiting(f"account:invitation:{key}")
    return still_open.filter(pk__in=keys).update(withdrawn_at=now)


def open_ones(now: datetime) -> QuerySet[Invitation]:
    """Return invitations that can still be accepted, as far as they themselves know."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)


def forget(before: datetime) -> int:
    """Delete invitations that ended before a moment, with their addresses; return how many there were."""
    return Invitation.objects.filter(expires_at__lt=before).delete()[0]


def _write(invitation: Invitation, now: datetime) -> None:
    """Queue the mail with the link: subject and first lines, which a locked phone shows, are the portal's alone."""
    token = signed_links.make(LINK, str(invitation.pk), invitation.expires_at, now)
    words = {
        "person": invitation.invited_by,
        "network": letters.network(),
        "purpose": words_of(invitation),
    }
    asks = _("%(person)s invites you at %(network)s: %(purpose)s.")
    grants = _("You are invited at %(network)s: %(purpose)s.")
    about = (asks if invitation.invited_by else grants) % words
    letters.send(
        f"invitation:{invitation.pk}",
        invitation.email,
        _("Invitation to %(network)s") % words,
        [
            _("You have an invitation to %(network)s.") % words,
            _("Here you see what it is about, and accept:"),
            letters.whole(reverse("account_invitation", args=[token])),
            _("The link works once, until %(moment)s.") % {"moment": letters.clock(invitation.expires_at)},
            about,
            _("You do not know what this is about? Then you need not do anything."),
        ],
    )
