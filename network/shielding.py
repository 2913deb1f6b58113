"""The emergency switch: hides every person, contact and exact place of an organisation under attack, at once.

The public record leaves them out as soon as the register says so; the save records the change, which makes cached
pages stale in the same moment and has search documents written anew after the commit.
"""

from django.db import transaction
from wagtail.log_actions import log

from network.models import Organisation
from portal.models import User

SHIELD = "network.shield"
UNSHIELD = "network.unshield"


def shield(organisation: Organisation, user: User | None, reason: str = "") -> bool:
    """Hide what could endanger the organisation; return whether it was open before."""
    return _switch(organisation, True, user, {"reason": reason} if reason else {})


def unshield(organisation: Organisation, user: User | None) -> bool:
    """Show everything again as its disclosure says; return whether it was hidden before."""
    return _switch(organisation, False, user, {})


@transaction.atomic
def _switch(organisation: Organisation, is_shielded: bool, user: User | None, data: dict[str, str]) -> bool:
    """Set the switch with an entry in the log; a second press changes and logs nothing."""
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.is_shielded = is_shielded
    if row.is_shielded == is_shielded:
        return False
    row.is_shielded = is_shielded
    row.save(update_fields=["is_shielded", "updated_at"])
    log(instance=row, action=SHIELD if is_shielded else UNSHIELD, user=user, data=data)
    return True
