"""Make records: cut every fact to its audience, every place to its precision."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.blocks import StreamValue

from network.models import ActorPage, Address, Membership, Region
from network.models.organisations import OrganisationKind
from portal.disclosure import Audience, Precision, may_see

from .load import Rows, actor_pages, load_rows, rows_in_memory
from .types import (
    ActorRecord,
    AddressFact,
    AreaFact,
    ContactFact,
    FundingFact,
    GoalFact,
    HoursFact,
    LinkFact,
    MembershipFact,
    MilestoneFact,
    OfferFact,
    PlaceFact,
    PointFact,
    TopicFact,
)

_COARSENESS = [Precision.EXACT, Precision.MUNICIPALITY, Precision.DISTRICT]


def public_record(
    page: ActorPage, audience: str = Audience.PUBLIC, day: date | None = None, with_point: bool = True
) -> ActorRecord:
    """Return what an audience may know about the actor of a page on a day (default: everybody, today)."""
    return next(public_records([page], audience, day, with_point))


def public_records(
    pages: Iterable[ActorPage],
    audience: str = Audience.PUBLIC,
    day: date | None = None,
    with_points: bool = True,
) -> Iterator[ActorRecord]:
    """Yield the records of many pages with a constant number of queries."""
    found = list(pages)
    day = day or timezone.localdate()
    rows = load_rows(found, day, with_points)
    for page in found:
        yield _record(page, rows, audience, day)


def draft_record(page: ActorPage, day: date | None = None) -> ActorRecord:
    """Return what everybody would know if this draft were published: the record its preview shows."""
    day = day or timezone.localdate()
    return _record(page, rows_in_memory(page, day), Audience.PUBLIC, day)


def records_by_id(ids: Sequence[int], audience: str = Audience.PUBLIC) -> dict[int, ActorRecord]:
    """Return the records of pages by page id."""
    return {record.page_id: record for record in public_records(actor_pages(ids), audience)}


def place_fact(region: Region | None) -> PlaceFact | None:
    """Return a region with its ancestors as far as they are loaded."""
    chain: list[Region] = []
    while region is not None:
        chain.append(region)
        region = region.parent if region.parent_id else None
    fact: PlaceFact | None = None
    parents: tuple[PlaceFact, ...] = ()
    for part in reversed(chain):
        fact = PlaceFact(
            part.key,
            part.url_key,
            part.kind,
            part.name,
            str(part),
            part.name_sorbian,
            tuple(part.aliases),
            part.lat,
            part.lon,
            parents,
        )
        parents = (fact, *parents)
    return fact


def _record(page: ActorPage, rows: Rows, audience: str, day: date) -> ActorRecord:
    """Return the record of one page from loaded rows."""
    source = rows.sources[page.pk]
    entry = page.organisation
    shielded = entry.is_shielded
    precision = _precision(rows.of("addresses", source.pk), audience, shielded)
    addresses = () if shielded else tuple(_addresses(rows, source.pk, audience))
    all_contacts = rows.of("contacts", source.pk)
    contacts = () if shielded else tuple(_contacts(all_contacts, audience))
    seat = _cut(place_fact(entry.seat), precision)
    is_alliance = entry.kind == OrganisationKind.ALLIANCE
    return ActorRecord(
        page_id=page.pk,
        type="alliance" if is_alliance else "organisation",
        locale=page.locale.language_code,
        title=page.title,
        summary=page.summary,
        text=page_text(page.story),
        uuid=str(entry.uuid),
        register_id=entry.register_id,
        name=entry.name,
        short_name=entry.short_name,
        former_names=tuple(entry.former_names),
        legal_form=entry.legal_form,
        kind=entry.kind,
        is_non_state=entry.is_non_state,
        register_number=entry.register_number,
        founded=entry.founded,
        is_external=entry.is_external,
        is_shielded=shielded,
        unmatched=tuple(word for words in entry.unmatched.values() for word in words),
        tile=entry.picture.code,
        seat=seat,
        reach=tuple(source.reach),
        languages=tuple(source.languages),
        target_groups=tuple(source.target_groups),
        accessibility=tuple(source.accessibility),
        accessibility_note=source.accessibility_note,
        confirmed_on=source.confirmed_on,
        first_published=timezone.localdate(page.first_published_at) if page.first_published_at else None,
        contacts=contacts,
        withheld_contacts=len(all_contacts) - len(contacts),
        addresses=addresses,
        point=_point(addresses, seat, rows),
        opening_hours=tuple(_hours(rows.of("hours", source.pk), day)),
        offers=tuple(_offer(row) for row in rows.of("offers", source.pk)),
        areas=tuple(AreaFact(place_fact(row.region)) for row in rows.of("areas", source.pk)),
        topics=tuple(_topic(row.tag) for row in rows.of("topics", source.pk)),
        memberships=tuple(
            membership_fact(row, row.alliance, rows.page_of) for row in rows.of("memberships", entry.pk)
        ),
        links=() if shielded else tuple(LinkFact(row.label, row.url) for row in rows.of("links", source.pk)),
        milestones=tuple(MilestoneFact(row.year, row.text) for row in rows.of("milestones", source.pk)),
        **(_alliance_facts(rows, source) if is_alliance else {}),
    )


def _alliance_facts(rows: Rows, source: ActorPage) -> dict[str, Any]:
    """Return what only an alliance's record holds."""
    return {
        "goals": tuple(
            GoalFact(row.level, row.heading, row.text, str(row.responsible or row.responsible_text))
            for row in rows.of("goals", source.pk)
        ),
        "focus": tuple(MilestoneFact(row.year, row.text) for row in rows.of("focus", source.pk)),
        "partner_lines": tuple(row.text for row in rows.of("partner_lines", source.pk)),
        "fundings": tuple(
            FundingFact(row.programme, str(row.funder or row.funder_text), row.purpose, row.since, row.until)
            for row in rows.of("fundings", source.organisation_id)
        ),
        "legal_note": next(iter(rows.of("legal_notes", source.pk)), ""),
    }


