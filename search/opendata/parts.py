"""The parts of an entry that are values of their own: contacts, places, hours, offers, memberships."""

from datetime import date
from typing import Any

from network.choices import ContactKind, OfferKind, OfferStatus, Weekday
from network.models.alliances import GoalLevel
from network.models.memberships import MembershipKind, MembershipStatus
from network.records import (
    ActorRecord,
    AddressFact,
    ContactFact,
    FundingFact,
    GoalFact,
    HoursFact,
    MembershipFact,
    OfferFact,
)
from portal.disclosure import Precision
from search.zones import NO_MORE

from .schema import Schema, day, many, maybe, number, ref, table, text, web
from .terms import REGION, TERM, Value, language_term, region_value, term

DAY = 1440

PARTS: dict[str, Schema] = {
    "OrganisationReference": table(
        {"id": text("Register id."), "uuid": text(format="uuid"), "name": text()},
        "An entry of the register; it may have no page of its own here.",
    ),
    "Contact": table(
        {
            "kind": text("By what way.", enum=[*ContactKind.values]),
            "value": text("Address or number."),
            "label": maybe(text("For what.")),
            "person": maybe(text("Only with consent.")),
        },
        "schema.org ContactPoint; HSDS contact, phone.",
    ),
    "Address": table(
        {
            "precision": text("How exactly it is told.", enum=[*Precision.values]),
            "label": maybe(text("Name of the place.")),
            "street": maybe(text("schema.org streetAddress; HSDS address.address_1.")),
            "postcode": maybe(text("schema.org postalCode; HSDS address.postal_code.")),
            "town": maybe(text("schema.org addressLocality; HSDS address.city.")),
            "note": maybe(text("How to get there.")),
            "region": maybe(REGION),
        },
        "schema.org PostalAddress; HSDS address. What may not be told is null.",
    ),
    "Point": table(
        {
            "latitude": number("WGS 84, degrees."),
            "longitude": number("WGS 84, degrees."),
            "precision": text(
                "exact, or the own point of its municipality or district, never a rounded exact one.",
                enum=[*Precision.values],
            ),
        },
        "schema.org GeoCoordinates; HSDS location.latitude, location.longitude.",
    ),
    "Hours": table(
        {
            "weekday": text(
                "schema.org dayOfWeek; HSDS schedule.byday.", enum=[one.name.lower() for one in Weekday]
            ),
            "opens": text("Local time HH:MM. HSDS schedule.opens_at.", pattern=r"^\d\d:\d\d$"),
            "closes": text(
                "Local time HH:MM; 24:00 is midnight. HSDS schedule.closes_at.", pattern=r"^\d\d:\d\d$"
            ),
            "note": maybe(text()),
        },
        "schema.org OpeningHoursSpecification; HSDS schedule.",
    ),
    "Offer": table(
        {
            "id": text("HSDS service.id.", format="uuid"),
            "title": text("schema.org name; HSDS service.name."),
            "kind": TERM,
            "description": maybe(text("HSDS service.description.")),
            "for_whom": maybe(text("HSDS service.eligibility_description.")),
            "languages": many(TERM, "schema.org availableLanguage; HSDS language."),
            "cost": maybe(text("HSDS service.fees_description.")),
            "how_to_apply": maybe(text("HSDS service.application_process.")),
            "status": TERM,
        },
        "schema.org Service; HSDS service.",
    ),
    "AllianceMembership": table(
        {
            "alliance": ref("OrganisationReference"),
            "kind": TERM,
            "status": TERM,
            "since": maybe(day()),
            "since_text": maybe(text("Where only a year or less is known.")),
            "until": maybe(day("First day on which it no longer holds.")),
            "represented_by": maybe(text("A body or function.")),
            "statement": maybe(text("What the member says about it.")),
        },
        "schema.org memberOf; HSDS has no such thing (`parent_organization_id` knows one parent).",
    ),
    "WebLink": table({"label": text(), "url": web()}, "A link to somewhere else."),
    "YearAndText": table(
        {"year": {"type": "integer"}, "text": text()}, "Something that happened, or a focus, in a year."
    ),
    "Goal": table(
        {"level": TERM, "heading": maybe(text()), "text": text(), "responsible": maybe(text())},
        "A goal of an alliance.",
    ),
    "Funding": table(
        {
            "programme": maybe(text()),
            "funder": maybe(text("schema.org funder.")),
            "purpose": maybe(text()),
            "since": maybe(day()),
            "until": maybe(day()),
        },
        "schema.org MonetaryGrant; HSDS funding.",
    ),
}


