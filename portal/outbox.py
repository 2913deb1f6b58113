"""Mails: written with the content that causes them, sent by housekeeping, each one once.

A mail is claimed before it is handed over, by moving its `not_before` into the future in one UPDATE that only one
process can win. A process that dies between the mail server's "accepted" and our note of it leaves a mail that
is sent again after the claim has run out; it then carries the same Message-ID, by which mailboxes know it.

What somebody waits for goes first in each round (`Urgency`), and a round ends before the next one is due: so nobody
waits for a link to sign in behind a circular to two thousand people, nor behind a slow mail server.
"""

import logging
import smtplib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from email.mime.text import MIMEText
from email.utils import parseaddr
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db.models import F, QuerySet
from django.utils import timezone

from portal.mail_domains import in_ascii
from portal.models import OutgoingMail, Urgency

log = logging.getLogger("portal.outbox")

# Longer than any sending takes, so that a claim ends only when its process died.
CLAIM = timedelta(minutes=15)
# Seconds after which a round begins no further mail; housekeeping comes every minute.
ROUND = 40
# Waiting times double up to the longest: a "try later" is tried for four days (RFC 5321 §4.5.4.1), a "never" thrice.
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=12)
ATTEMPTS_IF_TEMPORARY = 14
ATTEMPTS_IF_PERMANENT = 3
TOO_LARGE = 552
# Characters of all attachments of a mail: the outbox is a table, no store of files.
LARGEST_ATTACHMENTS = 60_000


