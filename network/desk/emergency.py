"""The emergency switch with what belongs to it: a reason for the log, and a mail to everybody who should know."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import ModelLogEntry

from network import shielding
from network.models import Organisation
from portal.models import User

from .emergency_letters import Pressed, tell


@dataclass(frozen=True)
class Alarm:
    """When the switch was pressed, by whom, and why."""

    at: datetime
    by: User | None
    reason: str


@transaction.atomic
def hide(organisation: Organisation, user: User, reason: str, now: datetime) -> bool:
    """Hide persons, contacts and exact places at once and tell the others; return whether they were open before."""
    is_new = shielding.shield(organisation, user, reason)
    if is_new:
        tell(Pressed(organisation, user, reason, now))
    return is_new


@transaction.atomic
def show_again(organisation: Organisation, user: User, now: datetime) -> bool:
    """Show everything again as its disclosure says and tell the others; return whether it was hidden before."""
    is_new = shielding.unshield(organisation, user)
    if is_new:
        tell(Pressed(organisation, user, "", now))
    return is_new


def last_alarm(organisation: Organisation) -> Alarm | None:
    """Return when, by whom and why the switch was last pressed, None where nobody ever did or the log is gone."""
    pressed = ModelLogEntry.objects.for_instance(organisation).filter(action=shielding.SHIELD)
    entry = pressed.select_related("user").order_by("-timestamp", "-pk").first()
    return Alarm(entry.timestamp, entry.user, entry.data.get("reason", "")) if entry else None