def iso(value: date | None) -> str | None:
    """Return a day or moment in ISO 8601 form."""
    return value.isoformat() if value else None


def contact_value(fact: ContactFact) -> Value:
    """Return a contact."""
    return {
        "kind": fact.kind,
        "value": fact.value,
        "label": fact.label or None,
        "person": fact.person or None,
    }


def address_value(fact: AddressFact) -> Value:
    """Return an address, which is cut to its precision already."""
    return {
        "precision": fact.precision,
        "label": fact.label or None,
        "street": fact.street or None,
        "postcode": fact.postcode or None,
        "town": fact.town or None,
        "note": fact.note or None,
        "region": region_value(fact.place) if fact.place else None,
    }


def point_value(record: ActorRecord) -> Value | None:
    """Return the entry's point on the map."""
    point = record.point
    if point is None:
        return None
    return {"latitude": point.lat, "longitude": point.lon, "precision": point.precision}


def hours_value(fact: HoursFact) -> Value:
    """Return weekly hours."""
    weekday = Weekday(fact.start // DAY)
    return {
        "weekday": weekday.name.lower(),
        "opens": clock(fact.start - weekday * DAY),
        "closes": clock(fact.end - weekday * DAY),
        "note": fact.note or None,
    }


def clock(minute: int) -> str:
    """Return a minute of the day as HH:MM."""
    return f"{minute // 60:02}:{minute % 60:02}"


def open_offers(record: ActorRecord) -> list[OfferFact]:
    """Return the offers that have not ended."""
    return [fact for fact in record.offers if fact.status not in NO_MORE]


def offer_value(fact: OfferFact) -> Value:
    """Return an offer."""
    return {
        "id": fact.key,
        "title": fact.title,
        "kind": term(OfferKind, fact.kind),
        "description": fact.description or None,
        "for_whom": fact.for_whom or None,
        "languages": [language_term(code) for code in fact.languages],
        "cost": fact.cost or None,
        "how_to_apply": fact.how_to_apply or None,
        "status": term(OfferStatus, fact.status),
    }


def other_value(fact: MembershipFact) -> Value:
    """Return the organisation on the far side of a membership."""
    return {"id": fact.other_id, "uuid": fact.other_uuid, "name": fact.other_name}


def membership_value(fact: MembershipFact) -> Value:
    """Return what a membership says, whichever side it is seen from."""
    return {
        "kind": term(MembershipKind, fact.kind),
        "status": term(MembershipStatus, fact.status),
        "since": iso(fact.since),
        "since_text": fact.since_text or None,
        "until": iso(fact.until),
        "represented_by": fact.represented_by or None,
        "statement": fact.statement or None,
    }


def alliance_membership(fact: MembershipFact) -> Value:
    """Return a membership as the member's entry has it."""
    return {"alliance": other_value(fact), **membership_value(fact)}


def goal_value(fact: GoalFact) -> Value:
    """Return a goal."""
    return {
        "level": term(GoalLevel, fact.level),
        "heading": fact.heading or None,
        "text": fact.text,
        "responsible": fact.responsible or None,
    }


def funding_value(fact: FundingFact) -> Value:
    """Return a funding."""
    return {
        "programme": fact.programme or None,
        "funder": fact.funder or None,
        "purpose": fact.purpose or None,
        "since": iso(fact.since),
        "until": iso(fact.until),
    }


def year_and_text(fact: Any) -> Value:
    """Return a milestone or the focus of a year."""
    return {"year": fact.year, "text": fact.text}
