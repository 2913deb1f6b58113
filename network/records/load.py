"""Read the rows that records are made of: one query per table, however many actors are asked for."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import F, Model, QuerySet

from network.fact_source import facts_locale, holds_facts
from network.models import (
    ActorLink,
    ActorPage,
    ActorTopic,
    Address,
    AlliancePage,
    ContactPoint,
    Freshness,
    Funding,
    Goal,
    Membership,
    Milestone,
    Offer,
    OpeningHours,
    PartnerLine,
    Postcode,
    Region,
    ServedArea,
    Topic,
    YearlyFocus,
)
from network.models.organisations import LISTED, OrganisationKind
from portal.disclosure import Audience
from portal.sites import locales

from .covering import Cover, cover_by_others, cover_of

PLACE = "region__parent__parent__parent"
FRESHNESS = ActorPage._meta.get_field("freshness")
# From so many pages on, the same few regions and topics would be half of what is read, if joined to every row.
MANY = 40


@dataclass
class Rows:
    """Rows of child tables by the id of the page that holds the facts."""

    tables: dict[str, dict[int, list[Any]]] = field(default_factory=dict)
    postcodes: dict[str, tuple[float, float]] = field(default_factory=dict)
    sources: dict[int, ActorPage] = field(default_factory=dict)
    page_of: dict[int, int] = field(default_factory=dict)
    freshness: dict[int, Freshness] = field(default_factory=dict)

    def of(self, table: str, key: int) -> list[Any]:
        """Return the rows of a table that belong to a page or organisation."""
        return self.tables.get(table, {}).get(key, [])


def actor_pages(pages: Iterable[int] | None = None) -> QuerySet[ActorPage]:
    """Return actor pages with entry, seat, language and freshness joined, all or those of the given ids."""
    found = ActorPage.objects.select_related(
        "organisation__seat__parent__parent__parent", "locale", "freshness"
    )
    return found if pages is None else found.filter(pk__in=list(pages))


def many_actor_pages(ids: Iterable[int]) -> list[ActorPage]:
    """Return what `actor_pages` does for hundreds of pages: they share languages and seats, read once each."""
    pages = list(ActorPage.objects.select_related("organisation", "freshness").filter(pk__in=list(ids)))
    seats = _regions(page.organisation.seat_id for page in pages if page.organisation.seat_id)
    languages = locales()
    for page in pages:
        page.locale = languages[page.locale_id]
        page.organisation.seat = seats.get(page.organisation.seat_id)
    return pages


def load_rows(
    pages: Sequence[ActorPage], day: date, with_points: bool, told: Container[int] = frozenset()
) -> Rows:
    """Return every row the records of these pages need; at most 13 queries, two more for very many pages.

    `told` are the alliances whose members the records are for: what is meant for another one's is the office's.
    """
    shared = len(pages) >= MANY
    rows = Rows(sources=_sources(pages))
    ids = {source.pk for source in rows.sources.values()}
    rows.tables = {
        "contacts": _by_page(ContactPoint, ids),
        "addresses": _by_page(Address, ids, None if shared else PLACE),
        "hours": _by_page(OpeningHours, ids),
        "offers": _by_page(Offer, ids),
        "areas": _by_page(ServedArea, ids, None if shared else PLACE),
        "links": _by_page(ActorLink, ids),
        "milestones": _by_page(Milestone, ids),
        "topics": _topics(ids, shared),
    }
    for row in chain(*rows.tables["contacts"].values(), *rows.tables["addresses"].values()):
        narrow(row, told)
    if shared:
        _share_regions([*rows.tables["addresses"].values(), *rows.tables["areas"].values()])
    rows.freshness = _freshness(rows.sources.values())
    _load_memberships(rows, pages, day)
    alliances = [page for page in rows.sources.values() if _is_alliance(page)]
    if alliances:
        _load_alliances(rows, alliances)
    if with_points:
        codes = {row.postcode for group in rows.tables["addresses"].values() for row in group}
        found = Postcode.objects.filter(code__in=codes).values_list("code", "lat", "lon")
        rows.postcodes = {code: (lat, lon) for code, lat, lon in found}
    return rows


def narrow(row: ContactPoint | Address, told: Container[int]) -> None:
    """Keep for the office what a row, read to be shown, tells members of one alliance that is not among `told`."""
    if row.alliance_id is None or row.alliance_id in told:
        return
    for name in ("disclosure", "person_disclosure"):
        if getattr(row, name, "") == Audience.MEMBERS:
            setattr(row, name, Audience.OFFICE)


def rows_in_memory(page: ActorPage, day: date) -> Rows:
    """Return the rows as a draft holds them, for its preview; memberships and fundings are the register's.

    The draft of a translation holds prose alone.
    """
    if not holds_facts(page):
        return load_rows([page], day, with_points=True)
    rows = Rows(sources={page.pk: page})
    relations = {
        "contacts": page.contact_points,
        "addresses": page.addresses,
        "hours": page.opening_hours,
        "offers": page.offers,
        "areas": page.served_areas,
        "links": page.links,
        "milestones": page.milestones,
        "topics": page.topic_links,
    }
    if _is_alliance(page):
        _load_alliances(rows, [page])
        relations |= {"goals": page.goals, "focus": page.yearly_focus, "partner_lines": page.partner_lines}
        rows.tables["legal_notes"] = {page.pk: [page.fixed_rules]}
    rows.tables.update({name: {page.pk: list(relation.all())} for name, relation in relations.items()})
    rows.freshness = _freshness([page])
    _load_memberships(rows, [page], day)
    return rows


def share_freshness(page: ActorPage, fresh: ActorPage) -> None:
    """Give a page the freshness that is joined to the same page read anew."""
    FRESHNESS.set_cached_value(page, FRESHNESS.get_cached_value(fresh))


def _freshness(pages: Iterable[ActorPage]) -> dict[int, Freshness]:
    """Return the days of confirmation by page: those joined to the pages, and one query where any are not."""
    pages = list(pages)
    apart = [page.pk for page in pages if page.pk and not FRESHNESS.is_cached(page)]
    joined = (FRESHNESS.get_cached_value(page, None) for page in pages if page.pk)
    found = {row.pk: row for row in joined if row is not None}
    return found | Freshness.objects.in_bulk(apart) if apart else found


def _is_alliance(page: ActorPage) -> bool:
    """Return whether the page is an alliance's."""
    return page.organisation.kind == OrganisationKind.ALLIANCE


