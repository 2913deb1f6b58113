"""What a proposer does: propose, confirm, change, call off, withdraw. What follows is the editors' decision."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from events.choices import EventStatus
from events.curation import duplicates
from events.curation.waiting import enqueue, settle_all
from events.models import Event, Proposal
from events.models.curation import Decision, QueueKind
from events.models.proposals import ProposalState
from portal import outbox
from portal.accounts import mailboxes

from . import drafting, mails
from .data import Data, as_data
from .forms import ProposalForm
from .spam import score_of

KEEP_UNCONFIRMED = timedelta(hours=48)
MOST_UNCONFIRMED = 3  # from one address
MOST_WAITING = 20  # for the editors, from one address
MOST_A_DAY = 300  # unconfirmed ones, from everybody
PERSONAL = ("email", "contact")


@transaction.atomic
def receive(form: ProposalForm, language: str, base: str, now: datetime) -> None:
    """Store a proposal and ask for confirmation; a second press of the button does nothing, nor does one too many.

    Whoever sent it gets the same answer in any case, so that nobody learns who else has proposed something.
    """
    key, email = UUID(form.submission_key), form.cleaned_data["email"]
    if Proposal.objects.filter(uuid=key).exists() or not _may_propose(email, now):
        return
    if not mailboxes.FORM.take(email, now):
        return
    data = as_data({name: value for name, value in form.cleaned_data.items() if name not in PERSONAL})
    contact = form.cleaned_data["contact"]
    proposal, is_new = Proposal.objects.get_or_create(
        uuid=key, defaults={"data": data, "email": email, "contact": contact, "language": language}
    )
    if is_new:
        mails.ask(proposal, base, now)


def _may_propose(email: str, now: datetime) -> bool:
    """Return whether one more proposal is taken, from this address and at all."""
    unconfirmed = Proposal.objects.filter(
        state=ProposalState.UNCONFIRMED, created_at__gt=now - KEEP_UNCONFIRMED
    )
    waiting = Proposal.objects.filter(state=ProposalState.WAITING, email__iexact=email)
    return (
        unconfirmed.filter(email__iexact=email).count() < MOST_UNCONFIRMED
        and unconfirmed.count() < MOST_A_DAY
        and waiting.count() < MOST_WAITING
    )


def find(key: str) -> Proposal | None:
    """Return the proposal a link is about, None when it is gone."""
    return Proposal.objects.select_related("event").filter(uuid=key).first()


@transaction.atomic
def confirm(key: str, now: datetime) -> Proposal | None:
    """Make the draft of an event and put it before the editors; None when it is gone, the same again does nothing."""
    proposal = _locked(key)
    if proposal is None or proposal.state != ProposalState.UNCONFIRMED:
        return proposal
    proposal.event = drafting.new_draft(proposal.data)
    proposal.state, proposal.confirmed_at = ProposalState.WAITING, now
    proposal.save()
    outbox.forget(mails.key_of(proposal, mails.ASK))
    mailboxes.FORM.owner_was_here(proposal.email)
    enqueue(proposal.event, QueueKind.PROPOSAL, score=score_of(proposal.data, _was_sent_before(proposal)))
    duplicates.find_for(proposal.event, now)
    return proposal


def _was_sent_before(proposal: Proposal) -> bool:
    """Return whether the same words came from another address."""
    title = proposal.data["title"]
    others = Proposal.objects.filter(data__title=title).exclude(pk=proposal.pk)
    return others.exclude(email=proposal.email).exists()


@transaction.atomic
def change(key: str, data: Data, now: datetime) -> Proposal | None:
    """Write what its proposer changed into the newest draft, for the editors to look at; None where none is taken."""
    proposal = _locked(key)
    if proposal is None or not may_change(proposal):
        return None
    data = {**proposal.data, **data}
    if data == proposal.data:
        return proposal
    draft = proposal.event.get_latest_revision_as_object()
    drafting.apply(draft, data, proposal.data)
    return _save(proposal, draft, data)


@transaction.atomic
def call_off(key: str, note: str, now: datetime) -> Proposal | None:
    """Report that a public event does not take place; the editors say so in the calendar."""
    proposal = _locked(key)
    if proposal is None or not may_change(proposal) or not proposal.event.live:
        return None
    draft = proposal.event.get_latest_revision_as_object()
    draft.status, draft.status_note = EventStatus.CANCELLED, note
    return _save(proposal, draft, proposal.data)


@transaction.atomic
def withdraw(key: str, now: datetime) -> Proposal | None:
    """Take a proposal back before it was ever public: draft, words, name and address are deleted at once."""
    proposal = _locked(key)
    if proposal is None or not may_withdraw(proposal):
        return None
    event, proposal.event = proposal.event, None
    if event is not None:
        settle_all(event, Decision.WITHDRAWN, now)
        drafting.discard(event, proposal.data)
    forget_person(proposal)
    proposal.data, proposal.state, proposal.decided_at = {}, ProposalState.WITHDRAWN, now
    proposal.save()
    return proposal


def may_change(proposal: Proposal) -> bool:
    """Return whether its proposer may still change what was proposed: until the address is forgotten."""
    is_open = proposal.state in {ProposalState.WAITING, ProposalState.ACCEPTED}
    return is_open and proposal.event is not None and bool(proposal.email)


def may_withdraw(proposal: Proposal) -> bool:
    """Return whether it can vanish without a trace: as long as it was never public."""
    if proposal.state == ProposalState.UNCONFIRMED:
        return True
    is_public = proposal.event is not None and proposal.event.first_published_at is not None
    return proposal.state == ProposalState.WAITING and not is_public


def forget_person(proposal: Proposal) -> None:
    """Take name and address out of an unsaved proposal, and delete its mails."""
    outbox.forget(f"{mails.MAILS}{proposal.uuid}")
    proposal.email = proposal.contact = ""


def _locked(key: str) -> Proposal | None:
    """Return a proposal that nobody else decides on meanwhile: locked as editors do, the event first."""
    known = Proposal.objects.filter(uuid=key).values_list("event_id", flat=True).first()
    event = Event.objects.select_for_update().filter(pk=known).first() if known else None
    proposal = Proposal.objects.select_for_update().filter(uuid=key).first()
    if proposal is not None and event is not None and proposal.event_id == event.pk:
        proposal.event = event
    return proposal


def _save(proposal: Proposal, draft: Event, data: Data) -> Proposal:
    """Save the draft and let it wait for the editors again."""
    draft.save_revision(log_action=True)
    proposal.data, proposal.state, proposal.decided_at = data, ProposalState.WAITING, None
    proposal.save()
    enqueue(Event.objects.get(pk=draft.pk), QueueKind.PROPOSAL)
    return proposal
