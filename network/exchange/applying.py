"""Write checked rows into the network: what a list gives replaces what is there, what it leaves out stays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wagtail.models import Locale, Page

from network.models import (
    ActorLink,
    ActorPage,
    ActorTopic,
    Address,
    AlliancePage,
    ContactPoint,
    Funding,
    Goal,
    Membership,
    Milestone,
    Offer,
    OpeningHours,
    Organisation,
    OrganisationPage,
    PartnerLine,
    Postcode,
    ServedArea,
    YearlyFocus,
)
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import STATE_KINDS, OrganisationKind
from portal.disclosure import Audience
from portal.slugs import german_slug
from portal.tiles import Tile, as_tile, tile_for

from .rows import Problem, Row
from .state import CONTACTS, main_contact, membership_state

REGISTER = ("name", "short_name", "former_names", "legal_form", "kind", "register_number", "founded")


@dataclass
class Context:
    """What all rows of an import share."""

    directory: Page
    alliances: Page
    locale: Locale
    taken_tiles: list[Tile] = field(default_factory=list)
    taken_slugs: dict[int, set[str]] = field(default_factory=dict)
    postcodes: dict[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def load(cls, directory: Page, alliances: Page) -> "Context":
        """Return the context of an import below these pages."""
        tiles = [
            as_tile(code) for code in Organisation.objects.exclude(tile="").values_list("tile", flat=True)
        ]
        slugs = {
            page.pk: set(page.get_children().values_list("slug", flat=True))
            for page in (directory, alliances)
        }
        points = {code: (lat, lon) for code, lat, lon in Postcode.objects.values_list("code", "lat", "lon")}
        return cls(directory, alliances, directory.locale, tiles, slugs, points)


def create(row: Row, context: Context) -> Organisation:
    """Create an organisation with its live page."""
    entry = Organisation(**({"register_id": row.get("id")} if row.get("id") else {}))
    set_register_fields(entry, row)
    tile = tile_for(str(entry.uuid), context.taken_tiles)
    context.taken_tiles.append(tile)
    entry.tile = tile.code
    entry.save()
    is_alliance = entry.kind == OrganisationKind.ALLIANCE
    parent = context.alliances if is_alliance else context.directory
    page = (AlliancePage if is_alliance else OrganisationPage)(
        title=entry.name,
        organisation=entry,
        locale=context.locale,
        slug=_slug(entry, context.taken_slugs[parent.pk]),
    )
    set_page_fields(page, row, context)
    parent.add_child(instance=page)
    return entry


def update(entry: Organisation, page: ActorPage | None, row: Row, context: Context) -> None:
    """Change an organisation and its page where the row says otherwise."""
    set_register_fields(entry, row)
    entry.save()
    if page is None:
        return
    if row.has("name"):
        page.title = entry.name
    set_page_fields(page, row, context)
    if page.latest_revision_id:
        page.save_revision().publish()
    else:
        page.save()


def set_register_fields(entry: Organisation, row: Row) -> None:
    """Set what the register holds."""
    for column in REGISTER:
        if row.has(column):
            setattr(entry, column, row.get(column))
    if row.has("kind"):
        entry.is_non_state = row.get("kind") not in STATE_KINDS
    if row.has("municipality") or row.has("district"):
        entry.seat = row.seat
    unmatched = {
        key: words for key, words in entry.unmatched.items() if not row.has(_COLUMN_OF.get(key, key))
    }
    entry.unmatched = unmatched | row.unmatched


_COLUMN_OF = {"areas": "regions_served", "places": "municipality"}


def set_page_fields(page: ActorPage, row: Row, context: Context) -> None:
    """Set what the page holds."""
    for column in ("summary", "target_groups", "languages", "accessibility"):
        if row.has(column):
            setattr(page, column, row.get(column))
    if row.has("confirmed_on"):
        page.confirmed_on = date.fromisoformat(row.get("confirmed_on")) if row.get("confirmed_on") else None
    if row.has("body"):
        page.story = story(row.get("body"))
    _set_contacts(page, row)
    _set_address(page, row, context)
    if row.areas is not None:
        page.served_areas = [ServedArea(region=region) for region in row.areas]
        page.reach = list(row.reach or [])
    if row.topics is not None:
        page.topic_links = [ActorTopic(tag=topic) for topic in row.topics]
    if row.has("offers"):
        _set_offers(page, row.get("offers"))
    if row.hours is not None:
        page.opening_hours = [
            OpeningHours(weekday=one.weekday, opens_at=one.opens_at, closes_at=one.closes_at, note=one.note)
            for one in row.hours
        ]
    if row.has("links"):
        page.links = [
            ActorLink(label=link.get("label") or link["url"], url=link["url"]) for link in row.get("links")
        ]
    if row.has("milestones"):
        page.milestones = [
            Milestone(year=int(one["year"]), text=one["text"]) for one in row.get("milestones")
        ]
    if isinstance(page, AlliancePage):
        _set_alliance(page, row)


def story(body: str) -> list[tuple[str, str]]:
    """Return paragraphs of plain text as a story."""
    paragraphs = [part.strip() for part in body.replace("\r\n", "\n").split("\n\n") if part.strip()]
    html = "".join(f"<p>{_escaped(part)}</p>" for part in paragraphs)
    return [("text", html)] if html else []


def _escaped(text: str) -> str:
    """Return text safe for HTML with its line breaks."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\n", "<br/>")


