"""What is forgotten about proposals, and when: the unconfirmed, then people, then what was never public."""

from datetime import datetime, timedelta

from django.db import transaction

from events.models import Proposal
from events.models.proposals import ProposalState

from . import drafting
from .receiving import KEEP_UNCONFIRMED, forget_person

KEEP_PEOPLE = timedelta(days=30)  # after the decision


def forget_unconfirmed(before: datetime) -> int:
    """Delete proposals made before a moment that nobody confirmed, with the mails that ask; return how many."""
    old = Proposal.objects.filter(state=ProposalState.UNCONFIRMED, created_at__lt=before)
    count = 0
    for proposal in old:
        with transaction.atomic():
            forget_person(proposal)
            proposal.delete()
        count += 1
    return count


def forget_people(before: datetime) -> int:
    """Delete names, addresses and words of proposals decided before a moment, and drafts that were refused.

    What was published stays, as an event.
    """
    count = 0
    for proposal in Proposal.objects.filter(decided_at__lt=before).exclude(data={}).select_related("event"):
        with transaction.atomic():
            event = proposal.event
            if event is not None and proposal.state == ProposalState.REFUSED and not event.live:
                proposal.event = None
                drafting.discard(event, proposal.data)
            forget_person(proposal)
            proposal.data, proposal.reason = {}, ""
            proposal.save()
        count += 1
    return count


def tidy(now: datetime) -> str:
    """Forget the unconfirmed in time; return what was done."""
    return f"{forget_unconfirmed(now - KEEP_UNCONFIRMED)} unconfirmed proposals forgotten"
