"""From the button to the outbox: who may send what off, and one mail to each reader, a few in each run."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from network.models import Circular, CircularMail, CircularState, Organisation, Stewardship
from network.models.organisations import LISTED, Trust
from portal import outbox
from portal.models import OutgoingMail, User

from .answer_addresses import answer_addresses
from .letters import KEY, letter
from .limits import MOST_WAITING, left_today
from .readers import Reach, Reader, reach_of

logger = logging.getLogger("network.messages")

SUBMITTED, RELEASED, STOPPED = (
    "network.circular_submitted",
    "network.circular_sent",
    "network.circular_stopped",
)


class Refused(Exception):
    """Says why something about a circular was not done; nothing has changed."""


def locked(pk: object) -> Circular:
    """Return a circular that nobody else changes meanwhile; raises Refused where it is gone."""
    found = Circular.objects.select_for_update(of=("self",)).filter(pk=pk)
    circular = found.select_related("topic", "region", "organisation", "author").first()
    if circular is None:
        raise Refused(_("This circular is gone."))
    return circular


def _still_open(circular: Circular) -> Circular:
    """Return a circular as it is now, locked; raises Refused where it was sent off."""
    found = locked(circular.pk)
    if not found.is_open:
        raise Refused(_("This circular was sent off before."))
    return found


@transaction.atomic
def keep(circular: Circular) -> None:
    """Store what somebody typed; raises Refused where it was sent off meanwhile."""
    if not circular._state.adding:
        _still_open(circular)
    circular.save()


@transaction.atomic
def discard(circular: Circular) -> None:
    """Delete a draft; raises Refused where it was sent off meanwhile."""
    _still_open(circular).delete()


@transaction.atomic
def submit(circular: Circular, by: User, now: datetime) -> Circular:
    """Send a circular off: to its readers where the office or a trusted organisation writes, else to the office.

    Raises Refused where it was sent off before, nobody would get it, or the day's number is used up.
    """
    if circular.organisation_id:  # the day's number is counted by one at a time
        Organisation.objects.select_for_update().get(pk=circular.organisation_id)
    circular = _still_open(circular)
    reach = reach_of(circular, timezone.localdate(now))
    if not reach.readers:
        raise Refused(_("Nobody would get this circular at the moment."))
    if circular.organisation_id and not left_today(circular.organisation_id, now):
        raise Refused(
            _("Your organisation has sent off as many circulars today as it may. Try again tomorrow.")
        )
    if circular.organisation_id:
        if circular.reply_to not in answer_addresses(by, [circular.organisation_id]):
            raise Refused(_("Please choose again where answers go."))
        circular.author = by  # whoever presses the button speaks
    circular.submitted_at, circular.reason = now, ""
    circular.decided_by, circular.decided_at = None, None
    log(instance=circular, action=SUBMITTED, user=by)
    if circular.organisation_id is None or circular.organisation.trust == Trust.TRUSTED:
        begin(circular, reach)
    else:
        circular.state = CircularState.WAITING
    circular.save()
    return circular


def begin(circular: Circular, reach: Reach) -> None:
    """Let a locked circular go out with the next run; the caller saves it."""
    circular.state = CircularState.SENDING
    circular.reached, circular.unreached = list(reach.reached), list(reach.unreached)


def send_some(now: datetime) -> str:
    """Put mails of circulars into the outbox, as many as may wait there; return what was done."""
    waiting = OutgoingMail.objects.filter(key__startswith=KEY, sent_at=None, given_up_at=None).count()
    room, queued, finished = MOST_WAITING - waiting, 0, 0
    under_way = Circular.objects.filter(state=CircularState.SENDING).order_by("submitted_at", "pk")
    for pk in under_way.values_list("pk", flat=True):
        if room - queued <= 0:
            break
        count, is_done = _send_some_of(pk, room - queued, now)
        queued, finished = queued + count, finished + is_done
    return f"{queued} mails of circulars queued, {finished} circulars finished"


@transaction.atomic
def _send_some_of(pk: object, most: int, now: datetime) -> tuple[int, bool]:
    """Queue up to `most` mails of a circular; return how many, and whether that were all."""
    circular = locked(pk)
    if circular.state != CircularState.SENDING:
        return 0, False
    today = timezone.localdate(now)
    if circular.organisation_id and not still_speaks(circular):
        stop(circular, now)
        return 0, True
    written = set(circular.mails.values_list("recipient", flat=True))
    left = [reader for reader in reach_of(circular, today).readers if reader.digest not in written]
    for reader in left[:most]:
        _queue(circular, reader, now)
    is_done = len(left) <= most
    circular.mails_count = len(written) + len(left[:most])
    if is_done:
        circular.state, circular.finished_at = CircularState.SENT, now
    circular.save()
    return len(left[:most]), is_done


def _queue(circular: Circular, reader: Reader, now: datetime) -> None:
    """Queue one mail and remember whom it goes to; an address that is none gets nothing and holds nobody up."""
    CircularMail.objects.create(circular=circular, recipient=reader.digest)
    parts = letter(circular, reader, now)
    try:
        outbox.queue(
            f"{KEY}{circular.pk}:{reader.digest[:32]}",
            reader.address,
            parts.subject,
            parts.body,
            reply_to=circular.reply_to,
            not_before=now,
            unsubscribe_url=parts.leave_url,
            html=parts.html,
        )
    except ValidationError:
        logger.warning("circular %s: an address is none", circular.pk)


def still_speaks(circular: Circular) -> bool:
    """Return whether the author of a member's circular still acts for its organisation."""
    if circular.author is None or not circular.author.is_active or circular.organisation.status not in LISTED:
        return False
    rows = Stewardship.objects.on(timezone.localdate())
    return rows.filter(user=circular.author, organisation=circular.organisation_id).exists()


def stop(circular: Circular, now: datetime) -> None:
    """Take a circular back whose author speaks for its organisation no more; what has gone has gone."""
    circular.state, circular.decided_at = CircularState.RETURNED, now
    circular.reason = _("Whoever wrote it does not act for the organisation any more.")
    circular.save()
    outbox.forget_waiting(f"{KEY}{circular.pk}:")
    log(instance=circular, action=STOPPED, user=None)
