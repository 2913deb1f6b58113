"""What the pages of organisations and alliances show: from records to views, in a constant number of queries."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from network.directory_urls import directory_path, relay_path, report_path, vcard_path
from network.freshness.settings import periods_in
from network.models import ActorPage, FactKind, Membership
from network.models.memberships import MembershipKind
from network.models.organisations import LISTED
from network.nesting import Nesting, nesting_of
from network.opening import next_turn
from network.presentation.actor import Addresses, kind_stand, present_organisation
from network.presentation.alliance import present_alliance
from network.presentation.types import KindStand
from network.presentation.words import founded_year
from network.records import ActorRecord, MembershipFact, PlaceFact, public_record
from network.records.build import draft_record, membership_fact
from network.records.covering import OPEN, Cover
from network.records.load import (
    actor_pages,
    addresses_of,
    covers_of,
    live_pages,
    share_freshness,
)
from network.records.places import seat_fact
from network.records.prose import public_story
from network.relay.messages import needs_relay, recipient_of
from network.structured_data import actor_json_ld
from network.subject_urls import SubjectUrls
from portal.addresses import page_path
from portal.content_cache import cached
from portal.disclosure import Audience
from portal.page_meta import WHOLE_IMAGE, description_of, picture_for_sharing
from portal.page_refs import refs_by_id
from portal.pictures import picture_of
from portal.restrictions import is_restricted
from portal.sites import office, portal_settings, site_facts, stale_months
from portal.slugs import german_slug
from portal.tiles import Tile, as_tile, tile_for
from portal.validity import holds_until

from .presentation.cards import INNER_SHOWN, AllianceCard, CardListing

MAX_KEPT = 500
T = TypeVar("T")


def organisation(page: ActorPage, request: HttpRequest) -> dict[str, Any]:
    """Return the record of an organisation's page as its template reads it."""
    record = shown_record(page, request)
    to = addresses(fact.other_page_id for fact in record.memberships)
    view = present_organisation(record, to, stale_months(request), **extras(page, record, request))
    return {"record": view, **head(page, record, request)}


def alliance(page: ActorPage, request: HttpRequest) -> dict[str, Any]:
    """Return the record of an alliance's page with its members of today."""
    record = shown_record(page, request)
    members = kept("members", page.organisation_id, lambda: members_of(page.organisation_id))
    ids = [fact.other_page_id for fact in (*record.memberships, *members)]
    to = addresses(ids)
    view = present_alliance(record, members, to, stale_months(request), **extras(page, record, request))
    return {"record": view, **head(page, record, request)}


def head(page: ActorPage, record: ActorRecord, request: HttpRequest) -> dict[str, Any]:
    """Return what machines learn: nothing of an entry that no list names, no picture of a protected one.

    Without a picture for sharing, the logo stands for it.
    """
    changes: dict[str, Any] = {}
    if record.is_shielded:
        changes["image"] = None
        changes["description"] = description_of(page.search_description or page.summary)
    elif page.social_image_id is None and page.logo_id is not None:
        changes["image"] = picture_for_sharing(page.logo_id, site_facts(request), WHOLE_IMAGE)
    if not record.is_listed:
        changes["robots"] = "noindex"
    return {"json_ld_entity": actor_json_ld(record, page), "meta_changes": changes}


