"""What is kept of people who ask for access to an organisation's page, and of those who are asked about it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Outreach, Reclaim, ReclaimVoucher
from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData, columns_of
from portal.personal_data.rows import deleted, found_in, found_words, written_over

TEXTS = columns_of("network.Reclaim", "words", "objection")


def _asked(person: Person) -> QuerySet[Reclaim]:
    """Return requests that the person made."""
    return Reclaim.objects.filter(email__iexact=person.address)


def find_requests(person: Person) -> Iterator[Found]:
    """Yield requests of the person, what it confirmed of others, and what others wrote about it."""
    yield from found_in(_asked(person), "organisation", "name", "email", "words", "way", "state", "objection")
    if person.user is not None:
        vouchers = ReclaimVoucher.objects.filter(user=person.user).select_related("organisation")
        yield from found_in(vouchers, "organisation", at="said_at")
        asked = Outreach.objects.filter(by=person.user).select_related("organisation")
        yield from found_in(asked, "organisation", at="done_at")
    yield from found_words(TEXTS, person.traces, "created_at")


def erase_requests(person: Person, now: datetime) -> Iterator[Done]:
    """Delete requests of the person; what it did about others' stays that of nobody."""
    yield from deleted(_asked(person))
    if person.user is not None:
        vouched = ReclaimVoucher.objects.filter(user=person.user)
        if count := vouched.update(user=None):
            yield Done(_("Confirmations: name taken out"), count)
    yield from written_over(TEXTS, person.traces)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "access requests": PersonalData(
            label=gettext_lazy("Requests for access to an organisation's page"),
            purpose=gettext_lazy(
                "Giving an organisation that lost its people its page back, and nobody else"
            ),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who ask for access; members who confirm it; people of the office"),
            readers=gettext_lazy("the office, stewards of the organisation, members who are asked"),
            kept=gettext_lazy("%(reclaims)s after the request ended; whom the office asked %(outreach)s."),
            fields=(
                "network.Reclaim.name",
                "network.Reclaim.email",
                "network.Reclaim.decided_by",
                "network.ReclaimVoucher.user",
                "network.Outreach.by",
                *TEXTS,
            ),
            find=find_requests,
            erase=erase_requests,
            copies=(Copy.MAILS,),
        ),
    }
