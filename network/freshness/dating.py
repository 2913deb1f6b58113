"""The same days in the database: when pages were confirmed, which of their facts are due, which entries are stale.

What was never confirmed is as old as the page's first publication; a page without either day is due, not stale.
"""

from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, NullIf, TruncDate

from network.choices import OfferStatus
from network.fact_source import facts_locale
from network.models import ActorPage, Address, ContactPoint, FactKind, Offer, OpeningHours

from .periods import Periods, oldest_good

# Before anything: stands for "never", because databases disagree about the greatest of something and nothing.
NEVER = date(1, 1, 1)
_NEVER = Value(NEVER, output_field=DateField())
CALLED_OUTDATED = Q(freshness__outdated_since__isnull=False, said_on__lte=F("freshness__outdated_since"))
KINDS_OF_ROWS = tuple(kind for kind in FactKind.values if kind != FactKind.PAGE)


def fact_pages() -> QuerySet[ActorPage]:
    """Return the pages that hold facts."""
    return ActorPage.objects.filter(locale_id=facts_locale())


def dated(pages: QuerySet[ActorPage]) -> QuerySet[ActorPage]:
    """Add when a page was confirmed (`confirmed`, null for never) and since when it stands (`page_since`)."""
    return pages.annotate(said_on=_said("page")).annotate(
        confirmed=NullIf("said_on", _NEVER), page_since=_since("said_on")
    )


def with_kinds(pages: QuerySet[ActorPage]) -> QuerySet[ActorPage]:
    """Add since when each kind of facts stands (`hours_since` …) and whether the page has any (`has_hours` …)."""
    said = {f"{kind}_said": _said(kind) for kind in KINDS_OF_ROWS}
    mine = {"page": OuterRef("pk")}
    return (
        dated(pages)
        .annotate(**said)
        .annotate(
            **{f"{kind}_since": _since(f"{kind}_said") for kind in KINDS_OF_ROWS},
            has_hours=Exists(OpeningHours.objects.filter(**mine)),
            has_offers=Exists(Offer.objects.filter(**mine).exclude(status=OfferStatus.ENDED)),
            has_contacts=ExpressionWrapper(
                Q(Exists(ContactPoint.objects.filter(**mine))) | Q(Exists(Address.objects.filter(**mine))),
                output_field=BooleanField(),
            ),
            is_called_outdated=ExpressionWrapper(CALLED_OUTDATED, output_field=BooleanField()),
        )
    )


def due_kind(kind: str, day: date, periods: Periods) -> Q:
    """Return the condition that a page's facts of a kind want confirming by a day."""
    old = Q(**{f"{kind}_since__lt": oldest_good(day, periods.due[kind])})
    return old | CALLED_OUTDATED if kind == FactKind.PAGE else old & Q(**{f"has_{kind}": True})


def due(pages: QuerySet[ActorPage], day: date, periods: Periods) -> QuerySet[ActorPage]:
    """Return the pages of which any facts want confirming by a day; `pages` are from `with_kinds`."""
    wanted = Q()
    for kind in FactKind.values:
        wanted |= due_kind(kind, day, periods)
    return pages.filter(wanted)


def stale(pages: QuerySet[ActorPage], today: date, months: int) -> QuerySet[ActorPage]:
    """Return the pages that visitors see marked as out of date; `pages` are from `dated`."""
    old = Q(page_since__lt=oldest_good(today, months)) & ~Q(page_since=_NEVER)
    return pages.filter(old | CALLED_OUTDATED)


def fresh(pages: QuerySet[ActorPage], today: date, months: int) -> QuerySet[ActorPage]:
    """Return the pages that somebody confirmed lately enough; `pages` are from `dated`."""
    return pages.filter(said_on__gte=oldest_good(today, months)).exclude(CALLED_OUTDATED)


def _said(kind: str) -> Greatest:
    """Return when somebody last confirmed facts of a kind."""
    return Greatest(Coalesce("confirmed_on", _NEVER), Coalesce(f"freshness__{kind}_on", _NEVER))


def _since(said: str) -> Case:
    """Return when facts were confirmed, else when the page was first published."""
    published = Coalesce(TruncDate("first_published_at"), _NEVER)
    return Case(When(**{said: _NEVER}, then=published), default=F(said), output_field=DateField())
