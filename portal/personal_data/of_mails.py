"""What is kept of mails: those in the outbox, and that a link was used."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import OutgoingMail

from .people import Person
from .records import Basis, Done, Found, PersonalData
from .rows import by_table, deleted, facts_of, kind_of, written_over
from .tables import rows_with
from .traces import REMOVED

# What gives a right to whoever has the link; a report may fall into other hands than the mail.
_SECRET = re.compile(r"(?<=/)[\w:.=-]{40,}(?=/|\b)")
TEXTS = (
    "portal.OutgoingMail.subject",
    "portal.OutgoingMail.body",
    "portal.OutgoingMail.html",
    "portal.OutgoingMail.unsubscribe_url",
    "portal.OutgoingMail.attachments",
    "portal.OutgoingMail.last_error",
)


def _own(person: Person) -> QuerySet[OutgoingMail]:
    """Return mails to the person, and those whose answers go there."""
    return OutgoingMail.objects.filter(
        Q(recipient__iexact=person.address) | Q(reply_to__iexact=person.address)
    ).order_by("created_at")


def find_mails(person: Person) -> Iterator[Found]:
    """Yield mails to the person in full, and of mails to others that name the person only that there are some.

    Who else got one is not said: it may be an address that its owner keeps to itself.
    """
    for mail in _own(person):
        is_to = mail.recipient.lower() == person.address
        facts = facts_of(mail, "recipient", "subject", "body") if is_to else facts_of(mail, "reply_to")
        facts = {label: _SECRET.sub(REMOVED, words) for label, words in facts.items()}
        state = _("sent") if mail.sent_at else _("given up") if mail.given_up_at else _("waits to be sent")
        facts[_("State")] = state
        if not is_to:
            facts[_("Whose")] = _("a mail to somebody else, whose answer goes to you")
        yield Found(kind_of(mail), facts, mail.created_at)
    own = set(_own(person).values_list("pk", flat=True))
    for columns in by_table(TEXTS):
        for key, _texts in rows_with(columns, person.traces):
            if key not in own:
                at = OutgoingMail.objects.values_list("created_at", flat=True).get(pk=key)
                yield Found(
                    kind_of(OutgoingMail), {_("Whose"): _("a mail to somebody else that names you")}, at
                )


def erase_mails(person: Person, now: datetime) -> Iterator[Done]:
    """Delete mails to and from the person, waiting ones, too, and take the person out of mails to others."""
    yield from deleted(_own(person))
    yield from written_over(TEXTS, person.all_traces)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "mails": PersonalData(
            label=gettext_lazy("Mails"),
            purpose=gettext_lazy("Sending what was asked for, once, also after a fault of the mail server"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("whoever gets a mail from the portal, and who is named in it"),
            readers=gettext_lazy("whoever gets it; that a mail waits or failed, the office"),
            kept=gettext_lazy("%(mails)s after it was sent or given up."),
            fields=(
                "portal.OutgoingMail.recipient",
                "portal.OutgoingMail.reply_to",
                *TEXTS,
            ),
            find=find_mails,
            erase=erase_mails,
            order=90,
        ),
        "links": PersonalData(
            label=gettext_lazy("Links in mails"),
            purpose=gettext_lazy("Making sure that a link works only once"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("whoever used one"),
            readers=gettext_lazy("nobody: what is kept is a digest"),
            kept=gettext_lazy("%(links)s after its use."),
            fields=("portal.UsedLink.digest",),
        ),
        "networks": PersonalData(
            label=gettext_lazy("Network addresses (IP)"),
            purpose=gettext_lazy("Letting nobody use up what is meant for all"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("everybody who visits the portal"),
            readers=gettext_lazy("nobody"),
            kept=gettext_lazy(
                "They are not stored. While the portal runs, it counts by digests in its memory, under a key that"
                " changes every day; its log holds neither addresses nor what was looked for."
            ),
            fields=(),
        ),
    }
