"""A job posting in schema.org's words (`JobPosting`), as search engines ask for it: no contacts; none once over."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.html import format_html_join

from network.records import PlaceFact
from portal.sites import language_of
from portal.validity import BERLIN
from publications.choices import Employment, HomeOffice
from publications.records.postings import PostingRecord, WorkplaceFact

TYPES = {
    Employment.FULL_TIME: "FULL_TIME",
    Employment.PART_TIME: "PART_TIME",
    Employment.MINI_JOB: "PART_TIME",
    Employment.FEE: "CONTRACTOR",
    Employment.TRAINING: "OTHER",
    Employment.INTERNSHIP: "INTERN",
    Employment.SERVICE: "VOLUNTEER",
    Employment.UNPAID: "VOLUNTEER",
}


def posting_node(record: PostingRecord, url: str, lines: Iterable[str], owner_url: str) -> dict[str, Any]:
    """Return the posting; addresses are absolute, the lines are plain text."""
    kinds = dict.fromkeys(TYPES[Employment(key)] for key in record.employment if key in TYPES)
    employer = _employer(record, owner_url)
    remote = record.home_office == HomeOffice.ONLY
    node = {
        "@type": "JobPosting",
        "@id": url,
        "url": url,
        "title": record.title,
        "description": format_html_join("", "<p>{}</p>", ([line] for line in lines if line)),
        "identifier": {"@type": "PropertyValue", "name": employer["name"], "value": str(record.uuid)},
        "datePosted": record.published_on.isoformat(),
        "validThrough": record.ends_at.astimezone(BERLIN).isoformat() if record.ends_at else "",
        "employmentType": [*kinds, *(["TEMPORARY"] if record.limited_until or record.limit_note else [])],
        "hiringOrganization": employer,
        "jobLocation": list(_places(record)),
        "jobLocationType": "TELECOMMUTE" if remote else "",
        "applicantLocationRequirements": {"@type": "Country", "name": "DE"} if remote else {},
        "baseSalary": _pay(record),
        "workHours": record.hours,
        "jobStartDate": record.starts_on.isoformat() if record.starts_on else "",
        "inLanguage": language_of(record.locale_id),
    }
    # One applies by mail or elsewhere, never on the page itself.
    return {name: value for name, value in node.items() if value} | {"directApply": False}


def _employer(record: PostingRecord, owner_url: str) -> dict[str, str]:
    """Return who employs: the organisation above, known by its page, or somebody whose name is all there is."""
    if record.employer or record.owner is None:
        return {"@type": "Organization", "name": record.employer}
    known = {"@type": "Organization", "@id": f"urn:uuid:{record.owner.uuid}", "name": record.owner.name}
    return {**known, "url": owner_url, "sameAs": owner_url} if owner_url else known


def _pay(record: PostingRecord) -> dict[str, Any]:
    """Return the pay where it is given as a number, else nothing: words are for people."""
    if record.pay_from is None:
        return {}
    span = {"minValue": record.pay_from, "maxValue": record.pay_until}
    amounts: dict[str, Decimal | None] = span if record.pay_until else {"value": record.pay_from}
    value = {name: float(amount) for name, amount in amounts.items() if amount is not None}
    unit = {"@type": "QuantitativeValue", **value, "unitText": record.pay_per.upper()}
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": unit}


def _places(record: PostingRecord) -> Iterator[dict[str, Any]]:
    """Yield the workplaces, of those without a region what is said of them."""
    for fact in record.workplaces:
        yield {"@type": "Place", "address": _address(fact, fact.place)}


def _address(fact: WorkplaceFact, place: PlaceFact | None) -> dict[str, str]:
    """Return a workplace as a `PostalAddress`."""
    around = (place, *place.parents) if place else ()
    states = (one.name for one in around if one.kind == "state")
    town = "" if place is None or place.kind == "state" else place.official_name
    address = {
        "@type": "PostalAddress",
        "streetAddress": fact.name if place else "",
        "addressLocality": town if place else fact.name,
        "addressRegion": next(states, ""),
        "addressCountry": "DE",
    }
    return {name: value for name, value in address.items() if value}
