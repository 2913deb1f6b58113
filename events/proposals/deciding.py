"""What an editor's decision means for the proposal behind an event, and for whoever made it."""

from datetime import datetime

from events.models import Event, Proposal
from events.models.proposals import ProposalState

from . import mails


def waiting_for(event: Event) -> Proposal | None:
    """Return the proposal that waits for a decision about an event."""
    return Proposal.objects.filter(event=event, state=ProposalState.WAITING).first()


def accept(event: Event, now: datetime) -> None:
    """Remember that what was proposed is public, and say so."""
    if proposal := waiting_for(event):
        _decide(proposal, ProposalState.ACCEPTED, "", now)
        mails.accepted(proposal, event, now)


def refuse(event: Event, reason: str, now: datetime) -> None:
    """Remember that it is not published, and say why; a refused change leaves what is public as it was."""
    if proposal := waiting_for(event):
        state = ProposalState.ACCEPTED if event.live else ProposalState.REFUSED
        _decide(proposal, state, reason, now)
        mails.refused(proposal, event.title, now)


def merge(event: Event, survivor: Event, now: datetime) -> None:
    """Remember that the date was there already, and say where."""
    if proposal := waiting_for(event):
        _decide(proposal, ProposalState.ACCEPTED, "", now)
        mails.merged(proposal, event.title, survivor, now)


def reopen(event: Event) -> None:
    """Take the last decision back, with the mail about it."""
    proposal = Proposal.objects.filter(event=event, decided_at__isnull=False).first()
    if proposal is not None:
        mails.take_back(proposal)
        proposal.state, proposal.reason, proposal.decided_at = ProposalState.WAITING, "", None
        proposal.save(update_fields=["state", "reason", "decided_at"])


def _decide(proposal: Proposal, state: ProposalState, reason: str, now: datetime) -> None:
    """Write down a decision."""
    proposal.state, proposal.reason, proposal.decided_at = state, reason, now
    proposal.save(update_fields=["state", "reason", "decided_at"])
