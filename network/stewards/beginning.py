"""Somebody begins to act for an organisation: the row is written, everybody else there learns of it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Organisation, Origin, Stewardship
from portal.models import User

from . import mails
from .log_actions import BEGUN, note
from .rights import acts_for, stewards_of


@transaction.atomic
def begin(
    user: User, organisation: Organisation, came_by: Origin, invited_by: User | None, now: datetime
) -> None:
    """Let a person act for an organisation from today on; whoever does already goes on."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if acts_for(user, organisation):
        return
    others = stewards_of(organisation)
    how = {"since": timezone.localdate(now), "came_by": came_by, "invited_by": invited_by}
    # A row that would have begun later begins now.
    row, is_new = Stewardship.objects.get_or_create(
        user=user, organisation=organisation, until=None, defaults=how
    )
    if not is_new:
        for name, value in how.items():
            setattr(row, name, value)
        row.save()
    note(organisation, BEGUN, user)
    _tell(row, others, now)


def _tell(row: Stewardship, others: list[Stewardship], now: datetime) -> None:
    """Write to everybody who acted for the organisation before, so that nobody comes in unnoticed."""
    words = {"person": row.user, "name": row.organisation.name}
    with mails.in_default_language():
        for other in others:
            letter = mails.Letter(
                f"begun:{row.pk}:{other.pk}",
                other.user.email,
                _("Somebody new acts for %(name)s") % {"name": mails.short(row.organisation.name)},
                [
                    _("%(person)s acts for “%(name)s” in the portal from now on, as you do.") % words,
                    _("Invited by %(person)s.") % {"person": row.invited_by} if row.invited_by else "",
                    _("Is that a mistake? Then tell the coordination office at once."),
                ],
                [mails.Way(_("Who may do what here"), rights_path(row.organisation))],
            )
            mails.send(letter, now)


def rights_path(organisation: Organisation) -> str:
    """Return the address of the page that says who may do what for an organisation."""
    return reverse("stewards:rights", args=[organisation.pk])
