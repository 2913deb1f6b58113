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
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from network.choices import ContactKind
from network.models import ContactPoint, Organisation, RelayMessage
from network.records import ActorRecord
from portal import outbox, signed_links
from portal.accounts import mailboxes
from portal.anonymous_forms import AnonymousForm
from portal.disclosure import Audience
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail, Urgency

PURPOSE = "confirm-relay"
KEEP = timedelta(hours=48)  # a message waits for its sender, and its bare row counts for the limits, so long
DAY = timedelta(days=1)
MOST_A_DAY = 25  # messages that reach one organisation itself; further ones go to the office
MOST_CONFIRMED = 200  # messages to one organisation a day that anybody gets
MOST_WAITING = 1000  # unconfirmed ones to one organisation, the oldest go first
MOST_PER_SENDER = 3  # unconfirmed ones from one address, so mails that ask it
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
        # A browser that keeps it would show it to whoever presses "back" afterwards.
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
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
    return own_addresses([entry.pk]).get(entry.pk, office)


def usable_contacts() -> QuerySet[ContactPoint]:
    """Return what published pages say of how their organisations are reached, as far as anybody may use it."""
    return ContactPoint.objects.filter(page__live=True).exclude(disclosure=Audience.NOBODY)


def own_addresses(entries: Iterable[int]) -> dict[int, str]:
    """Return the address of each entry that has one of its own, by the entry's id; one query."""
    rank = Case(
        *(When(disclosure=audience, then=Value(rank)) for rank, audience in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    own = usable_contacts().filter(page__organisation__in=entries, kind=ContactKind.EMAIL)
    rows = own.order_by(rank, F("sort_order").asc(nulls_last=True), "pk")
    found: dict[int, str] = {}
    for pk, address in rows.values_list("page__organisation_id", "value"):
        found.setdefault(pk, address)
    return found


def with_hidden_address(page_ids: Iterable[int]) -> set[int]:
    """Return those pages whose organisations have an address of their own that messages can be passed on to."""
    own = usable_contacts().filter(page__in=page_ids, kind=ContactKind.EMAIL)
    return set(own.order_by().values_list("page_id", flat=True))


def may_write(sender: str, now: datetime) -> bool:
    """Return whether an address may be asked once more; what waits for others closes the form to nobody."""
    asked = RelayMessage.objects.filter(created_at__gt=now - DAY, passed_on_at=None, sender__iexact=sender)
    return asked.count() < MOST_PER_SENDER


def addressee(entry: Organisation, office: str, now: datetime) -> str:
    """Return who gets a message confirmed now, "" for nobody today.

    What is more than an organisation can be expected to read goes to the office, which looks through it.
    """
    today = RelayMessage.objects.filter(organisation=entry, passed_on_at__gt=now - DAY).count()
    if today >= MOST_CONFIRMED:
        return ""
    return office if office and today >= MOST_A_DAY else recipient_of(entry, office)


@transaction.atomic
def receive(entry: Organisation, form: RelayForm, base_url: str, now: datetime) -> None:
    """Store a message and ask its sender to confirm it; a second press of the button does nothing.

    Raises ValidationError where too many questions to that sender are open.
    """
    key = UUID(form.submission_key)
    if RelayMessage.objects.filter(pk=key).exists():
        return
    sender = form.cleaned_data["sender"]
    if not may_write(sender, now) or not mailboxes.FORM.take(sender, now):
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
    outbox.queue(
        f"{CONFIRMATION}{message.pk}",
        message.sender,
        _("Please confirm your message"),
        _confirmation(entry, link),
        urgency=Urgency.ANSWER,
    )
    _make_room(entry)


def _make_room(entry: Organisation) -> None:
    """Drop the oldest messages to an organisation that nobody confirmed, beyond those that may wait."""
    waiting = RelayMessage.objects.filter(organisation=entry, passed_on_at=None)
    _drop(waiting.order_by("-created_at", "pk").values_list("pk", flat=True)[MOST_WAITING:])


def _drop(waiting: Iterable[UUID]) -> int:
    """Delete messages that nobody confirmed, with the mails that ask for it; return how many there were."""
    keys = list(waiting)
    for key in keys:
        outbox.forget(f"{CONFIRMATION}{key}")
    RelayMessage.objects.filter(pk__in=keys).delete()
    return len(keys)


def _confirmation(entry: Organisation, link: str) -> str:
    """Return what the sender reads: the way to confirm, and no word that was typed into the form.

    Subject and first lines stand on the screen of a locked phone, so the name comes after them.
    """
    lines = [
        _("Somebody wrote a message on our portal and gave this address for the answer."),
        _("If it was you, look at the message once more and send it from here: %(link)s") % {"link": link},
        _(
            "It is meant for “%(name)s”. Until it is sent nobody but you can read it."
            " After 48 hours we delete it unread."
        )
        % {"name": entry.name},
        _("If it was not you, there is nothing to do."),
    ]
    return "\n\n".join(lines)


def waiting(pk: str) -> RelayMessage | None:
    """Return a message that waits for its sender, None when it is gone or went."""
    return RelayMessage.objects.select_related("organisation").filter(pk=pk, passed_on_at=None).first()


def pass_on(message: RelayMessage, office: str, now: datetime) -> bool:
    """Put a confirmed message into the outbox and delete its words here; False where nobody takes it today."""
    recipient = addressee(message.organisation, office, now)
    if not recipient:
        return False
    with override(settings.LANGUAGE_CODE):  # the organisation's, whatever the sender's is
        name = Truncator(message.organisation.name).chars(SUBJECT)
        if recipient == office:
            subject = _("To be passed on to %(name)s: a message from the portal") % {"name": name}
        else:
            subject = _("A message to %(name)s from the portal") % {"name": name}
        body = _letter(message, _first_line(message.organisation, recipient, office))
    outbox.queue(f"{MESSAGE}{message.pk}", recipient, subject, body, reply_to=message.sender)
    mailboxes.FORM.owner_was_here(message.sender)
    message.sender = message.sender_name = message.text = ""
    message.passed_on_at = now
    message.save(update_fields=["sender", "sender_name", "text", "passed_on_at"])
    return True


def _first_line(entry: Organisation, recipient: str, office: str) -> str:
    """Return what tells the organisation, or the office that knows how to reach it, why it reads this."""
    if recipient != office:
        return _("Somebody wrote to “%(name)s” through the portal. Your address was not shown.")
    if recipient_of(entry, "") not in ("", office):
        return _(
            "“%(name)s” got very many messages through the portal today."
            " Please look through this one and pass it on:"
        )
    return _("Somebody looks for “%(name)s”, of which we know no address. Please pass this message on:")


def _letter(message: RelayMessage, first: str) -> str:
    """Return what the organisation or the office reads, after a line with the organisation's name."""
    name = {"name": message.organisation.name}
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
    unconfirmed = RelayMessage.objects.filter(passed_on_at=None, created_at__lt=before)
    gone = _drop(unconfirmed.values_list("pk", flat=True))
    counts_no_more = RelayMessage.objects.filter(passed_on_at__lt=before + KEEP - DAY, created_at__lt=before)
    return gone + counts_no_more.delete()[0]
