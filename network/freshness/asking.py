"""Rounds of asking: whom to write to now, when to turn to the next, when a round is over.

A round ends when nothing it asked about is due any more. Safe to repeat at any time: what was done stands in the
rounds, and whoever was written to within a month is not written to again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from network.models import Asking, AskingMail, AskingStage, Organisation

from . import mails
from .recipients import Recipient, own_address, stewards_of
from .sources import Item, due_by, items_of

# The next one is asked after two weeks, the office learns of it after two more.
PATIENCE = timedelta(days=14)
# An organisation is asked for new reasons no more often; a person is never written to more often.
QUIET = timedelta(days=30)
# What comes due so soon is asked along, so that one mail serves for all.
SOON = timedelta(days=30)
# Whoever did not answer is asked once more after half a year.
AGAIN = timedelta(days=182)
MOST_PER_RUN = 40
TOLD = "told"


@dataclass
class Run:
    """One run over everything: the day, what is due, who is responsible, and what was done."""

    now: datetime
    due: Mapping[int, set[str]]
    items: Mapping[int, list[Item]]
    stewards: Mapping[int, list[Recipient]]
    budget: int = MOST_PER_RUN
    mails: int = 0
    closed: int = 0
    silent: list[Organisation] = field(default_factory=list)

    @property
    def today(self) -> date:
        """Return the day where the people live."""
        return timezone.localdate(self.now)

    def wanted(self, organisation: int) -> list[Item]:
        """Return what of an organisation is due or soon will be."""
        return [item for item in self.items.get(organisation, ()) if item.due_on <= self.today + SOON]

    def __str__(self) -> str:
        return f"{self.mails} mails, {len(self.silent)} for the office, {self.closed} answered"


def run_of(now: datetime, most: int = MOST_PER_RUN) -> Run:
    """Return a run at a moment, with what it needs to know; a constant number of queries."""
    today = timezone.localdate(now)
    due = due_by(today)
    with override(settings.LANGUAGE_CODE):  # the recipients', whoever presses the button
        return Run(now, due, items_of(due), stewards_of(due, today), most)


def follow_up(run: Run) -> None:
    """Close what was answered, and turn to the next person where nobody answered in time."""
    for asking in (
        Asking.objects.filter(closed_on=None).select_related("organisation").order_by("begun_on", "pk")
    ):
        open_keys = asking.asked.keys() & run.due.get(asking.organisation_id, set())
        if not open_keys:
            close(asking, run.today)
            run.closed += 1
        elif run.today - asking.stage_on >= PATIENCE and _unanswered(asking, open_keys):
            _advance(run, asking)


def begin_new(run: Run) -> None:
    """Begin rounds for what nobody is asked about, until the run has sent enough; the longest quiet first."""
    for entry in _to_ask(run):
        if run.mails >= run.budget:
            return
        begin(run, entry)


@transaction.atomic
def begin(run: Run, entry: Organisation) -> Asking | None:
    """Begin a round for an organisation: to the first steward, else to its own address, else to the office."""
    Organisation.objects.select_for_update().get(pk=entry.pk)
    if Asking.objects.filter(organisation=entry, closed_on=None).exists():
        return None  # somebody else was faster
    items = run.wanted(entry.pk)
    if not items:
        return None
    recipient = first_recipient(run, entry)
    stage = AskingStage.FIRST if recipient else AskingStage.OFFICE
    asking = Asking.objects.create(
        organisation=entry,
        asked={item.key: "" for item in items},
        stage=stage,
        begun_on=run.today,
        stage_on=run.today,
    )
    if recipient:
        _write(run, asking, [recipient], items)
    else:
        run.silent.append(entry)
    return asking


def close(asking: Asking, today: date) -> None:
    """End a round."""
    Asking.objects.filter(pk=asking.pk, closed_on=None).update(closed_on=today)


@transaction.atomic
def note_answer(asking: Asking, keys: Iterable[str], answer: str = TOLD) -> None:
    """Remember that items were answered without being confirmed, so that nobody else is asked about them."""
    locked = Asking.objects.select_for_update().get(pk=asking.pk)
    locked.asked |= {key: answer for key in keys if key in locked.asked}
    locked.save(update_fields=["asked"])


def written_lately(organisation: int, today: date) -> set[str]:
    """Return the digests of whoever was written to about an organisation within the quiet time."""
    lately = AskingMail.objects.filter(asking__organisation=organisation, queued_on__gt=today - QUIET)
    return set(lately.values_list("recipient", flat=True))


def _to_ask(run: Run) -> Iterator[Organisation]:
    """Yield the organisations a new round may begin for, those asked longest ago first."""
    rows = Organisation.objects.filter(pk__in=run.due).annotate(
        last_asked=Max("askings__begun_on"), last_mail=Max("askings__mails__queued_on")
    )
    running = {
        asking.organisation_id: asking for asking in Asking.objects.filter(closed_on=None).order_by("pk")
    }
    for entry in sorted(rows, key=lambda one: (one.last_asked or date.min, one.pk)):
        if entry.last_mail and run.today - entry.last_mail < QUIET:
            continue
        asking = running.get(entry.pk)
        if asking and not _may_restart(asking, run):
            continue
        if asking:
            close(asking, run.today)
        yield entry


def _may_restart(asking: Asking, run: Run) -> bool:
    """Return whether a round whose rest is with the office gives way to a new one: for new reasons, or after long."""
    due = run.due[asking.organisation_id]
    if asking.stage != AskingStage.OFFICE and _unanswered(asking, asking.asked.keys() & due):
        return False
    has_new = bool(due - asking.asked.keys())
    return run.today - asking.stage_on >= AGAIN or (has_new and run.today - asking.begun_on >= QUIET)


def _unanswered(asking: Asking, keys: Iterable[str]) -> set[str]:
    """Return those keys that nobody said anything about."""
    return {key for key in keys if not asking.asked[key]}


@transaction.atomic
def _advance(run: Run, asking: Asking) -> None:
    """Turn to the second steward, then to the office."""
    locked = Asking.objects.select_for_update().get(pk=asking.pk)
    if locked.closed_on or locked.stage != asking.stage or asking.stage == AskingStage.OFFICE:
        return
    if asking.stage == AskingStage.SECOND:
        _move(locked, AskingStage.OFFICE, run.today)
        run.silent.append(asking.organisation)
        return
    recipients = _second(run, asking.organisation)
    if recipients and run.mails >= run.budget:
        return  # tomorrow
    _move(locked, AskingStage.SECOND, run.today)
    items = [item for item in run.wanted(asking.organisation_id) if locked.asked.get(item.key) == ""]
    if recipients and items:
        _write(run, asking, recipients, items)


def _move(asking: Asking, stage: AskingStage, today: date) -> None:
    """Put a round into its next state."""
    asking.stage, asking.stage_on = stage, today
    asking.save(update_fields=["stage", "stage_on"])


def first_recipient(run: Run, entry: Organisation) -> Recipient | None:
    """Return who is asked first, None where it is the office's; nobody asks who keeps no page here."""
    if entry.is_external:
        return None
    known = run.stewards.get(entry.pk)
    return known[0] if known else own_address(entry)


def _second(run: Run, entry: Organisation) -> list[Recipient]:
    """Return who is asked next: the other stewards, where there are none the organisation's own address."""
    others = run.stewards.get(entry.pk, [])[1:]
    own = None if others else own_address(entry)
    lately = written_lately(entry.pk, run.today)
    found = [*others, own] if own else others
    return [recipient for recipient in found if recipient.digest not in lately]


def _write(run: Run, asking: Asking, recipients: Iterable[Recipient], items: list[Item]) -> None:
    """Put a mail to each of these into the outbox."""
    for recipient in recipients:
        mails.ask(mails.Letter(asking, recipient, items, run.now))
        run.mails += 1