def _slug(entry: Organisation, taken: set[str]) -> str:
    """Return a slug nobody has below the same page."""
    base = german_slug(entry.name, "organisation", 80)
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def _set_contacts(page: ActorPage, row: Row) -> None:
    """Set the main contact of each kind; further contacts stay."""
    contacts = list(page.contact_points.all())
    audiences = row.get("disclosure", {}) if row.has("disclosure") else None
    touched = False
    for kind in CONTACTS:
        contact = main_contact(contacts, kind)
        if row.has(kind):
            touched = True
            if not row.get(kind):
                contacts = [one for one in contacts if one is not contact]
                continue
            if contact is None:
                contact = ContactPoint(kind=kind)
                contacts.append(contact)
            contact.value = row.get(kind)
        if audiences is not None and contact is not None:
            contact.disclosure = audiences.get(kind, Audience.PUBLIC)
            touched = True
    if touched:
        page.contact_points = contacts


def _set_address(page: ActorPage, row: Row, context: Context) -> None:
    """Set the first address; further ones stay."""
    columns = ("street", "postcode", "municipality", "district", "disclosure")
    if not any(row.has(column) for column in columns):
        return
    addresses = list(page.addresses.all())
    address = addresses[0] if addresses else None
    if address is None:
        if not any(row.get(column) for column in columns[:3]):
            return
        address = Address()
        addresses.append(address)
    if row.has("street"):
        address.street = row.get("street")
    if row.has("postcode"):
        address.postcode = row.get("postcode")
        address.lat, address.lon = context.postcodes.get(address.postcode, (None, None))
    if row.has("municipality"):
        address.town = row.get("municipality")
        address.region = row.seat
    if row.has("disclosure"):
        rules = row.get("disclosure", {})
        address.precision = rules.get("precision", "exact")
        address.disclosure = rules.get("address_audience", rules.get("address", Audience.PUBLIC))
    page.addresses = addresses


def _set_offers(page: ActorPage, offers: Iterable[dict[str, Any]]) -> None:
    """Set the offers; those with a known title keep their key, those no longer named end but stay."""
    present = {offer.title: offer for offer in page.offers.all()}
    wanted = []
    for values in offers:
        offer = present.pop(values["title"], None) or Offer(title=values["title"])
        for name in ("kind", "description", "for_whom", "cost", "how_to_apply"):
            setattr(offer, name, str(values.get(name) or ""))
        offer.languages = values.get("languages") or []
        offer.status = values.get("status") or "active"
        wanted.append(offer)
    for offer in present.values():
        offer.status = "ended"
    page.offers = [*wanted, *present.values()]


