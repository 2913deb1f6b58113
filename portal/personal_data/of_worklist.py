"""What is kept of the list of open matters: who takes care of what, and what was done from it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy

from portal.worklist.models import WorkAssignment, WorkStep

from .people import Person
from .records import Basis, Done, Found, PersonalData
from .rows import deleted, found_in, found_words, written_over

TEXTS = ("portal.WorkStep.titles", "portal.WorkStep.way_back")


def find_work(person: Person) -> Iterator[Found]:
    """Yield what the account takes care of and what it did in the last day, and steps that name the person."""
    if person.user is not None:
        yield from found_in(WorkAssignment.objects.filter(owner=person.user), "queue", at="at")
        yield from found_in(WorkStep.objects.filter(by=person.user), "queue", "action", at="at")
    yield from found_words(TEXTS, person.traces, "at")


def erase_work(person: Person, now: datetime) -> Iterator[Done]:
    """Delete what the account takes care of and its steps; those of others lose the person's words."""
    if person.user is not None:
        yield from deleted(WorkAssignment.objects.filter(owner=person.user))
        yield from deleted(WorkStep.objects.filter(by=person.user))
    yield from written_over(TEXTS, person.traces)


def records() -> dict[str, PersonalData]:
    """Return the entry of the record, by name."""
    return {
        "open matters": PersonalData(
            label=gettext_lazy("Care for open matters"),
            purpose=gettext_lazy("Knowing who takes care of what waits, and taking a step back"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people of the office and editors; people who are named in what waits"),
            readers=gettext_lazy("the office and editors"),
            kept=gettext_lazy("Who takes care, as long as it waits; what was done %(work steps)s."),
            fields=("portal.WorkAssignment.owner", "portal.WorkStep.by", *TEXTS),
            find=find_work,
            erase=erase_work,
        ),
    }
