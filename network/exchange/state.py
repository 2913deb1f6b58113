"""The present state of organisations in the columns of a list: what an export writes and an import compares with."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from network.models import ActorPage, Address, ContactPoint, Funding, Membership, Offer, Organisation
from network.models.regions import RegionKind
from network.records.load import Rows, actor_pages, load_rows

from .audiences import AUDIENCE, CONTACTS, PRECISION, default_of
from .columns import BY_KEY, LIST, OBJECTS
from .hours import HoursRange, hours_lines
from .offer_words import part_key, title_number
from .prose import body_of
from .texts import one_line, paragraphs, storable

State = dict[str, Any]
# Databases disagree about where a missing date stands.
BY_BEGIN = F("since").asc(nulls_first=True)


def states(organisations: Iterable[Organisation], pages: Iterable[ActorPage]) -> Iterator[State]:
    """Yield every organisation's columns; those without a page have the register's columns alone."""
    by_organisation = {page.organisation_id: page for page in pages}
    rows = load_rows(list(by_organisation.values()), timezone.localdate(), with_points=False)
    organisations = list(organisations)
    memberships = _memberships(organisations)
    for entry in organisations:
        state = _register_state(entry)
        page = by_organisation.get(entry.pk)
        if page is not None:
            state |= _page_state(page, rows) | _alliance_state(page, rows)
        kept = [
            kept_membership(words) for key, words in entry.unmatched.items() if key.startswith("alliances/")
        ]
        state["alliances"] = memberships.get(entry.pk, []) + kept
        yield state


def pages_with_facts() -> QuerySet[ActorPage]:
    """Return the pages that hold facts, with their entry."""
    return actor_pages().filter(locale__language_code=settings.LANGUAGE_CODE)


def empty(column: str) -> Any:
    """Return what an empty cell of a column holds."""
    return [] if BY_KEY[column].holds in {LIST, OBJECTS} else ""


def _line(text: str) -> str:
    """Return a stored text on one line."""
    return one_line(storable(text))


def prose_of(text: str) -> str:
    """Return a stored text in paragraphs."""
    return paragraphs(storable(text))


def _filled(item: State) -> State:
    """Return an object without its empty fields."""
    return {key: value for key, value in item.items() if value not in ("", [], None)}


def _register_state(entry: Organisation) -> State:
    """Return the columns that the register holds; a word nobody knew comes back in its place."""
    return {
        "id": entry.register_id,
        "name": _line(entry.name),
        "short_name": _line(entry.short_name),
        "former_names": [_line(name) for name in entry.former_names],
        "legal_form": _first(entry, "legal_form") or entry.legal_form,
        "kind": _first(entry, "kind") or entry.kind,
        "register_number": _line(entry.register_number),
        "founded": _line(entry.founded),
    }


def _first(entry: Organisation, column: str) -> str:
    """Return the word that nobody knew in a column of one word."""
    return next(iter(entry.unmatched.get(column, [])), "")


def _page_state(page: ActorPage, rows: Rows) -> State:
    """Return the columns that the page holds."""
    entry = page.organisation
    contacts = rows.of("contacts", page.pk)
    address = next(iter(rows.of("addresses", page.pk)), None)
    ranges = [
        HoursRange(row.weekday, row.opens_at, row.closes_at, _line(row.note))
        for row in rows.of("hours", page.pk)
    ]
    state = {
        "summary": _line(page.summary),
        "body": body_of(page.story),
        "target_groups": list(page.target_groups),
        "languages": list(page.languages),
        "accessibility": list(page.accessibility),
        "regions_served": [area.region.url_key for area in rows.of("areas", page.pk)] + list(page.reach),
        "topics": [link.tag.slug for link in rows.of("topics", page.pk)],
        "opening_hours": hours_lines(ranges),
        "offers": _offers(entry, rows.of("offers", page.pk)),
        "disclosure": _disclosure(contacts, address),
        "confirmed_on": page.confirmed_on.isoformat() if page.confirmed_on else "",
        "links": [{"label": _line(row.label), "url": row.url} for row in rows.of("links", page.pk)],
        "milestones": [{"year": row.year, "text": _line(row.text)} for row in rows.of("milestones", page.pk)],
    }
    for column in (
        "target_groups",
        "languages",
        "accessibility",
        "regions_served",
        "topics",
        "opening_hours",
    ):
        state[column] += entry.unmatched.get(column, [])
    for kind in CONTACTS:
        contact = main_contact(contacts, kind)
        state[kind] = _line(contact.value) if contact else ""
    return state | _place_state(entry, address)


def _place_state(entry: Organisation, address: Address | None) -> State:
    """Return the columns of the address; without one, those of the seat."""
    region = (address.region if address else None) or entry.seat
    is_town = region is not None and region.kind == RegionKind.MUNICIPALITY
    district = region.parent if is_town else region
    is_district = district is not None and district.kind == RegionKind.DISTRICT
    return {
        "street": _line(address.street) if address else "",
        "postcode": address.postcode if address else "",
        "municipality": (_line(address.town) if address else "") or (region.name if is_town else ""),
        "district": _first(entry, "district") or (district.url_key if is_district else ""),
    }


def main_contact(contacts: Iterable[ContactPoint], kind: str) -> ContactPoint | None:
    """Return the contact a list's column stands for: the first of its kind that has no label."""
    of_kind = [contact for contact in contacts if contact.kind == kind]
    return next((contact for contact in of_kind if not contact.label), next(iter(of_kind), None))


