"""What this room notes in the history of an entry; who was invited or asked for access is not kept there."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from network.models import Organisation
from portal.models import User

INVITED = "network.steward_invited"
WITHDRAWN = "network.steward_invitation_withdrawn"
BEGUN = "network.steward_begun"
ENDED = "network.steward_ended"
ASKED = "network.steward_asked"
STILL_THERE = "network.steward_still_there"
RECLAIM_ASKED = "network.reclaim_asked"
RECLAIM_VOUCHED = "network.reclaim_vouched"
RECLAIM_SHOWN = "network.reclaim_shown"
RECLAIM_OBJECTED = "network.reclaim_objected"
RECLAIM_GRANTED = "network.reclaim_granted"
RECLAIM_REFUSED = "network.reclaim_refused"

_WORDS = {
    INVITED: (_("Invite somebody"), _("Somebody was invited to act for the organisation")),
    WITHDRAWN: (_("Take an invitation back"), _("An invitation was taken back")),
    BEGUN: (_("Begin to act"), _("Acts for the organisation from now on")),
    ENDED: (_("End acting"), _("Somebody's acting for the organisation ended")),
    ASKED: (_("Ask who cares"), _("Asked who cares for the page")),
    STILL_THERE: (_("Say to be there"), _("Said to be there still")),
    RECLAIM_ASKED: (_("Ask for access"), _("Somebody asked for access")),
    RECLAIM_VOUCHED: (_("Confirm a person"), _("Another member confirmed who asks for access")),
    RECLAIM_SHOWN: (_("Show a right to access"), _("Who asks for access showed a right to it")),
    RECLAIM_OBJECTED: (_("Object to access"), _("Objection to a request for access")),
    RECLAIM_GRANTED: (_("Grant access"), _("Request for access granted: invitation sent")),
    RECLAIM_REFUSED: (_("Refuse access"), _("Request for access refused")),
}


def note(organisation: Organisation, action: str, by: User | None) -> None:
    """Write one line into the history of an entry; None stands for a rule or somebody without an account."""
    log(instance=organisation, action=action, user=by)


def register(actions: LogActionRegistry) -> None:
    """Name the actions."""
    for action, (label, message) in _WORDS.items():
        actions.register_action(action, label, message)
