"""What guides keep of people: readers who send a hint, who is in charge, who checked."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from portal import changes
from portal.personal_data.people import Person
from portal.personal_data.published import Published
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData
from portal.personal_data.rows import deleted, found_in, found_words, written_over
from publications.models import GuideHint, GuidePage, GuideSection

HINT_TEXTS = ("publications.GuideHint.text",)
TEXTS = (
    *(f"publications.GuideSection.{name}" for name in ("title", "body", "changes_with", "reviewed_by")),
    *(
        f"publications.GuidePage.{name}"
        for name in ("summary", "for_whom", "urgent_heading", "urgent", "chapters", "title_words")
    ),
    "publications.GuideIndexPage.lead",
)


def follow(owner: models.Model) -> None:
    """Record what changed, so that search and caches follow."""
    label = "wagtailcore.page" if isinstance(owner, Page) else owner._meta.label_lower
    changes.record_ids([(label, owner.pk)])


published = Published(TEXTS, follow)


def needed_accounts() -> QuerySet:
    """Return the ids of accounts that are in charge of a section or guide."""
    accounts = get_user_model()._default_manager
    in_charge = Q(guide_sections__isnull=False) | Q(guides__isnull=False)
    return accounts.filter(in_charge).values_list("pk", flat=True)


def _hints(person: Person) -> QuerySet[GuideHint]:
    """Return the hints that the person sent."""
    return GuideHint.objects.filter(sender__iexact=person.address)


def find_hints(person: Person) -> Iterator[Found]:
    """Yield hints that the person sent, and where others name the person."""
    yield from found_in(_hints(person).select_related("guide"), "guide", "text", "sender", "status")
    yield from found_words(HINT_TEXTS, person.traces, "created_at")


def erase_hints(person: Person, now: datetime) -> Iterator[Done]:
    """Delete hints that the person sent; others lose the words."""
    yield from deleted(_hints(person))
    yield from written_over(HINT_TEXTS, person.traces)


def find_charges(person: Person) -> Iterator[Found]:
    """Yield what the account is in charge of."""
    if person.user is not None:
        yield from found_in(GuideSection.objects.filter(reviewer=person.user), "title", "reviewer")
        yield from found_in(GuidePage.objects.filter(in_charge=person.user), "title", "in_charge")


def erase_charges(person: Person, now: datetime) -> Iterator[Done]:
    """Leave sections and guides without somebody in charge; they go to the office then."""
    if person.user is None:
        return
    for rows, name in (
        (GuideSection.objects.filter(reviewer=person.user), "reviewer"),
        (GuidePage.objects.filter(in_charge=person.user), "in_charge"),
    ):
        if count := rows.update(**{name: None}):
            yield Done(str(rows.model._meta.verbose_name_plural), count)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "guide hints": PersonalData(
            label=gettext_lazy("Hints on guides"),
            purpose=gettext_lazy("Putting guides right, and asking back"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("readers who send a hint"),
            readers=gettext_lazy("editors, the office"),
            kept=gettext_lazy("%(guide hints)s after they were sent."),
            fields=("publications.GuideHint.sender", *HINT_TEXTS),
            find=find_hints,
            erase=erase_hints,
            copies=(Copy.MAILS,),
        ),
        "guide texts": PersonalData(
            label=gettext_lazy("Texts of guides"),
            purpose=gettext_lazy("Telling people what they can do, and who has checked it"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people whom editors name in a guide"),
            readers=gettext_lazy("everybody"),
            kept=gettext_lazy("Until editors change it. Earlier versions %(revisions)s."),
            fields=TEXTS,
            find=published.find,
            erase=published.erase,
            copies=(Copy.REVISIONS, Copy.SEARCH, Copy.INDEX, Copy.CACHES, Copy.LOGS),
        ),
        "guide editors": PersonalData(
            label=gettext_lazy("Who is in charge of guides"),
            purpose=gettext_lazy("Asking in time whether a text still holds"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("editors, the office"),
            readers=gettext_lazy("editors, the office"),
            kept=gettext_lazy("As long as somebody is in charge."),
            fields=(
                "publications.GuideSection.reviewer",
                "publications.GuideSection.locked_by",
                "publications.GuidePage.in_charge",
            ),
            find=find_charges,
            erase=erase_charges,
            copies=(Copy.REVISIONS,),
        ),
    }
