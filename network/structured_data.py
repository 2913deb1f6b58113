"""An organisation in schema.org's words, from its public record (schema.org `NGO`, `Organization`)."""

from collections.abc import Iterable
from typing import Any

from network.languages import LANGUAGES
from network.models.organisations import OrganisationKind
from network.records import ActorRecord, AddressFact
from portal.addresses import page_url

TYPES = {
    OrganisationKind.MUNICIPALITY: "GovernmentOrganization",
    OrganisationKind.AUTHORITY: "GovernmentOrganization",
    OrganisationKind.EDUCATION: "EducationalOrganization",
    OrganisationKind.RELIGIOUS_COMMUNITY: "Organization",
    OrganisationKind.COMPANY: "Organization",
    OrganisationKind.UNION: "WorkersUnion",
}


def actor_json_ld(record: ActorRecord, page: Any) -> dict[str, Any]:
    """Return the entity without empty fields."""
    entity = {
        "@type": TYPES.get(OrganisationKind(record.kind), "NGO"),
        "@id": f"urn:uuid:{record.uuid}",
        "name": record.title,
        "alternateName": [record.short_name, *record.former_names]
        if record.short_name
        else list(record.former_names),
        "description": record.summary,
        "url": page_url(page),
        "sameAs": [fact.value for fact in record.contacts if fact.kind in {"website", "social"}],
        "email": next((fact.value for fact in record.contacts if fact.kind == "email"), ""),
        "telephone": next((fact.value for fact in record.contacts if fact.kind == "phone"), ""),
        "address": [_address(fact) for fact in record.addresses if fact.precision != "district"],
        "areaServed": [fact.place.official_name for fact in record.areas],
        "knowsLanguage": [code for code in record.languages if code in LANGUAGES],
        "foundingDate": record.founded,
        "memberOf": [{"@type": "Organization", "name": name} for name in _alliances(record)],
        "knowsAbout": [topic.name for topic in record.topics],
    }
    return {key: value for key, value in entity.items() if value}


def _alliances(record: ActorRecord) -> Iterable[str]:
    """Return the alliances it belongs to, each once: who hosts one is often its member, too."""
    return {fact.other_id: fact.other_name for fact in record.memberships}.values()


def _address(fact: AddressFact) -> dict[str, str]:
    """Return an address as a PostalAddress, cut to its precision already."""
    values = {
        "@type": "PostalAddress",
        "streetAddress": fact.street,
        "postalCode": fact.postcode,
        "addressLocality": fact.town,
        "addressCountry": "DE",
    }
    return {key: value for key, value in values.items() if value}