def alliances(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the cards of all alliances."""
    cards = kept(f"cards:{get_language()}", page.pk, lambda: cards_below(page))
    return {"cards": cards, "listing": CardListing(page.title, page.lead, cloth_of(cards), len(cards))}


def cards_below(page: Any) -> tuple[AllianceCard, ...]:
    """Return the cards of the alliances below a list page, by name; in the reader's language where they have one."""
    pages = sorted(translated(listed_below(page)), key=lambda one: (german_slug(one.title), one.pk))
    ids = [one.organisation_id for one in pages]
    counts, tiles = membership_summary(ids)
    where, nesting = addresses_of(ids), nesting_of(pages)
    covers = covers_of(one.organisation_id for one in pages if one.organisation.is_shielded)
    for one in pages:
        one.summary = covers.get(one.organisation_id, OPEN).text(one.summary)
    return tuple(
        _card(
            one,
            seat_fact(one.organisation, where.get(one.organisation_id, ()), Audience.PUBLIC),
            counts.get(one.organisation_id, 0),
            tiles.get(one.organisation_id, []),
            nesting[one.organisation_id],
        )
        for one in pages
    )


def listed_below(page: Any) -> list[ActorPage]:
    """Return the public pages of listed alliances below a list page, or below the page it is a translation of."""
    original = page
    if page.locale.language_code != settings.LANGUAGE_CODE:
        versions = type(page).objects.live().filter(translation_key=page.translation_key)
        original = versions.filter(locale__language_code=settings.LANGUAGE_CODE).first() or page
    listed = actor_pages().live().child_of(original).filter(organisation__status__in=LISTED)
    return [one for one in listed if not is_restricted(one.path)]


def translated(pages: list[ActorPage]) -> list[ActorPage]:
    """Return pages in the reader's language, as they are where there is no such version; one query in another one."""
    language = get_language()
    if language == settings.LANGUAGE_CODE:
        return pages
    keys = [page.translation_key for page in pages]
    found = actor_pages().live().filter(translation_key__in=keys, locale__language_code=language)
    versions = {page.translation_key: page for page in found if not is_restricted(page.path)}
    return [versions.get(page.translation_key, page) for page in pages]


def shown_record(page: ActorPage, request: HttpRequest) -> ActorRecord:
    """Return the record that a page shows, and prepare the page: its own words, and how long its answer holds."""
    record = record_of(page, request)
    cover = cover_for(page, record)
    page.story = public_story(page.story, cover)
    page.summary, page.search_description = cover.text(page.summary), cover.text(page.search_description)
    turns = {minute for hours in record.opening_hours for minute in (hours.start, hours.end)}
    holds_until(request, next_turn(turns, timezone.now()))
    return record


def cover_for(page: ActorPage, record: ActorRecord) -> Cover:
    """Return what is covered in the words of a page: nothing, unless its organisation is protected."""
    if not record.is_shielded:
        return OPEN
    key = page.organisation_id
    return kept("covers", key, lambda: covers_of([key])[key])


def record_of(page: ActorPage, request: HttpRequest) -> ActorRecord:
    """Return the public record of a page; a preview shows the draft's."""
    if getattr(request, "is_preview", False):
        return draft_record(loaded(page))
    return kept("records", page.pk, lambda: public_record(loaded(page)))


def kept(name: str, key: int, build: Callable[[], T]) -> T:
    """Return a value of this day, built once as long as no content changes; only so many are kept."""
    values = cached(f"{name}:{timezone.localdate()}", dict)
    if key in values:
        return values[key]
    value = build()
    if len(values) < MAX_KEPT:
        values[key] = value
    return value


def loaded(page: ActorPage) -> ActorPage:
    """Return the page with entry, seat and language joined, keeping what a preview changed in memory."""
    fresh = actor_pages([page.pk]).first() if page.pk else None
    if fresh is not None:
        page.organisation = fresh.organisation
        page.locale = fresh.locale
        share_freshness(page, fresh)
    return page


def addresses(page_ids: Iterable[int | None]) -> Addresses:
    """Return where links lead; one query for pages that no link named yet."""
    refs = refs_by_id(pk for pk in page_ids if pk)
    shown = {pk: ref for pk, ref in refs.items() if ref.live and not is_restricted(ref.path)}
    return Addresses(directory_path(), {pk: page_path(ref) for pk, ref in shown.items()}, SubjectUrls())


def extras(page: ActorPage, record: ActorRecord, request: HttpRequest) -> dict[str, Any]:
    """Return what surrounds the facts: office, logo, links to report an error and to take the card along."""
    known = office(request)
    return {
        "office": known if record.is_shielded or not record.contacts else None,
        "logo": logo(page),
        "report_url": report_path(record.uuid),
        "write_url": write_url(page, record, known.email if known else ""),
        "vcard_url": "" if record.is_shielded else vcard_path(record.uuid),
        **kind_stands(record, request),
    }


def kind_stands(record: ActorRecord, request: HttpRequest) -> dict[str, KindStand | None]:
    """Return how fresh each kind of facts is, as far as it differs from the page."""
    facts = site_facts(request)
    if facts is None:
        return {}
    months = periods_in(portal_settings(facts.site)).stale_of
    view = {f"{kind}_stand": kind_stand(record, kind, months(kind)) for kind in FactKind.values}
    del view["page_stand"]
    return view


def write_url(page: ActorPage, record: ActorRecord, office_email: str) -> str:
    """Return where a message is written; "" where there is a public address, or nobody to pass it on to."""
    if not needs_relay(record):
        return ""
    can = office_email or kept(
        "relay", page.organisation_id, lambda: bool(recipient_of(page.organisation, ""))
    )
    return relay_path(record.uuid) if can else ""


def logo(page: ActorPage) -> Any:
    """Return the logo as a picture, None where the tile stands for the organisation."""
    if page.logo_id is None:
        return None
    return picture_of(page.logo, "max-320x160")


def members_of(alliance_id: int) -> list[MembershipFact]:
    """Return who takes part in an alliance today; three queries."""
    rows = Membership.objects.taking_part(timezone.localdate()).filter(alliance_id=alliance_id)
    seats = "organisation__seat__parent__parent__parent"
    found = list(rows.select_related(seats, "alliance").order_by("organisation__name", "pk"))
    ids = {row.organisation_id for row in found}
    page_of, where = live_pages(ids), addresses_of(ids)
    return [
        membership_fact(
            row,
            row.organisation,
            page_of,
            row.alliance.is_shielded,
            seat_fact(row.organisation, where.get(row.organisation_id, ()), Audience.PUBLIC),
        )
        for row in found
    ]


def membership_summary(alliance_ids: list[int]) -> tuple[dict[int, int], dict[int, list[str]]]:
    """Return how many members each alliance has, and the tiles of the first four, founders first; one query."""
    rows = Membership.objects.taking_part(timezone.localdate()).filter(alliance_id__in=alliance_ids)
    kinds = [MembershipKind.FOUNDING, MembershipKind.MEMBER]
    members: dict[int, dict[int, str]] = {}
    fields = (
        rows.filter(kind__in=kinds)
        .order_by("kind", "since", "pk")
        .values_list("alliance_id", "organisation_id", "organisation__tile")
    )
    for alliance_id, member, tile in fields:
        members.setdefault(alliance_id, {})[member] = tile
    counts = {alliance_id: len(found) for alliance_id, found in members.items()}
    return counts, {
        alliance_id: list(filter(None, found.values()))[:4] for alliance_id, found in members.items()
    }


def _card(
    page: ActorPage, seat: PlaceFact | None, count: int, tiles: list[str], nesting: Nesting
) -> AllianceCard:
    """Return an alliance's card; fewer than four members are filled up with its own tile."""
    own = page.organisation.picture
    found = [as_tile(code) for code in tiles]
    language = page.locale.language_code
    inner = tuple(nesting.inner.values())
    return AllianceCard(
        page.title,
        page_path(page),
        page.summary,
        tuple([*found, own, own, own, own][:4]),
        own,
        count,
        founded_year(page.organisation.founded),
        seat.name if seat else "",
        "" if language == get_language() else language,
        tuple(nesting.parents.values()),
        inner[:INNER_SHOWN],
        max(0, len(inner) - INNER_SHOWN),
    )


def cloth_of(cards: Iterable[AllianceCard]) -> tuple[Tile, ...]:
    """Return fifteen tiles for the head of the list: the members', filled up with neutral ones."""
    tiles = [tile for card in cards for tile in card.tiles]
    return tuple([*tiles, *(tile_for(f"cloth-{number}") for number in range(15))][:15])