def _offers(entry: Organisation, offers: Iterable[Offer]) -> list[State]:
    """Return offers without empty fields, with the words that nobody knew."""
    found: list[State] = []
    for offer in offers:
        item = {
            "title": _line(offer.title),
            "kind": offer.kind,
            "description": prose_of(offer.description),
            "for_whom": _line(offer.for_whom),
            "languages": list(offer.languages),
            "cost": _line(offer.cost),
            "how_to_apply": _line(offer.how_to_apply),
            "status": "" if offer.status == "active" else offer.status,
        }
        which = title_number(found, item)
        kinds = entry.unmatched.get(part_key("offers", "kind", which), [])
        item["kind"] = next(iter(kinds), item["kind"])
        item["languages"] += entry.unmatched.get(part_key("offers", "languages", which), [])
        found.append(_filled(item))
    return found


def _disclosure(contacts: Iterable[ContactPoint], address: Address | None) -> dict[str, str]:
    """Return what differs from “everybody, exactly”."""
    found = {}
    for kind in CONTACTS:
        contact = main_contact(contacts, kind)
        if contact is not None:
            found[kind] = contact.disclosure
    if address is not None:
        found |= {PRECISION: address.precision, AUDIENCE: address.disclosure}
    return {part: str(rule) for part, rule in found.items() if rule != default_of(part)}


def _memberships(organisations: Iterable[Organisation]) -> dict[int, list[State]]:
    """Return every membership, ended ones too, by organisation."""
    found: dict[int, list[State]] = {}
    rows = Membership.objects.filter(organisation_id__in=[entry.pk for entry in organisations])
    for row in rows.select_related("alliance").order_by("alliance__register_id", BY_BEGIN, "pk"):
        found.setdefault(row.organisation_id, []).append(membership_state(row))
    return found


def membership_state(row: Membership) -> State:
    """Return a membership without its empty fields; where only the year is known, the year."""
    is_year = (
        row.since is not None and row.since_text == str(row.since.year) and row.since.timetuple().tm_yday == 1
    )
    return _filled(
        {
            "alliance": row.alliance.register_id,
            "kind": row.kind,
            "since": row.since_text if is_year else row.since.isoformat() if row.since else "",
            "until": row.until.isoformat() if row.until else "",
            "status": "" if row.status == "active" else row.status,
            "statement": prose_of(row.statement),
        }
    )


def kept_words(item: State) -> list[str]:
    """Return a membership in an alliance nobody knows as words to be kept: its name, then “field: value”."""
    return [item["alliance"], *(f"{key}: {value}" for key, value in item.items() if key != "alliance")]


def kept_membership(words: list[str]) -> State:
    """Return the membership that `kept_words` kept."""
    parts = dict(word.split(": ", 1) for word in words[1:])
    return {"alliance": words[0], **parts}


def _alliance_state(page: ActorPage, rows: Rows) -> State:
    """Return what only alliances have."""
    goals = [
        {
            "level": row.level,
            "heading": _line(row.heading),
            "text": prose_of(row.text),
            "responsible": _line(str(row.responsible or row.responsible_text)),
        }
        for row in rows.of("goals", page.pk)
    ]
    return {
        "goals": [_filled(goal) for goal in goals],
        "focus": [{"year": row.year, "text": prose_of(row.text)} for row in rows.of("focus", page.pk)],
        "partner_lines": [_line(row.text) for row in rows.of("partner_lines", page.pk)],
        "funding": [funding_state(row) for row in rows.of("fundings", page.organisation_id)],
        "legal_note": _line(next(iter(rows.of("legal_notes", page.pk)), "")),
    }


def funding_state(row: Funding) -> State:
    """Return a funding without its empty fields."""
    return _filled(
        {
            "programme": _line(row.programme),
            "funder": _line(str(row.funder or row.funder_text)),
            "purpose": _line(row.purpose),
            "since": row.since.isoformat() if row.since else "",
            "until": row.until.isoformat() if row.until else "",
        }
    )
