"""What is kept of people who wrote: hints about entries, messages to organisations, and whom the portal asked."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.freshness.recipients import Recipient
from network.models import AskingMail, Correction, NotAsked, RelayMessage
from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData
from portal.personal_data.rows import deleted, found_in, found_words, written_over

HINT_TEXTS = ("network.Correction.text",)
RELAY_TEXTS = ("network.RelayMessage.text",)


def _hints(person: Person) -> QuerySet[Correction]:
    """Return hints that the person sent."""
    return Correction.objects.filter(sender__iexact=person.address)


def find_hints(person: Person) -> Iterator[Found]:
    """Yield hints that the person sent, and what others wrote about the person."""
    yield from found_in(_hints(person), "organisation", "text", "sender", "status")
    yield from found_words(HINT_TEXTS, person.traces, "created_at")


def erase_hints(person: Person, now: datetime) -> Iterator[Done]:
    """Delete the person's hints, and take the person out of those of others."""
    yield from deleted(_hints(person))
    yield from written_over(HINT_TEXTS, person.traces)


def _messages(person: Person) -> QuerySet[RelayMessage]:
    """Return messages of the person that are not confirmed."""
    return RelayMessage.objects.filter(sender__iexact=person.address)


def find_messages(person: Person) -> Iterator[Found]:
    """Yield messages that the person wrote and that are not sent."""
    yield from found_in(_messages(person), "organisation", "sender_name", "sender", "text")


def erase_messages(person: Person, now: datetime) -> Iterator[Done]:
    """Delete messages that the person wrote and that are not sent; others about the person lose the words."""
    yield from deleted(_messages(person))
    yield from written_over(RELAY_TEXTS, person.traces)


def find_asked(person: Person) -> Iterator[Found]:
    """Yield when the person was asked whether an entry is still right, and that it wants no such mails."""
    digest = Recipient(person.address).digest
    asked = AskingMail.objects.filter(recipient=digest).select_related("asking__organisation")
    for mail in asked:
        yield Found(
            _("Asked whether everything is still right"),
            {_("Organisation"): str(mail.asking.organisation), _("Day"): mail.queued_on.isoformat()},
        )
    for row in NotAsked.objects.filter(recipient=digest):
        yield Found(_("Wants no questions about freshness"), {}, row.since)


def erase_asked(person: Person, now: datetime) -> Iterator[Done]:
    """Forget that the person was asked; that nobody is to ask stays."""
    digest = Recipient(person.address).digest
    yield from deleted(AskingMail.objects.filter(recipient=digest), _("Questions about freshness"))
    if count := NotAsked.objects.filter(recipient=digest).count():
        why = _("So that nobody writes there again; it is a digest, from which no address can be made.")
        yield Done(_("Wants no questions about freshness"), count, why_kept=why)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "hints": PersonalData(
            label=gettext_lazy("Hints about entries"),
            purpose=gettext_lazy("Putting right what is wrong, and asking back"),
            basis=Basis.CONSENT,
            whose=gettext_lazy("readers who send a hint, and whom they write about"),
            readers=gettext_lazy("the office"),
            kept=gettext_lazy("%(corrections)s."),
            fields=("network.Correction.sender", *HINT_TEXTS),
            find=find_hints,
            erase=erase_hints,
            copies=(Copy.MAILS,),
        ),
        "messages": PersonalData(
            label=gettext_lazy("Messages to organisations"),
            purpose=gettext_lazy("Reaching an organisation whose address is not public"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who write to an organisation"),
            readers=gettext_lazy("the organisation; the office where it has to pass the message on"),
            kept=gettext_lazy(
                "Words and address until they are confirmed, at most %(relay)s; then they go at once."
            ),
            fields=(
                "network.RelayMessage.sender",
                "network.RelayMessage.sender_name",
                *RELAY_TEXTS,
            ),
            find=find_messages,
            erase=erase_messages,
            jobs=("relay",),
            copies=(Copy.MAILS,),
        ),
        "asked": PersonalData(
            label=gettext_lazy("Questions whether everything is still right"),
            purpose=gettext_lazy("Asking nobody twice within a month, and nobody who does not want it"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("stewards and organisations with an address of their own"),
            readers=gettext_lazy("nobody: what is kept is a digest"),
            kept=gettext_lazy("%(freshness)s; that somebody wants no questions, until it is taken back."),
            fields=("network.AskingMail.recipient", "network.NotAsked.recipient"),
            find=find_asked,
            erase=erase_asked,
            copies=(Copy.MAILS,),
        ),
    }