def _sources(pages: Sequence[ActorPage]) -> dict[int, ActorPage]:
    """Return for each page the one that holds the facts: itself, or its source in the default language."""
    default = facts_locale()
    foreign = [page for page in pages if page.locale_id != default]
    originals: dict[Any, ActorPage] = {}
    if foreign:
        keys = [page.translation_key for page in foreign]
        originals = {
            page.translation_key: page
            for page in actor_pages().filter(translation_key__in=keys, locale_id=default)
        }
    return {
        page.pk: originals.get(page.translation_key, page) if page.locale_id != default else page
        for page in pages
    }


def _by_page(model: type[Model], ids: Iterable[int], related: str | None = None) -> dict[int, list[Any]]:
    """Return the rows of a child table by page, in the editor's order."""
    found = model._default_manager.filter(page_id__in=ids).order_by(
        F("sort_order").asc(nulls_last=True), "pk"
    )
    return _grouped(found.select_related(related) if related else found, "page_id")


def _grouped(rows: Iterable[Any], attribute: str) -> dict[int, list[Any]]:
    """Return rows in lists by one attribute."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, attribute)].append(row)
    return grouped


def _topics(ids: Iterable[int], shared: bool) -> dict[int, list[ActorTopic]]:
    """Return the links of pages to topics by name; `shared` reads each topic once, not with every link."""
    found = ActorTopic.objects.filter(content_object_id__in=ids)
    if not shared:
        return _grouped(found.select_related("tag").order_by("tag__name"), "content_object_id")
    rows = list(found)
    tags = Topic.objects.in_bulk({row.tag_id for row in rows}) if rows else {}
    for row in rows:
        row.tag = tags[row.tag_id]
    return _grouped(sorted(rows, key=lambda row: row.tag.name), "content_object_id")


def _share_regions(groups: Iterable[list[Any]]) -> None:
    """Give rows their regions, each read once and not with every row."""
    rows = [row for group in groups for row in group if row.region_id]
    regions = _regions(row.region_id for row in rows)
    for row in rows:
        row.region = regions[row.region_id]


def _regions(ids: Iterable[int]) -> dict[int, Region]:
    """Return regions by id, each read once with what lies above it."""
    found = set(ids)
    return Region.objects.select_related("parent__parent__parent").in_bulk(found) if found else {}


def _load_memberships(rows: Rows, pages: Sequence[ActorPage], day: date) -> None:
    """Load the alliances each organisation belongs to on that day, and those alliances' pages."""
    organisations = {page.organisation_id for page in pages}
    valid = Membership.objects.taking_part(day).filter(organisation_id__in=organisations)
    found = list(valid.select_related("alliance").order_by("since", "alliance__name", "pk"))
    rows.tables["memberships"] = _grouped(found, "organisation_id")
    rows.page_of.update(live_pages({row.alliance_id for row in found}))


