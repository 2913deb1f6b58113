"""What the office looks for in the register; the front page counts with the same functions the list filters by."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict

from network.freshness.dating import dated, fact_pages
from network.freshness.dating import stale as stale_pages
from network.models import Correction, Membership, Organisation, Region
from network.models.corrections import CorrectionStatus
from network.models.organisations import OrganisationStatus
from portal.row_keys import is_key


def entries_named(query: QueryDict, names: Iterable[str]) -> dict[str, Organisation]:
    """Return the entries whose keys stand in an address under some names, unknown ones left out; one query."""
    given = {name: query.get(name, "") for name in names}
    keys = {name: int(key) for name, key in given.items() if is_key(key)}
    known = Organisation.objects.in_bulk(keys.values())
    return {name: known[key] for name, key in keys.items() if key in known}


def with_columns(entries: QuerySet, today: date) -> QuerySet:
    """Return the entries with what the list shows of their page, memberships and hints; no query per row."""
    page = fact_pages().filter(organisation=OuterRef("pk"))
    hints = Correction.objects.filter(organisation=OuterRef("pk"), status=CorrectionStatus.OPEN)
    own = Membership.objects.on(today).filter(organisation=OuterRef("pk"))
    members = Membership.objects.on(today).filter(alliance=OuterRef("pk"))
    return entries.select_related("seat").annotate(
        page_pk=Subquery(page.values("pk")[:1]),
        page_live=Subquery(page.values("live")[:1]),
        confirmed_on=Subquery(dated(page).values("confirmed")[:1]),
        open_hints=_count(hints, "organisation"),
        membership_count=_count(own, "organisation") + _count(members, "alliance"),
    )


def listed(entries: QuerySet) -> QuerySet:
    """Return the entries that are meant to be seen in the directory."""
    return entries.filter(status=OrganisationStatus.ACTIVE, is_external=False)


def without_page(entries: QuerySet) -> QuerySet:
    """Return the entries that should have a page and have none."""
    return listed(entries).filter(~Exists(fact_pages().filter(organisation=OuterRef("pk"))))


def with_page(entries: QuerySet, live: bool) -> QuerySet:
    """Return the entries whose page is published, or is still a draft."""
    return entries.filter(Exists(fact_pages().filter(organisation=OuterRef("pk"), live=live)))


def stale(entries: QuerySet, today: date, months: int) -> QuerySet:
    """Return the entries that visitors see marked as possibly out of date."""
    mine = dated(fact_pages().filter(organisation=OuterRef("pk"), live=True))
    return entries.filter(Exists(stale_pages(mine, today, months)))


def never_confirmed(entries: QuerySet) -> QuerySet:
    """Return the entries with a published page that nobody ever confirmed."""
    mine = dated(fact_pages().filter(organisation=OuterRef("pk"), live=True))
    return entries.filter(Exists(mine.filter(confirmed=None)))


def with_unmatched(entries: QuerySet) -> QuerySet:
    """Return the entries with words of an import that match nothing."""
    return entries.exclude(Q(unmatched={}) | Q(unmatched=None))


def with_open_hints(entries: QuerySet) -> QuerySet:
    """Return the entries about which a reader reported something that is not dealt with."""
    return entries.filter(
        Exists(Correction.objects.filter(organisation=OuterRef("pk"), status=CorrectionStatus.OPEN))
    )


def in_districts(entries: QuerySet, districts: Iterable[Region]) -> QuerySet:
    """Return the entries with their seat in one of the districts."""
    keys = [district.pk for district in districts]
    return entries.filter(Q(seat__in=keys) | Q(seat__parent__in=keys))


def _count(rows: QuerySet, field: str) -> Coalesce:
    """Return the number of rows per entry as a subquery."""
    counted = rows.order_by().values(field).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
