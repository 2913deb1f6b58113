"""Gives an organisation its group, its collection and its rules, and keeps them as they should be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from network.models import Access, Merge, Organisation, Stewardship

from . import differences
from .differences import Difference
from .memberships import ensure_members_group, excess_of_members, keep_in_step, wrong_memberships


@dataclass(frozen=True)
class Outcome:
    """What was found, in words, and whether it was put right."""

    found: tuple[str, ...]
    is_mended: bool


@transaction.atomic
def provision(organisation: Organisation) -> None:
    """Bring the access of one organisation, and of the persons who act for it, in step; safe to repeat.

    An organisation without a page gets nothing yet; a merged one keeps its group and collection, without any right.
    """
    if organisation.pages.exists() and not Access.objects.filter(organisation=organisation).exists():
        Organisation.objects.select_for_update().get(pk=organisation.pk)  # two at once would make two groups
        if not Access.objects.filter(organisation=organisation).exists():
            differences.open_access(organisation)
    for difference in differences.of_organisation(organisation):
        difference.mend()
    rows = Stewardship.objects.filter(organisation=organisation).select_related("user")
    for person in {row.user for row in rows}:
        keep_in_step(person)


@transaction.atomic
def let_in(stewardship: Stewardship) -> None:
    """Give the person of a stewardship what follows from it today; everything ends with the row."""
    ensure_members_group()
    provision(stewardship.organisation)
    keep_in_step(stewardship.user)


@transaction.atomic
def follow_merge(done: Merge) -> None:
    """Bring both sides of a merge, or of its undoing, in step; files go along with their organisation."""
    for organisation in Organisation.objects.filter(pk__in=[done.source_id, done.target_id]):
        provision(organisation)


def all_differences() -> Iterator[Difference]:
    """Yield everything that is not as it should be, over all organisations and persons."""
    concerned = Organisation.objects.filter(pk__in=_with_something()).order_by("name", "pk")
    for organisation in concerned:
        yield from differences.of_organisation(organisation)
    yield from excess_of_members()
    yield from wrong_memberships()


@transaction.atomic
def check(repair: bool = False) -> Outcome:
    """Return every difference, mended if asked for; what a mended one brings to light is mended, too."""
    found: list[str] = []
    for _round in range(2):
        new = []
        for difference in all_differences():
            new.append(difference.text)
            if repair:
                difference.mend()
        found += [text for text in new if text not in found]
        if not (repair and new):
            break
    return Outcome(tuple(found), repair)


def repair_access(now: datetime) -> str:
    """Mend what differs; return how many differences there were (a housekeeping job)."""
    return f"{len(check(repair=True).found)} differences mended"


def _with_something() -> set[int]:
    """Return the ids of organisations that have pages or access."""
    paged = Organisation.objects.filter(pages__isnull=False).values_list("pk", flat=True)
    return {*paged, *Access.objects.values_list("organisation_id", flat=True)}
