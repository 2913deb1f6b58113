"""What is kept of people who act for organisations, and of what the office did: who, and how it was before."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import BulkEdit, FreshnessEdit, Merge, Stewardship
from network.models.care import Done as Step
from network.models.stewardship import today
from portal.personal_data.people import Person
from portal.personal_data.records import Basis, Done, Found, PersonalData, columns_of
from portal.personal_data.rows import found_in, found_words, kind_of, written_over

ENDED_KEPT = timedelta(days=3 * 365)
# Nobody takes back what was done a year ago; what was there before lives on nowhere else.
WAYS_BACK_KEPT = timedelta(days=365)
STEPS: tuple[type[Step], ...] = (Merge, BulkEdit, FreshnessEdit)
STEP_TEXTS = (
    *(f"network.{model.__name__}.steps" for model in STEPS),
    "network.BulkEdit.summary",
    "network.DuplicatePair.reasons",
)


def needed_accounts() -> QuerySet:
    """Return the ids of accounts that act for an organisation now or later."""
    open_ones = Stewardship.objects.exclude(until__lte=today())
    return open_ones.order_by().values("user_id")


def forget_stewardships(before: datetime) -> int:
    """Delete stewardships that ended before a moment."""
    return Stewardship.objects.filter(until__lt=timezone.localdate(before)).delete()[0]


def forget_ways_back(before: datetime) -> int:
    """Empty what was kept to take back merges and edits made before a moment; that they were made stays."""
    return sum(model.objects.filter(done_at__lt=before).exclude(steps={}).update(steps={}) for model in STEPS)


def find_stewardships(person: Person) -> Iterator[Found]:
    """Yield for whom the account acts or acted."""
    if person.user is not None:
        rows = Stewardship.objects.filter(user=person.user).select_related("organisation")
        yield from found_in(rows, "organisation", "since", "until")


def erase_stewardships(person: Person, now: datetime) -> Iterator[Done]:
    """End what the account acts for; who acted when stays, without a name, for its time."""
    if person.user is None:
        return
    rows = Stewardship.objects.filter(user=person.user)
    ended = 0
    for row in rows.exclude(until__lte=timezone.localdate(now)):
        row.until = max(timezone.localdate(now), row.since)
        row.save(update_fields=["until"])
        ended += 1
    if ended:
        yield Done(_("Stewardships ended"), ended)
    if count := rows.count():
        why = _("Others must be able to see later when somebody acted; who it was is no longer said.")
        yield Done(kind_of(Stewardship), count, why_kept=why)


def find_steps(person: Person) -> Iterator[Found]:
    """Yield merges and edits that the account made, and ways back in which the person's words stand."""
    for model in STEPS if person.user else ():
        yield from found_in(model.objects.filter(by=person.user), at="done_at")
    yield from found_words(STEP_TEXTS, person.traces)


def erase_steps(person: Person, now: datetime) -> Iterator[Done]:
    """Take the person's words out of ways back; undoing then restores the rest."""
    yield from written_over(STEP_TEXTS, person.traces)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "stewardships": PersonalData(
            label=gettext_lazy("Stewardships"),
            purpose=gettext_lazy("Knowing who may act for an organisation, and who did"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who act for an organisation"),
            readers=gettext_lazy("the office, stewards of the same organisation"),
            kept=gettext_lazy(
                "As long as somebody acts for an organisation, and %(stewardships)s after that."
            ),
            fields=columns_of("network.Stewardship", "user", "invited_by", "ended_by"),
            find=find_stewardships,
            erase=erase_stewardships,
        ),
        "steps": PersonalData(
            label=gettext_lazy("Merges and edits of many entries"),
            purpose=gettext_lazy("Taking back what turned out to be wrong"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people of the office; people who are named in what was changed"),
            readers=gettext_lazy("the office"),
            kept=gettext_lazy("What was there before: %(ways back)s."),
            fields=(
                *(f"network.{model.__name__}.{name}" for model in STEPS for name in ("by", "undone_by")),
                "network.DuplicatePair.dismissed_by",
                *STEP_TEXTS,
            ),
            find=find_steps,
            erase=erase_steps,
            order=65,
        ),
    }
