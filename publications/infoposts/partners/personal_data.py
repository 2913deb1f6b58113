"""What is kept of partners: an address and whose infoposts it gets."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData
from portal.personal_data.rows import deleted, found_in
from publications.models import Partner


def _rows(person: Person) -> QuerySet[Partner]:
    """Return what the person asked for."""
    return Partner.objects.filter(email__iexact=person.address)


def find(person: Person) -> Iterator[Found]:
    """Yield what the person asked for."""
    names = ("email", "organisation", "language", "confirmed_at")
    yield from found_in(_rows(person), *names, what=_("Share kits by mail"))


def erase(person: Person, now: datetime) -> Iterator[Done]:
    """Delete what the person asked for; the mails go with all others to the address."""
    yield from deleted(_rows(person), _("Share kits by mail"))


PARTNERS = PersonalData(
    label=gettext_lazy("Share kits by mail"),
    purpose=gettext_lazy("Sending new infoposts to partners who pass them on"),
    basis=Basis.CONSENT,
    whose=gettext_lazy("people who asked for it, without an account"),
    readers=gettext_lazy("nobody"),
    kept=gettext_lazy(
        "Until they end it, by the link in every mail; unconfirmed ones %(partners-unconfirmed)s."
    ),
    fields=("publications.Partner.email",),
    find=find,
    erase=erase,
    copies=(Copy.MAILS,),
)
