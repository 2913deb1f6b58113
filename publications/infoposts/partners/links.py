"""The signed addresses of a partner: confirming and leaving."""

from datetime import datetime, timedelta

from django.urls import reverse

from portal import signed_links
from publications.models import Partner

CONFIRM = "confirm-partner"
LEAVE = "partner"
CONFIRM_LIFE = timedelta(hours=48)
# Every mail brings a new one.
LEAVE_LIFE = timedelta(days=365)


def confirm_path(partner: Partner, now: datetime) -> str:
    """Return the path that confirms an address, in the active language."""
    token = signed_links.make(CONFIRM, str(partner.pk), now + CONFIRM_LIFE, now)
    return reverse("confirm_partner", args=[token])


def leave_path(partner: Partner, now: datetime) -> str:
    """Return the path a POST to which ends it, in the active language."""
    token = signed_links.make(LEAVE, str(partner.pk), now + LEAVE_LIFE, now)
    return reverse("leave_partner", args=[token])
