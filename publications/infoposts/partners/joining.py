"""Asking for share kits by mail, confirming and leaving; each step can be repeated."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q

from network.models import Organisation
from portal import outbox
from portal.accounts import mailboxes
from portal.models import OutgoingMail
from publications.models import Partner
from publications.models.partners import KIT_KEYS

from .mails import ask_to_confirm, tell_it_is_known

MOST_PER_ADDRESS = 30
MOST_REFUSED = 2  # one may be a full mailbox
MOST_UNCONFIRMED = 3  # nobody can fill a stranger's mailbox


@dataclass(frozen=True)
class Wish:
    """What somebody asks for in the form; without an organisation, everything."""

    email: str
    language: str
    organisation: Organisation | None


@transaction.atomic
def ask(wish: Wish, now: datetime) -> None:
    """Note a wish and queue a mail to the address; whoever asks cannot tell whether it was known."""
    email = wish.email.lower()
    partner = Partner.objects.select_for_update().filter(email=email, organisation=wish.organisation).first()
    whose = wish.organisation.pk if wish.organisation else ""
    may_write = mailboxes.FORM.take(email, now, f"kits {wish.language} {whose}")
    if partner is None:
        if not may_write or _has_enough(email):
            return
        values = {"language": wish.language, "created_at": now}
        # Another press of the button may be at the same point.
        partner, _is_new = Partner.objects.get_or_create(
            email=email, organisation=wish.organisation, defaults=values
        )
    if partner.confirmed_at is None:
        partner.language, partner.created_at = wish.language, now
        partner.save()
    if not may_write:
        return
    (tell_it_is_known if partner.confirmed_at else ask_to_confirm)(partner, now)


def find(pk: str) -> Partner | None:
    """Return a partner, None for one who has left."""
    return Partner.objects.select_related("organisation").filter(pk=UUID(pk)).first()


def confirm(pk: str, now: datetime) -> Partner | None:
    """Let the mails begin and return the partner; confirming twice changes nothing."""
    Partner.objects.filter(pk=UUID(pk), confirmed_at=None).update(confirmed_at=now)
    found = find(pk)
    if found is not None:
        mailboxes.FORM.owner_was_here(found.email)
    return found


def leave(pk: str) -> None:
    """Forget a partner with every mail to the address; nothing happens when that is done already."""
    _delete(Q(pk=UUID(pk)))


def forget_unconfirmed(before: datetime) -> int:
    """Forget those who never confirmed; return how many."""
    return _delete(Q(confirmed_at=None, created_at__lt=before))


def forget_unreachable() -> int:
    """Forget those whose mailboxes refused several posts for good and took none since; return how many."""
    posts = OutgoingMail.objects.filter(key__startswith=KIT_KEYS, key__contains=":post:")
    refused = posts.filter(given_up_at__isnull=False).order_by().values_list("recipient")
    refused = refused.annotate(times=Count("pk"), last=Max("given_up_at")).filter(times__gte=MOST_REFUSED)
    gone = [
        address
        for address, _times, last in refused
        if not posts.filter(recipient=address, sent_at__gt=last).exists()
    ]
    return _delete(Q(email__in=gone)) if gone else 0


def _has_enough(email: str) -> bool:
    """Return whether an address waits or is told often enough."""
    mine = Partner.objects.filter(email=email)
    return mine.count() >= MOST_PER_ADDRESS or mine.filter(confirmed_at=None).count() >= MOST_UNCONFIRMED


@transaction.atomic
def _delete(which: Q) -> int:
    """Delete partners with their mails.

    The rows go first: a round that is just queueing a mail for one holds its row, and is waited for.
    """
    gone = list(Partner.objects.select_for_update().filter(which))
    Partner.objects.filter(pk__in=[partner.pk for partner in gone]).delete()
    for partner in gone:
        outbox.forget(partner.key_prefix)
    return len(gone)
