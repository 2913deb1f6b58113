"""People who wrote without an account: who proposed a date, reported a mistake, or registered."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Proposal, QueueEntry, Registration
from events.models.curation import QueueKind
from events.proposals import receiving
from events.signup import booking
from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData
from portal.personal_data.rows import deleted, facts_of, found_in, found_words, kind_of, written_over

PROPOSAL_TEXTS = ("events.Proposal.data", "events.Proposal.contact", "events.Proposal.reason")
QUEUE_TEXTS = ("events.QueueEntry.text", "events.QueueEntry.reason")
# Nobody decided in all that time: who sent it does not wait any more.
UNDECIDED_KEPT = timedelta(days=365)
DECIDED_KEPT = timedelta(days=730)


def _proposals(person: Person) -> QuerySet[Proposal]:
    """Return what the person proposed."""
    return Proposal.objects.filter(email__iexact=person.address).select_related("event")


def find_proposals(person: Person) -> Iterator[Found]:
    """Yield what the person proposed, and where others name the person."""
    own = _proposals(person)
    for proposal in own:
        facts = facts_of(proposal, "email", "contact", "state", "data", "reason")
        yield Found(kind_of(proposal), facts, proposal.created_at)
    yield from found_words(PROPOSAL_TEXTS, person.traces, "created_at")


def erase_proposals(person: Person, now: datetime) -> Iterator[Done]:
    """Withdraw what was never public; of what is, forget who proposed it. The date itself stays."""
    for proposal in _proposals(person):
        stays = not forget_proposal(proposal, now)
        yield Done(kind_of(proposal), 1)
        if stays and proposal.event is not None:
            why = _("It is public without the name of who proposed it.")
            yield Done(_("Date that was proposed"), 1, why_kept=why)
    yield from written_over(PROPOSAL_TEXTS, person.traces)


@transaction.atomic
def forget_proposal(proposal: Proposal, now: datetime) -> bool:
    """Withdraw a proposal that was never public, else forget words and proposer; return whether it is gone."""
    if receiving.may_withdraw(proposal):
        receiving.withdraw(str(proposal.uuid), now)
        return True
    receiving.forget_person(proposal)
    proposal.data, proposal.reason = {}, ""
    proposal.save()
    return False


def forget_undecided(before: datetime) -> int:
    """Withdraw proposals that were confirmed before a moment and on which nobody decided; return how many."""
    old = Proposal.objects.filter(confirmed_at__lt=before, decided_at=None).exclude(data={})
    count = 0
    for proposal in old.select_related("event"):
        forget_proposal(proposal, before + UNDECIDED_KEPT)
        count += 1
    return count


def _reports(person: Person) -> QuerySet[QueueEntry]:
    """Return hints that the person sent."""
    return QueueEntry.objects.filter(email__iexact=person.address)


def find_reports(person: Person) -> Iterator[Found]:
    """Yield hints that the person sent, what the account decided, and where others name the person."""
    yield from found_in(_reports(person).select_related("event"), "event", "text", "email")
    if person.user is not None:
        decided = QueueEntry.objects.filter(settled_by=person.user).select_related("event")
        yield from found_in(decided, "kind", "event", "decision", "reason", at="settled_at")
    yield from found_words(QUEUE_TEXTS, person.traces, "created_at")


def erase_reports(person: Person, now: datetime) -> Iterator[Done]:
    """Delete hints that the person sent; others lose the words."""
    yield from deleted(_reports(person), str(QueueKind.REPORT.label))
    yield from written_over(QUEUE_TEXTS, person.traces)


def forget_open_reports(before: datetime) -> int:
    """Delete hints that nobody dealt with since a moment; return how many."""
    old = QueueEntry.objects.filter(kind=QueueKind.REPORT, settled_at=None, created_at__lt=before)
    return old.delete()[0]


def forget_decisions(before: datetime) -> int:
    """Delete what was settled before a moment, except that two events are not one; return how many."""
    settled = QueueEntry.objects.filter(settled_at__lt=before, other=None)
    return settled.delete()[0]


def find_registrations(person: Person) -> Iterator[Found]:
    """Yield for which dates the person is registered."""
    rows = Registration.objects.filter(email__iexact=person.address).select_related("event")
    yield from found_in(rows, "event", "key", "email", "name", "seats", "state", "language")


def erase_registrations(person: Person, now: datetime) -> Iterator[Done]:
    """Sign the person off everywhere without a mail; seats go to whoever waits."""
    count = 0
    for row in Registration.objects.filter(email__iexact=person.address).select_related("event"):
        count += booking.forget(row, now)
    if count:
        yield Done(kind_of(Registration), count)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "proposals": PersonalData(
            label=gettext_lazy("Proposed dates"),
            purpose=gettext_lazy("Asking back, and telling what became of it"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who propose a date without an account"),
            readers=gettext_lazy("editors, the office"),
            kept=gettext_lazy(
                "Unconfirmed ones %(proposals)s; name, address and words %(proposers)s after the decision, without"
                " a decision %(undecided proposals)s."
            ),
            fields=("events.Proposal.email", *PROPOSAL_TEXTS),
            find=find_proposals,
            erase=erase_proposals,
            copies=(Copy.MAILS,),
        ),
        "queue": PersonalData(
            label=gettext_lazy("Hints about dates, and what editors decide"),
            purpose=gettext_lazy("Putting dates right, and knowing who decided"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("readers who send a hint; editors"),
            readers=gettext_lazy("editors, the office"),
            kept=gettext_lazy(
                "Addresses %(event report addresses)s after the decision, words %(event reports)s, hints that"
                " nobody dealt with %(open event reports)s, decisions %(queue decisions)s."
            ),
            fields=(
                "events.QueueEntry.email",
                "events.QueueEntry.settled_by",
                "events.EventMerge.by",
                "events.EventMerge.undone_by",
                *QUEUE_TEXTS,
            ),
            find=find_reports,
            erase=erase_reports,
        ),
        "registrations": PersonalData(
            label=gettext_lazy("Registrations for dates"),
            purpose=gettext_lazy("Planning seats, and telling what changes"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who register for a date"),
            readers=gettext_lazy("the organiser, the office"),
            kept=gettext_lazy(
                "As many days after the date as the organiser says, at first 28 and at most 365; unconfirmed ones"
                " two days; cancelled ones go at once."
            ),
            fields=(
                "events.Registration.email",
                "events.Registration.name",
                "events.Registration.told",
            ),
            find=find_registrations,
            erase=erase_registrations,
            jobs=("signup",),
            copies=(Copy.MAILS,),
        ),
    }
