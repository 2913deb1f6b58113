"""What an entry lacks, why that matters, and how much; asked of the database, so that lists can be sorted by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale

from network.choices import ContactKind
from network.freshness.dating import dated, fresh
from network.models import ActorPage, ActorTopic, Address, ContactPoint, Offer, OpeningHours, ServedArea
from network.register_queries import listed
from portal.disclosure import Audience

# A story of a few signs (an empty stream is "[]") tells nothing.
SHORTEST_STORY = 40
WAYS_TO_REACH = (ContactKind.EMAIL, ContactKind.PHONE, ContactKind.WEBSITE)


@dataclass(frozen=True)
class Gap:
    """Something that can be missing: its weight, and why it matters; an essential one calls for the office."""

    key: str
    label: Promise
    why: Promise
    weight: int
    is_essential: bool = False

    @property
    def column(self) -> str:
        """Return the name of its annotation."""
        return f"lacks_{self.key}"


GAPS = (
    Gap("page", _("Published page"), _("Without it nobody finds the entry."), 20, True),
    Gap("contact", _("Public contact"), _("People must be able to get in touch."), 18, True),
    Gap("topics", _("Topics"), _("Whoever filters by topic does not find it."), 14, True),
    Gap("seat", _("Seat"), _("It appears in no district and not on the map."), 10, True),
    Gap("area", _("Area served"), _("Unclear where it works; searches by place miss it."), 8),
    Gap("offers", _("Offers"), _("Most people look for something they can have or do."), 8),
    Gap("confirmed", _("Recent confirmation"), _("Visitors see it marked as possibly out of date."), 7),
    Gap("story", _("Description"), _("The search finds words, and here are none."), 5),
    Gap("target", _("For whom"), _("People want to know whether they are meant."), 3),
    Gap("languages", _("Languages"), _("Who speaks little German looks for this first."), 3),
    Gap("accessibility", _("Accessibility"), _("Some people cannot come without knowing."), 2),
    Gap(
        "address",
        pgettext_lazy("of an organisation", "Address"),
        _("Nobody knows where to go; a district is enough."),
        1,
    ),
    Gap("hours", _("Opening hours"), _("“Open now” never shows it."), 1),
)
ALL = sum(gap.weight for gap in GAPS)
BY_KEY = {gap.key: gap for gap in GAPS}


def with_gaps(entries: QuerySet, today: date, months: int) -> QuerySet:
    """Return entries with a truth value for each gap, `missing` weights, `complete` (0–100) and `page_pk`."""
    locale = Locale.get_default().pk
    page = ActorPage.objects.filter(organisation=OuterRef("pk"), locale_id=locale)
    entries = entries.annotate(
        page_pk=Subquery(page.values("pk")[:1]),
        **{gap.column: lack for gap, lack in _lacks(today, months, locale)},
    )
    missing: Any = Value(0)
    for gap in GAPS:
        missing = missing + Case(When(**{gap.column: True}, then=gap.weight), default=0)
    complete = ExpressionWrapper((ALL - F("missing")) * 100 / ALL, output_field=IntegerField())
    return entries.annotate(missing=ExpressionWrapper(missing, output_field=IntegerField())).annotate(
        complete=complete
    )


def expected(entries: QuerySet) -> QuerySet:
    """Return the entries that should be complete: active ones that keep a page here."""
    return listed(entries)


def lacking(entries: QuerySet, keys: Iterable[str]) -> QuerySet:
    """Return the entries (of `with_gaps`) that lack each of these."""
    return entries.filter(**{BY_KEY[key].column: True for key in keys})


def incomplete(entries: QuerySet, today: date, months: int) -> QuerySet:
    """Return the expected entries that lack something essential."""
    condition = Q()
    for gap in GAPS:
        if gap.is_essential:
            condition |= Q(**{gap.column: True})
    return with_gaps(expected(entries), today, months).filter(condition)


def gaps_of(entry: Any) -> list[Gap]:
    """Return what an entry (of `with_gaps`) lacks, the weightiest first."""
    return [gap for gap in GAPS if getattr(entry, gap.column)]


def _lacks(today: date, months: int, locale: int) -> Iterable[tuple[Gap, Any]]:
    """Yield each gap with its condition on an entry, whose facts are on its page in that locale."""
    pages = ActorPage.objects.filter(organisation=OuterRef("pk"), locale_id=locale)
    rows = partial(_rows, locale)
    told = pages.annotate(signs=Length(Cast("story", TextField())))
    conditions = {
        "page": ~Exists(pages.filter(live=True)),
        "contact": ~Exists(rows(ContactPoint).filter(disclosure=Audience.PUBLIC, kind__in=WAYS_TO_REACH)),
        "topics": ~Exists(rows(ActorTopic, "content_object")),
        "seat": ExpressionWrapper(Q(seat=None), output_field=BooleanField()),
        "area": ~Exists(rows(ServedArea)) & ~Exists(pages.exclude(reach=[])),
        "offers": ~Exists(rows(Offer)),
        "confirmed": ~Exists(fresh(dated(pages), today, months)),
        "story": ~Exists(told.filter(signs__gte=SHORTEST_STORY)),
        "target": ~Exists(pages.exclude(target_groups=[])),
        "languages": ~Exists(pages.exclude(languages=[])),
        "accessibility": ~Exists(pages.exclude(accessibility=[])),
        "address": ~Exists(rows(Address)),
        "hours": ~Exists(rows(OpeningHours)),
    }
    return ((gap, conditions[gap.key]) for gap in GAPS)


def _rows(locale: int, model: type[Model], owner: str = "page") -> QuerySet:
    """Return the rows of a child table that belong to the entry's page with the facts."""
    own = {f"{owner}__organisation": OuterRef("pk"), f"{owner}__locale_id": locale}
    return model._default_manager.filter(**own)
