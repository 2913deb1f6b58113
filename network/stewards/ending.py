"""Somebody stops acting for an organisation: all rights end with the row, at the next request."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Organisation, Stewardship
from portal.accounts.invitations import inviting as invitations
from portal.models import User

from . import mails
from .beginning import rights_path
from .log_actions import ENDED, note
from .purposes import STEWARD
from .rights import stewards_of


@transaction.atomic
def end(row: Stewardship, by: User | None, now: datetime) -> bool:
    """End what a person may do for an organisation; return whether anything was left to end."""
    organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id)
    today = timezone.localdate(now)
    held = Stewardship.objects.on(today).filter(user=row.user_id, organisation=organisation)
    rows = list(held.select_related("user", "organisation"))
    for one in rows:
        one.until, one.ended_by = today, by
        one.save(update_fields=["until", "ended_by"])
    if not rows:
        return False
    open_ones = invitations.open_ones(now).filter(purpose=STEWARD, subject=str(organisation.pk))
    invitations.withdraw(open_ones.filter(invited_by=row.user_id), now)
    note(organisation, ENDED, by)
    _tell(rows[0], by, now)
    return True


def is_last(row: Stewardship) -> bool:
    """Return whether nobody else acts for the organisation."""
    return all(other.user_id == row.user_id for other in stewards_of(row.organisation))


def _tell(row: Stewardship, by: User | None, now: datetime) -> None:
    """Write to the person unless it was the person's own wish, and to everybody who stays."""
    entry = row.organisation
    words = {"person": row.user, "name": entry.name}
    subject = _("%(person)s no longer acts for %(name)s")
    with mails.in_default_language():
        if by is None or by.pk != row.user_id:
            letter = mails.Letter(
                f"ended:{row.pk}",
                row.user.email,
                _("You no longer act for %(name)s") % {"name": mails.short(entry.name)},
                [
                    _("The coordination office ended your access to the page of “%(name)s”.") % words,
                    _("Your account stays. Is that a mistake? Then write to the coordination office."),
                ],
            )
            mails.send(letter, now)
        for other in stewards_of(entry):
            letter = mails.Letter(
                f"ended:{row.pk}:{other.pk}",
                other.user.email,
                subject % {**words, "name": mails.short(entry.name)},
                [
                    _("%(person)s no longer acts for “%(name)s” in the portal.") % words,
                    _(
                        "At least two persons are wanted, so that illness or a change of job locks nobody out."
                    ),
                ],
                [mails.Way(_("Who may do what here"), rights_path(entry))],
            )
            mails.send(letter, now)