def page_text(body: StreamValue) -> str:
    """Return the prose of a page's body as plain text."""
    return "\n".join(body.stream_block.get_searchable_content(body)).strip()


def _precision(addresses: list[Address], audience: str, shielded: bool) -> str:
    """Return how exactly the organisation's place may be told: as its least hidden address says.

    Addresses that nobody may see hide the town, too: a shelter's seat must not betray what its address hides.
    """
    if shielded:
        return Precision.DISTRICT
    if not addresses:
        return Precision.MUNICIPALITY
    seen = [address_precision(row, audience) for row in addresses if may_see(audience, row.disclosure)]
    return min(seen, key=_COARSENESS.index) if seen else Precision.DISTRICT


def address_precision(address: Address, audience: str) -> str:
    """Return the precision for an audience; the office sees addresses exactly."""
    return Precision.EXACT if audience == Audience.OFFICE else address.precision


def _addresses(rows: Rows, page_id: int, audience: str) -> Iterator[AddressFact]:
    """Yield the addresses an audience may see, cut to their precision."""
    for row in rows.of("addresses", page_id):
        if not may_see(audience, row.disclosure):
            continue
        precision = address_precision(row, audience)
        place = _cut(place_fact(row.region), precision)
        if precision == Precision.EXACT:
            yield AddressFact(
                precision, row.label, row.street, row.postcode, row.town, row.note, place, row.lat, row.lon
            )
        elif precision == Precision.MUNICIPALITY:
            yield AddressFact(precision, row.label, town=row.town, place=place)
        else:
            yield AddressFact(precision, place=place)


def _cut(place: PlaceFact | None, precision: str) -> PlaceFact | None:
    """Return a place no finer than the precision allows; None when nothing coarser is known."""
    if place is None or precision != Precision.DISTRICT:
        return place
    return place.district


def _point(addresses: tuple[AddressFact, ...], seat: PlaceFact | None, rows: Rows) -> PointFact | None:
    """Return the point of the most exact address, else the seat's own."""
    for address in sorted(addresses, key=lambda fact: _COARSENESS.index(Precision(fact.precision))):
        if address.precision == Precision.EXACT:
            if address.lat is not None and address.lon is not None:
                return PointFact(address.lat, address.lon, Precision.EXACT)
            if address.postcode in rows.postcodes:
                return PointFact(*rows.postcodes[address.postcode], Precision.EXACT)
        point = _place_point(address.place)
        if point:
            return point
    return _place_point(seat)


def _place_point(place: PlaceFact | None) -> PointFact | None:
    """Return the point of a region."""
    if place is None or place.lat is None or place.lon is None:
        return None
    precision = Precision.DISTRICT if place.kind == "district" else Precision.MUNICIPALITY
    return PointFact(place.lat, place.lon, precision)


def _contacts(rows: list[Any], audience: str) -> Iterator[ContactFact]:
    """Yield the contacts an audience may see; a person's name has an audience of its own."""
    for row in rows:
        if may_see(audience, row.disclosure):
            person = row.person if may_see(audience, row.person_disclosure) else ""
            yield ContactFact(row.kind, row.value, row.label, person)


def _hours(rows: list[Any], day: date) -> Iterator[HoursFact]:
    """Yield the weekly hours that hold on a day."""
    for row in rows:
        if row.valid_on(day):
            yield HoursFact(*row.minutes(), row.note)


def _offer(row: Any) -> OfferFact:
    """Return an offer as a fact."""
    return OfferFact(
        str(row.key),
        row.kind,
        row.title,
        row.description,
        row.for_whom,
        tuple(row.languages),
        row.cost,
        row.how_to_apply,
        row.status,
    )


def _topic(tag: Any) -> TopicFact:
    """Return a topic as a fact."""
    return TopicFact(tag.slug, tag.name, tag.label_en, tuple(tag.synonyms))


def membership_fact(row: Membership, other: Any, page_of: dict[int, int]) -> MembershipFact:
    """Return a membership as seen from one side, `other` being the organisation on the far side."""
    return MembershipFact(
        other.register_id,
        str(other.uuid),
        other.name,
        other.kind,
        other.picture.code,
        page_of.get(other.pk),
        "" if other.is_shielded or other.seat is None else other.seat.name,
        row.kind,
        row.status,
        row.since,
        row.since_text,
        row.until,
        row.represented_by,
        row.statement,
    )
