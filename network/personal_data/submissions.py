"""What is kept of people who submit pages and who decide on them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Submission
from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData, columns_of
from portal.personal_data.rows import found_in, found_words, written_over

TEXTS = columns_of("network.Submission", "comment", "notes", "undo")


def find_submissions(person: Person) -> Iterator[Found]:
    """Yield what the account submitted and decided, and what was said about the person."""
    if person.user is not None:
        submitted = Submission.objects.filter(submitted_by=person.user).select_related("page", "organisation")
        yield from found_in(submitted, "page", "organisation", "verdict", "comment", at="submitted_at")
        decided = Submission.objects.filter(settled_by=person.user).select_related("page")
        for row in decided:
            yield Found(_("Something you decided"), {_("Page"): str(row.page)}, row.settled_at)
    yield from found_words(TEXTS, person.traces, "submitted_at")


def erase_submissions(person: Person, now: datetime) -> Iterator[Done]:
    """Take the account and the person's words out; that something was decided, and when, stays."""
    if person.user is not None:
        count = Submission.objects.filter(submitted_by=person.user).update(submitted_by=None)
        count += Submission.objects.filter(settled_by=person.user).update(settled_by=None)
        if count:
            yield Done(_("Submissions: name taken out"), count)
    yield from written_over(TEXTS, person.traces)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "submissions": PersonalData(
            label=gettext_lazy("Pages submitted to be checked"),
            purpose=gettext_lazy("Deciding on them, telling why, and taking a decision back"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who submit pages, people who decide on them"),
            readers=gettext_lazy("the office, editors, stewards of the same organisation"),
            kept=gettext_lazy("%(submissions)s after the decision."),
            fields=("network.Submission.submitted_by", "network.Submission.settled_by", *TEXTS),
            find=find_submissions,
            erase=erase_submissions,
            copies=(Copy.MAILS, Copy.LOGS),
        ),
    }
