"""The fields of an entry in JSON: one table for what is written and for how it is described."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from network.choices import Accessibility, Reach, TargetGroup
from network.models.organisations import LegalForm, OrganisationKind
from network.records import ActorRecord

from .entries import PublicEntry
from .parts import (
    address_value,
    alliance_membership,
    contact_value,
    funding_value,
    goal_value,
    hours_value,
    iso,
    offer_value,
    open_offers,
    point_value,
    year_and_text,
)
from .schema import Schema, day, many, maybe, moment, ref, table, text, web, yes_or_no
from .terms import REGION, TERM, Value, language_term, region_value, term, terms_of, topic_term


@dataclass(frozen=True)
class Field:
    """A field: its name, its schema, where it comes from, and what schema.org and HSDS 3.0 call it."""

    name: str
    schema: Schema
    read: Callable[[PublicEntry], Any]
    schema_org: str = ""
    hsds: str = ""

    @property
    def described(self) -> Schema:
        """Return the schema with its names elsewhere in the description."""
        names = [("schema.org", self.schema_org), ("HSDS", self.hsds)]
        elsewhere = "; ".join(f"{where} `{name}`" for where, name in names if name)
        said = self.schema.get("description", "")
        words = " ".join(part for part in (said, f"{elsewhere}." if elsewhere else "") if part)
        return {**self.schema, "description": words} if words else self.schema


def _of(read: Callable[[ActorRecord], Any]) -> Callable[[PublicEntry], Any]:
    """Return a reader of the record."""
    return lambda entry: read(entry.record)


def first_contact(record: ActorRecord, kind: str) -> str | None:
    """Return the first public contact of a kind."""
    return next((fact.value for fact in record.contacts if fact.kind == kind), None)


TEXT, UNKNOWN = text(), maybe(text())

IDENTITY = (
    Field("id", text("Register id: permanent, what filters and links take."), _of(lambda r: r.register_id),
          "identifier", "organization_identifier.identifier"),
    Field("uuid", text(format="uuid"), _of(lambda r: r.uuid), "@id (urn:uuid:…)", "organization.id"),
    Field("type", text(enum=["organisation", "alliance"]), _of(lambda r: r.type), "@type"),
    Field("name", TEXT, _of(lambda r: r.title), "name", "organization.name"),
    Field("legal_name", TEXT, _of(lambda r: r.name), "legalName"),
    Field("short_name", UNKNOWN, _of(lambda r: r.short_name or None), "alternateName", "organization.alternate_name"),
    Field("former_names", many(TEXT), _of(lambda r: list(r.former_names)), "alternateName"),
    Field("url", web("Its page in this portal."), lambda entry: entry.url, "url", "organization.uri"),
)  # fmt: skip

FIELDS = (
    *IDENTITY,
    Field("kind", TERM, _of(lambda r: term(OrganisationKind, r.kind)), "@type"),
    Field("legal_form", TERM, _of(lambda r: term(LegalForm, r.legal_form)), "", "organization.legal_status"),
    Field("register_number", maybe(text("Number in the register of associations.")),
          _of(lambda r: r.register_number or None), "identifier", "organization_identifier"),
    Field("is_non_state", yes_or_no("Whether it is non-governmental."), _of(lambda r: r.is_non_state)),
    Field("is_protected", yes_or_no("Whether contacts and places are withheld because it is under attack."),
          _of(lambda r: r.is_shielded)),
    Field("founded", maybe(text("Year or day.")), _of(lambda r: r.founded or None),
          "foundingDate", "organization.year_incorporated"),
    Field("summary", TEXT, _of(lambda r: r.summary), "description", "organization.description"),
    Field("text", maybe(text("What it says about itself, as plain text.")), _of(lambda r: r.text or None)),
    Field("website", maybe(text()), _of(lambda r: first_contact(r, "website")), "sameAs", "organization.website"),
    Field("email", maybe(text()), _of(lambda r: first_contact(r, "email")), "email", "organization.email"),
    Field("phone", maybe(text()), _of(lambda r: first_contact(r, "phone")), "telephone", "phone.number"),
    Field("contacts", many(ref("Contact")), _of(lambda r: [contact_value(fact) for fact in r.contacts]),
          "contactPoint", "contact"),
    Field("addresses", many(ref("Address")), _of(lambda r: [address_value(fact) for fact in r.addresses]),
          "address", "address"),
    Field("point", maybe(ref("Point")), _of(point_value), "geo", "location"),
    Field("seat", maybe(REGION), _of(lambda r: region_value(r.seat) if r.seat else None), "location"),
    Field("areas", many(REGION), _of(lambda r: [region_value(fact.place) for fact in r.areas]),
          "areaServed", "service_area"),
    Field("reach", many(TERM), _of(lambda r: terms_of(Reach)(r.reach)), "areaServed", "service_area"),
    Field("topics", many(TERM), _of(lambda r: [topic_term(fact) for fact in r.topics]),
          "knowsAbout", "taxonomy_term"),
    Field("languages", many(TERM), _of(lambda r: [language_term(code) for code in r.languages]),
          "knowsLanguage", "language"),
    Field("target_groups", many(TERM), _of(lambda r: terms_of(TargetGroup)(r.target_groups)), "audience"),
    Field("accessibility", many(TERM), _of(lambda r: terms_of(Accessibility)(r.accessibility)),
          "amenityFeature", "accessibility"),
    Field("accessibility_note", UNKNOWN, _of(lambda r: r.accessibility_note or None), "", "accessibility.details"),
    Field("opening_hours", many(ref("Hours")), _of(lambda r: [hours_value(fact) for fact in r.opening_hours]),
          "openingHoursSpecification", "schedule"),
    Field("offers", many(ref("Offer")), _of(lambda r: [offer_value(fact) for fact in open_offers(r)]),
          "makesOffer", "service"),
    Field("memberships", many(ref("AllianceMembership")),
          _of(lambda r: [alliance_membership(fact) for fact in r.memberships]), "memberOf"),
    Field("links", many(ref("WebLink")),
          _of(lambda r: [{"label": fact.label, "url": fact.url} for fact in r.links]), "subjectOf", "url"),
    Field("milestones", many(ref("YearAndText")), _of(lambda r: [year_and_text(fact) for fact in r.milestones])),
    Field("goals", many(ref("Goal"), "Of alliances."), _of(lambda r: [goal_value(fact) for fact in r.goals])),
    Field("focus", many(ref("YearAndText"), "Of alliances, by year."),
          _of(lambda r: [year_and_text(fact) for fact in r.focus])),
    Field("partner_lines", many(TEXT, "Of alliances: partners that are no entries of the register."),
          _of(lambda r: list(r.partner_lines))),
    Field("fundings", many(ref("Funding"), "Of alliances."),
          _of(lambda r: [funding_value(fact) for fact in r.fundings]), "funding", "funding"),
    Field("legal_note", maybe(text("Of alliances: what it is in law.")), _of(lambda r: r.legal_note or None)),
    Field("confirmed_on", maybe(day("When it was last confirmed.")), _of(lambda r: iso(r.confirmed_on)),
          "dateModified", "service.assured_date"),
    Field("appeared", maybe(moment("When it became public here.")), lambda entry: iso(entry.appeared_at),
          "datePublished"),
    Field("modified", maybe(moment("When what everybody may know of it last changed.")),
          lambda entry: iso(entry.changed_at), "dateModified", "service.last_modified"),
)  # fmt: skip

ENTRY = table({field.name: field.described for field in FIELDS}, "An organisation or alliance.")


def entry_value(entry: PublicEntry) -> Value:
    """Return an entry as plain data."""
    return {field.name: field.read(entry) for field in FIELDS}
