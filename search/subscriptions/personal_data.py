"""What the search keeps of people: who wants to hear of news, and what everybody may find."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.search.models import IndexEntry

from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData
from portal.personal_data.rows import deleted, found_in
from portal.registries import personal_data

from .models import SavedSearch


def _saved(person: Person) -> QuerySet[SavedSearch]:
    """Return the searches that the person saved."""
    return SavedSearch.objects.filter(email__iexact=person.address)


def find(person: Person) -> Iterator[Found]:
    """Yield the searches that the person saved."""
    names = ("email", "query", "rhythm", "language", "confirmed_at", "last_sent_at")
    yield from found_in(_saved(person), *names, what=_("Saved search"))


def erase(person: Person, now: datetime) -> Iterator[Done]:
    """Delete the searches that the person saved; their mails go with all others to the address."""
    yield from deleted(_saved(person), _("Saved search"))


def _of_wagtails_search() -> Iterator[str]:
    """Yield the columns in which Wagtail's own search keeps words; plain ones on PostgreSQL alone."""
    known = {column.name for column in IndexEntry._meta.local_concrete_fields}
    for name in ("title", "autocomplete", "body", "title_text", "body_text"):
        if name in known:
            yield f"wagtailsearch.IndexEntry.{name}"


def register() -> None:
    """Add to the record."""
    entries = {
        "saved searches": PersonalData(
            label=gettext_lazy("Saved searches"),
            purpose=gettext_lazy("Telling somebody what is new"),
            basis=Basis.CONSENT,
            whose=gettext_lazy("people who asked for it, without an account"),
            readers=gettext_lazy("nobody"),
            kept=gettext_lazy(
                "Until they end it, by the link in every mail; unconfirmed ones %(saved-searches-unconfirmed)s, those"
                " that no longer work %(saved-searches-faulty)s."
            ),
            fields=("search.SavedSearch.email", "search.SavedSearch.query"),
            find=find,
            erase=erase,
            copies=(Copy.MAILS,),
        ),
        "search": PersonalData(
            label=gettext_lazy("Search"),
            purpose=gettext_lazy("Finding organisations and dates"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people who are named in what everybody may see"),
            readers=gettext_lazy("everybody. What is looked for is not stored"),
            kept=gettext_lazy(
                "It follows pages and dates within a minute; what has gone leaves an empty row."
            ),
            fields=(
                "search.SearchDocument.data",
                "search.SearchDocument.title",
                "search.SearchDocument.shown",
                *_of_wagtails_search(),
            ),
            jobs=("changes",),
            copies=(Copy.INDEX,),
        ),
    }
    for name, entry in entries.items():
        personal_data.register(name, entry)
