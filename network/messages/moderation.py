"""The office looks at what members who are not trusted write: lets it out, or sends it back with a reason."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.log_actions import log

from network.models import Circular, CircularState
from portal import outbox
from portal.models import User
from portal.sites import base_url

from .letters import KEY
from .readers import reach_of
from .sending import RELEASED, Refused, begin, locked, still_speaks

RETURNED, TAKEN_BACK = "network.circular_returned", "network.circular_taken_back"


class Reason(TextChoices):
    """Why a circular is sent back."""

    UNCLEAR = "unclear", gettext_lazy("It does not say what is wanted of the readers, or by when.")
    OFF_TOPIC = "off_topic", gettext_lazy("It does not belong to this topic or region.")
    ADVERTISING = "advertising", gettext_lazy("It advertises something that costs money.")
    PERSONAL = "personal", gettext_lazy("It tells things about persons who should not be named.")
    CALENDAR = "calendar", gettext_lazy("It is a date: please put it into the calendar instead.")
    TWICE = "twice", gettext_lazy("The same was sent a short time ago.")


@transaction.atomic
def release(pk: object, by: User, now: datetime) -> Circular:
    """Let a waiting circular go out; raises Refused."""
    circular = _waiting(pk)
    if not still_speaks(circular):
        raise Refused(_("Whoever wrote it does not act for the organisation any more."))
    reach = reach_of(circular, timezone.localdate(now))
    if not reach.readers:
        raise Refused(_("Nobody would get this circular at the moment."))
    begin(circular, reach)
    circular.decided_by, circular.decided_at = by, now
    circular.save()
    log(instance=circular, action=RELEASED, user=by)
    return circular


@transaction.atomic
def send_back(pk: object, reason: str, by: User, now: datetime) -> Circular:
    """Give a waiting circular back to who wrote it, with a reason, and tell them; raises Refused."""
    circular = _waiting(pk)
    if not reason.strip():
        raise Refused(_("Please say why, so that it can be changed."))
    circular.state, circular.reason = CircularState.RETURNED, reason.strip()
    circular.decided_by, circular.decided_at = by, now
    circular.save()
    log(instance=circular, action=RETURNED, user=by)
    if circular.author is not None and still_speaks(circular):
        _tell_author(circular, now)
    return circular


@transaction.atomic
def take_back(pk: object, by: User) -> Circular:
    """Let a circular wait again that was let out, or sent back, a moment ago; raises Refused where it went on."""
    circular = locked(pk)
    is_out = circular.state == CircularState.SENDING and not circular.mails.exists()
    is_back = circular.state == CircularState.RETURNED and circular.decided_by_id is not None
    if circular.organisation_id is None or circular.decided_at is None or not (is_out or is_back):
        raise Refused(_("It went on meanwhile."))
    if is_back:
        outbox.forget_waiting(_notice_key(circular))
    circular.state, circular.reason = CircularState.WAITING, ""
    circular.decided_by, circular.decided_at = None, None
    circular.reached, circular.unreached = [], []
    circular.save()
    log(instance=circular, action=TAKEN_BACK, user=by)
    return circular


def _waiting(pk: object) -> Circular:
    """Return a locked circular that waits; raises Refused where somebody was faster."""
    circular = locked(pk)
    if circular.state != CircularState.WAITING:
        raise Refused(_("It was decided about already: %(state)s.") % {"state": circular.get_state_display()})
    return circular


def _notice_key(circular: Circular) -> str:
    """Return the key of the mail that says that a circular came back."""
    return f"{KEY}back:{circular.pk}:{circular.decided_at:%Y%m%d%H%M%S}"


def _tell_author(circular: Circular, now: datetime) -> None:
    """Queue the mail to who wrote it."""
    with override(settings.LANGUAGE_CODE):
        link = base_url() + reverse("circular", args=[circular.pk])
        body = [
            _("The coordination office has not sent your circular “%(subject)s” yet:")
            % {"subject": circular.subject},
            circular.reason,
            _("Change it and send it off again: %(link)s") % {"link": link},
        ]
        subject = _("Please look at your circular again")
        outbox.queue(_notice_key(circular), circular.author.email, subject, "\n\n".join(body), not_before=now)
