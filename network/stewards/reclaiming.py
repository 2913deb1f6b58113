"""The way back to an organisation that lost its people: asked, confirmed, shown, waited, granted; or the office says.

Nothing is sent to anybody before who asks has shown to read the given address. Who acts for the organisation is told
as soon as a right to it is shown, and may object before anything is granted. What is under the emergency switch, and
whatever is contested, is the office's alone. The outcome is an invitation to the address that asked.
"""

from datetime import datetime, timedelta

from django.db import transaction

from network.models import (
    Organisation,
    Reclaim,
    ReclaimState,
    ReclaimVoucher,
    ReclaimWay,
    Stewardship,
)
from network.models.organisations import LISTED
from network.models.reclaims import RUNNING
from portal.accounts import mailboxes
from portal.accounts.invitations import inviting
from portal.models import User
from portal.sites import default_settings

from . import mails, proofs, reclaim_mails
from .log_actions import (
    RECLAIM_ASKED,
    RECLAIM_GRANTED,
    RECLAIM_OBJECTED,
    RECLAIM_REFUSED,
    RECLAIM_SHOWN,
    RECLAIM_VOUCHED,
    note,
)
from .purposes import RECLAIMED
from .rights import is_open, stewards_of

OBJECTION = timedelta(days=10)
# What nobody confirmed in this time is looked at by the office.
PATIENCE = timedelta(days=14)
KEEP_UNCONFIRMED = timedelta(hours=48)
KEEP = timedelta(days=180)
# Requests for one organisation in a month that others are written to about; further ones go to the office alone.
MOST_TOLD = 3
MONTH = timedelta(days=30)


def ways(reclaim: Reclaim) -> list[ReclaimWay]:
    """Return how a right can be shown, the best first; for some organisations the office alone decides."""
    entry = reclaim.organisation
    if entry.is_shielded or entry.is_external or entry.status not in LISTED:
        return [ReclaimWay.OFFICE]
    if proofs.is_own(reclaim.email, entry):
        return [ReclaimWay.DOMAIN]
    found = []
    if proofs.own_address(entry):
        found.append(ReclaimWay.ADDRESS)
    if proofs.fellows(entry).count() >= proofs.NEEDED:
        found.append(ReclaimWay.MEMBERS)
    return [*found, ReclaimWay.OFFICE]


@transaction.atomic
def confirm(reclaim: Reclaim, way: ReclaimWay, asked: list[Organisation], now: datetime) -> Reclaim:
    """Begin a request whose address is confirmed, in one of `ways`; `asked` are the members to be written to."""
    locked = _locked(reclaim)
    earlier = Reclaim.objects.filter(organisation=locked.organisation, confirmed_at__gt=now - MONTH)
    if earlier.exclude(pk=locked.pk).count() >= MOST_TOLD:
        way = ReclaimWay.OFFICE
    mailboxes.FORM.owner_was_here(locked.email)
    locked.way, locked.confirmed_at, locked.state = way, now, ReclaimState.OPEN
    locked.save()
    note(locked.organisation, RECLAIM_ASKED, None)
    if way == ReclaimWay.DOMAIN:
        show(locked, now)
    elif way == ReclaimWay.OFFICE:
        give_to_office(locked, now)
    elif way == ReclaimWay.ADDRESS:
        reclaim_mails.ask_address(locked, proofs.own_address(locked.organisation), now)
    else:
        for row in vouchers_among(locked, asked):
            reclaim_mails.ask_member(locked, row, now)
    return _locked(locked)


def vouchers_among(reclaim: Reclaim, asked: list[Organisation]) -> list[Stewardship]:
    """Return the stewards of these members whose word would count."""
    rows = [row for entry in asked for row in stewards_of(entry)]
    return [row for row in rows if proofs.may_vouch(row, reclaim.organisation, reclaim.email)]


@transaction.atomic
def vouch(reclaim: Reclaim, row: Stewardship, now: datetime) -> bool:
    """Note that a steward of another member knows who asks; return whether the word counts beside earlier ones.

    Two words count that come from two persons of two organisations.
    """
    locked = _locked(reclaim)
    if locked.state != ReclaimState.OPEN or not proofs.may_vouch(row, locked.organisation, locked.email):
        return False
    taken = locked.vouchers.filter(user=row.user) | locked.vouchers.filter(organisation=row.organisation)
    if taken.exists():
        return False
    ReclaimVoucher.objects.create(reclaim=locked, organisation=row.organisation, user=row.user, said_at=now)
    note(locked.organisation, RECLAIM_VOUCHED, row.user)
    if _counting(locked) >= proofs.NEEDED:
        show(locked, now)
    return True


