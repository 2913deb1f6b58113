"""What is kept of people who write circulars and who get them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.messages.leaving import digest_of_account
from network.models import Circular, CircularMail, CircularRefusal, CircularState, CircularWish
from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData, columns_of
from portal.personal_data.rows import deleted, found_in, found_words, kind_of, written_over

TEXTS = columns_of("network.Circular", "subject", "text", "reason")
UNSENT = (CircularState.DRAFT, CircularState.WAITING, CircularState.RETURNED)


def _written(person: Person) -> QuerySet[Circular]:
    """Return circulars that the account wrote."""
    return Circular.objects.filter(author=person.user) if person.user else Circular.objects.none()


def find_circulars(person: Person) -> Iterator[Found]:
    """Yield circulars that the account wrote, and what others wrote about the person."""
    yield from found_in(_written(person), "organisation", "subject", "text", "reply_to", "state")
    yield from found_words(TEXTS, person.traces, "created_at")


def erase_circulars(person: Person, now: datetime) -> Iterator[Done]:
    """Delete what the account wrote and nobody got; what was sent loses its author and the person's words."""
    yield from deleted(_written(person).filter(state__in=UNSENT))
    if count := _written(person).update(author=None):
        yield Done(_("Circulars: author taken out"), count)
    Circular.objects.filter(reply_to__iexact=person.address).update(reply_to="")
    yield from written_over(TEXTS, person.traces)


def find_readings(person: Person) -> Iterator[Found]:
    """Yield what the person wants to hear about, what it was sent, and that it wants no circulars."""
    if person.user is not None:
        wishes = CircularWish.objects.filter(user=person.user).select_related(
            "organisation", "topic", "region"
        )
        for wish in wishes:
            about = {_("Organisation"): str(wish.organisation), _("About"): str(wish.topic or wish.region)}
            yield Found(kind_of(wish), about, wish.since)
        digest = digest_of_account(person.user)
        for mail in CircularMail.objects.filter(recipient=digest).select_related("circular"):
            yield Found(_("Circular that was sent to you"), {_("Subject"): str(mail.circular)})
        for row in CircularRefusal.objects.filter(recipient=digest):
            yield Found(_("Wants no circulars"), {}, row.since)


def erase_readings(person: Person, now: datetime) -> Iterator[Done]:
    """Forget wishes, and what the account was sent or did not want; it gets no circulars any more."""
    if person.user is None:
        return
    digest = digest_of_account(person.user)
    yield from deleted(CircularWish.objects.filter(user=person.user))
    yield from deleted(CircularMail.objects.filter(recipient=digest), _("Circulars that were sent"))
    yield from deleted(CircularRefusal.objects.filter(recipient=digest), _("Wants no circulars"))


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "circulars": PersonalData(
            label=gettext_lazy("Circulars"),
            purpose=gettext_lazy("Members and the office writing to many members at once"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who write circulars or are named in them"),
            readers=gettext_lazy("the office; whoever acts for the organisation; those who get them"),
            kept=gettext_lazy(
                "What was not sent %(circular-drafts)s; words, answer address and who got it "
                "%(circular-words)s after sending; the row without them %(circulars)s."
            ),
            fields=(
                "network.Circular.author",
                "network.Circular.decided_by",
                "network.Circular.reply_to",
                *TEXTS,
            ),
            find=find_circulars,
            erase=erase_circulars,
            copies=(Copy.MAILS,),
        ),
        "circular-readers": PersonalData(
            label=gettext_lazy("Who gets circulars"),
            purpose=gettext_lazy("Writing to nobody twice, and to nobody who does not want it"),
            basis=Basis.CONSENT,
            whose=gettext_lazy("people who act for organisations"),
            readers=gettext_lazy("the person; of addresses a digest is kept, which nobody reads"),
            kept=gettext_lazy(
                "Wishes until they are taken back or the stewardship ends; whom a circular went to "
                "%(circular-words)s; that somebody wants none, until it is taken back."
            ),
            fields=(
                "network.CircularWish.user",
                "network.CircularMail.recipient",
                "network.CircularRefusal.recipient",
            ),
            find=find_readings,
            erase=erase_readings,
        ),
    }
