"""Messages to organisations that nobody may write to directly: confirmed by the sender, passed on, forgotten.

The address an organisation keeps to itself is read here and goes into the outbox only; no page, no error, no log and
no mail to the sender holds it. Nothing is passed on before the sender pressed the button behind a link that only the
owner of the given address has: so nobody can write in somebody else's name. The mail with that link repeats no word
of the message, so nobody can be sent anything by means of this form either.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from network.choices import ContactKind
from network.models import ContactPoint, Organisation, RelayMessage
from network.records import ActorRecord
from portal import outbox, signed_links
from portal.anonymous_forms import AnonymousForm
from portal.disclosure import Audience
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail

PURPOSE = "confirm-relay"
KEEP = timedelta(hours=48)  # a message waits for its sender, and its bare row counts for the limits, so long
DAY = timedelta(days=1)
MOST_A_DAY = 25  # messages that reach one organisation
MOST_WAITING = 200  # unconfirmed ones to one organisation
MOST_PER_SENDER = 3  # unconfirmed ones from one address
SUBJECT = 120  # characters of a name in the subject of a mail
# How the keys of its mails begin.
MAILS, CONFIRMATION, MESSAGE, RETURNED = "relay:", "relay:ask:", "relay:to:", "relay:office:"

# Per worker: five messages at once from one network, then one an hour, so that none fills up what may wait.
limit = RateLimit(size=5, per_second=1 / 3600)

# Whoever may see more comes later: an address meant for few is used only where there is no other.
_ORDER = (Audience.PUBLIC, Audience.MEMBERS, Audience.OFFICE, Audience.REGISTRANTS)


class RelayForm(AnonymousForm):
    """A message and where its answer goes."""

    name = "relay"

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Say what it is about and how urgent it is. You need not tell everything here."
        ),
    )
    sender_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("A first name is enough."),
    )
    sender = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "The answer goes there, straight from the organisation. Give one that nobody else reads."
        ),
    )


def needs_relay(record: ActorRecord) -> bool:
    """Return whether nobody can write to an actor directly, going by its public record."""
    return all(contact.kind != ContactKind.EMAIL for contact in record.contacts)


def recipient_of(entry: Organisation, office: str) -> str:
    """Return where a message to an entry goes: its own hidden address, else the office's, "" for neither.

    The emergency switch hides addresses and changes nothing here; one that nobody may use stays unused.
    """
    rank = Case(
        *(When(disclosure=audience, then=Value(rank)) for rank, audience in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    own = ContactPoint.objects.filter(
        page__organisation=entry, page__live=True, kind=ContactKind.EMAIL, disclosure__in=_ORDER
    )
    return own.order_by(rank, "sort_order", "pk").values_list("value", flat=True).first() or office


def with_hidden_address(page_ids: Iterable[int]) -> set[int]:
    """Return those pages whose organisations have an address of their own that messages can be passed on to."""
    own = ContactPoint.objects.filter(
        page__in=page_ids, page__live=True, kind=ContactKind.EMAIL, disclosure__in=_ORDER
    )
    return set(own.order_by().values_list("page_id", flat=True))


def may_write(entry: Organisation, sender: str, now: datetime) -> bool:
    """Return whether one more message may be taken: limits per organisation, and per address of a sender."""
    today = RelayMessage.objects.filter(created_at__gt=now - DAY)
    waiting = today.filter(passed_on_at=None)
    return (
        not _is_full(entry, now)
        and waiting.filter(organisation=entry).count() < MOST_WAITING
        and waiting.filter(sender__iexact=sender).count() < MOST_PER_SENDER
    )


def _is_full(entry: Organisation, now: datetime) -> bool:
    """Return whether an organisation got as many messages within a day as it can be expected to read."""
    return RelayMessage.objects.filter(organisation=entry, passed_on_at__gt=now - DAY).count() >= MOST_A_DAY


@transaction.atomic
def receive(entry: Organisation, form: RelayForm, base_url: str, now: datetime) -> None:
    """Store a message and ask its sender to confirm it; a second press of the button does nothing.

    Raises ValidationError where a limit is reached.
    """
    key = UUID(form.submission_key)
    if RelayMessage.objects.filter(pk=key).exists():
        return
    if not may_write(entry, form.cleaned_data["sender"], now):
        raise ValidationError(
            _(
                "Very many messages are waiting at the moment. Please confirm earlier ones, or try again tomorrow."
            )
        )
    typed = {name: form.cleaned_data[name] for name in ("text", "sender_name", "sender")}
    message, is_new = RelayMessage.objects.get_or_create(
        pk=key, defaults={"organisation": entry, "created_at": now, **typed}
    )
    if not is_new:
        return
    token = signed_links.make(PURPOSE, str(message.pk), now + KEEP, now)
    link = base_url + reverse("confirm_relay", args=[token])
    subject = _("Please confirm: your message to %(name)s") % {"name": Truncator(entry.name).chars(SUBJECT)}
    outbox.queue(f"{CONFIRMATION}{message.pk}", message.sender, subject, _confirmation(entry, link))


def _confirmation(entry: Organisation, link: str) -> str:
    """Return what the sender reads: the way to confirm, and no word that was typed into the form."""
    lines = [
        _("Somebody wrote a message to “%(name)s” on our portal and gave this address for the answer.")
        % {"name": entry.name},
        _("If it was you, look at the message once more and send it from here: %(link)s") % {"link": link},
        _("Until then nobody but you can read it. After 48 hours we delete it unread."),
        _("If it was not you, there is nothing to do."),
    ]
    return "\n\n".join(lines)


def waiting(pk: str) -> RelayMessage | None:
    """Return a message that waits for its sender, None when it is gone or went."""
    return RelayMessage.objects.select_related("organisation").filter(pk=pk, passed_on_at=None).first()


def pass_on(message: RelayMessage, office: str, now: datetime) -> bool:
    """Put a confirmed message into the outbox and delete its words here; False where nobody takes it today."""
    recipient = recipient_of(message.organisation, office)
    if not recipient or _is_full(message.organisation, now):
        return False
    with override(settings.LANGUAGE_CODE):  # the organisation's, whatever the sender's is
        name = Truncator(message.organisation.name).chars(SUBJECT)
        if recipient == office:
            subject = _("To be passed on to %(name)s: a message from the portal") % {"name": name}
        else:
            subject = _("A message to %(name)s from the portal") % {"name": name}
        body = _letter(message, is_for_office=recipient == office)
    outbox.queue(f"{MESSAGE}{message.pk}", recipient, subject, body, reply_to=message.sender)
    message.sender = message.sender_name = message.text = ""
    message.passed_on_at = now
    message.save(update_fields=["sender", "sender_name", "text", "passed_on_at"])
    return True


def _letter(message: RelayMessage, is_for_office: bool) -> str:
    """Return what the organisation reads, or the office that knows how to reach it."""
    name = {"name": message.organisation.name}
    first = (
        _("Somebody looks for “%(name)s”, of which we know no address. Please pass this message on:")
        if is_for_office
        else _("Somebody wrote to “%(name)s” through the portal. Your address was not shown.")
    )
    lines = [
        first % name,
        message.text,
        _("From: %(sender)s") % {"sender": f"{message.sender_name} <{message.sender}>".strip()},
        _("Your answer goes straight to this address. The sender confirmed it; the portal keeps no copy."),
    ]
    return "\n\n".join(lines)


def tidy(now: datetime, office: str) -> str:
    """Forget what went and what nobody confirmed; what a mail server refused for good goes to the office."""
    ours = OutgoingMail.objects.filter(key__startswith=MAILS)
    refused = ours.filter(given_up_at__isnull=False)
    turned = sum(_return_to_office(mail, office) for mail in refused.filter(key__startswith=MESSAGE))
    gone = ours.filter(sent_at__isnull=False).delete()[0]
    gone += refused.filter(key__startswith=CONFIRMATION).delete()[0]
    return f"{gone} mails and {forget(now - KEEP)} messages forgotten, {turned} turned over to the office"


@transaction.atomic
def _return_to_office(mail: OutgoingMail, office: str) -> bool:
    """Hand a message that could not be delivered to the office, once; it stays where there is no other address."""
    if not office or mail.recipient == office:
        return False
    with override(settings.LANGUAGE_CODE):
        subject = _("Could not be delivered: %(subject)s") % {"subject": mail.subject}
    outbox.queue(
        f"{RETURNED}{mail.key.removeprefix(MESSAGE)}",
        office,
        Truncator(subject).chars(200),
        mail.body,
        reply_to=mail.reply_to,
    )
    mail.delete()
    return True


@transaction.atomic
def forget(before: datetime) -> int:
    """Delete messages written before a moment, with what still asks their senders; return how many there were.

    A confirmed message that waits for a mail server stays in the outbox until it went.
    """
    counts_no_more = Q(passed_on_at=None) | Q(passed_on_at__lt=before + KEEP - DAY)
    old = RelayMessage.objects.filter(counts_no_more, created_at__lt=before)
    for pk in old.filter(passed_on_at=None).values_list("pk", flat=True):
        outbox.forget(f"{CONFIRMATION}{pk}")
    return old.delete()[0]
