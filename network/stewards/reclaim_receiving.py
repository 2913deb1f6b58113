"""A request for access as it comes in: stored, its sender asked to confirm, and never more than a few."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.models import Organisation, Reclaim, ReclaimState
from portal import outbox
from portal.accounts import mailboxes
from portal.accounts.throttle import Allowance
from portal.http.rate_limit import RateLimit

from . import mails, reclaim_mails
from .reclaim_forms import ReclaimForm
from .reclaiming import KEEP_UNCONFIRMED

# Questions to one address, so that nobody is flooded by means of the form.
ASKED = Allowance("reclaim", 3, timedelta(hours=8))
MOST_WAITING = 200  # unconfirmed ones for one organisation, the oldest go first
# Per worker: five requests at once from one network, then one an hour.
limit = RateLimit(size=5, per_second=1 / 3600)


@transaction.atomic
def receive(entry: Organisation, form: ReclaimForm, now: datetime) -> None:
    """Store a request and ask its sender to confirm it; a second press of the button does nothing.

    Raises ValidationError after many requests with one address.
    """
    key = UUID(form.submission_key)
    if Reclaim.objects.filter(pk=key).exists():
        return
    email = form.cleaned_data["email"].strip().lower()
    if not ASKED.take(email, now) or not mailboxes.FORM.take(email, now):
        raise ValidationError(_("We have sent several mails to this address. Please look there first."))
    reclaim, is_new = Reclaim.objects.get_or_create(
        pk=key,
        defaults={
            "organisation": entry,
            "name": form.cleaned_data["person"],
            "email": email,
            "words": form.cleaned_data["words"],
            "created_at": now,
        },
    )
    if is_new:
        reclaim_mails.ask_confirmation(reclaim, now)
        waiting = Reclaim.objects.filter(organisation=entry, state=ReclaimState.UNCONFIRMED)
        _drop(list(waiting.order_by("-created_at", "pk").values_list("pk", flat=True)[MOST_WAITING:]))


def forget_unconfirmed(now: datetime) -> int:
    """Delete requests whose sender did not confirm them in time; return how many there were."""
    late = Reclaim.objects.filter(state=ReclaimState.UNCONFIRMED, created_at__lt=now - KEEP_UNCONFIRMED)
    return _drop(list(late.values_list("pk", flat=True)))


def forget(before: datetime) -> int:
    """Delete requests that ended before a moment, with the names of who confirmed; return how many there were."""
    ended = list(Reclaim.objects.filter(ended_at__lt=before).values_list("pk", flat=True))
    return _drop(ended)


@transaction.atomic
def _drop(keys: list[UUID]) -> int:
    """Delete requests with their mails."""
    for key in keys:
        outbox.forget(f"{mails.KEY}:reclaim:{key}:")
    Reclaim.objects.filter(pk__in=keys).delete()
    return len(keys)