def pages_of_unlisted() -> QuerySet[ActorPage]:
    """Return the ids of the pages whose entries no list names."""
    return ActorPage.objects.exclude(organisation__status__in=LISTED).order_by().values("pk")


def paths_of_shielded() -> QuerySet[ActorPage, str]:
    """Return where the pages of organisations under the emergency switch stand in the tree."""
    return ActorPage.objects.filter(organisation__is_shielded=True).order_by().values_list("path", flat=True)


def addresses_of(organisations: Iterable[int]) -> dict[int, list[Address]]:
    """Return the addresses of organisations, on whichever page, published or not."""
    found = Address.objects.filter(page__organisation_id__in=set(organisations))
    rows: dict[int, list[Address]] = defaultdict(list)
    for row in found.annotate(organisation_id=F("page__organisation_id")).select_related(PLACE):
        rows[row.organisation_id].append(row)
    return rows


def covers_of(organisations: Iterable[int]) -> dict[int, Cover]:
    """Return what is covered in the words of protected organisations; three queries, none where there are none."""
    return covers_for(organisations, ())[0]


def covers_for(own: Iterable[int], named: Iterable[int]) -> tuple[dict[int, Cover], dict[int, Cover]]:
    """Return what is covered of protected organisations in their own words, and of others where these are named.

    Three queries for both, none where there are no such organisations.
    """
    own, named = set(own), set(named)
    ids = own | named
    if not ids:
        return {}, {}
    rows: dict[type[Model], dict[int, list[Any]]] = {}
    for model in (ContactPoint, Address, ActorLink):
        found = model.objects.filter(page__organisation__in=ids).annotate(owner=F("page__organisation"))
        rows[model] = _grouped(found, "owner")
    tables = rows[ContactPoint], rows[Address], rows[ActorLink]

    def of(pk: int) -> list[Sequence[Any]]:
        return [table.get(pk, ()) for table in tables]

    return {pk: cover_of(*of(pk)) for pk in own}, {pk: cover_by_others(*of(pk)) for pk in named}


def live_pages(organisations: Iterable[int]) -> dict[int, int]:
    """Return the id of the live page in the default language of each organisation that has one."""
    found = ActorPage.objects.live().filter(organisation_id__in=organisations, locale_id=facts_locale())
    return dict(found.values_list("organisation_id", "pk"))


def _load_alliances(rows: Rows, alliances: Sequence[ActorPage]) -> None:
    """Load what only alliances have."""
    ids = {page.pk for page in alliances}
    organisations = {page.organisation_id for page in alliances}
    rows.tables["goals"] = _by_page(Goal, ids, "responsible")
    rows.tables["focus"] = _by_page(YearlyFocus, ids)
    rows.tables["partner_lines"] = _by_page(PartnerLine, ids)
    fundings = Funding.objects.filter(alliance_id__in=organisations).select_related("funder")
    rows.tables["fundings"] = _grouped(fundings, "alliance_id")
    notes = AlliancePage.objects.filter(pk__in=ids).values_list("pk", "fixed_rules")
    rows.tables["legal_notes"] = {pk: [note] for pk, note in notes}
