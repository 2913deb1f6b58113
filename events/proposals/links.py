"""The one link of a proposal: it confirms the address first, then shows, changes and withdraws what was proposed."""

from datetime import datetime, timedelta

from django.urls import reverse

from events.models import Proposal
from portal import signed_links

PURPOSE = "event-proposal"
# Every mail brings a new one.
LIFE = timedelta(days=365)


def path_of(proposal: Proposal, now: datetime) -> str:
    """Return the path behind the link, in the active language."""
    token = signed_links.make(PURPOSE, str(proposal.uuid), now + LIFE, now)
    return reverse("event_proposal", args=[token])