def _set_alliance(page: AlliancePage, row: Row) -> None:
    """Set what only alliances have."""
    if row.has("goals"):
        page.goals = [
            Goal(
                level=goal.get("level") or "mittlerziel",
                heading=goal.get("heading") or goal.get("title") or "",
                text=goal["text"],
                responsible_text=goal.get("responsible") or "",
            )
            for goal in row.get("goals")
        ]
    if row.has("focus"):
        page.yearly_focus = [YearlyFocus(year=int(one["year"]), text=one["text"]) for one in row.get("focus")]
    if row.has("partner_lines"):
        page.partner_lines = [PartnerLine(text=text) for text in row.get("partner_lines")]
    if row.has("legal_note"):
        page.fixed_rules = row.get("legal_note")


def set_memberships(
    entry: Organisation, row: Row, find: Any, kinds: Any, problems: list[Problem], unknown: Any
) -> bool:
    """Add or change the memberships a row names; others stay as they are. Return whether anything changed."""
    changed = False
    for given in row.get("alliances", []):
        name = str(given.get("alliance") or given.get("name") or "")
        alliance = find(name)
        if alliance is None:
            unknown.add("alliances", name, row.line)
            kept = entry.unmatched.setdefault("alliances", [])
            if name not in kept:
                kept.append(name)
                entry.save(update_fields=["unmatched"])
                changed = True
            continue
        try:
            changed |= _set_membership(entry, alliance, given, kinds)
        except ValueError as error:
            problems.append(Problem(row.line, "alliances", f"{name}: {error}"))
    return changed


def _set_membership(entry: Organisation, alliance: Organisation, given: dict[str, Any], kinds: Any) -> bool:
    """Add or change one membership; raises ValueError with what is wrong."""
    since, since_text = _day(given.get("since"))
    until, _text = _day(given.get("until"))
    kind = str(kinds.key(given.get("kind") or "member") or "")
    if kind not in MembershipKind.values:
        raise ValueError(f"role “{given.get('kind')}” is unknown; {', '.join(MembershipKind.values)}")
    status = str(given.get("status") or "active")
    if status not in MembershipStatus.values:
        raise ValueError(f"status “{status}” is unknown; {', '.join(MembershipStatus.values)}")
    if entry.pk == alliance.pk:
        raise ValueError("nobody can be a member of itself")
    if since and until and until <= since:
        raise ValueError("ends before it begins")
    row = Membership.objects.filter(organisation=entry, alliance=alliance, kind=kind, since=since).first()
    before = membership_state(row) if row else None
    row = row or Membership(organisation=entry, alliance=alliance, kind=kind, since=since)
    row.since_text = row.since_text or since_text
    row.until, row.status, row.statement = until, status, str(given.get("statement") or "")
    if before == membership_state(row):
        return False
    row.save()
    return True


def _day(value: Any) -> tuple[date | None, str]:
    """Return a date and how it is shown; a year alone means its first day. Raises ValueError."""
    text = str(value or "").strip()
    if not text:
        return None, ""
    if len(text) == 4 and text.isdigit():
        return date(int(text), 1, 1), text
    if len(text) == 7:
        return date.fromisoformat(f"{text}-01"), ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        raise ValueError(f"“{text}” is no date; 2018, 2018-03 or 2018-03-14") from None


def set_fundings(entry: Organisation, row: Row, find: Any) -> None:
    """Replace the fundings of an alliance by those the row names."""
    entry.fundings.all().delete()
    for given in row.get("funding", []):
        since, _text = _day(given.get("since"))
        until, _text = _day(given.get("until"))
        funder = find(str(given.get("funder") or ""))
        Funding.objects.create(
            alliance=entry,
            programme=str(given.get("programme") or ""),
            funder=funder,
            funder_text="" if funder else str(given.get("funder") or ""),
            purpose=str(given.get("purpose") or ""),
            since=since,
            until=until,
        )