@dataclass(frozen=True)
class Attachment:
    """A small file of text: its name, its subtype of `text/`, its text, and parameters of its type."""

    name: str
    subtype: str
    text: str
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """What one round did; `server_down` means that the rest waits for the next round."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0
    server_down: bool = False

    def __str__(self) -> str:
        down = ", mail server down" if self.server_down else ""
        return f"{self.sent} sent, {self.postponed} postponed, {self.given_up} given up{down}"


class ServerDown(Exception):
    """The mail server takes nothing at all now, so no mail is to blame."""


def queue(  # noqa: PLR0913 - a mail has these parts
    key: str,
    recipient: str,
    subject: str,
    body: str,
    *,
    reply_to: str = "",
    not_before: datetime | None = None,
    unsubscribe_url: str = "",
    attachments: Sequence[Attachment] = (),
    html: str = "",
    urgency: Urgency = Urgency.NEWS,
) -> OutgoingMail:
    """Put a mail into the outbox, in the running transaction, and return it.

    The same key gives back the mail that is there already, however far it got. `unsubscribe_url` takes a POST that
    ends the subscription, without a question and without signing in (RFC 8058 §3.2). `html` says the same as `body`,
    for programs that show it. Raises ValidationError for an address that is none, ValueError for attachments that
    are too large to be kept here.
    """
    if sum(len(one.text) for one in attachments) > LARGEST_ATTACHMENTS:
        raise ValueError("attachments too large")
    for address in filter(None, (recipient, reply_to)):
        validate_email(address)
    mail = OutgoingMail(
        key=key,
        recipient=recipient,
        reply_to=reply_to,
        subject=_one_line(subject),
        body=body,
        html=html,
        unsubscribe_url=unsubscribe_url,
        attachments=[asdict(one) for one in attachments],
        urgency=urgency,
    )
    if not_before is not None:
        mail.not_before = not_before
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return OutgoingMail.objects.get(key=key)


def forget(key_prefix: str) -> int:
    """Delete every mail whose key begins so, sent or not, with its address; return how many there were."""
    return OutgoingMail.objects.filter(key__startswith=key_prefix).delete()[0]


def try_again(pk: UUID, now: datetime) -> dict[str, Any] | None:
    """Let a mail that was given up be sent once more, from its first attempt; return how it stood, or None."""
    was = given_up().filter(pk=pk).values("attempts", "given_up_at", "noted_at").first()
    fresh = {"attempts": 0, "given_up_at": None, "noted_at": None, "not_before": now}
    return was if was and given_up().filter(pk=pk).update(**fresh) else None


def give_up_again(pk: UUID, was: Mapping[str, Any]) -> bool:
    """Take `try_again` back; False where the mail has been tried meanwhile."""
    return bool(untried().filter(pk=pk).update(**was))


def given_up() -> QuerySet[OutgoingMail]:
    """Return the mails that nobody tries to send any more."""
    return OutgoingMail.objects.filter(sent_at=None, given_up_at__isnull=False)


def note(pk: UUID, moment: datetime | None) -> bool:
    """Write down, or with None take back, that somebody knows that a mail was given up; False where that was so."""
    return bool(given_up().filter(pk=pk, noted_at__isnull=moment is not None).update(noted_at=moment))


def forget_waiting(key_prefix: str) -> int:
    """Delete the mails whose key begins so and that nobody tried to send yet; return how many there were."""
    return untried().filter(key__startswith=key_prefix).delete()[0]


def untried() -> QuerySet[OutgoingMail]:
    """Return the mails that nobody tried to send yet."""
    return OutgoingMail.objects.filter(sent_at=None, given_up_at=None, attempts=0)


def send_due(now: datetime, batch: int = 50) -> Sent:
    """Send up to `batch` mails that are due, the urgent ones first, and begin none after `ROUND` seconds.

    A server that is down costs no mail an attempt.
    """
    until = monotonic() + ROUND
    due = OutgoingMail.objects.filter(sent_at=None, given_up_at=None, not_before__lte=now)
    waiting = list(due.order_by("urgency", "not_before", "created_at")[:batch])
    counts = {"sent": 0, "postponed": 0, "given_up": 0}
    if not waiting:
        return Sent()
    try:
        with _server() as server:
            for mail in waiting:
                if monotonic() > until:
                    break
                if _claim(mail, now):
                    counts[_send(server, mail, now)] += 1
    except ServerDown as error:
        log.warning("mail server down: %s", error)
        return Sent(**counts, server_down=True)
    return Sent(**counts)


def _claim(mail: OutgoingMail, now: datetime) -> bool:
    """Return whether this process may send the mail; another one then finds it not due."""
    unchanged = OutgoingMail.objects.filter(
        pk=mail.pk, sent_at=None, given_up_at=None, not_before=mail.not_before, attempts=mail.attempts
    )
    return unchanged.update(not_before=now + CLAIM) == 1


@contextmanager
def _server() -> Iterator[BaseEmailBackend]:
    """Give an open connection; raises ServerDown when there is none."""
    server = get_connection(settings.MAIL_TRANSPORT)
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as error:
        raise ServerDown(type(error).__name__) from error
    try:
        yield server
    finally:
        server.close()


def _send(server: BaseEmailBackend, mail: OutgoingMail, now: datetime) -> str:
    """Hand one claimed mail over and return what became of it: sent, postponed or given_up.

    Raises ServerDown when the fault is not the mail's. The claim is given back only if the server has surely
    not taken it; after a lost connection that is unknown, and the mail waits until the claim runs out.
    """
    try:
        server.send_messages([_message(mail)])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        return _refused(mail, error, now)
    except smtplib.SMTPSenderRefused as error:
        if error.smtp_code >= 500:
            return _refused(mail, error, now)
        OutgoingMail.objects.filter(pk=mail.pk).update(not_before=mail.not_before)
        raise ServerDown(type(error).__name__) from error
    except (smtplib.SMTPException, OSError) as error:
        if isinstance(error, smtplib.SMTPNotSupportedError):
            OutgoingMail.objects.filter(pk=mail.pk).update(not_before=mail.not_before)
        raise ServerDown(type(error).__name__) from error
    OutgoingMail.objects.filter(pk=mail.pk).update(
        sent_at=timezone.now(), attempts=F("attempts") + 1, last_error=""
    )
    return "sent"


def _refused(mail: OutgoingMail, error: Exception, now: datetime) -> str:
    """Note a refusal: try again later, or give up after the last try."""
    attempts = mail.attempts + 1
    limit = ATTEMPTS_IF_PERMANENT if _is_permanent(error) else ATTEMPTS_IF_TEMPORARY
    is_over = attempts >= limit
    OutgoingMail.objects.filter(pk=mail.pk).update(
        attempts=attempts,
        last_error=str(error)[:300],
        not_before=now + min(FIRST_WAIT * 2**mail.attempts, LONGEST_WAIT),
        given_up_at=now if is_over else None,
    )
    # The text of the error names the recipient, so it stays in the outbox and out of the log.
    log.warning("mail %s refused (%s), attempt %d of %d", mail.pk, type(error).__name__, attempts, limit)
    return "given_up" if is_over else "postponed"


def _is_permanent(error: Exception) -> bool:
    """Return whether the server said "never" (5xx, RFC 5321 §4.2.1); a mail that cannot be written never will be.

    A sender that is refused is our own address, so a setting that people put right: there is more time for that,
    except for a mail that is too large (552, RFC 1870 §6.1).
    """
    if isinstance(error, smtplib.SMTPSenderRefused):
        return error.smtp_code == TOO_LARGE
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return True


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the mail with a Message-ID that never changes, marked as written by a machine (RFC 3834 §5).

    Mail programs show a button for leaving where there is an address for it (RFC 2369 §3.2, RFC 8058 §3.1).
    """
    headers = {}
    if mail.unsubscribe_url:
        headers = {
            "List-Unsubscribe": f"<{mail.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return EmailMultiAlternatives(
        subject=_one_line(mail.subject),
        body=mail.body,
        to=[in_ascii(mail.recipient)],
        reply_to=[in_ascii(mail.reply_to)] if mail.reply_to else None,
        attachments=[_part(Attachment(**one)) for one in mail.attachments],
        headers=headers | {"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
        alternatives=[(mail.html, "text/html")] if mail.html else None,
    )


def _part(attachment: Attachment) -> MIMEText:
    """Return an attachment as a part of a mail; its line breaks stay what they are."""
    part = MIMEText(attachment.text, attachment.subtype, "utf-8")
    for name, value in attachment.parameters.items():
        part.set_param(name, value)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part


def _one_line(text: str) -> str:
    """Return a text without line breaks, which have no place in a header."""
    return " ".join(text.split())