@transaction.atomic
def show(reclaim: Reclaim, now: datetime) -> None:
    """A right is shown: whoever may object is told and has time, and where there is nobody the access is granted."""
    locked = _locked(reclaim)
    if locked.state != ReclaimState.OPEN:
        return
    entry = locked.organisation
    if entry.is_shielded or not is_open(entry):
        give_to_office(locked, now)
        return
    note(entry, RECLAIM_SHOWN, None)
    locked.shown_at = now
    stewards = [row for row in stewards_of(entry) if row.user.email != locked.email]
    own = proofs.own_address(entry) if locked.way == ReclaimWay.MEMBERS else ""
    if not stewards and not own:
        _grant(locked, None, now)
        return
    locked.state, locked.waits_until = ReclaimState.WAITING, now + OBJECTION
    locked.save()
    for row in stewards:
        reclaim_mails.tell_steward(locked, row, now)
    if own:
        reclaim_mails.tell_address(locked, own, now)


@transaction.atomic
def object_to(reclaim: Reclaim, by: User | None, words: str, now: datetime) -> bool:
    """Stop a request until the office has decided; return whether it could still be stopped."""
    locked = _locked(reclaim)
    if locked.state not in RUNNING:
        return False
    locked.objection = words or locked.objection
    note(locked.organisation, RECLAIM_OBJECTED, by)
    give_to_office(locked, now)
    return True


def give_to_office(reclaim: Reclaim, now: datetime) -> None:
    """Let the office decide, and write to it."""
    reclaim.state, reclaim.waits_until = ReclaimState.OFFICE, None
    reclaim.save()
    if office := default_settings().office_email:
        reclaim_mails.tell_office(reclaim, office, now)


@transaction.atomic
def grant(reclaim: Reclaim, by: User, now: datetime) -> bool:
    """The office grants; return whether the request still ran and the organisation is open."""
    locked = _locked(reclaim)
    if locked.state not in RUNNING or not is_open(locked.organisation):
        return False
    _grant(locked, by, now)
    return True


@transaction.atomic
def refuse(reclaim: Reclaim, by: User, now: datetime) -> bool:
    """The office refuses; who asked is told whom to turn to. Return whether the request still ran."""
    locked = _locked(reclaim)
    if locked.state not in RUNNING:
        return False
    locked.state, locked.ended_at, locked.decided_by = ReclaimState.REFUSED, now, by
    locked.save()
    note(locked.organisation, RECLAIM_REFUSED, by)
    reclaim_mails.tell_refused(locked, now)
    return True


def grant_due(now: datetime) -> int:
    """Grant what nobody objected to in time, and turn what nobody confirmed to the office; return how many."""
    waiting = Reclaim.objects.filter(state=ReclaimState.WAITING, waits_until__lte=now)
    unproven = Reclaim.objects.filter(state=ReclaimState.OPEN, confirmed_at__lte=now - PATIENCE)
    return sum(_go_on(reclaim, now) for reclaim in (*waiting, *unproven))


@transaction.atomic
def _go_on(reclaim: Reclaim, now: datetime) -> bool:
    """Take one request a step further; what changed meanwhile stays."""
    locked = _locked(reclaim)
    if locked.state != reclaim.state:
        return False
    entry = locked.organisation
    if locked.state == ReclaimState.WAITING and is_open(entry) and not entry.is_shielded:
        _grant(locked, None, now)
    else:
        give_to_office(locked, now)
    return True


def _grant(reclaim: Reclaim, by: User | None, now: datetime) -> None:
    """Invite the address that asked."""
    reclaim.state, reclaim.ended_at, reclaim.decided_by = ReclaimState.GRANTED, now, by
    reclaim.waits_until = None
    reclaim.save()
    with mails.in_default_language():
        inviting.invite(reclaim.email, RECLAIMED, str(reclaim.pk), None, now)
    note(reclaim.organisation, RECLAIM_GRANTED, by)


def _counting(reclaim: Reclaim) -> int:
    """Return how many words still count: of persons who act for the members today."""
    counting = 0
    for voucher in reclaim.vouchers.select_related("user", "organisation"):
        rows = Stewardship.objects.filter(user=voucher.user, organisation=voucher.organisation)
        rows = rows.select_related("user")
        counting += any(proofs.may_vouch(row, reclaim.organisation, reclaim.email) for row in rows)
    return counting


def _locked(reclaim: Reclaim) -> Reclaim:
    """Return the request as it is now, held until the transaction ends."""
    rows = Reclaim.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=reclaim.pk)
