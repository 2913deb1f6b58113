"""The present state of organisations in the columns of a list: what an export writes and an import compares with."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

from network.models import ActorPage, ContactPoint, Funding, Membership, Organisation
from network.models.organisations import LegalForm
from network.records.load import Rows, actor_pages, load_rows
from network.records.prose import page_text
from portal.disclosure import Audience, Precision

from .hours import HoursRange, hours_line

CONTACTS = ("email", "phone", "website")


def states(organisations: Iterable[Organisation], pages: Iterable[ActorPage]) -> Iterator[dict[str, Any]]:
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
        state["alliances"] = memberships.get(entry.pk, [])
        yield state


def pages_with_facts() -> Any:
    """Return the pages that hold facts, with their entry."""
    return actor_pages().filter(locale__language_code=settings.LANGUAGE_CODE)


def _register_state(entry: Organisation) -> dict[str, Any]:
    """Return the columns that the register holds."""
    return {
        "id": entry.register_id,
        "name": entry.name,
        "short_name": entry.short_name,
        "former_names": list(entry.former_names),
        "legal_form": "" if entry.legal_form == LegalForm.NONE else entry.legal_form,
        "kind": entry.kind,
        "register_number": entry.register_number,
        "founded": entry.founded,
    }


def _page_state(page: ActorPage, rows: Rows) -> dict[str, Any]:
    """Return the columns that the page holds."""
    contacts = rows.of("contacts", page.pk)
    address = next(iter(rows.of("addresses", page.pk)), None)
    seat = (address.region if address else None) or page.organisation.seat
    district = seat if seat and seat.kind == "district" else seat.parent if seat else None
    unmatched = page.organisation.unmatched
    state = {
        "summary": page.summary,
        "body": page_paragraphs(page),
        "street": address.street if address else "",
        "postcode": address.postcode if address else "",
        "municipality": (address.town if address else "")
        or (seat.name if seat and seat.kind == "municipality" else ""),
        "district": district.code if district and district.kind == "district" else "",
        "regions_served": [area.region.key for area in rows.of("areas", page.pk)] + list(page.reach),
        "topics": [link.tag.slug for link in rows.of("topics", page.pk)],
        "offers": [_offer(offer) for offer in rows.of("offers", page.pk)],
        "target_groups": list(page.target_groups),
        "languages": list(page.languages),
        "accessibility": list(page.accessibility),
        "opening_hours": [hours_line(_range(row)) for row in rows.of("hours", page.pk)],
        "disclosure": _disclosure(contacts, address),
        "confirmed_on": page.confirmed_on.isoformat() if page.confirmed_on else "",
        "links": [{"label": row.label, "url": row.url} for row in rows.of("links", page.pk)],
        "milestones": [{"year": row.year, "text": row.text} for row in rows.of("milestones", page.pk)],
    }
    for kind in CONTACTS:
        contact = main_contact(contacts, kind)
        state[kind] = contact.value if contact else ""
    state["topics"] += unmatched.get("topics", [])
    for column in ("target_groups", "languages", "accessibility"):
        state[column] += unmatched.get(column, [])
    state["regions_served"] += unmatched.get("areas", [])
    return state


def page_paragraphs(page: ActorPage) -> str:
    """Return the story as paragraphs of plain text."""
    return page_text(page.story)


def main_contact(contacts: Iterable[ContactPoint], kind: str) -> ContactPoint | None:
    """Return the contact a list's column stands for: the first of its kind that has no label."""
    of_kind = [contact for contact in contacts if contact.kind == kind]
    return next((contact for contact in of_kind if not contact.label), next(iter(of_kind), None))


def _range(row: Any) -> HoursRange:
    """Return stored opening hours as the list writes them."""
    return HoursRange(row.weekday, row.opens_at, row.closes_at, row.note)


def _offer(offer: Any) -> dict[str, Any]:
    """Return an offer without its empty fields."""
    fields = ("kind", "title", "description", "for_whom", "languages", "cost", "how_to_apply", "status")
    found = {name: getattr(offer, name) for name in fields}
    if found["status"] == "active":
        del found["status"]
    return {name: value for name, value in found.items() if value}


def _disclosure(contacts: Iterable[ContactPoint], address: Any) -> dict[str, str]:
    """Return what differs from “everybody, exactly”."""
    found = {}
    for kind in CONTACTS:
        contact = main_contact(contacts, kind)
        if contact and contact.disclosure != Audience.PUBLIC:
            found[kind] = contact.disclosure
    if address and address.disclosure != Audience.PUBLIC:
        found["address_audience"] = address.disclosure
    if address and address.precision != Precision.EXACT:
        found["address"] = address.precision
    return found


def _memberships(organisations: Iterable[Organisation]) -> dict[int, list[dict[str, Any]]]:
    """Return every membership, ended ones too, by organisation."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Membership.objects.filter(organisation_id__in=[entry.pk for entry in organisations])
    for row in rows.select_related("alliance").order_by("alliance__register_id", "since", "pk"):
        found.setdefault(row.organisation_id, []).append(membership_state(row))
    return found


def membership_state(row: Membership) -> dict[str, Any]:
    """Return a membership without its empty fields."""
    state = {
        "alliance": row.alliance.register_id,
        "kind": row.kind,
        "since": row.since.isoformat() if row.since else "",
        "until": row.until.isoformat() if row.until else "",
        "status": "" if row.status == "active" else row.status,
        "statement": row.statement,
    }
    return {key: value for key, value in state.items() if value}


def _alliance_state(page: ActorPage, rows: Rows) -> dict[str, Any]:
    """Return what only alliances have, empty columns left out."""
    goals = [
        {
            "level": row.level,
            "heading": row.heading,
            "text": row.text,
            "responsible": str(row.responsible or row.responsible_text),
        }
        for row in rows.of("goals", page.pk)
    ]
    state = {
        "goals": [{key: value for key, value in goal.items() if value} for goal in goals],
        "focus": [{"year": row.year, "text": row.text} for row in rows.of("focus", page.pk)],
        "partner_lines": [row.text for row in rows.of("partner_lines", page.pk)],
        "funding": [_funding(row) for row in rows.of("fundings", page.organisation_id)],
        "legal_note": next(iter(rows.of("legal_notes", page.pk)), ""),
    }
    return {key: value for key, value in state.items() if value}


def _funding(row: Funding) -> dict[str, str]:
    """Return a funding without its empty fields."""
    state = {
        "programme": row.programme,
        "funder": str(row.funder or row.funder_text),
        "purpose": row.purpose,
        "since": row.since.isoformat() if row.since else "",
        "until": row.until.isoformat() if row.until else "",
    }
    return {key: value for key, value in state.items() if value}
