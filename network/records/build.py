"""Make records: cut every fact to its audience, every place to its precision."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from network.circles import Circle, near_to
from network.freshness.periods import later
from network.models import ActorPage, FactKind, Freshness, Membership, Organisation
from network.models.organisations import LISTED, OrganisationKind, OrganisationStatus
from portal.disclosure import Audience, Precision, may_see

from .covering import OPEN, REACHING, Cover, cover_of
from .load import Rows, actor_pages, load_rows, rows_in_memory
from .places import address_facts, cut, keeps_town_back, place_fact, point_of, seat_fact
from .prose import page_text, public_story
from .topics import topic_fact
from .types import (
    ActorRecord,
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
)


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
    with_text: bool = True,
) -> Iterator[ActorRecord]:
    """Yield the records of many pages with a constant number of queries; without points or text where not needed."""
    found = list(pages)
    day = day or timezone.localdate()
    rows = load_rows(found, day, with_points)
    for page in found:
        yield _record(page, rows, audience, day, with_text)


def records_for(pages: Iterable[ActorPage], circle: Circle) -> Iterator[tuple[ActorRecord, ActorRecord]]:
    """Yield what somebody in a circle may know about each page, beside what everybody may; without text.

    Both are cut from the same rows, with a constant number of queries.
    """
    found = list(pages)
    day = timezone.localdate()
    rows = load_rows(found, day, with_points=False, told=circle.alliances)
    near = near_to(circle, [page.organisation_id for page in found], day)
    for page in found:
        public = _record(page, rows, Audience.PUBLIC, day, with_text=False)
        is_near = page.organisation_id in near
        yield _record(page, rows, Audience.MEMBERS, day, with_text=False) if is_near else public, public


def records_from(pages: Iterable[ActorPage], rows: Rows, day: date) -> Iterator[ActorRecord]:
    """Yield what everybody may know of many pages, from rows that were read already; without text."""
    for page in pages:
        yield _record(page, rows, Audience.PUBLIC, day, with_text=False)


def draft_record(page: ActorPage, day: date | None = None) -> ActorRecord:
    """Return what everybody would know if this draft were published: the record its preview shows."""
    day = day or timezone.localdate()
    return _record(page, rows_in_memory(page, day), Audience.PUBLIC, day)


def records_by_id(ids: Sequence[int], audience: str = Audience.PUBLIC) -> dict[int, ActorRecord]:
    """Return the records of pages by page id."""
    return {record.page_id: record for record in public_records(actor_pages(ids), audience)}


def _record(page: ActorPage, rows: Rows, audience: str, day: date, with_text: bool = True) -> ActorRecord:
    """Return the record of one page from loaded rows."""
    source = rows.sources[page.pk]
    entry = page.organisation
    shielded = entry.is_shielded
    all_addresses = rows.of("addresses", source.pk)
    seat = seat_fact(entry, all_addresses, audience)
    addresses = () if shielded else tuple(address_facts(all_addresses, audience))
    contacts = () if shielded else tuple(_contacts(rows.of("contacts", source.pk), audience))
    cover = _cover(rows, source.pk) if shielded else OPEN
    is_alliance = entry.kind == OrganisationKind.ALLIANCE
    return ActorRecord(
        page_id=page.pk,
        type="alliance" if is_alliance else "organisation",
        locale=page.locale.language_code,
        title=page.title,
        summary=cover.text(page.summary),
        text=page_text(public_story(page.story, cover)) if with_text else "",
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
        is_listed=entry.status in LISTED,
        is_shielded=shielded,
        unmatched=tuple(_unmatched(entry, keeps_town_back(entry, all_addresses, audience))),
        tile=entry.picture.code,
        seat=seat,
        reach=tuple(source.reach),
        languages=tuple(source.languages),
        target_groups=tuple(source.target_groups),
        accessibility=tuple(source.accessibility),
        accessibility_note="" if shielded else source.accessibility_note,
        **_freshness(source, rows.freshness.get(source.pk)),
        first_published=timezone.localdate(page.first_published_at) if page.first_published_at else None,
        contacts=contacts,
        withheld_contacts=_kept_for_others(rows.of("contacts", source.pk), audience),
        addresses=addresses,
        point=point_of(addresses, seat, rows.postcodes),
        opening_hours=tuple(_hours(rows.of("hours", source.pk), day, shielded)),
        offers=tuple(_offer(row, cover) for row in rows.of("offers", source.pk)),
        areas=tuple(_areas(rows.of("areas", source.pk), shielded)),
        topics=tuple(topic_fact(row.tag) for row in rows.of("topics", source.pk)),
        memberships=tuple(
            membership_fact(row, row.alliance, rows.page_of, shielded)
            for row in rows.of("memberships", entry.pk)
        ),
        links=() if shielded else tuple(LinkFact(row.label, row.url) for row in rows.of("links", source.pk)),
        milestones=tuple(
            MilestoneFact(row.year, cover.text(row.text)) for row in rows.of("milestones", source.pk)
        ),
        **(_alliance_facts(rows, source, cover) if is_alliance else {}),
    )


def _freshness(source: ActorPage, row: Freshness | None) -> dict[str, Any]:
    """Return when the page was last confirmed, and when those kinds of facts that have days of their own."""
    if row is None:
        return {"confirmed_on": source.confirmed_on}
    days = {kind: later([source.confirmed_on, getattr(row, f"{kind}_on")]) for kind in FactKind.values}
    confirmed = days.pop(FactKind.PAGE)
    return {
        "confirmed_on": confirmed,
        "kinds_confirmed": tuple((kind, day) for kind, day in days.items() if day != confirmed),
        "outdated_since": row.outdated_since,
    }


def _cover(rows: Rows, page_id: int) -> Cover:
    """Return what is covered in the words of a protected organisation."""
    return cover_of(rows.of("contacts", page_id), rows.of("addresses", page_id), rows.of("links", page_id))


def _alliance_facts(rows: Rows, source: ActorPage, cover: Cover) -> dict[str, Any]:
    """Return what only an alliance's record holds."""
    return {
        "goals": tuple(
            GoalFact(
                row.level,
                cover.text(row.heading),
                cover.text(row.text),
                _name(row.responsible, row.responsible_text if cover == OPEN else ""),
            )
            for row in rows.of("goals", source.pk)
        ),
        "focus": tuple(MilestoneFact(row.year, cover.text(row.text)) for row in rows.of("focus", source.pk)),
        "partner_lines": tuple(cover.text(row.text) for row in rows.of("partner_lines", source.pk)),
        "fundings": tuple(
            FundingFact(row.programme, _name(row.funder, row.funder_text), row.purpose, row.since, row.until)
            for row in rows.of("fundings", source.organisation_id)
        ),
        "legal_note": cover.text(next(iter(rows.of("legal_notes", source.pk)), "")),
    }


