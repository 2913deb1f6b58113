"""Set on an organisation and its page what a row says; what it leaves out stays."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Orderable

from network.models import (
    ActorLink,
    ActorPage,
    ActorTopic,
    Address,
    ContactPoint,
    Goal,
    Milestone,
    Offer,
    OpeningHours,
    Organisation,
    PartnerLine,
    ServedArea,
    YearlyFocus,
)
from network.models.organisations import STATE_KINDS
from network.models.regions import region_key

from .audiences import AUDIENCE, CONTACTS, PRECISION
from .hours import parse_hours
from .objects import Item
from .offer_words import guess_kind, part_key, title_number
from .prose import story_of
from .resolve import Resolver
from .rows import Row, column_of_kept
from .state import main_contact

PLACE = {"municipality", "district"}
ADDRESS = {"street", "postcode", "municipality", "district"}


@dataclass(frozen=True)
class Change:
    """A row, the columns of it that change something, and the words it may refer to."""

    row: Row
    columns: Collection[str]
    words: Resolver
    organisation: Callable[[str], Organisation | None]


def set_register_fields(entry: Organisation, row: Row, columns: Collection[str]) -> None:
    """Set what the register holds in these columns, and keep the words in them that nobody knows."""
    for column in ("name", "short_name", "former_names", "register_number", "founded"):
        if column in columns:
            setattr(entry, column, row.get(column))
    for column in ("legal_form", "kind"):
        if column in columns and column not in row.unmatched:
            setattr(entry, column, row.get(column))
    if "kind" in columns:
        entry.is_non_state = entry.kind not in STATE_KINDS
    if PLACE & set(columns):
        entry.seat = row.seat
    stays = {key: words for key, words in entry.unmatched.items() if column_of_kept(key) not in columns}
    found = {key: words for key, words in row.unmatched.items() if column_of_kept(key) in columns}
    entry.unmatched = stays | found


def set_page_fields(page: ActorPage, change: Change) -> None:
    """Set what the page holds in the columns of a change."""
    for columns, setter in _SETTERS:
        if columns & set(change.columns):
            setter(page, change)


def _plain(attribute: str, value: Callable[[Row], Any]) -> Callable[[ActorPage, Change], None]:
    """Return a setter that gives an attribute a value of the row."""
    return lambda page, change: setattr(page, attribute, value(change.row))


def _rows(attribute: str, rows: Callable[[Row], list[Orderable]]) -> Callable[[ActorPage, Change], None]:
    """Return a setter that gives a page rows in the order of the list."""
    return lambda page, change: setattr(page, attribute, _in_order(rows(change.row)))


def _in_order(rows: list[Orderable]) -> list[Orderable]:
    """Return rows that keep their order when they are saved."""
    for number, row in enumerate(rows):
        row.sort_order = number
    return rows


def _day(text: str) -> date | None:
    """Return the day of an ISO date, None for an empty text."""
    return date.fromisoformat(text) if text else None


def _set_goals(page: ActorPage, change: Change) -> None:
    """Set the goals; who is responsible is linked where one entry of the register bears that name."""
    page.goals = _in_order([_goal(given, change.organisation) for given in change.row.get("goals")])


def _goal(given: Item, find: Callable[[str], Organisation | None]) -> Goal:
    """Return a goal."""
    name = given.get("responsible", "")
    entry = find(name) if name else None
    return Goal(
        level=given["level"],
        heading=given.get("heading", ""),
        text=given["text"],
        responsible=entry,
        responsible_text="" if entry else name,
    )


def _opening_hours(row: Row) -> list[OpeningHours]:
    """Return the hours of the lines that are understood."""
    return [
        OpeningHours(weekday=one.weekday, opens_at=one.opens_at, closes_at=one.closes_at, note=one.note)
        for one in parse_hours(row.known("opening_hours")).ranges
    ]


def _set_contacts(page: ActorPage, change: Change) -> None:
    """Set the main contact of each kind with its audience; further contacts stay."""
    contacts = list(page.contact_points.all())
    row, rules = change.row, change.row.get("disclosure", {})
    for kind in CONTACTS:
        contact = main_contact(contacts, kind)
        if kind in change.columns and not row.get(kind):
            contacts = [one for one in contacts if one is not contact]
            continue
        if kind in change.columns:
            if contact is None:
                contact = ContactPoint(kind=kind)
                contacts.append(contact)
            contact.value = row.get(kind)
        if contact is not None and kind in rules:
            contact.disclosure = rules[kind]
    page.contact_points = _in_order(contacts)


def _set_address(page: ActorPage, change: Change) -> None:
    """Set the first address with precision and audience; further ones stay."""
    row, columns = change.row, change.columns
    addresses = list(page.addresses.all())
    if not addresses:
        if not any(row.get(column) for column in ADDRESS - {"district"}):
            return
        addresses.append(Address())
    address = addresses[0]
    for column, attribute in (("street", "street"), ("postcode", "postcode"), ("municipality", "town")):
        if column in columns:
            setattr(address, attribute, row.get(column))
    if PLACE & set(columns):
        address.region = row.seat
    if ADDRESS & set(columns):
        address.lat = address.lon = None  # the point of the old place; the postcode's own stands in for it
    rules = row.get("disclosure", {})
    address.precision = rules.get(PRECISION, address.precision)
    address.disclosure = rules.get(AUDIENCE, address.disclosure)
    page.addresses = _in_order(addresses)


def _set_areas(page: ActorPage, change: Change) -> None:
    """Set areas served and ways of reaching out."""
    words = change.words
    keys = change.row.known("regions_served")
    page.reach = [key for key in keys if key in words.reach.keys]
    areas = [key for key in keys if key not in words.reach.keys]
    regions = [words.places.by_key[region_key(key) or key] for key in areas]
    page.served_areas = _in_order([ServedArea(region=region) for region in regions])


def _set_topics(page: ActorPage, change: Change) -> None:
    """Set the topics."""
    topics = change.words.topics_by_slug
    page.topic_links = [ActorTopic(tag=topics[slug]) for slug in change.row.known("topics")]


def _set_offers(page: ActorPage, change: Change) -> None:
    """Set the offers; those with a known title keep their key, those no longer named end but stay."""
    present: dict[str, list[Offer]] = {}
    for offer in page.offers.all():
        present.setdefault(" ".join(offer.title.split()), []).append(offer)
    given = change.row.get("offers")
    wanted = []
    for number, values in enumerate(given):
        same = present.get(values["title"])
        offer = same.pop(0) if same else Offer()
        _set_offer(offer, values, change.row, title_number(given[:number], values))
        wanted.append(offer)
    left = [offer for offers in present.values() for offer in offers]
    for offer in left:
        offer.status = "ended"
    page.offers = _in_order([*wanted, *left])


def _set_offer(offer: Offer, values: Item, row: Row, which: str) -> None:
    """Set the fields of an offer; a kind nobody knows is guessed from the title."""
    is_unknown = part_key("offers", "kind", which) in row.unmatched
    offer.kind = guess_kind(values["title"]) if is_unknown else values["kind"]
    unknown = row.unmatched.get(part_key("offers", "languages", which), [])
    offer.languages = [code for code in values.get("languages", []) if code not in unknown]
    for name in ("title", "description", "for_whom", "cost", "how_to_apply"):
        setattr(offer, name, values.get(name, ""))
    offer.status = values.get("status", "active")


_SETTERS: tuple[tuple[set[str], Callable[[ActorPage, Change], None]], ...] = (
    ({"name"}, _plain("title", lambda row: row.get("name"))),
    ({"summary"}, _plain("summary", lambda row: row.get("summary"))),
    ({"body"}, _plain("story", lambda row: story_of(row.get("body")))),
    ({"confirmed_on"}, _plain("confirmed_on", lambda row: _day(row.get("confirmed_on")))),
    ({"target_groups"}, _plain("target_groups", lambda row: row.known("target_groups"))),
    ({"languages"}, _plain("languages", lambda row: row.known("languages"))),
    ({"accessibility"}, _plain("accessibility", lambda row: row.known("accessibility"))),
    ({"opening_hours"}, _rows("opening_hours", _opening_hours)),
    ({"links"}, _rows("links", lambda row: [ActorLink(**one) for one in row.get("links")])),
    ({"milestones"}, _rows("milestones", lambda row: [Milestone(**one) for one in row.get("milestones")])),
    ({"goals"}, _set_goals),
    ({"focus"}, _rows("yearly_focus", lambda row: [YearlyFocus(**one) for one in row.get("focus")])),
    (
        {"partner_lines"},
        _rows("partner_lines", lambda row: [PartnerLine(text=t) for t in row.get("partner_lines")]),
    ),
    ({"legal_note"}, _plain("fixed_rules", lambda row: row.get("legal_note"))),
    ({*CONTACTS, "disclosure"}, _set_contacts),
    (ADDRESS | {"disclosure"}, _set_address),
    ({"regions_served"}, _set_areas),
    ({"topics"}, _set_topics),
    ({"offers"}, _set_offers),
)
"""Which columns a part of the page is made of."""