def _name(entry: Organisation | None, text: str) -> str:
    """Return the name of an entry that the office has accepted, else what was written instead."""
    return entry.name if entry and entry.status != OrganisationStatus.PROPOSED else text


def _contacts(rows: list[Any], audience: str) -> Iterator[ContactFact]:
    """Yield the contacts an audience may see; a person's name has an audience of its own."""
    for row in rows:
        if may_see(audience, row.disclosure):
            person = row.person if may_see(audience, row.person_disclosure) else ""
            yield ContactFact(row.kind, row.value, row.label, person)


def _kept_for_others(rows: list[Any], audience: str) -> int:
    """Return how many contacts somebody else may see; what nobody sees is not spoken of."""
    return sum(row.disclosure != Audience.NOBODY and not may_see(audience, row.disclosure) for row in rows)


def _unmatched(entry: Organisation, town_is_kept_back: bool) -> Iterator[str]:
    """Yield the words of an import that nobody assigned yet; no place where the town is kept back."""
    for what, words in entry.unmatched.items():
        if not entry.is_shielded and not (town_is_kept_back and what == "places"):
            yield from words


def _areas(rows: list[Any], shielded: bool) -> Iterator[AreaFact]:
    """Yield the areas served; of a protected organisation their districts."""
    seen = set()
    for row in rows:
        place = cut(place_fact(row.region), Precision.DISTRICT if shielded else Precision.EXACT)
        if place is not None and place.key not in seen:
            seen.add(place.key)
            yield AreaFact(place)


def _hours(rows: list[Any], day: date, shielded: bool) -> Iterator[HoursFact]:
    """Yield the weekly hours that hold on a day."""
    for row in rows:
        if row.valid_on(day):
            yield HoursFact(*row.minutes(), "" if shielded else row.note)


def _offer(row: Any, cover: Cover) -> OfferFact:
    """Return an offer as a fact; how to reach a protected organisation is left out."""
    return OfferFact(
        str(row.key),
        row.kind,
        cover.text(row.title),
        cover.text(row.description),
        cover.text(row.for_whom),
        tuple(row.languages),
        cover.text(row.cost),
        row.how_to_apply if cover == OPEN else "",
        row.status,
    )


def membership_fact(
    row: Membership,
    other: Organisation,
    page_of: Mapping[int, int],
    shielded: bool,
    other_seat: PlaceFact | None = None,
) -> MembershipFact:
    """Return a membership as seen from one side, `other` being the organisation on the far side.

    `shielded` says whether the near side is protected; `other_seat` is where the far side sits, cut already, and
    left out where nobody shows it.
    """
    is_protected = shielded or other.is_shielded
    return MembershipFact(
        other.register_id,
        str(other.uuid),
        other.name,
        other.kind,
        other.picture.code,
        page_of.get(other.pk),
        other_seat.name if other_seat else "",
        row.kind,
        row.status,
        row.since,
        row.since_text,
        row.until,
        "" if is_protected else row.represented_by,
        (REACHING if is_protected else OPEN).text(row.statement),
        other_seat.district.key if other_seat and other_seat.district else "",
    )
